"""Counts against their lists, and figures that count the same thing."""

import pytest
from bodies import Body, findings, indicator, series, table


def list_body(folder, published: str, dates: list[str]):
    body = Body(
        folder,
        indicators=[
            indicator(
                "1-1.1.1",
                series(),
                series(breakdown="liste", compare_with=["1-1.1.1"]),
            )
        ],
        tables=[
            table("a.csv", {"match": "Rencontres", "indicator": "1-1.1.1"}),
            {
                "file": "liste.csv",
                "layout": "dated_list",
                "aggregates": [
                    {
                        "indicator": "1-1.1.1",
                        "breakdown": "liste",
                        "aggregate": "count",
                        "date": "date",
                    }
                ],
                "ignored_columns": ["rencontre"],
            },
        ],
    )
    body.file("a.csv", f"x;2017\nRencontres;{published}\n")
    rows = "".join(f"Rencontre {index};{date}\n" for index, date in enumerate(dates))
    return body.file("liste.csv", f"rencontre;date\n{rows}")


def test_a_count_that_disagrees_with_its_list(tmp_path):
    body = list_body(tmp_path, "11", ["24 février 2017", "20/03/2017"])
    (found,) = findings(body, "list-count")
    assert (found.got, found.expected) == ("11", "2")
    assert (found.file, found.cell) == ("2017/a.csv", "B2")


def test_a_count_that_agrees_with_its_list(tmp_path):
    assert not findings(list_body(tmp_path, "2", ["24 février 2017", "20/03/2017"]), "list-count")


def test_a_date_of_another_year_is_one_finding_and_is_never_corrected(tmp_path):
    body = list_body(tmp_path, "3", ["24 février 2017", "21 avril 2018", "20/03/2017"])
    found = [one for one in findings(body) if one.severity != "info"]
    assert [(one.rule, one.cell, one.got) for one in found] == [
        ("date-outside-year", "B3", "21 avril 2018")
    ]


def test_an_unreadable_date_names_its_cell(tmp_path):
    body = list_body(tmp_path, "1", ["24 février 2017", "un beau jour"])
    (found,) = findings(body, "date-unreadable")
    assert (found.severity, found.cell, found.got) == ("error", "B3", "un beau jour")


def two_figures(folder, first, second, unit="1"):
    body = Body(
        folder,
        indicators=[
            indicator(
                "1-1.1.1",
                series(unit),
                series(unit, breakdown="synthèse", compare_with=["1-1.1.1"]),
            )
        ],
        tables=[
            table(
                "a.csv",
                {"match": "détail", "indicator": "1-1.1.1"},
                {"match": "synthèse", "indicator": "1-1.1.1", "breakdown": "synthèse"},
            )
        ],
    )
    return body.file("a.csv", f"x;2017\ndétail;{first}\nsynthèse;{second}\n")


def test_two_figures_for_the_same_thing(tmp_path):
    (found,) = findings(two_figures(tmp_path, "6", "2"), "figures-disagree")
    assert found.severity == "warning"
    assert (found.got, found.expected, found.cell) == ("2", "6", "B3")
    assert "cellule B2" in found.message


@pytest.mark.parametrize(
    ("first", "second", "unit"),
    [
        ("6", "6", "1"),
        ("6", "n.c.", "1"),
        ("28,1 %", "28 %", "%"),
        ("plus de 34 000 h", "34 120 h", "h"),
        ("20", "une vingtaine", "1"),
    ],
)
def test_two_figures_that_can_be_the_same(tmp_path, first, second, unit):
    assert not findings(two_figures(tmp_path, first, second, unit), "figures-disagree")
