"""Declared formulas and yearly changes: values, units, statuses, cells, and what is left out."""

import pytest
from bodies import Body, built, indicator, series, table

from oar_analysis.contract import OBSERVATION_KEY


def body_of(folder, rows, derived=(), header="x;2015;2016;2017"):
    """A row a series: (breakdown, measure, unit, cells, keys of the series)."""
    all_series, mappings, lines = [], [], [header]
    for index, (breakdown, measure, unit, cells, *keys) in enumerate(rows):
        all_series.append(
            series(unit, breakdown=breakdown, measure=measure, **(keys[0] if keys else {}))
        )
        mappings.append(
            {
                "match": f"l{index}",
                "indicator": "1-1.1.1",
                "breakdown": breakdown,
                "measure": measure,
            }
        )
        lines.append(f"l{index};{cells}")
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", *all_series)],
        tables=[table("a.csv", *mappings)],
        derived=[{"indicator": "1-1.1.1", **one} for one in derived],
    )
    return body.file("a.csv", "\n".join(lines) + "\n")


def derived_of(body, **wanted):
    """The derived rows by (measure, breakdown, year, unit)."""
    rows = built(body).observations
    rows = rows[rows["origin"] == "derived"]
    return {
        (row.measure, row.breakdown, row.year, row.unit): row
        for row in rows.itertuples()
        if all(getattr(row, name) == value for name, value in wanted.items())
    }


def values_of(body, **wanted):
    return {key: row.value for key, row in derived_of(body, **wanted).items()}


@pytest.mark.parametrize(
    ("formula", "of", "unit", "keys", "expected"),
    [
        ("sum", ["a", "b"], "1", {}, 30),
        ("difference", ["b", "a"], "1", {}, 10),
        ("product", ["a", "b"], "1", {}, 200),
        ("ratio", ["a", "b"], "1", {"scale": 100}, 50),
        ("share", ["a", "b"], "%", {}, 50),
    ],
)
def test_formulas_of_one_year(tmp_path, formula, of, unit, keys, expected):
    measure = "share" if unit == "%" else "level"
    one = {
        "breakdown": "calcul", "measure": measure, "formula": formula, "unit": unit,
        "of": [f"1-1.1.1/{name}" for name in of], **keys,
    }  # fmt: skip
    rows = [("a", "level", "1", "10"), ("b", "level", "1", "20")]
    body = body_of(tmp_path, rows, [one], "x;2017")
    assert values_of(body, breakdown="calcul") == {(measure, "calcul", 2017, unit): expected}
    row = derived_of(body, breakdown="calcul")[(measure, "calcul", 2017, unit)]
    assert set(row.source_cell.split(" ; ")) == {"B2", "B3"}
    assert (row.source_file, row.origin, row.status) == ("2017/a.csv", "derived", "A")
    assert len(row.source_sha256) == 64


def test_a_formula_may_rest_on_another(tmp_path):
    total = {"breakdown": "t", "measure": "level", "formula": "sum", "unit": "1",
             "of": ["1-1.1.1/a", "1-1.1.1/b"]}  # fmt: skip
    part = {"measure": "share", "formula": "share", "unit": "%", "of": ["1-1.1.1/a", "1-1.1.1/t"]}
    rows = [("a", "level", "1", "1"), ("b", "level", "1", "3")]
    body = body_of(tmp_path, rows, [total, part], "x;2017")
    assert values_of(body)[("share", "", 2017, "%")] == 25


def test_operands_of_several_files_say_their_files(tmp_path):
    body = body_of(tmp_path, [("a", "level", "1", "1")], header="x;2017")
    body.indicators.append(indicator("1-1.1.2"))
    body.tables.append(table("b.csv", {"match": "b", "indicator": "1-1.1.2"}))
    body.file("b.csv", "x;2017\nb;4\n")
    body.derived = [
        {"indicator": "1-1.1.1", "measure": "share", "formula": "share", "unit": "%",
         "of": ["1-1.1.1/a", "1-1.1.2"]},
    ]  # fmt: skip
    (row,) = derived_of(body).values()
    assert row.source_file == "2017/a.csv ; 2017/b.csv"
    assert row.source_cell == "2017/a.csv#B2 ; 2017/b.csv#B2"


@pytest.mark.parametrize("other", ["n.c.", "0", "plus de 20", "10 à 20"])
def test_nothing_is_computed_from_what_is_missing_null_or_but_a_bound(tmp_path, other):
    one = {"measure": "share", "formula": "share", "unit": "%", "of": ["1-1.1.1/a", "1-1.1.1/b"]}
    rows = [("a", "level", "1", "10"), ("b", "level", "1", other)]
    assert not values_of(body_of(tmp_path, rows, [one], "x;2017"))


def test_changes_of_a_quantity_are_relative(tmp_path):
    body = body_of(tmp_path, [("", "level", "t", "100 t;90 t;99 t")])
    assert values_of(body) == {
        ("change", "", 2016, "%"): pytest.approx(-10),
        ("change", "", 2017, "%"): pytest.approx(10),
    }


def test_changes_of_a_share_come_in_points_and_in_per_cent(tmp_path):
    body = body_of(tmp_path, [("", "share", "%", "61,88 %;34,03 %")], header="x;2016;2017")
    found = derived_of(body)
    points, relative = found[("change", "", 2017, "point")], found[("change", "", 2017, "%")]
    assert points.value == pytest.approx(-27.85)
    assert points.decimals == 2
    assert relative.value == pytest.approx(-45.0, abs=0.05)


def test_the_gap_of_two_published_rates_is_in_points(tmp_path):
    body = body_of(tmp_path, [("", "change", "%", "-7,3%;-6,4%")], header="x;2016;2017")
    assert values_of(body) == {("change", "", 2017, "point"): pytest.approx(0.9)}


def test_no_change_of_a_change_that_was_computed(tmp_path):
    body = body_of(tmp_path, [("", "level", "t", "100 t;90 t;99 t")])
    assert not [key for key in values_of(body) if key[3] == "point"]


def test_no_key_twice_where_a_level_and_a_share_have_one_breakdown(tmp_path):
    rows = [
        ("MPS", "level", "1", "10;20;30"),
        ("MPS", "share", "%", "10 %;20 %;25 %"),
        ("MPS", "change", "%", "n.c.;100 %;50 %"),
    ]
    body = body_of(tmp_path, rows)
    table = built(body).observations
    assert not table.duplicated(OBSERVATION_KEY).any()
    values = values_of(body)
    assert values[("change", "MPS", 2017, "%")] == pytest.approx(50)
    assert values[("change", "MPS", 2017, "point")] == pytest.approx(5)


@pytest.mark.parametrize(
    ("cells", "keys"),
    [
        ("10 t;n.c.;30 t", {}),
        ("10 t;plus de 20 t;plus de 20 t", {"absent": []}),
        ("10 t;0 t;20 t", {"breaks": [{"year": 2016, "reason": "r"}]}),
        ("-10 t;-20 t;-30 t", {}),
    ],
)
def test_no_change_where_two_years_do_not_compare(tmp_path, cells, keys):
    assert not values_of(body_of(tmp_path, [("", "level", "t", cells, keys)]))


def test_no_change_across_a_break_even_if_declared(tmp_path):
    keys = {"breaks": [{"year": 2017, "reason": "r"}]}
    one = {"measure": "change", "formula": "change", "unit": "%", "of": ["1-1.1.1"]}
    body = body_of(tmp_path, [("", "level", "t", "10 t;20 t;5 t", keys)], [one])
    assert list(values_of(body)) == [("change", "", 2016, "%")]


def test_no_change_towards_a_forecast(tmp_path):
    body = body_of(tmp_path, [("", "level", "1", "10;20")], header="x;2017;2018")
    assert not values_of(body)


def test_an_index_is_chained_from_yearly_changes(tmp_path):
    one = {"measure": "index", "formula": "index", "unit": "1", "of": ["1-1.1.1//change"],
           "base_year": 2015}  # fmt: skip
    body = body_of(tmp_path, [("", "change", "%", "-7,3%;-6,4%")], [one], "x;2016;2017")
    values = values_of(body, measure="index")
    assert values[("index", "", 2016, "1")] == pytest.approx(92.7)
    assert values[("index", "", 2017, "1")] == pytest.approx(86.767, abs=0.001)


def test_an_index_stops_at_the_first_missing_year(tmp_path):
    one = {"measure": "index", "formula": "index", "unit": "1", "of": ["1-1.1.1//change"]}
    body = body_of(tmp_path, [("", "change", "%", "10 %;n.c.;10 %")], [one])
    assert list(values_of(body, measure="index")) == [("index", "", 2015, "1")]


def test_a_cumulative_sum_stops_at_the_first_missing_year(tmp_path):
    one = {"breakdown": "cumul", "measure": "level", "formula": "cumulative", "unit": "h",
           "of": ["1-1.1.1"]}  # fmt: skip
    body = body_of(tmp_path, [("", "level", "h", "10 h;20 h;n.c.")], [one])
    assert values_of(body, measure="level") == {
        ("level", "cumul", 2015, "h"): 10,
        ("level", "cumul", 2016, "h"): 30,
    }


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        ({}, "A"),
        ({"provisional_years": [2017]}, "P"),
        ({"status": "F"}, "F"),
        ({"status": "E"}, "E"),
    ],
)
def test_a_derived_value_has_the_status_of_its_weakest_operand(tmp_path, keys, status):
    one = {"breakdown": "t", "measure": "level", "formula": "sum", "unit": "1",
           "of": ["1-1.1.1/a", "1-1.1.1/b"]}  # fmt: skip
    rows = [("a", "level", "1", "1"), ("b", "level", "1", "3", keys)]
    (row,) = derived_of(body_of(tmp_path, rows, [one], "x;2017"), breakdown="t").values()
    assert row.status == status
