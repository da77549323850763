"""What moved over the year, by how much, and whether in the wanted direction."""

from dataclasses import dataclass

from oar_analysis import french
from oar_analysis.assess.series import Point, SeriesKey, SeriesTable
from oar_analysis.assess.target import SIGNS
from oar_analysis.scheme import Indicator, Scheme, Series

# Below it the relative change of a count (one market, then four) says little: it is not ranked.
SMALL_COUNT = 20


@dataclass(frozen=True, slots=True)
class Movement:
    """A series that moved between two years, `wanted_rate` its relative change (a fraction).

    The rate is positive in the wanted direction. `before` is None for a series of yearly changes.
    """

    action: str
    key: SeriesKey
    label: str
    now: Point
    before: Point | None
    wanted_rate: float

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the movement rests on."""
        return (self.now.year,) if self.before is None else (self.before.year, self.now.year)

    def text(self) -> str:
        """Return the movement in figures: points and relative change for a percentage."""
        now = french.quantity(self.now.value, self.now.unit, self.now.decimals)
        if self.before is None:
            change = french.quantity(self.now.value, self.now.unit, self.now.decimals, sign=True)
            return f"{change} en {self.now.year}"
        start, end = self.before.value or 0.0, self.now.value or 0.0
        before = french.quantity(start, self.before.unit, self.before.decimals)
        relative = french.quantity(100 * (end / start - 1), "%", 1, sign=True)
        if self.now.unit != "%":
            return f"de {before} à {now}, {relative}"
        decimals = max(self.now.decimals or 0, self.before.decimals or 0)
        points = french.quantity(end - start, "point", decimals, sign=True)
        return f"de {before} à {now}, {points}, {relative} en valeur relative"


def movements(table: SeriesTable, scheme: Scheme, year: int) -> list[Movement]:
    """Return the declared indicators' series that moved for sure between `year` - 1 and `year`.

    Left out: provisional values and forecasts, breaks, bounds, changes within the rounding,
    series without wanted direction, counts under twenty, running totals, which only rise, and
    the parts of an indicator that has a whole.
    """
    return [
        found
        for action in scheme.actions
        for indicator in action.indicators
        if indicator.kind == "declared"
        for series in _ranked(indicator)
        if (found := _movement(table, action.code, indicator.code, series, year))
    ]


def _ranked(indicator: Indicator) -> list[Series]:
    """Return the series of an indicator that may be ranked: its whole if it has one."""
    series = [one for one in indicator.series if not one.cumulative]
    return [one for one in series if not one.breakdown] or series


def _movement(
    table: SeriesTable, action: str, code: str, series: Series, year: int
) -> Movement | None:
    key = (code, series.breakdown, series.measure)
    now, before = table.at(key, year), table.at(key, year - 1)
    sign = SIGNS[series.direction]
    if not sign or any(one.year == year for one in series.breaks):
        return None
    if series.measure == "change":
        # A level of the same breakdown says more than its rate.
        told = table.at((code, series.breakdown, "level"), year) is not None
        rate = None if told or not _usable(now) else _value(now) / 100
        before = None
    else:
        rate = _relative_change(before, now)
    if now is None or rate is None:
        return None
    return Movement(action, key, series.label, now, before, sign * rate)


def _relative_change(before: Point | None, now: Point | None) -> float | None:
    """Return the relative change, None where it is not known for sure or says little."""
    if before is None or now is None or not (_usable(before) and _usable(now)):
        return None
    start, end = _value(before), _value(now)
    # What rounding alone could explain is no movement to rank.
    within_rounding = abs(end - start) <= now.half_step + before.half_step + 1e-9
    small = now.unit == "1" and min(start, end) < SMALL_COUNT
    return None if start == 0 or small or within_rounding else end / start - 1


def _usable(point: Point | None) -> bool:
    return point is not None and point.value is not None and point.status not in {"P", "F", "B"}


def _value(point: Point | None) -> float:
    return point.value if point is not None and point.value is not None else float("nan")
