"""The robust trend: against all pairs by hand, and the year of a target as an interval."""

import itertools
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis.assess import outlook
from oar_analysis.assess.series import Point
from oar_analysis.assess.trend import Reach, Trend, reach, theil_sen

values = st.lists(st.floats(-1e4, 1e4), min_size=5, max_size=15)


def median_of_slopes(years, values):
    pairs = itertools.combinations(zip(years, values, strict=True), 2)
    return statistics.median((b[1] - a[1]) / (b[0] - a[0]) for a, b in pairs)


@given(values)
def test_slope_is_the_median_of_all_pairs(values):
    years = list(range(2000, 2000 + len(values)))
    trend = theil_sen(years, values)
    assert trend.slope == pytest.approx(median_of_slopes(years, values), abs=1e-9)
    assert trend.low <= trend.slope <= trend.high
    assert (trend.points, trend.first_year, trend.last_year) == (len(values), 2000, years[-1])


def test_one_odd_year_does_not_move_it():
    trend = theil_sen([2010, 2011, 2012, 2013, 2014, 2015], [10, 11, 12, 99, 14, 15])
    assert trend.slope == pytest.approx(1.0)
    assert trend.value(2012.5) == pytest.approx(trend.middle_value)


def test_no_trend_below_five_points():
    assert theil_sen([2014, 2015, 2016, 2017], [1, 2, 3, 4]) is None


@pytest.mark.parametrize(("years", "values"), [([2016, 2016, 2017], [1, 2, 3]), ([2016], [1, 2])])
def test_refuses_years_that_are_not_one_a_value(years, values):
    with pytest.raises(ValueError, match="chaque année une fois"):
        theil_sen(years, values)


def line(slope, low, high):
    return Trend(slope, low, high, 2014.0, 20.0, 2010, 2018, 9)


@pytest.mark.parametrize(
    ("trend", "target", "direction", "years", "text"),
    [
        (line(2, 1, 4), 40, 1, (2019, 2024, 2034), "2024 (entre 2019 et 2034)"),
        (line(2, -1, 4), 40, 1, (2019, 2024, None), "2024 (entre 2019 et jamais)"),
        (line(-1, -2, 0), 40, 1, (None, None, None), "jamais"),
        (line(-1, -2, 1), 40, 1, (2034, None, None), "jamais (entre 2034 et jamais)"),
        (line(-2, -4, -1), 10, -1, (2019, 2019, 2024), "2019 (entre 2019 et 2024)"),
        (line(2, 1, 4), 15, 1, (2019, 2019, 2019), "2019"),
    ],
)
def test_year_of_the_target_if_the_trend_went_on(trend, target, direction, years, text):
    found = reach(trend, target, direction)
    assert found == Reach(*years)
    assert found.text() == text


def years(*values, unit="%"):
    return [Point(2013 + n, one, unit, 0) for n, one in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "target", "direction", "said"),
    [
        ((10, 12, 14, 16, 18), 30, 1, "la cible serait atteinte en 2023"),
        ((10, 13, 14, 16, 19), 30, 1, "(entre "),
        ((18, 16, 14, 12, 10), 30, 1, "la cible ne serait jamais atteinte"),
        ((10, 14, 9, 15, 11), 30, 1, "et jamais)"),
        ((15, 14, 15, 10, 14), 30, 1, "ne serait"),
        ((10, 12, 14, 16, 18), None, 1, "+2,0\N{NO-BREAK SPACE}points par an"),
        (
            (1200, 1350, 1400, 1600, 1900),
            None,
            1,
            "+162\N{NO-BREAK SPACE}points par an (entre +50 et +300)",
        ),
    ],
)
def test_outlook_in_words(values, target, direction, said):
    text = outlook(years(*values), target, direction)
    assert text.startswith("tendance robuste de 5 années : ")
    assert said in text


def test_no_outlook_below_five_points():
    assert outlook(years(1, 2, 3, 4), 30, 1) == ""
