"""Published totals, shares and changes held against their terms, within rounding."""

import pytest
from bodies import Body, findings, indicator, series, table
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis.check.rounding import agrees, spread


def body_of(folder, rows: dict[str, tuple], derived=(), header="x;2017"):
    """A row a series: name -> (cells, unit, measure, breakdown)."""
    all_series, mappings, lines = [], [], [header]
    for name, (cells, unit, measure, breakdown) in rows.items():
        all_series.append(series(unit, measure=measure, breakdown=breakdown))
        mappings.append(
            {"match": name, "indicator": "1-1.1.1", "measure": measure, "breakdown": breakdown}
        )
        lines.append(f"{name};{cells}")
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", *all_series)],
        tables=[table("a.csv", *mappings)],
        derived=list(derived),
    )
    return body.file("a.csv", "\n".join(lines) + "\n")


def formula(kind, of, checks, unit="1", measure="level", **keys):
    return {
        "indicator": "1-1.1.1", "breakdown": checks, "measure": measure, "formula": kind,
        "of": [f"1-1.1.1/{one}" for one in of], "unit": unit,
        "checks": f"1-1.1.1/{checks}/{measure}", **keys,
    }  # fmt: skip


def counts(**values):
    return {name: (value, "1", "level", name) for name, value in values.items()}


def test_a_total_that_is_not_the_sum(tmp_path):
    rows = counts(a="144", b="1 237", total="1 382")
    derived = [formula("sum", ["a", "b"], "total")]
    (found,) = findings(body_of(tmp_path, rows, derived), "total-disagrees")
    assert found.severity == "error"
    assert (found.got, found.expected) == ("1\u00a0382", "1\u00a0381")
    assert (found.file, found.cell) == ("2017/a.csv", "B4")


def test_a_total_that_is_the_sum(tmp_path):
    rows = counts(a="144", b="1 237", total="1 381")
    derived = [formula("sum", ["a", "b"], "total")]
    assert not findings(body_of(tmp_path, rows, derived), "total-disagrees")


def test_a_total_of_rounded_masses_may_be_a_rounding_away(tmp_path):
    masses = {"a": "2 054 t", "b": "38,6 t", "total": "2 093 t"}
    rows = {name: (value, "t", "level", name) for name, value in masses.items()}
    derived = [formula("sum", ["a", "b"], "total", unit="t")]
    assert not findings(body_of(tmp_path, rows, derived), "total-disagrees")


def test_a_total_with_a_missing_part_is_not_judged(tmp_path):
    rows = counts(a="144", b="n.c.", total="9")
    derived = [formula("sum", ["a", "b"], "total")]
    assert not findings(body_of(tmp_path, rows, derived), "total-disagrees")


@pytest.mark.parametrize(
    ("published", "count"), [("28 %", 0), ("28,1 %", 0), ("28,2 %", 1), ("27 %", 1)]
)
def test_a_share_held_against_its_terms(tmp_path, published, count):
    rows = counts(MPS="63", total="224") | {"part": (published, "%", "share", "part")}
    derived = [formula("share", ["MPS", "total"], "part", unit="%", measure="share")]
    found = findings(body_of(tmp_path, rows, derived), "share-disagrees")
    assert len(found) == count
    assert all("28,1" in one.expected for one in found)


@pytest.mark.parametrize(
    ("published", "count"), [("- 8,2%", 0), ("-8,23 %", 0), ("-8,4 %", 1), ("8,2 %", 1)]
)
def test_a_published_change_held_against_its_levels(tmp_path, published, count):
    rows = {
        "km": ("9 417 536 km;8 642 568 km", "km", "level", ""),
        "évolution": (f"n.c.;{published}", "%", "change", ""),
    }
    found = findings(body_of(tmp_path, rows, header="x;2016;2017"), "change-disagrees")
    assert len(found) == count
    assert all((one.year, one.cell) == (2017, "C3") for one in found)


@pytest.mark.parametrize(("published", "count"), [("-27,85 points", 0), ("-45 points", 1)])
def test_a_change_in_points_held_against_its_shares(tmp_path, published, count):
    rows = {
        "part": ("61,88%;34,03%", "%", "share", ""),
        "écart": (f"n.c.;{published}", "point", "change", ""),
    }
    assert len(findings(body_of(tmp_path, rows, header="x;2016;2017"), "change-disagrees")) == count


@pytest.mark.parametrize(
    ("published", "rules"),
    [("-27,85 %", ["change-points-for-percent"]), ("-45,0 %", []), ("-30 %", ["change-disagrees"])],
)
def test_points_written_as_per_cent(tmp_path, published, rules):
    rows = {
        "part": ("61,88%;34,03%", "%", "share", ""),
        "évolution": (f"n.c.;{published}", "%", "change", ""),
    }
    found = findings(body_of(tmp_path, rows, header="x;2016;2017"))
    assert [one.rule for one in found if one.rule.startswith("change-")] == rules
    assert all("45,0" in one.expected for one in found if one.rule.startswith("change-"))


def test_a_change_across_a_break_is_not_judged(tmp_path):
    rows = {
        "t": ("2 054 t;196 t", "t", "level", ""),
        "évolution": ("n.c.;5 %", "%", "change", ""),
    }
    body = body_of(tmp_path, rows, header="x;2016;2017")
    body.indicators[0]["series"][0]["breaks"] = [{"year": 2017, "reason": "autre périmètre"}]
    assert not findings(body, "change-disagrees")


def row(value, decimals, unit="t", **keys):
    return {"value": value, "decimals": decimals, "unit": unit, "measure": "level", "status": "A",
            "low": None, "high": None, **keys}  # fmt: skip


def test_a_bound_is_held_as_a_bound():
    at_least = row(50.0, 0, "%", low=50.0)
    assert agrees(at_least, 65.9, 0.0)
    assert not agrees(at_least, 49.0, 0.0)


def test_an_approximate_value_is_held_to_its_first_digit():
    about_forty = row(40.0, 0, "1", status="E")
    assert agrees(about_forty, 44.0, 0.0)
    assert not agrees(about_forty, 50.0, 0.0)


@given(
    st.lists(st.floats(min_value=1, max_value=1e6), min_size=1, max_size=6),
    st.integers(min_value=0, max_value=3),
)
def test_the_sum_of_rounded_terms_always_agrees_with_the_rounded_sum(values, decimals):
    terms = [row(round(value, decimals), decimals) for value in values]
    published = row(round(sum(values), decimals), decimals)
    computed = sum(term["value"] for term in terms)
    assert agrees(published, computed, spread(sum, terms))


@given(st.floats(min_value=1, max_value=1e6), st.floats(min_value=1, max_value=1e6))
def test_the_change_of_rounded_levels_agrees_with_the_rounded_change(old, new):
    terms = [row(round(new, 1), 1), row(round(old, 1), 1)]
    published = row(round(100 * (new / old - 1), 2), 2, "%", measure="change")

    def change(values):
        return 100 * (values[0] / values[1] - 1)

    computed = change([terms[0]["value"], terms[1]["value"]])
    # To first order: the second-order part of a ratio is what is left.
    slack = 1.2 * spread(change, terms)
    assert agrees(published, computed, slack)
