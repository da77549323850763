"""A robust trend and what it would lead to: Theil-Sen slope, its interval, the year of a target.

Sen, P. K. (1968), Estimates of the regression coefficient based on Kendall's tau, JASA 63: the
median of the slopes between all pairs of years, which one odd year does not move.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH_POINTS = 5
CONFIDENCE = 0.95
NEVER = "jamais"


@dataclass(frozen=True, slots=True)
class Trend:
    """The trend of a series, in its unit a year, with the bounds of its 95 % interval.

    The line passes through (`middle_year`, `middle_value`), the medians.
    """

    slope: float
    low: float
    high: float
    middle_year: float
    middle_value: float
    first_year: int
    last_year: int
    points: int

    def value(self, year: float) -> float:
        """Return the line's value in a year."""
        return self.middle_value + self.slope * (year - self.middle_year)


@dataclass(frozen=True, slots=True)
class Reach:
    """When a target would be met if the trend went on; None means never."""

    earliest: int | None
    central: int | None
    latest: int | None

    def text(self) -> str:
        """Return the interval in French.

        >>> Reach(2021, 2023, None).text(), Reach(None, None, None).text()
        ('2023 (entre 2021 et jamais)', 'jamais')
        >>> Reach(2023, 2023, 2023).text()
        '2023'
        """
        shown = [NEVER if one is None else str(one) for one in (self.earliest, self.latest)]
        middle = NEVER if self.central is None else str(self.central)
        if shown[0] == shown[1]:
            return middle
        return f"{middle} (entre {shown[0]} et {shown[1]})"


def theil_sen(years: Sequence[int], values: Sequence[float]) -> Trend | None:
    """Return the trend of a series, None below five points.

    Raises:
        ValueError: years and values differ in number, or a year comes twice.

    >>> trend = theil_sen([2013, 2014, 2015, 2016, 2017], [10, 12, 14, 16, 99])
    >>> trend.slope
    2.0
    """
    if len(years) != len(values) or len(set(years)) != len(years):
        raise ValueError("une valeur par année est attendue, chaque année une fois")
    if len(years) < ENOUGH_POINTS:
        return None
    import statistics

    from scipy.stats import theilslopes

    slope, _, low, high = (float(one) for one in theilslopes(values, years, CONFIDENCE))
    middle = float(statistics.median(years)), float(statistics.median(values))
    return Trend(slope, low, high, *middle, min(years), max(years), len(years))


def reach(trend: Trend, target: float, direction: int) -> Reach:
    """Return when the line would meet `target`, at the slope and at the bounds of its interval.

    Never before the year after the last observed one: the target is taken as not met yet.
    """
    wanted = sorted((trend.low, trend.high), key=lambda slope: -direction * slope)
    years = [
        _year(trend, slope, target, direction) for slope in (wanted[0], trend.slope, wanted[1])
    ]
    return Reach(*years)


def _year(trend: Trend, slope: float, target: float, direction: int) -> int | None:
    gap = target - trend.middle_value
    if direction * gap <= 0:
        return trend.last_year + 1
    if direction * slope <= 0:
        return None
    return max(math.ceil(trend.middle_year + gap / slope - 1e-9), trend.last_year + 1)
