"""What keeps two figures from being compared: breaks, provisional values, revisions."""

from collections import defaultdict
from collections.abc import Iterator

from oar_analysis.check.context import Context, Key, Row, holds, key_of, name_of, place_of
from oar_analysis.contract import Finding
from oar_analysis.french import amount


def check_breaks(context: Context) -> Iterator[Finding]:
    """Tell the breaks of series that fall inside what the campaign publishes, by indicator."""
    groups: dict[tuple[str, int, str], list[tuple[Row, Row]]] = defaultdict(list)
    for before, after in context.consecutive():
        known = context.series.get(key_of(after))
        for one in known[1].breaks if known else []:
            if before["year"] < one.year <= after["year"]:
                groups[(after["indicator"], one.year, one.reason)].append((before, after))
    for (_, _, reason), pairs in groups.items():
        yield _break(reason, pairs)


def _break(reason: str, pairs: list[tuple[Row, Row]]) -> Finding:
    before, after = pairs[0]
    changes = "; ".join(
        f"{name_of(key_of(new))} : {_shown(old)} puis {_shown(new)}" for old, new in pairs
    )
    return Finding(
        severity="warning",
        rule="series-break",
        **place_of(after),
        got=changes,
        expected="deux années de même périmètre",
        message=(
            f"{after['indicator']} : rupture en {after['year']} ({reason}) ; l'écart avec "
            f"{before['year']} n'est pas une évolution."
        ),
        remedy="Ne montrez pas d'évolution ; demandez les deux années sur le même périmètre.",
    )


def check_provisional(context: Context) -> Iterator[Finding]:
    """Tell the values that are provisional, by indicator."""
    groups: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in context.published:
        if row["status"] == "P" or _declared_provisional(context, row):
            groups[(row["indicator"], row["year"])].append(row)
    for rows in groups.values():
        yield Finding(
            severity="info",
            rule="value-provisional",
            **place_of(rows[0]),
            got="; ".join(_shown(row) for row in rows),
            expected="des valeurs définitives",
            message=f"{rows[0]['indicator']} : les valeurs de {rows[0]['year']} sont provisoires.",
            remedy="Donnez les valeurs définitives à la campagne suivante.",
        )


def _declared_provisional(context: Context, row: Row) -> bool:
    known = context.series.get(key_of(row))
    return known is not None and row["year"] in known[1].provisional_years


def check_revisions(context: Context) -> Iterator[Finding]:
    """Tell the published values that this campaign gives otherwise than an earlier one did."""
    earlier: dict[tuple[Key, int, str], Row] = {}
    for row in sorted(context.rows, key=lambda one: one["vintage"]):
        if row["vintage"] < context.year and row["origin"] == "published" and holds(row):
            earlier[(key_of(row), row["year"], row["unit"])] = row
    for row in context.published:
        old = earlier.get((key_of(row), row["year"], row["unit"]))
        if old and any(old[name] != row[name] for name in ("value", "low", "high")):
            yield _revised(old, row)


def _revised(old: Row, new: Row) -> Finding:
    return Finding(
        severity="info",
        rule="value-revised",
        **place_of(new),
        got=_shown(new),
        expected=_shown(old),
        message=(
            f"{name_of(key_of(new))}, {new['year']} : {_shown(old)} dans la campagne "
            f"{old['vintage']}, {_shown(new)} dans la campagne {new['vintage']}."
        ),
        remedy="La valeur la plus récente est employée, l'ancienne est gardée.",
    )


def _shown(row: Row) -> str:
    """Return a value or its bounds in French."""
    return amount(row["value"], row["low"], row["high"], row["unit"], row["decimals"])
