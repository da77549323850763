"""Notebooks that make no page: every fault is told at once, with its cell."""

from typing import Any

import nbformat
import pytest
from page_sample import notebook
from series_sample import recycled

from oar_analysis.errors import PageError
from oar_analysis.export import export_page
from oar_analysis.figure import BLOCK_MIME, Card, PageInfo, line_figure


def output(data: dict[str, Any]) -> Any:
    return notebook([data])


STOCK = [
    {"application/vnd.vegalite.v5+json": {}},
    {"application/vnd.vegalite.v6.json": {}},
    {"image/png": "iVBORw0KGgo="},
    {"image/svg+xml": "<svg/>"},
    {"text/html": '<div id="altair-viz-12"></div>'},
    {"text/html": "<div><script>vegaEmbed()</script></div>"},
    {"application/javascript": "alert(1)"},
]


@pytest.mark.parametrize("data", STOCK, ids=lambda one: next(iter(one)))
def test_a_stock_renderer_is_refused_with_its_cell(data: dict[str, Any]) -> None:
    with pytest.raises(
        PageError, match=r"cellule 2 \(« bloc\(0\) »\) : sortie .* sans description"
    ) as caught:
        export_page(output({**data, "text/plain": "alt.Chart(...)"}))
    assert caught.value.findings[0].rule == "page-stock-renderer"
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("name", ["description", "title"])
def test_a_chart_without_its_words_is_refused(name: str) -> None:
    payload = {**line_figure([recycled()], key="k", title="T", source="S").payload(), name: " "}
    with pytest.raises(PageError, match=r"graphique « k » sans"):
        export_page(output({BLOCK_MIME: payload}))
    folded = {"type": "details", "summary": "S", "blocks": [payload], "anchor": "", "open": False}
    with pytest.raises(PageError, match=r"graphique « k » sans"):
        export_page(output({BLOCK_MIME: folded}))


def test_every_fault_is_told_at_once() -> None:
    book = notebook([STOCK[2], {BLOCK_MIME: {"type": "tarte"}}, {BLOCK_MIME: "rien"}])
    error = nbformat.v4.new_output("error", ename="ValueError", evalue="non", traceback=[])
    book.cells.append(nbformat.v4.new_code_cell("1 / 0", outputs=[error]))
    with pytest.raises(PageError) as caught:
        export_page(book)
    assert [one.rule for one in caught.value.findings] == [
        "page-stock-renderer",
        "page-unknown-block",
        "page-unknown-block",
        "page-error-output",
    ]
    assert "cellule 5 (« 1 / 0 ») : la cellule a échoué (ValueError : non)" in str(caught.value)


def test_a_chart_that_cannot_be_drawn_is_refused() -> None:
    payload = line_figure([recycled()], key="k", title="T", source="S").payload()
    with pytest.raises(PageError, match=r"cellule 2 .*ne peut pas être dessiné") as caught:
        export_page(output({BLOCK_MIME: {**payload, "spec": {"mark": 3}}}))
    assert caught.value.findings[0].rule == "page-drawing"


def test_an_anchor_taken_twice_and_a_dead_link_are_refused() -> None:
    card = Card(code="1-1", title="A", year=2017)
    with pytest.raises(PageError, match="ancre « fiche-1-1 » déjà prise par cellule 2"):
        export_page(notebook([card, card]))
    with pytest.raises(PageError, match="lien interne vers « ailleurs »"):
        export_page(notebook([Card(code="1-1", title="A", year=2017, link="ailleurs")]))
    away = export_page(notebook([Card(code="1-1", title="A", year=2017, link="axe-1.html#x")]))
    assert 'href="axe-1.html#x"' in away


def test_two_identities_are_refused() -> None:
    info = PageInfo(title="A", body="B", scheme="S", year=2017)
    with pytest.raises(PageError, match="deuxième PageInfo"):
        export_page(notebook([info, info]))
