"""Values held against their bounds, against their last value, and given once only."""

import pytest
from bodies import Body, findings, indicator, one_series_body, series, table


@pytest.mark.parametrize(
    ("cell", "unit", "keys", "rule"),
    [
        ("112 %", "%", {"measure": "share"}, "share-out-of-range"),
        ("-3 %", "%", {"measure": "share"}, "share-out-of-range"),
        ("-4", "1", {}, "count-negative"),
        ("70 t", "t", {"low": 1, "high": 50}, "value-out-of-bounds"),
        ("0,5 t", "t", {"low": 1}, "value-out-of-bounds"),
        ("-2 kWh", "kWh", {"low": 0}, "value-out-of-bounds"),
    ],
)
def test_value_outside_its_bounds(tmp_path, cell, unit, keys, rule):
    (found,) = findings(one_series_body(tmp_path, {2017: cell}, unit=unit, **keys), rule)
    assert found.severity == "error"
    assert (found.file, found.cell, found.indicator) == ("2017/a.csv", "B2", "1-1.1.1")
    assert found.got
    assert "attendu" in found.message


@pytest.mark.parametrize(
    ("cell", "unit", "keys"),
    [
        ("100 %", "%", {"measure": "share"}),
        ("0 %", "%", {"measure": "share"}),
        ("0", "1", {}),
        ("50 t", "t", {"low": 1, "high": 50}),
        ("-12,5 %", "%", {"measure": "change"}),
        ("130 %", "%", {"measure": "change"}),
        ("-2 EUR", "EUR", {}),
    ],
)
def test_value_inside_its_bounds(tmp_path, cell, unit, keys):
    found = findings(one_series_body(tmp_path, {2017: cell}, unit=unit, **keys))
    rules = {"share-out-of-range", "count-negative", "value-out-of-bounds"}
    assert not [one for one in found if one.rule in rules]


@pytest.mark.parametrize(
    ("before", "after", "unit"),
    [
        ("27,2 t", "273 t", "t"),
        ("273 t", "27,2 t", "t"),
        ("12", "120", "1"),
        ("26 t", "211 t", "t"),
        ("26 t", "0 t", "t"),
    ],
)
def test_ten_times_the_last_value(tmp_path, before, after, unit):
    cells = {2016: before, 2017: after}
    (found,) = findings(one_series_body(tmp_path, cells, unit=unit), "value-tenfold")
    assert found.severity == "warning"
    assert (found.year, found.cell) == (2017, "C2")
    assert "2016" in found.expected


@pytest.mark.parametrize(
    ("before", "after", "unit", "keys"),
    [
        ("27,2 t", "30 t", "t", {}),
        ("1", "9", "1", {}),  # few: nine times one is no slip
        ("0 t", "30 t", "t", {}),
        ("n.c.", "30 t", "t", {}),
        ("10 t", "200 t", "t", {"breaks": [{"year": 2017, "reason": "autre périmètre"}]}),
        ("1 %", "-40 %", "%", {"measure": "change"}),
    ],
)
def test_not_ten_times_the_last_value(tmp_path, before, after, unit, keys):
    cells = {2016: before, 2017: after}
    assert not findings(one_series_body(tmp_path, cells, unit=unit, **keys), "value-tenfold")


def two_tables(folder, first, second):
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", series("t"))],
        tables=[table(name, {"match": "a", "indicator": "1-1.1.1"}) for name in ("a.csv", "b.csv")],
    )
    body.file("a.csv", f"x;2017\na;{first}\n")
    return body.file("b.csv", f"x;2017\na;{second}\n")


def test_two_values_for_one_key_are_an_error(tmp_path):
    (found,) = findings(two_tables(tmp_path, "10 t", "12 t"), "series-duplicate")
    assert found.severity == "error"
    assert "2017/a.csv B2" in found.message
    assert "2017/b.csv B2" in found.message


def test_the_same_value_twice_is_a_warning(tmp_path):
    (found,) = findings(two_tables(tmp_path, "10 t", "10 t"), "series-duplicate")
    assert found.severity == "warning"


def test_one_value_a_key_is_no_duplicate(tmp_path):
    assert not findings(one_series_body(tmp_path, {2016: "1", 2017: "2"}), "series-duplicate")


def test_a_value_dated_after_the_campaign(tmp_path):
    cells = {2016: "12 t", 2017: "13 t", 2071: "14 t"}
    (found,) = findings(one_series_body(tmp_path, cells, unit="t"), "year-after-campaign")
    assert (found.severity, found.cell, found.got) == ("warning", "D2", "2071")


@pytest.mark.parametrize(
    ("cells", "keys"),
    [
        ({2018: "14 t"}, {}),  # a plan has its own series
        ({2017: "13 t", 2018: "14 t"}, {"status": "F"}),
        ({2016: "12 t", 2017: "13 t"}, {}),
        ({2017: "13 t", 2018: "n.c."}, {}),
    ],
)
def test_forecasts_and_blanks_after_the_campaign_are_no_slip(tmp_path, cells, keys):
    body = one_series_body(tmp_path, cells, unit="t", **keys)
    assert not findings(body, "year-after-campaign")
