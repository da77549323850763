"""Each published value held against its bounds, its last value and its own key."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator

from oar_analysis.check.context import Context, Row, key_of, name_of, place_of
from oar_analysis.contract import Finding
from oar_analysis.french import number, quantity
from oar_analysis.scheme import Series

# A slip of one decimal is a factor of ten, less or more the true change of the year.
_TENFOLD = 8.0
# Counts below ten may well be multiplied by eight.
_SMALL_COUNT = 10.0


def check_bounds(context: Context) -> Iterator[Finding]:
    """Hold each published value against the bounds of its series, of shares and of counts."""
    for row in context.published:
        series = context.series.get(key_of(row), (None, None))[1]
        for value in (row["value"], row["low"], row["high"]):
            rule, low, high = _limits(row, series)
            below = value is not None and low is not None and value < low
            above = value is not None and high is not None and value > high
            if below or above:
                yield _out_of_bounds(row, value, rule, low, high)
                break


def _limits(row: Row, series: Series | None) -> tuple[str, float | None, float | None]:
    low = series.low if series else None
    high = series.high if series else None
    if row["measure"] == "share" and row["unit"] == "%":
        return "share-out-of-range", max(low or 0, 0), 100 if high is None else min(high, 100)
    if row["measure"] == "level" and row["unit"] == "1":
        rule = (
            "count-negative"
            if low in {None, 0} and (row["value"] or 0) < 0
            else "value-out-of-bounds"
        )
        return rule, low or 0, high
    return "value-out-of-bounds", low, high


def _out_of_bounds(
    row: Row, value: float, rule: str, low: float | None, high: float | None
) -> Finding:
    if low is not None and high is not None:
        wanted = f"entre {quantity(low, row['unit'])} et {quantity(high, row['unit'])}"
    else:
        word, bound = ("au moins", low) if low is not None else ("au plus", high)
        wanted = f"{word} {quantity(bound, row['unit'])}"
    shown = quantity(value, row["unit"], row["decimals"])
    return Finding(
        severity="error",
        rule=rule,
        **place_of(row),
        got=shown,
        expected=wanted,
        message=f"{name_of(key_of(row))} vaut {shown} en {row['year']}, {wanted} attendu.",
        remedy="Vérifiez la valeur et son unité ; si elle est juste, corrigez le registre.",
    )


def check_tenfold(context: Context) -> Iterator[Finding]:
    """Hold each published level or share against the last one: ten times more or less is told.

    So is a fall to 0: it may stand for a value that nobody knows.
    """
    for before, after in context.consecutive():
        old, new = before["value"], after["value"]
        if after["measure"] not in {"level", "share"} or not old or new is None or old * new < 0:
            continue
        if after["status"] in {"B", "F"} or before["status"] == "F":
            continue
        if after["unit"] == "1" and max(abs(old), abs(new)) < _SMALL_COUNT:
            continue
        factor = max(new / old, old / new) if new else math.inf
        if factor >= _TENFOLD:
            yield _tenfold(before, after, factor)


def _tenfold(before: Row, after: Row, factor: float) -> Finding:
    old = quantity(before["value"], before["unit"], before["decimals"])
    new = quantity(after["value"], after["unit"], after["decimals"])
    way = "multipliée" if abs(after["value"]) > abs(before["value"]) else "divisée"
    moved = f"est {way} par {factor:.0f}" if after["value"] else "tombe à 0"
    return Finding(
        severity="warning",
        rule="value-tenfold",
        **place_of(after),
        got=new,
        expected=f"une valeur proche de {old} ({before['year']})",
        message=(
            f"{name_of(key_of(after))} {moved} : "
            f"{old} en {before['year']}, {new} en {after['year']}."
        ),
        remedy=f"Vérifiez la décimale et l'unité ; {_slip(before, after)}si le périmètre a changé, "
        "déclarez une rupture (« breaks ») dans le registre.",
    )


def check_years(context: Context) -> Iterator[Finding]:
    """Tell the values dated after the campaign, in a series that is no forecast."""
    for key, by_year in context.published_by_key.items():
        series = context.series.get(key, (None, None))[1]
        forecast = series is not None and series.status == "F"
        if not forecast and min(by_year) <= context.year:
            for row in by_year.values():
                if row["year"] > context.year:
                    yield _later(row, context.year)


def _later(row: Row, year: int) -> Finding:
    return Finding(
        severity="warning",
        rule="year-after-campaign",
        **place_of(row),
        got=str(row["year"]),
        expected=f"{year} au plus tard",
        message=(
            f"{name_of(key_of(row))} a une valeur de {row['year']}, après la campagne {year} ; "
            "elle est comprise comme une prévision."
        ),
        remedy="Vérifiez l'année de la colonne ; donnez aux prévisions leur propre ventilation.",
    )


def _slip(before: Row, after: Row) -> str:
    """Return the slip of the hand that the two values look like."""
    old, new = abs(before["value"]), abs(after["value"])
    if not new:
        return "une valeur inconnue se laisse vide, avec son motif ; "
    if after["unit"] == "%" and new <= 1 < old:
        return f"{quantity(100 * new, '%')} se saisit {number(100 * new)} ; "
    return ""


def check_duplicates(context: Context) -> Iterator[Finding]:
    """Hold the published rows against each other: one value a series, year and campaign."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in context.campaign_rows:
        if row["origin"] == "published":
            groups[(*key_of(row), row["unit"], row["year"])].append(row)
    for rows in groups.values():
        if len(rows) > 1:
            yield _duplicate(rows)


def _duplicate(rows: list[Row]) -> Finding:
    last = rows[-1]
    values = Counter((row["value"], row["low"], row["high"]) for row in rows)
    shown = [quantity(row["value"], row["unit"], row["decimals"]) for row in rows]
    places = [f"{row['source_file']} {row['source_cell']}".strip() for row in rows]
    return Finding(
        severity="error" if len(values) > 1 else "warning",
        rule="series-duplicate",
        **place_of(last),
        got=" ; ".join(shown),
        expected="une seule valeur",
        message=(
            f"{name_of(key_of(last))} est donné {len(rows)} fois pour {last['year']} : "
            + ", ".join(f"{value} ({place})" for value, place in zip(shown, places, strict=True))
            + "."
        ),
        remedy="Gardez une seule des lignes, ou distinguez-les par une ventilation (registre).",
    )
