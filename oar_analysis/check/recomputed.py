"""Published totals, shares and changes held against what their operands give."""

from collections.abc import Iterator

from oar_analysis.check.context import Context, Key, Row, key_of, name_of, place_of
from oar_analysis.check.rounding import agrees, spread
from oar_analysis.contract import Finding
from oar_analysis.derive import FORMULAS
from oar_analysis.french import quantity
from oar_analysis.scheme import Derived
from oar_analysis.scheme.catalogue import all_derived, operand_key

_RULES = {
    "sum": "total-disagrees", "difference": "total-disagrees", "product": "total-disagrees",
    "share": "share-disagrees", "ratio": "share-disagrees",
    "change": "change-disagrees", "points": "change-disagrees",
}  # fmt: skip
_POINTS = "change-points-for-percent"
_WORDS = {
    "total-disagrees": "le total publié n'est pas celui de ses parties",
    "share-disagrees": "la part publiée n'est pas celle de ses termes",
    "change-disagrees": "l'évolution publiée n'est pas celle des niveaux",
    _POINTS: "l'écart en points est publié comme une évolution en pour cent",
}
# Formulas that need nothing but the operands of the year itself, or of it and the year before.
_YEARLY = {"change", "points"}


def check_formulas(context: Context) -> Iterator[Finding]:
    """Hold each published value that a formula `checks` against what the formula gives.

    Agreement within the rounding of the published value and of the operands is no finding.
    """
    for one in all_derived(context.scheme):
        if one.checks and one.formula in _RULES:
            yield from _check(one, operand_key(one.checks), context)


def check_changes(context: Context) -> Iterator[Finding]:
    """Hold each published yearly change against the published levels of the two years."""
    declared = {operand_key(one.checks) for one in all_derived(context.scheme) if one.checks}
    for key, by_year in context.published_by_key.items():
        if key[2] != "change" or key in declared:
            continue
        for unit, formula, measures in (
            ("%", "change", ("level", "share")), ("point", "points", ("share", "level")),
        ):  # fmt: skip
            if not any(row["unit"] == unit for row in by_year.values()):
                continue
            of = next((one for one in measures if (*key[:2], one) in context.published_by_key), "")
            if of:
                one = Derived(
                    indicator=key[0], breakdown=key[1], measure="change", unit=unit,
                    formula=formula, of=["/".join((key[0], key[1], of))],
                )  # fmt: skip
                yield from _check(one, key, context)


def _check(one: Derived, checked: Key, context: Context) -> Iterator[Finding]:
    for year, published in context.published_by_key.get(checked, {}).items():
        operands = _operands(one, year, context, published["unit"])
        if operands is None:
            continue
        compute = FORMULAS[one.formula]
        value = compute([row["value"] for row in operands])
        if value is None:
            continue
        value *= one.scale
        if not agrees(published, value, spread(compute, operands, one.scale)):
            rule = _POINTS if _in_points(one, published, operands) else _RULES[one.formula]
            yield _disagrees(published, value, operands, rule)


def _in_points(one: Derived, published: Row, operands: list[Row]) -> bool:
    """Is the published change of a share its difference, where per cent were to be given?"""
    if one.formula != "change" or operands[0]["unit"] != "%":
        return False
    points = FORMULAS["points"]
    value = points([row["value"] for row in operands])
    return value is not None and agrees(published, value, spread(points, operands))


def _operands(one: Derived, year: int, context: Context, unit: str) -> list[Row] | None:
    """Return the rows that a formula uses for a year, None if one is missing or not comparable."""
    years = [year, year - 1] if one.formula in _YEARLY else [year] * len(one.of)
    names = one.of * 2 if one.formula in _YEARLY else one.of
    rows = [
        context.by_key.get(operand_key(name), {}).get(when)
        for name, when in zip(names, years, strict=True)
    ]
    found = [row for row in rows if row is not None and row["value"] is not None]
    if len(found) < len(rows) or unit != one.unit:
        return None
    if one.formula in _YEARLY and found[0]["status"] == "B":
        return None
    return found


def _disagrees(published: Row, value: float, operands: list[Row], rule: str) -> Finding:
    decimals = (published["decimals"] or 0) + (rule != "total-disagrees")
    got = quantity(published["value"], published["unit"], published["decimals"])
    computed = quantity(value, published["unit"], decimals)
    parts = ", ".join(
        f"{name_of(key_of(row))} en {row['year']} : "
        f"{quantity(row['value'], row['unit'], row['decimals'])}"
        for row in operands
    )
    return Finding(
        severity="error",
        rule=rule,
        **place_of(published),
        got=got,
        expected=computed,
        message=(
            f"{name_of(key_of(published))}, {published['year']} : {_WORDS[rule]} : "
            f"{got} publié, {computed} calculé."
        ),
        remedy=f"Vérifiez le calcul et ses termes ({parts}).",
    )
