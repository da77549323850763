"""One series over years, found by the words of the columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from oar_analysis.contract import MEASURES, OBSERVATION_COLUMNS, OBSERVATIONS
from oar_analysis.dataset import Review
from oar_analysis.dataset.build import frame
from oar_analysis.desk.open import open_review
from oar_analysis.desk.word import suggestion, unknown
from oar_analysis.errors import UsageError
from oar_analysis.scheme.catalogue import all_derived, all_indicators, operand_key

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
Years = int | Iterable[int]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What names a series: the same three words as the columns."""

    indicator: str
    breakdown: str
    measure: str


def series(
    indicator: str,
    breakdown: str | None = None,
    measure: str | None = None,
    *,
    year: Years | None = None,
    review: Review | None = None,
) -> "pd.DataFrame":
    """Return one series: one row a year with the contract's columns, published before derived.

    `series("1-1.5.3", breakdown="km")`, or in one word `series("1-1.5.3/km")`. Without `measure`,
    the first that exists of level, share, change, index; `year` is one or several. An index that
    no table gives is computed from the level or share: 100 in the first year, unit "1", `origin`
    derived. A change is in `point` for a percentage and in % for the rest. Units stand in the
    column `unit`.

    Raises:
        UsageError: a word that the register does not know; the nearest is named.
    """
    review = review or open_review()
    key = find_key(review, indicator, breakdown, measure)
    asked = years_asked(year)
    rows = [one for one in rows_of(review, key) if asked is None or one["year"] in asked]
    return to_frame(rows)


def years_asked(year: Years | None) -> list[int] | None:
    """Return the years asked for, one or several, in their order; None for all.

    >>> years_asked(2017), years_asked(range(2016, 2018)), years_asked(None)
    ([2017], [2016, 2017], None)
    """
    if year is None:
        return None
    return sorted({int(one) for one in (year if isinstance(year, Iterable) else (year,))})


def to_frame(rows: Iterable[Row]) -> "pd.DataFrame":
    """Return rows of observations as a DataFrame with the contract's columns and types."""
    return frame(({name: row[name] for name in OBSERVATION_COLUMNS} for row in rows), OBSERVATIONS)


def find_key(
    review: Review, indicator: str, breakdown: str | None = None, measure: str | None = None
) -> SeriesKey:
    """Return the series that the words name, the parts left out chosen where only one can be.

    Raises:
        UsageError: a word that the register does not know, or several breakdowns to choose from.
    """
    indicator = str(indicator)
    if "/" in indicator:
        code, part, _ = operand_key(indicator)
        named = indicator.split("/")
        indicator, breakdown = code, part if breakdown is None else breakdown
        measure = measure or (named[2] if len(named) > 2 else None)
    known = known_keys(review)
    codes = dict.fromkeys(one.indicator for one in known)
    if indicator not in codes:
        raise unknown("Valeur de « indicator »", indicator, codes)
    own = [one for one in known if one.indicator == indicator]
    breakdown = _find_breakdown(indicator, breakdown, [one.breakdown for one in own])
    measures = [one.measure for one in own if one.breakdown == breakdown]
    if measure is None:
        return SeriesKey(indicator, breakdown, min(measures, key=MEASURES.index))
    # An index can be computed from a level or a share.
    possible = [*measures, *(["index"] if {"level", "share"} & set(measures) else [])]
    if measure not in possible:
        name = f"{indicator}/{breakdown}".rstrip("/")
        raise unknown(f"Mesure de la série {name}", measure, possible)
    return SeriesKey(indicator, breakdown, measure)


def _find_breakdown(indicator: str, breakdown: str | None, known: Sequence[str]) -> str:
    parts = list(dict.fromkeys(known))
    if breakdown is None:
        if "" in parts:
            return ""
        if len(parts) == 1:
            return parts[0]
        listed = ", ".join(f"« {one} »" for one in parts)
        raise UsageError(
            f"L'indicateur {indicator} a plusieurs parties : donner breakdown, parmi {listed}."
        )
    if breakdown not in parts:
        raise UsageError(
            f"L'indicateur {indicator} n'a pas de breakdown « {breakdown} ». "
            f"{suggestion(breakdown, [one or '(vide : ensemble)' for one in parts])}"
        )
    return breakdown


def known_keys(review: Review) -> list[SeriesKey]:
    """Return every series that the register declares or the tables hold, in its order."""
    return remembered(review, _known_keys)


def remembered(review: Review, compute: Callable[[Review], Result]) -> Result:
    """Return what `compute` gives of a review, computed once as long as the review is in use."""
    # On the review itself: its equality would compare whole tables.
    kept: dict[object, Any] = review.__dict__.setdefault("_desk", {})
    if compute not in kept:
        kept[compute] = compute(review)
    result: Result = kept[compute]
    return result


def _known_keys(review: Review) -> list[SeriesKey]:
    declared = [
        SeriesKey(indicator.code, one.breakdown, one.measure)
        for indicator in all_indicators(review.scheme)
        for one in indicator.series
    ]
    computed = [
        SeriesKey(one.indicator, one.breakdown, one.measure) for one in all_derived(review.scheme)
    ]
    held = [SeriesKey(*key) for key in review.by_series]
    return list(dict.fromkeys([*declared, *computed, *held]))


def rows_of(review: Review, key: SeriesKey) -> list[Row]:
    """Return the observations of a series by year, one a year, published before derived."""
    found = review.by_series.get((key.indicator, key.breakdown, key.measure), [])
    unit = _main_unit(review, key, found)
    kept: dict[int, Row] = {}
    for row in sorted(found, key=lambda one: one["origin"] == "published"):
        if row["unit"] == unit:
            kept[row["year"]] = row
    if not kept and key.measure == "index":
        return computed_index(review, key)
    return [kept[year] for year in sorted(kept)]


def _main_unit(review: Review, key: SeriesKey, rows: Sequence[Row]) -> str:
    """Return the unit of a series: as published; points for the change of a share, else %."""
    published = [row["unit"] for row in rows if row["origin"] == "published" and row["unit"]]
    if published:
        return str(max(sorted(set(published)), key=published.count))
    units = sorted({row["unit"] for row in rows})
    level = review.by_series.get((key.indicator, key.breakdown, "level"))
    wanted = "%" if level else "point"
    return wanted if wanted in units else next(iter(units), "")


def computed_index(review: Review, key: SeriesKey) -> list[Row]:
    """Return the index of a level or share, 100 in its first year; what broke starts anew."""
    for measure in ("level", "share"):
        rows = rows_of(review, SeriesKey(key.indicator, key.breakdown, measure))
        exact = [one for one in rows if _is_exact(one)]
        for start in range(len(exact) - 1, 0, -1):
            if exact[start]["status"] == "B":
                exact = exact[start:]
                break
        if exact and exact[0]["value"] > 0:
            return [_index_row(one, exact[0]) for one in exact]
    return []


def _is_exact(row: Row) -> bool:
    return row["value"] is not None and row["low"] is None and row["high"] is None


def _index_row(row: Row, base: Row) -> Row:
    """Return a year's index with the cells of the year and of the base."""
    both = [base] if row is base else [base, row]
    files = list(dict.fromkeys(one["source_file"] for one in both))
    cells = [
        one["source_cell"] if len(files) == 1 else f"{one['source_file']}#{one['source_cell']}"
        for one in both
    ]
    return {
        **row,
        "measure": "index",
        "value": float(f"{100 * row['value'] / base['value']:.12g}"),
        "decimals": 1,
        "unit": "1",
        "origin": "derived",
        "source_file": " ; ".join(files),
        "source_cell": " ; ".join(cells),
        "source_sha256": " ; ".join(dict.fromkeys(one["source_sha256"] for one in both)),
        "note": f"indice, base 100 en {base['year']}",
    }
