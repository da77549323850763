"""What a standard chart draws: series of points, with what is missing, provisional or bounded.

Chart, description, table and CSV of a figure are all made from these same points, so that they
cannot say different things.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oar_analysis import french
from oar_analysis.contract import MISSING_REASONS, Direction
from oar_analysis.figure.block import scalar

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One year of a series; `missing` says why there is no value, in French."""

    year: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    decimals: int | None = None
    status: str = "A"
    missing: str = ""
    note: str = ""
    revised_from: float | None = None

    @property
    def known(self) -> float | None:
        """Return the value, or the bound that stands for it on a chart, or None."""
        for one in (self.value, self.low, self.high):
            if one is not None:
                return one
        return None

    @property
    def marks(self) -> tuple[str, ...]:
        """Return what the reader must know of the value, in French words."""
        words = {"E": "estimé", "P": "provisoire", "F": "prévision", "B": "rupture de série"}
        found = [words[self.status]] if self.status in words else []
        return (*found, "révisé") if self.revised_from is not None else tuple(found)

    def amount(self, unit: str) -> str:
        r"""Return the value with its unit; bounds in words ("plus de 34 000 h").

        >>> Point(year=2017, low=34000).amount("h")
        'plus de 34\xa0000\xa0h'
        >>> Point(year=2016, missing="non communiqué").amount("h")
        'non communiqué'
        """
        text = self._amount(unit)
        return text if self.known is not None else (self.missing or french.MISSING)

    def _amount(self, unit: str) -> str:
        def say(value: float | None) -> str:
            return french.quantity(value, unit, self.decimals)

        if self.value is not None:
            exact = self.low is None or self.high is None or self.low == self.high
            between = "" if exact else f" (entre {say(self.low)} et {say(self.high)})"
            return say(self.value) + between
        if self.low is not None and self.high is not None:
            return f"entre {say(self.low)} et {say(self.high)}"
        return f"plus de {say(self.low)}" if self.low is not None else f"moins de {say(self.high)}"

    def text(self, unit: str) -> str:
        r"""Return the value with its unit and its marks ("12,5 % (provisoire)").

        >>> Point(year=2017, value=12.5, status="P").text("%")
        '12,5\xa0% (provisoire)'
        """
        marks = f" ({', '.join(self.marks)})" if self.marks else ""
        return self.amount(unit) + marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A target: the value to reach, the year, who asks it ("schéma", "loi 2015-992 art. 79")."""

    value: float
    year: int
    authority: str
    in_force: bool = True
    decimals: int | None = None

    def text(self, unit: str) -> str:
        r"""Return the target in words ("50 % en 2020 (schéma)").

        >>> Goal(value=50, year=2020, authority="schéma").text("%")
        '50\xa0% en 2020 (schéma)'
        """
        later = "" if self.in_force else ", à venir"
        amount = french.quantity(self.value, unit, self.decimals)
        return f"{amount} en {self.year} ({self.authority}{later})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series to draw: its French label, unit, points by year, wanted direction, targets."""

    label: str
    unit: str
    points: tuple[Point, ...]
    direction: Direction = "none"
    goals: tuple[Goal, ...] = ()
    breaks: tuple[tuple[int, str], ...] = ()

    @classmethod
    def from_frame(
        cls,
        frame: "pd.DataFrame",
        *,
        label: str,
        unit: str = "",
        direction: Direction = "none",
        goals: Sequence[Goal] = (),
        breaks: Sequence[tuple[int, str]] = (),
    ) -> "Series":
        """Return the series of rows of observations (one row a year; contract columns)."""
        rows = frame.sort_values("year", kind="stable").to_dict("records")
        points = tuple(_point(row) for row in rows)
        units = [str(row["unit"]) for row in rows if scalar(row.get("unit"))]
        return cls(
            label=label,
            unit=unit or (units[0] if units else "1"),
            points=points,
            direction=direction,
            goals=tuple(goals),
            breaks=tuple(breaks),
        )

    @property
    def known(self) -> tuple[Point, ...]:
        """Return the points that have a value or a bound, by year."""
        return tuple(one for one in self.by_year() if one.known is not None)

    @property
    def absent(self) -> tuple[Point, ...]:
        """Return the points without any value, by year."""
        return tuple(one for one in self.by_year() if one.known is None)

    def by_year(self) -> list[Point]:
        """Return the points in the order of years."""
        return sorted(self.points, key=lambda one: one.year)

    def at(self, year: int) -> Point:
        """Return the point of a year; a missing one if the series has none."""
        found = [one for one in self.points if one.year == year]
        return found[-1] if found else Point(year=year, missing="non communiqué")


def years_of(series: Iterable[Series], *, goals: bool = False) -> list[int]:
    """Return every year from the first to the last, gaps included, targets' years if asked."""
    series = list(series)
    years = {point.year for one in series for point in one.points}
    if goals and years:
        years |= {goal.year for one in series for goal in one.goals if goal.year >= min(years)}
    return list(range(min(years), max(years) + 1)) if years else []


def known_values(series: Iterable[Series], *, goals: bool = False) -> list[float]:
    """Return every value and bound of series, those of their targets if asked."""
    series = list(series)
    points = [point for one in series for point in one.points]
    found = [value for one in points for value in (one.value, one.low, one.high)]
    found += [goal.value for one in series for goal in one.goals] if goals else []
    return [value for value in found if value is not None]


def year_ranges(years: Sequence[int]) -> str:
    """Return years in words, runs of three or more as ranges.

    >>> year_ranges([2009, 2010, 2011, 2013])
    '2009 à 2011, 2013'
    """
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    told = [f"{run[0]} à {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(told)


def _point(row: Mapping[Hashable, object]) -> Point:
    """Return a row of observations as a point."""
    clean = {str(key): scalar(value) for key, value in row.items()}
    value = _number(clean.get("value"))
    low, high = _number(clean.get("low")), _number(clean.get("high"))
    decimals = _number(clean.get("decimals"))
    reason = str(clean.get("missing_reason") or "")
    code, _, rest = reason.partition(":")
    missing = MISSING_REASONS.get(code.strip(), reason) + (f" : {rest.strip()}" if rest else "")
    return Point(
        year=int(str(clean["year"])),
        value=value,
        low=low,
        high=high,
        decimals=None if decimals is None else int(decimals),
        status=str(clean.get("status") or "A"),
        missing=(missing or "non communiqué") if (value, low, high) == (None, None, None) else "",
        note=str(clean.get("note") or ""),
        revised_from=_number(clean.get("revised_from")),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
