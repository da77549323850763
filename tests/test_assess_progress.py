"""Progress towards a target: rates, ratio, words, and where the method does not hold."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oar_analysis.assess.progress import (
    VERDICT_WORDS,
    growth_rate,
    linear_path,
    progress_to_target,
    progress_without_target,
)

positive = st.floats(0.5, 1e6)


@pytest.mark.parametrize(("target", "ratio"), [(50, 0.02), (40, 0.036)])
def test_recycled_paper_of_2017(target, ratio):
    """27.2 % then 27.3 %: 2 % of the pace to the scheme's 50 % in 2020, 3.6 % to the law's 40 %."""
    progress = progress_to_target((2016, 27.2), (2017, 27.3), (2020, target), 1)
    assert progress.verdict == "limited"
    assert progress.ratio == pytest.approx(ratio, abs=0.5e-2 if target == 50 else 0.5e-3)
    assert progress.observed_rate == pytest.approx(0.1 / 27.2)


def compounded(start, rate, years):
    """The value after `years` of growth, year after year: no logarithm, no power."""
    for _ in range(years):
        start *= 1 + rate
    return start


@given(positive, positive, st.integers(1, 30))
def test_growth_rate_leads_from_start_to_end(start, end, years):
    rate = growth_rate(start, end, years)
    assert compounded(start, rate, years) == pytest.approx(end, rel=1e-9)


@pytest.mark.parametrize(
    ("start", "end", "years"), [(0, 5, 1), (5, 0, 1), (-2, 3, 1), (0, 0, 2), (4, 5, 0), (4, 5, -1)]
)
def test_growth_rate_refuses_what_it_does_not_hold_for(start, end, years):
    with pytest.raises(ValueError, match="il faut"):
        growth_rate(start, end, years)


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (110.0, "on_track"),
        (109.6, "on_track"),  # R = 0.96
        (109.4, "acceleration_needed"),
        (106.1, "acceleration_needed"),
        (105.9, "limited"),
        (100.0, "limited"),
        (99.9, "deterioration"),
    ],
)
def test_words_by_ratio(now, verdict):
    """The required rate is 10 % a year (100 to 121 in two years)."""
    assert progress_to_target((2016, 100), (2017, now), (2018, 121), 1).verdict == verdict


def test_target_met_is_achieved_whatever_the_trend():
    falling = progress_to_target((2015, 60.0), (2017, 51.0), (2020, 50.0), 1)
    assert falling.verdict == "achieved"
    assert falling.ratio is None
    assert falling.required_rate is None


def test_a_series_that_left_its_target_deteriorates():
    assert progress_to_target((2015, 60), (2017, 45), (2020, 50), 1).verdict == "deterioration"
    assert progress_to_target((2015, 50), (2017, 45), (2020, 50), 1).verdict == "deterioration"


def test_no_good_word_once_the_date_has_passed():
    late = progress_to_target((2010, 10.0), (2020, 19.9), (2020, 20.0), 1)
    assert late.ratio > 0.95
    assert late.verdict == "acceleration_needed"


@pytest.mark.parametrize(
    ("start", "now", "target", "reason"),
    [
        ((2016, 0.0), (2017, 3.0), (2020, 9.0), "non nulles"),
        ((2016, -1.0), (2017, 3.0), (2020, 9.0), "même signe"),
        ((2017, 3.0), (2017, 3.0), (2020, 9.0), "deux années"),
        ((2016, 2.0), (2017, 3.0), (2016, 9.0), "échéance"),
        ((2016, 2.0), (2017, 3.0), (2020, 0.0), None),
    ],
)
def test_no_verdict_where_the_method_does_not_hold(start, now, target, reason):
    direction = -1 if target[1] == 0 else 1
    progress = progress_to_target(start, now, target, direction)
    assert progress.verdict == "no_verdict"
    assert (reason or "nulle") in progress.reason


@pytest.mark.parametrize(
    ("now", "verdict"),
    [(101.5, "on_track"), (101.4, "acceleration_needed"), (100.5, "acceleration_needed"),
     (100.4, "limited"), (100.0, "limited"), (99.9, "deterioration")],
)  # fmt: skip
def test_words_without_a_target(now, verdict):
    assert progress_without_target((2016, 100.0), (2017, now), 1).verdict == verdict
    mirrored = progress_without_target((2016, 100.0), (2017, 200.0 - now), -1)
    assert mirrored.verdict == verdict


def test_without_a_target_a_zero_base_gives_no_verdict():
    assert progress_without_target((2016, 0.0), (2017, 4.0), 1).verdict == "no_verdict"


@given(positive, positive, positive, st.sampled_from([1, -1]), st.floats(1e-3, 1e3))
def test_verdict_does_not_depend_on_the_unit(start, now, target, direction, scale):
    here = progress_to_target((2015, start), (2017, now), (2021, target), direction)
    there = progress_to_target(
        (2015, start * scale), (2017, now * scale), (2021, target * scale), direction
    )
    # Equal values may cease to be so by one binary digit when scaled.
    assume(not any(math.isclose(now, one, rel_tol=1e-9) for one in (start, target)))
    assume(here.ratio is None or all(abs(here.ratio - edge) > 1e-6 for edge in (0, 0.6, 0.95)))
    assert there.verdict == here.verdict
    if here.ratio is not None:
        assert there.ratio == pytest.approx(here.ratio, rel=1e-6, abs=1e-9)


@given(positive, positive, positive)
def test_reversing_the_wanted_direction_flips_the_ratio(start, now, target):
    up, down = (
        progress_to_target((2015, start), (2017, now), (2021, target), direction)
        for direction in (1, -1)
    )
    assume(up.ratio is not None and down.ratio is not None)
    assert up.ratio == -down.ratio


def test_linear_path_of_a_share():
    observed, required = linear_path((2016, 27.2), (2017, 27.3), (2020, 50.0))
    assert observed == pytest.approx(0.1)
    assert required == pytest.approx(5.7)
    assert linear_path((2016, 27.2), (2017, 27.3), (2016, 50.0))[1] is None
    assert linear_path((2016, 27.2), (2017, 27.3), None)[1] is None


def test_each_verdict_has_words_a_sign_and_a_shape_of_its_own():
    assert len({one.label for one in VERDICT_WORDS.values()}) == len(VERDICT_WORDS)
    assert len({one.sign for one in VERDICT_WORDS.values()}) == len(VERDICT_WORDS)
    assert len({one.shape for one in VERDICT_WORDS.values()}) == len(VERDICT_WORDS)
