"""Running totals: held against their target by what is added a year, never by a growth rate."""

from collections.abc import Mapping
from typing import Any

import pytest
from bodies import Body, indicator, series, table
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis.assess.progress import progress_of_total
from oar_analysis.dataset import build


def judged(folder, target: Mapping[str, Any] | None, cells: dict[int, str]):
    """The verdict of a running total of hours, read from a table."""
    keys = {"target": {**target, "source": "essai"}} if target else {}
    total = series("h", direction="up", cumulative=True, **keys)
    mapping = {"match": "Heures", "indicator": "1-1.1.1"}
    body = Body(folder, indicators=[indicator("1-1.1.1", total)], tables=[table("a.csv", mapping)])
    header, row = ";".join(map(str, cells)), ";".join(cells.values())
    body.file("a.csv", f"donnée;{header}\nHeures;{row}\n")
    return build(body.write(), 2017).verdicts.iloc[0]


# By its growth rate (+25 % a year for +19 %), this total would be well ahead of its target.
HOURS = {2013: "1 000", 2014: "1 400", 2015: "1 800", 2016: "2 100", 2017: "2 400"}


def test_what_is_added_a_year_decides(tmp_path):
    row = judged(tmp_path, {"value": 4000, "year": 2021}, HOURS)
    assert row["ratio"] == pytest.approx((1400 / 4) / (3000 / 8))
    assert row["verdict"] == "acceleration_needed"
    assert row[["observed_rate", "required_rate"]].isna().all()
    assert "Trajectoire linéaire : +350" in row["comment"]
    assert "il en faudrait +375" in row["comment"]


def test_a_total_that_is_there_is_there(tmp_path):
    row = judged(tmp_path, {"value": 2400, "year": 2021}, HOURS)
    assert row["verdict"] == "achieved"


def test_a_total_without_target_has_no_pace(tmp_path):
    row = judged(tmp_path, None, HOURS)
    assert row["verdict"] == "no_verdict"
    assert "Un cumul n'a pas de rythme sans cible." in row["comment"]


def test_a_date_passed_or_before_the_series_is_told(tmp_path):
    late = progress_of_total((2013, 1000), (2017, 2400), (2016, 2500), 1)
    assert late.verdict == "acceleration_needed"
    before = progress_of_total((2013, 1000), (2017, 2400), (2012, 2500), 1)
    assert before.verdict == "no_verdict"
    assert "échéance" in before.reason


@given(
    added=st.integers(1, 1000), years=st.integers(1, 20), more=st.integers(1, 20),
    unit=st.sampled_from([0.001, 60.0, 3600.0]),
)  # fmt: skip
def test_the_verdict_does_not_depend_on_the_unit(added, years, more, unit):
    def ratio(scale: float) -> float | None:
        now = (2010 + years, (100 + added * years) * scale)
        target = (2010 + years + more, (100 + added * years + 500) * scale)
        return progress_of_total((2010, 100 * scale), now, target, 1).ratio

    assert ratio(unit) == pytest.approx(ratio(1.0))
