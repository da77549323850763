"""Parts of a whole: their sum, and names that hold one another."""

import pytest
from bodies import Body, findings, indicator, series, table


def parts_body(folder, parts: dict[str, str], expects=100):
    all_series = [series("%", breakdown=name, measure="share") for name in parts]
    mappings = [
        {"match": name, "indicator": "1-1.1.1", "breakdown": name, "measure": "share"}
        for name in parts
    ]
    whole = {
        "indicator": "1-1.1.1",
        "breakdown": "ensemble",
        "measure": "share",
        "formula": "sum",
        "of": [f"1-1.1.1/{name}/share" for name in parts],
        "unit": "%",
        "expects": expects,
    }
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", *all_series)],
        tables=[table("a.csv", *mappings)],
        derived=[whole],
    )
    rows = "".join(f"{name};{value}\n" for name, value in parts.items())
    return body.file("a.csv", f"nature;2017\n{rows}")


def test_parts_that_do_not_make_the_whole(tmp_path):
    parts = {"travaux": "60%", "travaux publics": "32%", "services": "5%", "études": "1%"}
    (found,) = findings(parts_body(tmp_path, parts), "shares-sum")
    assert found.severity == "warning"
    assert (found.got, found.expected) == ("98\u00a0%", "100\u00a0%")
    assert "60 + 32 + 5 + 1" in found.message
    assert found.cell == "B2 ; B3 ; B4 ; B5"


@pytest.mark.parametrize(
    "values",
    [
        ("60%", "35%", "5%"),
        ("33%", "33%", "33%"),
        ("33,3 %", "33,3 %", "33,3 %"),
        ("51%", "n.c.", "3%"),
    ],
)
def test_parts_that_make_the_whole_but_for_their_rounding(tmp_path, values):
    parts = dict(zip(("a", "b", "c"), values, strict=True))
    assert not findings(parts_body(tmp_path, parts), "shares-sum")


def test_nothing_is_expected_of_parts_that_are_not_declared_a_whole(tmp_path):
    assert not findings(parts_body(tmp_path, {"a": "10%", "b": "20%"}, expects=None), "shares-sum")


def test_a_part_whose_name_holds_another_may_contain_it(tmp_path):
    parts = {"travaux": "60%", "travaux publics": "32%", "services": "6%"}
    (found,) = findings(parts_body(tmp_path, parts), "parts-overlap")
    assert found.severity == "warning"
    assert "« travaux »" in found.message
    assert "« travaux publics »" in found.message


@pytest.mark.parametrize(
    "parts",
    [
        {"travaux": "60%", "travaux publics": "40%"},  # the whole exactly: nothing counted twice
        {"entreprises d'insertion": "60%", "entreprises de travail": "32%"},
        {"eau": "60%", "eaux usées": "32%"},  # words, not letters
    ],
)
def test_parts_that_cannot_overlap(tmp_path, parts):
    assert not findings(parts_body(tmp_path, parts), "parts-overlap")
