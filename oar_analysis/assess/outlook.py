"""Where a series is heading, in words: its robust trend, and when its target would be met."""

from collections.abc import Sequence

from oar_analysis import french
from oar_analysis.assess.series import Point
from oar_analysis.assess.trend import NEVER, Reach, Trend, reach, theil_sen

# A slope that large is shown without decimals: they would be false precision.
WHOLE_FROM = 100.0


def series_trend(points: Sequence[Point]) -> Trend | None:
    """Return the robust trend of the known points, None below five of them."""
    known = [(one.year, one.value) for one in points if one.value is not None]
    return theil_sen([year for year, _ in known], [value for _, value in known])


def outlook(points: Sequence[Point], target: float | None, direction: int) -> str:
    """Return the trend of a series and the year of its target if it went on, "" below five points.

    `target` is None where there is none to reach any more.
    """
    trend = series_trend(points)
    if trend is None:
        return ""
    unit, decimals = points[-1].unit, 1 + max(one.decimals or 0 for one in points)
    decimals = slope_decimals(trend.slope, decimals)
    low, high = (french.number(one, decimals, sign=True) for one in (trend.low, trend.high))
    slope = french.quantity(trend.slope, "point" if unit == "%" else unit, decimals, sign=True)
    text = f"tendance robuste de {trend.points} années : {slope} par an"
    if low != high:
        text += f" (entre {low} et {high})"
    if target is None:
        return text
    found = reach(trend, target, direction)
    return f"{text} ; si elle se poursuivait, {_arrival(found)}"


def slope_decimals(slope: float, decimals: int) -> int:
    """Return the decimals that a change a year is shown with: none from a hundred on.

    >>> slope_decimals(-0.61, 2), slope_decimals(-129772.4, 1)
    (2, 0)
    """
    return 0 if abs(slope) >= WHOLE_FROM else decimals


def _arrival(found: Reach) -> str:
    if found.central is None and found.earliest is None:
        return "la cible ne serait jamais atteinte"
    if found.central is None:
        return f"la cible ne serait atteinte au plus tôt qu'en {found.earliest}, ou {NEVER}"
    if found.latest is None:
        return f"la cible serait atteinte en {found.central} (entre {found.earliest} et {NEVER})"
    if found.earliest == found.latest:
        return f"la cible serait atteinte en {found.central}"
    return f"la cible serait atteinte en {found.central} (entre {found.earliest} et {found.latest})"
