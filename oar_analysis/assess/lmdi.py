"""LMDI-I, additive: the change of a product shared out among its factors, with no residual.

Ang, B. W. (2005), The LMDI approach to decomposition analysis: a practical guide, Energy Policy
33. The effect of factor x is L(V1, V0) ln(x1 / x0), L the logarithmic mean. Zeros take the
analytic limits: factors that vanish together share the change equally.
"""

import math
from collections.abc import Sequence


def logarithmic_mean(a: float, b: float) -> float:
    """Return L(a, b) = (a - b) / (ln a - ln b), L(a, a) = a, L(a, 0) = 0.

    >>> round(logarithmic_mean(2, 1), 4), logarithmic_mean(3, 3), logarithmic_mean(5, 0)
    (1.4427, 3.0, 0.0)
    """
    if a <= 0 or b <= 0:
        return 0.0
    gap = _log_ratio(a, b)
    return (a - b) / gap if gap else float(a)


def lmdi(start: Sequence[float], end: Sequence[float]) -> list[float]:
    """Return the effect of each factor on the change of the product from `start` to `end`.

    The effects sum to prod(end) - prod(start).

    Raises:
        ValueError: the two have not as many factors, or one is negative or not finite.

    >>> [round(effect, 3) for effect in lmdi([2.0, 3.0], [4.0, 3.0])]
    [6.0, 0.0]
    >>> lmdi([0.0, 3.0], [4.0, 3.0])
    [12.0, 0.0]
    """
    if len(start) != len(end) or not start:
        raise ValueError("autant de facteurs aux deux années sont attendus, un au moins")
    if not all(math.isfinite(one) and one >= 0 for one in (*start, *end)):
        raise ValueError("des facteurs finis et non négatifs sont attendus")
    before, after = math.prod(start), math.prod(end)
    if before and after:
        mean = logarithmic_mean(after, before)
        return [mean * _log_ratio(b, a) for a, b in zip(start, end, strict=True)]
    # The product is zero in one year at least: factors zero that year carry the change. As they
    # go to zero at one pace, L ln(x1 / x0) tends to an equal part of it; the others' to zero.
    zeros = [one == 0 for one in (end if before else start)]
    vanishing = sum(zeros) or 1
    return [(after - before) / vanishing if zero else 0.0 for zero in zeros]


def _log_ratio(after: float, before: float) -> float:
    # log1p keeps the digits of two values close to each other.
    change = (after - before) / before
    return math.log1p(change) if abs(change) < 0.5 else math.log(after) - math.log(before)
