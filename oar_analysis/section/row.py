"""Rows of the observations as a line of a page needs them: one a year, its changes, its point."""

from collections.abc import Iterable, Mapping
from typing import Any

from oar_analysis.dataset import Review
from oar_analysis.figure import Point

Row = Mapping[str, Any]
Key = tuple[str, str, str]  # indicator, breakdown, measure


def preferred(rows: Iterable[Row]) -> dict[int, Row]:
    """Return one row a year, what was published before what was computed."""
    kept: dict[int, Row] = {}
    for row in sorted(rows, key=lambda one: (one["year"], one["origin"] == "published")):
        if row["origin"] == "published" or row["year"] not in kept:
            kept[row["year"]] = row
    return dict(sorted(kept.items()))


def changes_of(review: Review, key: Key) -> dict[int, dict[str, Row]]:
    """Return the yearly changes by year and unit; of a yearly change, its move in points only."""
    found: dict[int, dict[str, Row]] = {}
    rows = review.by_series.get((key[0], key[1], "change"), [])
    for row in sorted(rows, key=lambda one: one["origin"] == "published"):
        if key[2] == "index" or (key[2] == "change" and row["unit"] != "point"):
            continue
        found.setdefault(row["year"], {})[row["unit"]] = row
    # A level and a share of the same part: the per cent is the level's, the points the share's.
    twin = {"level": "share", "share": "level"}.get(key[2])
    if twin and (key[0], key[1], twin) in review.by_series:
        unit = "%" if key[2] == "level" else "point"
        found = {year: {unit: one[unit]} for year, one in found.items() if unit in one}
    return found


def to_point(row: Row) -> Point:
    """Return a row of observations as a point of a chart or a table."""
    known = any(row[name] is not None for name in ("value", "low", "high"))
    # "Plus de 34 000" is kept with its figure as value and as bound: it is shown as a bound.
    one_sided = (row["low"] is None) != (row["high"] is None)
    return Point(
        year=row["year"],
        value=None if one_sided else row["value"],
        low=row["low"],
        high=row["high"],
        decimals=row["decimals"],
        status=row["status"] or "A",
        missing="" if known else (row["missing_reason"] or "non communiqué"),
        note=row["note"] or "",
    )
