"""A real JupyterLab in a real Chromium, every outside request cut: the notebooks run as they are,
their charts show, their figures are the pages', the explorer's lists change its chart."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import nbformat
import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from oar_analysis.dataset import build, write
from oar_analysis.export import export_page
from oar_analysis.figure import BLOCK_MIME, VEGALITE_MIME

pytestmark = [pytest.mark.lab, pytest.mark.slow, pytest.mark.timeout(900)]

ROOT = Path(__file__).resolve().parent.parent
NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
LOCAL = {"127.0.0.1", "localhost"}
SHOTS = os.environ.get("OAR_SCREENSHOTS", "")

# Started by every Python of the server and of its kernels: whoever they call is written down.
AUDIT = """
import os, sys
def _hook(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        target = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
        host = target[0] if isinstance(target, tuple) else target
        if isinstance(host, bytes):
            host = host.decode("utf-8", "replace")
        if host and host not in ("127.0.0.1", "localhost", "::1") and not str(host).startswith("/"):
            with open(os.environ["OAR_CALLS"], "a", encoding="utf-8") as log:
                log.write(f"{event} {host}\\n")
sys.addaudithook(_hook)
"""

CELLS = """() => {
  const cells = window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells;
  return cells.map(one => one.toJSON());
}"""


@dataclass
class Lab:
    """A JupyterLab server on a copy of the project."""

    folder: Path
    port: int
    calls: Path

    def outside_calls(self) -> str:
        return self.calls.read_text(encoding="utf-8") if self.calls.exists() else ""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("bureau")
    shutil.copytree(ROOT / "data/raw", folder / "data/raw")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    write(build(folder / "data", 2017), folder / "data/processed")
    home, audit = folder / "maison", folder / "audit"
    audit.mkdir()
    (audit / "sitecustomize.py").write_text(AUDIT, encoding="utf-8")
    calls = folder / "appels.txt"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ, "HOME": str(home), "PYTHONPATH": str(audit), "OAR_CALLS": str(calls),
        "JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "run"), "JUPYTERLAB_SETTINGS_DIR": str(home / "set"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "work"), "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    arguments = [
        "--no-browser", "--allow-root", "--expose-app-in-browser", f"--port={port}",
        "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--ServerApp.ip=127.0.0.1",
    ]  # fmt: skip
    log = (folder / "journal.txt").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "oar_analysis.cli", "lab", "--", *arguments],
        cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for(port, process, folder / "journal.txt")
        yield Lab(folder, port, calls)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)
        log.close()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        assert process.poll() is None, log.read_text(encoding="utf-8")[-3000:]
        try:
            with urlopen(f"http://127.0.0.1:{port}/api", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(log.read_text(encoding="utf-8")[-3000:])


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Desk:
    """One notebook open in JupyterLab, in a browser that can reach this machine only."""

    lab: Lab
    page: Page
    refused: list[str] = field(default_factory=list)

    def open(self, name: str) -> "Desk":
        self.page.context.route("**/*", self._local_only)
        address = f"http://127.0.0.1:{self.lab.port}/lab/workspaces/auto-{Path(name).stem}"
        self.page.goto(f"{address}/tree/notebooks/{name}?reset")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=180_000)
        self.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel"
            "?.connectionStatus === 'connected'",
            timeout=180_000,
        )
        return self

    def _local_only(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname in LOCAL:
            route.continue_()
        else:
            self.refused.append(route.request.url)
            route.abort()

    def run_all(self) -> list[dict]:
        """Run all cells as the menu does, and return them with their outputs."""
        ran = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
        self.page.evaluate(ran)
        self.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
            " === 'idle'",
            timeout=300_000,
        )
        return self.page.evaluate(CELLS)

    def show_charts(self, cells: list[dict], shot: str) -> int:
        """Scroll to each cell that has charts, and count those drawn with something in them."""
        drawn = 0
        for index, cell in enumerate(cells):
            wanted = len(of_mime([cell], VEGALITE_MIME))
            if not wanted:
                continue
            self.page.evaluate(
                "i => window.jupyterapp.shell.currentWidget.content.scrollToItem(i, 'start')", index
            )
            charts = self.page.locator(f'.jp-Cell[data-windowed-list-index="{index}"] .vega-embed')
            marks = charts.locator("svg.marks, canvas.marks")
            # Drawn one after the other: a cell of many charts takes its time on a busy machine.
            marks.nth(wanted - 1).wait_for(state="attached", timeout=180_000)
            assert marks.count() == wanted
            for each in range(wanted):
                box = marks.nth(each).bounding_box()
                assert box is not None
                assert box["width"] > 200
                assert box["height"] > 30
            if SHOTS:
                marks.first.scroll_into_view_if_needed()
                self.page.screenshot(path=Path(SHOTS) / f"{shot}-{index}.png")
            drawn += wanted
        return drawn

    def close(self) -> None:
        """Close without saving; nothing asked of the network by the browser or the server."""
        self.page.context.close()
        assert self.refused == []
        assert self.lab.outside_calls() == ""


@pytest.fixture
def desk(lab: Lab, browser: Browser) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": 1500, "height": 1000}, locale="fr-FR")
    opened = Desk(lab, context.new_page())
    yield opened
    opened.close()


def of_mime(cells: list[dict], mime: str) -> list:
    """Return the data of a mime type in the outputs of cells, in their order."""
    return [
        output["data"][mime]
        for cell in cells
        for output in cell.get("outputs", [])
        if mime in output.get("data", {})
    ]


def errors(cells: list[dict]) -> list[str]:
    return [
        f"{output['ename']}: {output['evalue']}"
        for cell in cells
        for output in cell.get("outputs", [])
        if output["output_type"] == "error"
    ]


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
    desk.page.evaluate(
        "i => window.jupyterapp.shell.currentWidget.content.scrollToItem(i, 'start')", index
    )
    where = f'.jp-Cell[data-windowed-list-index="{index}"] .vega-embed'
    _check_lists(desk.page, where, where)


def test_the_explorer_keeps_its_lists_in_an_export(browser, executed, tmp_path):
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
    _check_lists(page, where, "#explorer-action")
    outside = [one for one in asked if not re.match(r"file:|data:|blob:", one)]
    page.close()
    assert outside == []


def _check_lists(page: Page, where: str, around: str) -> None:
    """Pick another series, measure and year by the lists: the chart must say so."""
    lists = page.locator(f"{around} select")
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / "lists.png")
    lists.first.wait_for(timeout=60_000)
    assert "27,3 %" in shown(page, where)
    assert "50 % en 2020" in shown(page, where)
    lists.nth(4).select_option(label="cachées")
    page.wait_for_function(_LACKS, arg=[where, "50 % en 2020"])
    lists.nth(0).select_option(label="1-1.3.5 Volume d'impression par poste informatique")
    page.wait_for_function(_SAYS, arg=[where, "23,2"])
    lists.nth(1).select_option(label="indice")
    page.wait_for_function(_SAYS, arg=[where, "92,8"])
    assert "23,2" not in shown(page, where)
    lists.nth(1).select_option(label="évolution annuelle")
    page.wait_for_function(_SAYS, arg=[where, "−7,2 %"])
    lists.nth(1).select_option(label="niveau")
    lists.nth(2).select_option(label="2017")
    page.wait_for_function(_LACKS, arg=[where, "2016"])
    assert "23,2" in shown(page, where)


_SAYS = (
    "([where, text]) => document.querySelector(where + ' svg')?.textContent"
    ".replaceAll('\\u00a0', ' ').includes(text)"
)
_LACKS = _SAYS.replace("document.query", "!document.query")
