"""What a page and a notebook of the review must be before they count."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis.errors import PageError, UsageError
from oar_analysis.review.pagecheck import check_page_file, page_faults
from oar_analysis.review.parameters import PARAMETERS, check_year, declared_parameters

GOOD = "<!DOCTYPE html><html lang='fr'><head><title>T</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (GOOD.format("x")[:-7], "tronquée"),
        (GOOD.format("x").replace("'fr'", "'en'"), "langue"),
        (GOOD.format("x").replace("<title>T</title>", ""), "titre"),
        (GOOD.format("<img src='https://a.example/b.png'>"), "réseau"),
        (GOOD.format("<script src='//a.example/b.js'></script>"), "réseau"),
        (GOOD.format("<link rel='stylesheet' href='http://a.example'>"), "réseau"),
        (GOOD.format("<p style=\"background:url('https://a.example')\">"), "réseau"),
        (GOOD.format("<style>@import 'https://a.example/x.css';</style>"), "réseau"),
        (GOOD.format("<div data-mime-type='application/vnd.jupyter.error'></div>"), "erreur"),
    ],
)
def test_a_page_unfit_to_be_published_is_refused(tmp_path, page, fault):
    assert fault in " ".join(page_faults(page))
    path = tmp_path / "p.html"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(PageError, match=fault):
        check_page_file(path)


def test_a_link_that_a_reader_follows_is_no_load():
    page = GOOD.format(
        "<a href='https://www.insee.fr'>Insee</a><img src='data:image/png;base64,AA'>"
    )
    assert page_faults(page) == []


@given(st.text())
def test_any_text_in_a_page_is_read_without_fail(text):
    assert isinstance(page_faults(text), list)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("year = 2017", "affectation annotée"),
        ("year: int = ", "ligne 1"),
        (None, "aucune cellule étiquetée"),
    ],
)
def test_a_parameters_cell_that_cannot_be_is_told(tmp_path, source, said):
    cells = [{"cell_type": "code", "source": source or "", "metadata": {}}]
    if source:
        cells[0]["metadata"]["tags"] = ["parameters"]
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        declared_parameters(path)


def test_a_notebook_that_is_none_is_told(tmp_path):
    path = tmp_path / "x.ipynb"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="carnet Jupyter lisible"):
        declared_parameters(path)


def test_a_line_with_a_second_equals_sign_is_kept(tmp_path):
    """papermill's own inspection drops it."""
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "a: str = 'x=1'"}
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert declared_parameters(path) == {"a": "str"}


def test_each_notebook_declares_what_the_register_gives(root):
    from oar_analysis.review.parameters import check_pages
    from oar_analysis.scheme import load_scheme

    scheme = load_scheme(root / "data" / "raw" / "scheme")
    check_pages(scheme, root / "notebooks")
    for page in scheme.pages:
        declared = declared_parameters(root / "notebooks" / page.notebook)
        assert set(declared) == {"year", "data", *page.parameters}
        assert {name: PARAMETERS[name].type.__name__ for name in declared} == declared


def test_a_campaign_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="Aucune campagne 2024"):
        check_year(2024, tmp_path)
