"""LMDI-I: effects that sum to the change, zeros by their limits, an integral as witness."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis.assess.lmdi import lmdi, logarithmic_mean

factor = st.floats(0.01, 1e5)
factor_or_zero = st.one_of(st.just(0.0), factor)


def pairs(values):
    return st.integers(1, 5).flatmap(
        lambda n: st.tuples(st.lists(values, min_size=n, max_size=n),
                            st.lists(values, min_size=n, max_size=n))
    )  # fmt: skip


@given(pairs(factor_or_zero))
def test_effects_sum_to_the_change(vectors):
    start, end = vectors
    change = math.prod(end) - math.prod(start)
    scale = max(math.prod(end), math.prod(start), 1e-9)
    assert sum(lmdi(start, end)) == pytest.approx(change, abs=1e-9 * scale)


@given(pairs(factor_or_zero))
def test_a_reversed_change_reverses_each_effect(vectors):
    start, end = vectors
    scale = max(math.prod(end), math.prod(start), 1e-9)
    there, back = lmdi(start, end), lmdi(end, start)
    assert there == pytest.approx([-one for one in back], abs=1e-9 * scale)


def by_integral(start, end, steps=20_000):
    """Each effect as the integral of V dln(x) along the path where logarithms move linearly."""
    logs = [(math.log(a), math.log(b)) for a, b in zip(start, end, strict=True)]
    total = 0.0
    for step in range(steps):
        at = (step + 0.5) / steps
        total += math.exp(sum(a + at * (b - a) for a, b in logs)) / steps
    return [total * (b - a) for a, b in logs]


@given(pairs(st.floats(0.2, 20)))
def test_agrees_with_numerical_integration(vectors):
    start, end = vectors
    scale = max(math.prod(end), math.prod(start))
    witness = by_integral(start, end, 200)
    assert lmdi(start, end) == pytest.approx(witness, abs=0.01 * scale)


def test_the_fleet_by_integration():
    start, end = [9417536, 0.984, 552631 / (9417536 * 0.984)], [8642568, 0.9844]
    end.append(496739 / (end[0] * end[1]))
    assert lmdi(start, end) == pytest.approx(by_integral(start, end), abs=0.01)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ([0.0, 3.0], [4.0, 3.5]),
        ([4.0, 3.0], [0.0, 3.5]),
        ([0.0, 0.0, 2.0], [4.0, 5.0, 3.0]),
        ([0.0, 5.0], [4.0, 0.0]),
        ([0.0, 2.0], [0.0, 3.0]),
    ],
)
def test_zeros_are_the_limit_of_small_values(start, end):
    """With zeros replaced by 1e-150 the plain formula comes close to what the limits say."""
    small = [[one or 1e-150 for one in vector] for vector in (start, end)]
    scale = math.prod(map(max, start, end))
    assert lmdi(start, end) == pytest.approx(lmdi(*small), abs=1e-9 + 0.02 * scale)
    assert sum(lmdi(start, end)) == pytest.approx(math.prod(end) - math.prod(start))


def test_nothing_moves_without_a_change():
    assert lmdi([2.0, 0.0, 3.0], [2.0, 0.0, 3.0]) == [0.0, 0.0, 0.0]
    assert lmdi([2.0, 3.0], [2.0, 3.0]) == [0.0, 0.0]


@given(factor, factor)
def test_logarithmic_mean_lies_between(a, b):
    mean = logarithmic_mean(a, b)
    assert min(a, b) * (1 - 1e-12) <= mean <= max(a, b) * (1 + 1e-12)
    assert mean == pytest.approx(logarithmic_mean(b, a), rel=1e-12)


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ([1.0], [1.0, 2.0], "autant de facteurs"),
        ([], [], "autant de facteurs"),
        ([-1.0], [1.0], "non négatifs"),
        ([1.0], [math.nan], "finis"),
        ([math.inf], [1.0], "finis"),
    ],
)
def test_refuses_other_factors(start, end, message):
    with pytest.raises(ValueError, match=message):
        lmdi(start, end)
