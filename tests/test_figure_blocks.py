"""Blocks: JSON in, the same JSON out; refused when a reader would lack something."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_sample import blocks
from series_sample import recycled

from oar_analysis.errors import UsageError
from oar_analysis.figure import (
    BLOCK_MIME,
    VEGALITE_MIME,
    Card,
    CardRow,
    Column,
    Figure,
    Heading,
    PageInfo,
    Prose,
    figure,
    line_figure,
    slug,
)  # fmt: skip
from oar_analysis.figure.block import as_json
from oar_analysis.figure.markdown import clean, isolate, markdown_html
from oar_analysis.figure.render import BLOCKS, csv_href, link_href, render_html


@pytest.mark.parametrize("block", blocks(), ids=lambda one: one.kind)
def test_payload_is_json_and_the_same_twice(block: Any) -> None:
    text = json.dumps(block.payload(), allow_nan=False)
    again = next(one for one in blocks() if one == block)
    assert json.dumps(again.payload(), allow_nan=False) == text
    assert json.loads(text)["type"] in BLOCKS


def test_every_kind_of_block_can_be_rendered() -> None:
    assert {one.kind for one in blocks()} | {"card", "table"} == set(BLOCKS)


@pytest.mark.parametrize("block", blocks(), ids=lambda one: one.kind)
def test_jupyterlab_is_given_what_it_can_show(block: Any) -> None:
    bundle = block._repr_mimebundle_()
    assert bundle[BLOCK_MIME] == block.payload()
    assert bundle["text/plain"].strip()
    if isinstance(block, Figure):
        assert "text/html" not in bundle, "JupyterLab would show it instead of the chart"
        assert bundle[VEGALITE_MIME]["$schema"].endswith("/v5.json")
        assert bundle[VEGALITE_MIME]["title"]["text"] == block.title
        assert bundle[VEGALITE_MIME]["config"]["locale"]["number"]["decimal"] == ","
    else:
        assert bundle["text/html"].strip()


def test_an_output_of_jupyterlab_brings_its_style_in_the_colours_of_the_theme() -> None:
    html = Heading("Les chiffres", level=4)._repr_mimebundle_()["text/html"]
    assert html.count("<style>") == 1
    assert 'class="oar" lang="fr"' in html
    assert "<h4" in html
    style = html.partition("</style>")[0]
    assert ".anchor" in style, "the bare # of a heading is hidden"
    # Every colour follows the theme: one that is written stands as a fallback only.
    assert not re.search(r"(?<!, )#[0-9a-f]{3,6}\b", style)
    assert all(rule.startswith(".oar ") for rule in style.removeprefix("<style>").split("}")[:-1])


def test_jupyterlab_shows_no_link_to_a_page_that_is_not_beside_it() -> None:
    words = "Voir [l'action](axe-1.html#a), [ici](#b)."
    html = Prose(words)._repr_mimebundle_()["text/html"]
    assert "Voir l'action" in html
    assert 'href="#b"' in html
    assert "axe-1.html" not in html


def test_what_is_not_a_number_is_null() -> None:
    assert as_json({"a": (float("nan"), 1.5, None, True), "b": object}) == {
        "a": [None, 1.5, None, True],
        "b": "<class 'object'>",
    }


def test_a_page_without_title_is_refused() -> None:
    with pytest.raises(UsageError, match="titre de la page est vide"):
        PageInfo(title=" ", body="", scheme="", year=2017)


@pytest.mark.parametrize("level", [1, 5])
def test_a_heading_of_another_level_is_refused(level: int) -> None:
    with pytest.raises(UsageError, match=f"niveau {level} lu"):
        Heading("Titre", level=level)


def test_an_unknown_verdict_is_refused() -> None:
    with pytest.raises(UsageError, match=r"« 1-1 » : verdict « bien » lu ; attendu : achieved"):
        Card(code="1-1", title="A", year=2017, sign="bien")
    with pytest.raises(UsageError, match="« Papier »"):
        CardRow(label="Papier", sign="bien")


@pytest.mark.parametrize("name", ["key", "title", "description", "source"])
def test_a_figure_without_its_words_is_refused(name: str) -> None:
    words = {"key": "a", "title": "A", "description": "De 1 à 2.", "source": "Bilan", name: " "}
    with pytest.raises(UsageError, match=f"{name} vide"):
        figure({"mark": "bar"}, columns=[Column(title="A")], rows=[(1,)], **words)


def test_a_figure_without_data_is_refused() -> None:
    with pytest.raises(UsageError, match="rows vide"):
        figure({}, key="a", title="A", description="D", source="S", columns=[], rows=[])


def test_an_unknown_block_is_not_rendered() -> None:
    with pytest.raises(UsageError, match="« tarte » inconnu"):
        render_html({"type": "tarte"})


def test_a_free_chart_takes_the_theme_and_keeps_its_own_choices() -> None:
    import altair as alt
    import pandas as pd

    frame = pd.DataFrame({"annee": ["2016", "2017"], "valeur": [1.5, 2.0]})
    chart = (
        alt.Chart(frame)
        .mark_bar()
        .encode(x="annee:O", y="valeur:Q")
        .configure_axis(labelFontSize=20)
    )
    made = figure(
        chart, key="libre", title="Libre", description="De 1,5 à 2.", source="Essai", rows=frame,
        columns=[Column(title="Année", kind="text"), Column(title="Valeur", unit="t")],
    )  # fmt: skip
    payload = made.payload()
    assert payload["spec"]["config"]["axis"]["labelFontSize"] == 20
    assert payload["spec"]["config"]["aria"] is False
    assert payload["spec"]["config"]["view"]["continuousWidth"] == 680
    assert payload["rows"] == [["2016", "1,5"], ["2017", "2"]]
    assert payload["columns"][1]["title"] == "Valeur (t)"


@given(st.text())
def test_an_anchor_holds_safe_letters_only(text: str) -> None:
    anchor = slug(text)
    assert anchor[0].isalpha()
    assert set(anchor) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")
    assert slug(anchor) == anchor


@given(st.text())
def test_a_link_leads_nowhere_else(text: str) -> None:
    href = link_href(text)
    assert href.startswith("#") or ":" not in href.split(".html")[0]


@given(st.text(alphabet=st.sampled_from("<>/\"'abscriptimgonerror=() [](:)!#*`\n")))
def test_markdown_lets_no_tag_of_its_author_through(text: str) -> None:
    html = str(markdown_html(text))
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_markdown_headings_start_at_the_level_and_skip_none() -> None:
    html = str(markdown_html("# A\n\n### B\n\n# C", level=3))
    assert [html.count(f"<h{n}") for n in (3, 4, 5)] == [2, 1, 0]


def test_markdown_tables_say_what_their_headers_head() -> None:
    assert '<th scope="col">A</th>' in str(markdown_html("|A|B|\n|-|-|\n|1|2|"))


def test_html_of_others_is_reduced_to_harmless_tags() -> None:
    html = clean(
        '<b onclick="x()">a</b><iframe src=x></iframe><a href="javascript:x">b</a><img src=x>'
    )
    assert html == '<b>a</b><a rel="noopener noreferrer">b</a>'


def test_reading_order_controls_are_taken_out() -> None:
    assert isolate("a\u202eb\u2066c\u200fd") == "abcd"


def test_a_prose_says_its_text_plainly() -> None:
    assert Prose("Bonjour **ici**").plain() == "Bonjour **ici**"


def test_the_csv_is_what_french_spreadsheets_open() -> None:
    from urllib.parse import unquote

    href = csv_href(line_figure([recycled()], key="a", title="A", source="S").payload())
    head, _, body = href.partition(",")
    assert head == "data:text/csv;charset=utf-8"
    assert unquote(body).startswith(
        "\ufeffAnnée;Part de papier recyclé (%)\r\n2016;27,2\r\n2017;27,3\r\n"
    )
