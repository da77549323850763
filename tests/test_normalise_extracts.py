"""Extracts of business software, a fact a row: counted, summed, shared out, by year and by part."""

import pytest
from bodies import Body, built, findings, indicator, rules, series, values


def extract(folder, aggregates, all_series, content, **keys):
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", *all_series)],
        tables=[{"file": "a.csv", "layout": "rows", "aggregates": aggregates, **keys}],
    )
    return body.file("a.csv", content)


TRIPS = (
    "date;véhicule;service;km\n"
    "03/02/2017;électrique;Routes;12,5\n"
    "2017-03-01;thermique;Routes;100\n"
    "4 mars 2017;électrique;Collèges;7,5\n"
    "12/12/2016;thermique;Collèges;40\n"
)


def count_of(**keys):
    return {"indicator": "1-1.1.1", "aggregate": "count", "date": "date", **keys}


@pytest.mark.parametrize(
    ("aggregate", "one_series", "expected"),
    [
        (count_of(), series(), {("", "level", 2016): 1, ("", "level", 2017): 3}),
        (
            count_of(where={"véhicule": ["Electrique"]}),
            series(),
            {("", "level", 2017): 2},
        ),
        (
            count_of(aggregate="sum", value="km", unit="km"),
            series("km"),
            {("", "level", 2016): 40, ("", "level", 2017): 120},
        ),
        (
            count_of(aggregate="share", where={"véhicule": ["électrique"]}, measure="share"),
            series("%", measure="share"),
            {("", "share", 2016): 0, ("", "share", 2017): 100 * 2 / 3},
        ),
        (
            count_of(
                aggregate="share", value="km", unit="km", where={"véhicule": ["électrique"]},
                measure="share",
            ),
            series("%", measure="share"),
            {("", "share", 2016): 0, ("", "share", 2017): 100 * 20 / 120},
        ),
        (
            count_of(breakdown="trajets"),
            series(breakdown="trajets"),
            {("trajets", "level", 2016): 1, ("trajets", "level", 2017): 3},
        ),
        (count_of(date="", year=2017), series(), {("", "level", 2017): 4}),
        (count_of(date=""), series(), {("", "level", 2017): 4}),
    ],
)  # fmt: skip
def test_extracts_by_year(tmp_path, aggregate, one_series, expected):
    ignored = ["date", "véhicule", "service", "km"]
    body = extract(tmp_path, [aggregate], [one_series], TRIPS, ignored_columns=ignored)
    assert values(built(body)) == pytest.approx(expected)
    assert rules(body) == []


def test_extracts_by_breakdown(tmp_path):
    parts = [series(breakdown="Routes"), series(breakdown="Collèges")]
    ignored = ["véhicule", "km"]
    body = extract(tmp_path, [count_of(by="service")], parts, TRIPS, ignored_columns=ignored)
    assert values(built(body)) == {
        ("Routes", "level", 2017): 2,
        ("Collèges", "level", 2016): 1,
        ("Collèges", "level", 2017): 1,
    }
    row = built(body).observations.query("breakdown == 'Routes' and value == 2").iloc[0]
    assert (row.origin, row.source_cell) == ("derived", "A2:D3")


def test_a_breakdown_that_nobody_described(tmp_path):
    body = extract(
        tmp_path, [count_of(by="service")], [series(breakdown="Routes")], TRIPS,
        ignored_columns=["véhicule", "km"],
    )  # fmt: skip
    assert {one.got for one in findings(body, "table-unmapped")} == {"Collèges"}


def test_a_column_that_an_extract_does_not_have(tmp_path):
    body = extract(tmp_path, [count_of(by="direction")], [series()], TRIPS)
    (found,) = findings(body, "mapping-unmatched")
    assert (found.severity, found.expected) == ("error", "direction")


def test_a_column_that_nobody_mapped(tmp_path):
    body = extract(tmp_path, [count_of()], [series()], TRIPS, ignored_columns=["km", "service"])
    assert [one.got for one in findings(body, "table-unmapped")] == ["véhicule"]


def test_unreadable_rows_of_an_extract_name_their_cells_and_do_not_count(tmp_path):
    content = "date;km\n03/02/2017;12\nhier;8\n04/02/2017;beaucoup\n\n05/02/2017;1\n"
    body = extract(
        tmp_path, [count_of(aggregate="sum", value="km", unit="km")], [series("km")], content
    )
    found = [one for one in findings(body) if one.severity == "error"]
    assert [(one.rule, one.cell) for one in found] == [
        ("cell-unreadable", "B4"),
        ("date-unreadable", "A3"),
    ]
    assert values(built(body)) == {("", "level", 2017): 13}


def test_short_rows_of_an_extract_are_read(tmp_path):
    body = extract(
        tmp_path, [count_of(aggregate="sum", value="km", unit="km")], [series("km")],
        "date;km;remarque\n03/02/2017;12;a\n04/02/2017;8\n", ignored_columns=["remarque"],
    )  # fmt: skip
    assert values(built(body)) == {("", "level", 2017): 20}


def test_amounts_of_an_extract_come_in_one_unit(tmp_path):
    content = "date;masse\n03/02/2017;1,5 t\n04/02/2017;500 kg\n05/02/2017;12 km\n"
    body = extract(
        tmp_path, [count_of(aggregate="sum", value="masse", unit="t")], [series("t")], content
    )
    (found,) = findings(body, "cell-unreadable")
    assert (found.cell, found.got) == ("B4", "12 km")
    assert values(built(body)) == {("", "level", 2017): 2.0}


def test_doubtful_amounts_of_an_extract_are_told_once(tmp_path):
    content = "date;personnes\n03/02/2017;19.000\n04/02/2017;21.000\n"
    body = extract(tmp_path, [count_of(aggregate="sum", value="personnes")], [series()], content)
    (found,) = findings(body, "cell-flagged")
    assert (found.severity, found.cell) == ("info", "B2")
    assert "2 cellules" in found.message


def test_missing_amounts_of_an_extract_are_told_once(tmp_path):
    content = "date;km\n03/02/2017;12\n04/02/2017;n.c.\n05/02/2017;\n"
    body = extract(
        tmp_path, [count_of(aggregate="sum", value="km", unit="km")], [series("km")], content
    )
    (found,) = findings(body, "amount-missing")
    assert (found.severity, found.cell) == ("warning", "B3")
    assert "2 lignes" in found.message
    assert values(built(body)) == {("", "level", 2017): 12}


def test_a_column_of_bad_amounts_is_told_by_its_first_cells_then_counted(tmp_path):
    content = "date;km\n" + "03/02/2017;beaucoup\n" * 50 + "03/02/2017;1\n"
    body = extract(
        tmp_path, [count_of(aggregate="sum", value="km", unit="km")], [series("km")], content
    )
    found = findings(body, "cell-unreadable")
    assert len(found) == 21
    assert [one.got for one in found if not one.cell] == ["30"]


def test_the_parts_of_an_extract_are_matched_whatever_their_case(tmp_path):
    content = "date;service\n03/02/2017;ROUTES\n04/02/2017; routes \n05/02/2017;Collèges\n"
    parts = [series(breakdown="Routes"), series(breakdown="Colleges")]
    body = extract(tmp_path, [count_of(by="service")], parts, content)
    assert values(built(body)) == {("Routes", "level", 2017): 2, ("Colleges", "level", 2017): 1}


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        ({}, "A"),
        ({"provisional_years": [2017]}, "P"),
        ({"breaks": [{"year": 2017, "reason": "r"}]}, "B"),
    ],
)
def test_an_aggregate_has_the_status_of_its_series(tmp_path, keys, status):
    body = extract(tmp_path, [count_of()], [series(**keys)], "date;lieu\n03/02/2017;Arras\n")
    body.tables[0]["ignored_columns"] = ["lieu"]
    (row,) = built(body).observations.itertuples()
    assert row.status == status
