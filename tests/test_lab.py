"""A real JupyterLab in a real Chromium, every outside request cut: the notebooks run as they are,
their charts show, their figures are the pages', the explorer's lists change its chart."""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from labdesk import ROOT, Desk, Lab, errors, of_mime, served
from playwright.sync_api import Browser, Page

from oar_analysis.export import export_page
from oar_analysis.figure import BLOCK_MIME, VEGALITE_MIME

pytestmark = [pytest.mark.lab, pytest.mark.slow, pytest.mark.timeout(900)]

NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with served(tmp_path_factory.mktemp("bureau")) as server:
        yield server


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the screenshots are kept, to be looked at: OAR_SCREENSHOTS, or pytest's own folder."""
    folder = Path(os.environ.get("OAR_SCREENSHOTS") or tmp_path_factory.mktemp("images"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def desk(lab: Lab, browser: Browser, shots: Path) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": 1500, "height": 1000}, locale="fr-FR")
    opened = Desk(lab, context.new_page(), shots)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def executed(lab: Lab):
    """Run a notebook as the review does: without JupyterLab."""
    from nbclient import NotebookClient

    def run(name: str) -> list[dict]:
        notebook = nbformat.read(lab.folder / "notebooks" / name, as_version=4)
        resources = {"metadata": {"path": str(lab.folder / "notebooks")}}
        NotebookClient(notebook, timeout=240, resources=resources).execute()
        return notebook.cells

    return run


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_shows_the_figures_of_the_pages(lab, desk, executed, name):
    cells = desk.open(name).run_all()
    assert errors(cells) == []
    blocks = of_mime(cells, BLOCK_MIME)
    assert blocks == of_mime(executed(name), BLOCK_MIME)
    charts = of_mime(cells, VEGALITE_MIME)
    assert desk.show_charts(cells, Path(name).stem) == len(charts)
    assert len(charts) == sum(one["type"] == "figure" for one in blocks)


def test_jupyterlab_speaks_french_and_tells_no_news(desk):
    desk.open("explorer.ipynb")
    menu = desk.page.locator(".lm-MenuBar-itemLabel").all_text_contents()
    assert {"Fichier", "Aide"} <= set(menu)
    assert desk.page.evaluate("document.documentElement.lang") == "fr-FR"
    assert desk.page.locator(".Toastify__toast").count() == 0


def test_the_parameters_are_all_it_takes_to_look_at_another_axis(desk):
    desk.open("axe.ipynb")
    change = """() => {
      const cell = window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells[0];
      cell.setSource(cell.getSource().replace(/axis: int = \\d+/, 'axis: int = 2'));
    }"""
    desk.page.evaluate(change)
    cells = desk.run_all()
    assert errors(cells) == []
    page = of_mime(cells, BLOCK_MIME)[0]
    assert page["title"] == "Axe 2 : économiquement responsable"


def shown(page: Page, where: str) -> str:
    return " ".join(page.locator(f"{where} svg text").all_text_contents()).replace("\u00a0", " ")


def test_the_lists_of_the_explorer_change_its_chart(lab, desk):
    desk.open("explorer.ipynb")
    cells = desk.run_all()
    index = next(i for i, cell in enumerate(cells) if of_mime([cell], VEGALITE_MIME))
    desk.scroll_to(index)
    where = f'.jp-Cell[data-windowed-list-index="{index}"] .vega-embed'
    _check_lists(desk.page, where, where, lambda name: desk.shoot(f"explorer-{name}"))


def test_the_explorer_keeps_its_lists_in_an_export(browser, executed, shots, tmp_path):
    notebook = nbformat.v4.new_notebook(cells=executed("explorer.ipynb"))
    path = tmp_path / "explorer.html"
    path.write_text(export_page(json.loads(nbformat.writes(notebook))), encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(path.as_uri())
    where = "#explorer-action .live"
    page.locator("#explorer-action").scroll_into_view_if_needed()
    page.wait_for_selector(f"{where} svg")

    def keep(name: str) -> None:
        page.screenshot(path=shots / f"export-{name}.png")

    _check_lists(page, where, "#explorer-action", keep)
    outside = [one for one in asked if not re.match(r"file:|data:|blob:", one)]
    page.close()
    assert outside == []


def _check_lists(page: Page, where: str, around: str, shoot: Callable[[str], object]) -> None:
    """Pick another series, measure and year by the lists: the chart must say so."""
    lists = page.locator(f"{around} select")
    lists.first.wait_for(timeout=60_000)
    shoot("before")
    assert "27,3 %" in shown(page, where)
    assert "50 % en 2020" in shown(page, where)
    lists.nth(4).select_option(label="cachées")
    page.wait_for_function(_LACKS, arg=[where, "50 % en 2020"])
    shoot("no-targets")
    lists.nth(0).select_option(label="1-1.3.5 Volume d'impression par poste informatique")
    page.wait_for_function(_SAYS, arg=[where, "23,2"])
    shoot("series")
    lists.nth(1).select_option(label="indice")
    page.wait_for_function(_SAYS, arg=[where, "92,8"])
    shoot("index")
    assert "23,2" not in shown(page, where)
    lists.nth(1).select_option(label="évolution annuelle")
    page.wait_for_function(_SAYS, arg=[where, "−7,2 %"])
    shoot("change")
    lists.nth(1).select_option(label="niveau")
    lists.nth(2).select_option(label="2017")
    page.wait_for_function(_LACKS, arg=[where, "2016"])
    shoot("one-year")
    assert "23,2" in shown(page, where)


_SAYS = (
    "([where, text]) => document.querySelector(where + ' svg')?.textContent"
    ".replaceAll('\\u00a0', ' ').includes(text)"
)
_LACKS = _SAYS.replace("document.query", "!document.query")
