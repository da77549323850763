"""The points of a series as the methods need them: values in force, with what limits their use."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from oar_analysis.vintage import in_force

SeriesKey = tuple[str, str, str]  # indicator, breakdown, measure


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a series; `value` is None where it is missing or only bounded."""

    year: int
    value: float | None
    unit: str
    decimals: int | None = None
    low: float | None = None
    high: float | None = None
    status: str = "A"
    missing_reason: str = ""
    origin: str = "published"
    note: str = ""

    @property
    def bounded(self) -> bool:
        """Tell whether the value is a bound ("plus de") or a range, not a figure."""
        return self.low is not None or self.high is not None

    @property
    def half_step(self) -> float:
        """Half of the last published digit: the published value stands for that much on each side.

        Counts are exact; so is a value whose decimals nobody published.

        >>> Point(2017, 27.3, "%", 1).half_step
        0.05
        """
        return 0.0 if self.unit == "1" or self.decimals is None else 0.5 * 10.0**-self.decimals


class SeriesTable:
    """Every series of a table of observations, by (indicator, breakdown, measure) and year.

    A published value hides the derived one of the same year; units other than that of the
    series' published value do not mix: changes in points and in per cent stand apart.
    """

    def __init__(self, observations: pd.DataFrame, vintage: int | None = None) -> None:
        self._points: dict[SeriesKey, dict[tuple[int, str], Point]] = {}
        for row in plain_rows(in_force(observations, vintage)):
            self._add(row)

    def _add(self, row: dict[str, Any]) -> None:
        key = (row["indicator"], row["breakdown"], row["measure"])
        points = self._points.setdefault(key, {})
        place = (row["year"], row["unit"])
        kept = points.get(place)
        if kept is None or row["origin"] == "published" or kept.origin == "derived":
            points[place] = _point(row)

    def points(self, key: SeriesKey, unit: str | None = None) -> list[Point]:
        """Return the points of a series by year; of the unit asked, else of its main unit."""
        found = self._points.get(key, {}).values()
        if unit is None:
            # Published first, then the unit that most years have.
            units = [one.unit for one in found if one.origin == "published"]
            units = units or [one.unit for one in found]
            unit = max(sorted(set(units)), key=units.count, default="")
        return sorted((one for one in found if one.unit == unit), key=lambda one: one.year)

    def at(self, key: SeriesKey, year: int, unit: str | None = None) -> Point | None:
        """Return the point of a year, None if there is no row."""
        return next((one for one in self.points(key, unit) if one.year == year), None)

    def all_keys(self) -> list[SeriesKey]:
        """Return every series, sorted."""
        return sorted(self._points)


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as dicts of plain values, None where one is missing."""
    plain = table.astype("object")
    records = plain.where(table.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in records]


def _point(row: dict[str, Any]) -> Point:
    bounded = row["low"] is not None or row["high"] is not None
    return Point(
        year=int(row["year"]),
        value=None if bounded else row["value"],
        unit=row["unit"],
        decimals=None if row["decimals"] is None else int(row["decimals"]),
        low=row["low"],
        high=row["high"],
        status=row["status"] or "A",
        missing_reason=row["missing_reason"] or "",
        origin=row["origin"],
        note=row["note"] or "",
    )


def chained_index(changes: Iterable[Point]) -> list[Point]:
    """Return the index chained from yearly changes in per cent, 100 the year before the first.

    The chain ends at the first year that is missing.

    >>> changes = [Point(2016, -7.3, "%", 1), Point(2017, -6.4, "%", 1)]
    >>> [(one.year, round(one.value, 1)) for one in chained_index(changes)]
    [(2015, 100.0), (2016, 92.7), (2017, 86.8)]
    """
    chain: list[Point] = []
    for change in changes:
        if change.value is None:
            if chain:
                break
            continue
        if not chain:
            chain.append(Point(change.year - 1, 100.0, "1", origin="derived"))
        elif change.year != chain[-1].year + 1:
            break
        level = (chain[-1].value or 0.0) * (1 + change.value / 100)
        chain.append(Point(change.year, level, "1", status=change.status, origin="derived"))
    return chain
