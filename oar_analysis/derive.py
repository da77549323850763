"""Computes what is declared, and the changes that every table of a review shows.

Derived rows carry the cells of all their operands, so that each is traceable like a published
one. A missing operand gives no row: nothing is filled in.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from oar_analysis.scheme import Derived, Scheme
from oar_analysis.scheme.catalogue import operand_key

Row = dict[str, Any]
Key = tuple[str, str, str]  # indicator, breakdown, measure

_FORMULA_WORDS = {
    "ratio": "rapport", "share": "part", "change": "évolution sur un an",
    "points": "écart en points sur un an", "sum": "somme", "difference": "différence",
    "product": "produit",
    "index": "indice chaîné", "cumulative": "cumul",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """The action and axis of a series, and the campaign that computes."""

    action: str
    axis: int | None
    vintage: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a derived value stands, and how it is shown."""

    place: Place
    unit: str
    decimals: int
    note: str


def derive(rows: Iterable[Row], scheme: Scheme, vintage: int) -> list[Row]:
    """Return the derived rows of a campaign: declared formulas, then yearly changes.

    `rows` are the published rows in force at `vintage`. Declared formulas come in the order of
    the register, so that one may rest on another. Changes: in points for percentages, in per
    cent for quantities, never across a break of series.
    """
    published = list(rows)
    series = _Series(published)
    derived: list[Row] = []
    for one, place in _declared(scheme, vintage):
        for row in _apply(one, series, place):
            derived.append(row)
            series.add(row)
    declared = {
        (row["indicator"], row["breakdown"], row["measure"], row["year"], row["unit"])
        for row in derived
    }
    derived += [
        row
        for row in _changes(published + derived, vintage)
        if (row["indicator"], row["breakdown"], row["measure"], row["year"], row["unit"])
        not in declared
    ]
    return derived


class _Series:
    """Rows found by series and year; a published row hides a derived one."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.by_key: dict[Key, dict[int, Row]] = {}
        for row in sorted(rows, key=lambda one: one["origin"] == "published"):
            self.add(row)

    def add(self, row: Row) -> None:
        key = (row["indicator"], row["breakdown"], row["measure"])
        kept = self.by_key.setdefault(key, {}).get(row["year"])
        if kept is None or kept["origin"] == "derived":
            self.by_key[key][row["year"]] = row

    def of(self, key: Key) -> dict[int, Row]:
        found = self.by_key.get(key, {})
        return {year: row for year, row in sorted(found.items()) if _is_exact(row)}


def _is_exact(row: Row) -> bool:
    """Tell whether a row holds a value, not a bound: nothing is computed from "plus de"."""
    return row["value"] is not None and row["low"] is None and row["high"] is None


def _declared(scheme: Scheme, vintage: int) -> Iterator[tuple[Derived, Place]]:
    for one in scheme.derived:
        yield one, Place("", None, vintage)
    for action in scheme.actions:
        for one in action.derived:
            yield one, Place(action.code, action.axis, vintage)


def _apply(one: Derived, series: _Series, place: Place) -> Iterator[Row]:
    operands = [series.of(operand_key(name)) for name in one.of]
    if one.formula in {"index", "cumulative"}:
        chain = _index if one.formula == "index" else _cumulative
        yield from chain(one, operands[0], place)
        return
    compute = FORMULAS[one.formula]
    years = sorted(set(operands[0]).intersection(*operands[1:]))
    for year in years:
        used = [operand[year] for operand in operands]
        if one.formula in {"change", "points"}:
            if (before := operands[0].get(year - 1)) is None or used[0]["status"] == "B":
                continue
            used = [used[0], before]
        value = compute([row["value"] for row in used])
        if value is not None:
            yield _row(one, used, value * one.scale, year, place)


def _index(one: Derived, changes: dict[int, Row], place: Place) -> Iterator[Row]:
    """Chain yearly changes (%) into an index, 100 in the year before the first one."""
    base = one.base_year if one.base_year is not None else min(changes, default=0) - 1
    level, year = 100.0, base
    used: list[Row] = []
    while (row := changes.get(year + 1)) is not None:
        year += 1
        level *= 1 + row["value"] / 100
        used = [*used, row]
        yield _row(one, used, level, year, place)


def _cumulative(one: Derived, yearly: dict[int, Row], place: Place) -> Iterator[Row]:
    """Add up a yearly quantity from its first year on; the sum ends where a year is missing."""
    total = 0.0
    used: list[Row] = []
    first = one.base_year if one.base_year is not None else min(yearly, default=0)
    year = first
    while (row := yearly.get(year)) is not None:
        total += row["value"]
        used = [*used, row]
        yield _row(one, used, total, year, place)
        year += 1


def _ratio(values: list[float]) -> float | None:
    return values[0] / values[1] if values[1] else None


def _change(values: list[float]) -> float | None:
    # From nothing, or from less than nothing, a relative change says nothing.
    return 100 * (values[0] / values[1] - 1) if values[1] > 0 else None


# Each formula on the values of its operands; None where it cannot be computed.
FORMULAS: dict[str, Callable[[list[float]], float | None]] = {
    "ratio": _ratio,
    "share": lambda values: 100 * values[0] / values[1] if values[1] else None,
    "change": _change,
    "points": lambda values: values[0] - values[1],
    "sum": sum,
    "difference": lambda values: values[0] - sum(values[1:]),
    "product": math.prod,
}


def _row(one: Derived, used: list[Row], value: float, year: int, place: Place) -> Row:
    formula = f"{_FORMULA_WORDS[one.formula]} : {' ; '.join(one.of)}"
    keys = (one.indicator, one.breakdown, one.measure)
    decimals = one.decimals if one.decimals is not None else _own_decimals(one, used)
    return derived_row(
        keys, used, value, year, Shown(place, one.unit, decimals, one.label or formula)
    )


def _own_decimals(one: Derived, used: list[Row]) -> int:
    """Return the decimals of a formula that declares none: a sum has those of its terms."""
    if one.formula in {"sum", "difference", "cumulative"}:
        return max(row["decimals"] or 0 for row in used)
    return 1


def derived_row(keys: Key, used: list[Row], value: float, year: int, shown: Shown) -> Row:
    """Return a derived row: status of its weakest operand, cells of all of them.

    What is computed from a series that breaks in the year breaks with it.
    """
    statuses = {row["status"] for row in used if row["status"] != "B" or row["year"] == year}
    files = list(dict.fromkeys(row["source_file"] for row in used))
    hashes = list(dict.fromkeys(row["source_sha256"] for row in used))
    # With one file the cells alone are enough; with several each cell says its file.
    cells = [
        row["source_cell"] if len(files) == 1 else f"{row['source_file']}#{row['source_cell']}"
        for row in used
    ]
    return {
        "indicator": keys[0],
        "action": shown.place.action,
        "axis": shown.place.axis,
        "measure": keys[2],
        "breakdown": keys[1],
        "year": year,
        "period": used[0]["period"],
        "value": float(f"{value:.12g}"),  # the noise of binary fractions ends here
        "decimals": shown.decimals,
        "low": None,
        "high": None,
        "unit": shown.unit,
        "status": next((one for one in ("B", "F", "P", "E") if one in statuses), "A"),
        "missing_reason": "",
        "origin": "derived",
        "vintage": shown.place.vintage,
        "source_file": " ; ".join(files),
        "source_cell": " ; ".join(
            dict.fromkeys(one for cell in cells for one in cell.split(" ; "))
        ),
        "source_sha256": " ; ".join(hashes),
        "note": shown.note,
    }


def _changes(rows: list[Row], vintage: int) -> Iterator[Row]:
    """Yield the yearly change of each series: points for percentages, per cent for the rest.

    The changes of a level, of a share and of a rate with the same breakdown have the same key:
    the first of them that has a unit keeps it.
    """
    series = _Series(row for row in rows if _is_exact(row))
    given: set[tuple[object, ...]] = set()
    for key in sorted(series.by_key, key=lambda one: _MEASURES.index(one[2])):
        for year, row in sorted(series.by_key[key].items()):
            before = series.by_key[key].get(year - 1)
            if before is None or not _compares(row, before):
                continue
            for change in _change_rows(key, row, before, vintage):
                name = (key[0], key[1], year, change["unit"])
                if name not in given:
                    given.add(name)
                    yield change


# Whose change comes first; an index is a change already.
_MEASURES = ("level", "share", "change", "index")


def _compares(row: Row, before: Row) -> bool:
    """Tell whether the change between two rows says something: one scope, one unit, no forecast."""
    if row["status"] in {"B", "F"} or row["unit"] != before["unit"] or row["measure"] == "index":
        return False
    # The change of a computed change is left to a formula that asks for it.
    return bool(row["measure"] != "change" or row["origin"] == before["origin"] == "published")


def _change_rows(key: Key, row: Row, before: Row, vintage: int) -> Iterator[Row]:
    place = Place(row["action"], row["axis"], vintage)
    keys = (key[0], key[1], "change")
    decimals = max(row["decimals"] or 0, before["decimals"] or 0)
    if row["unit"] in {"%", "point"}:
        value = row["value"] - before["value"]
        note = "écart en points sur un an"
        yield derived_row(
            keys, [row, before], value, row["year"], Shown(place, "point", decimals, note)
        )
    if key[2] != "change" and (value := _change([row["value"], before["value"]])) is not None:
        note = "évolution relative sur un an"
        yield derived_row(keys, [row, before], value, row["year"], Shown(place, "%", 1, note))
