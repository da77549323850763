"""Parts of a whole: do they make it, and can one of them contain another?"""

from collections.abc import Iterator
from itertools import permutations

from oar_analysis.check.context import Context, Row, key_of, name_of, place_of
from oar_analysis.check.rounding import half_step
from oar_analysis.contract import Finding
from oar_analysis.french import number, quantity
from oar_analysis.normalise.text import fold
from oar_analysis.scheme import Derived
from oar_analysis.scheme.catalogue import all_derived, operand_key

# Binary fractions are not exact.
_NOISE = 1e-9


def check_wholes(context: Context) -> Iterator[Finding]:
    """Hold the sum of declared parts against the whole that the register `expects` (100 %)."""
    for one, parts, total in _wholes(context):
        # Each part may be up to half a last decimal away; all of them at once, never quite.
        margin = sum(half_step(row) for row in parts)
        gap = abs(total - (one.expects or 0))
        if gap > _NOISE and gap >= margin - _NOISE:
            yield _sum_differs(one, parts, total)


def check_overlaps(context: Context) -> Iterator[Finding]:
    """Tell the parts whose name holds another part's name: one may contain the other.

    Where the parts make the whole exactly, none can be counted twice and nothing is told.
    """
    for one, parts, total in _wholes(context):
        if abs(total - (one.expects or 0)) < _NOISE:
            continue
        for narrow, wide in permutations(parts, 2):
            name, inside = fold(narrow["breakdown"]), fold(wide["breakdown"])
            if inside and inside != name and f" {inside} " in f" {name} ":
                yield _overlap(narrow, wide)


def _wholes(context: Context) -> Iterator[tuple[Derived, list[Row], float]]:
    """Yield each declared whole with its published parts and their sum, a year at a time."""
    for one in all_derived(context.scheme):
        if one.expects is None:
            continue
        operands = [context.by_key.get(operand_key(name), {}) for name in one.of]
        for year in sorted(set(operands[0]).intersection(*operands[1:])):
            parts = [operand[year] for operand in operands]
            if all(row["value"] is not None for row in parts):
                yield one, parts, sum(row["value"] for row in parts)


def _sum_differs(one: Derived, parts: list[Row], total: float) -> Finding:
    unit, decimals = parts[0]["unit"], max(row["decimals"] or 0 for row in parts)
    words = " + ".join(number(row["value"], row["decimals"]) for row in parts)
    expected = quantity(one.expects, unit, decimals)
    shown = quantity(total, unit, decimals)
    place = place_of(parts[0]) | {
        "cell": " ; ".join(dict.fromkeys(row["source_cell"] for row in parts))
    }
    return Finding(
        severity="warning",
        rule="shares-sum",
        **place,
        got=shown,
        expected=expected,
        message=(
            f"{one.indicator}, {parts[0]['year']} : les parts font {words} = {shown}, "
            f"{expected} attendu."
        ),
        remedy="Demandez la part qui manque ou l'arrondi employé ; les parts sont montrées telles "
        "qu'elles sont publiées.",
    )


def _overlap(narrow: Row, wide: Row) -> Finding:
    return Finding(
        severity="warning",
        rule="parts-overlap",
        **place_of(wide),
        got=f"« {wide['breakdown']} » et « {narrow['breakdown']} »",
        expected="des parts qui ne se recouvrent pas",
        message=(
            f"{wide['indicator']} : « {wide['breakdown']} » "
            f"({quantity(wide['value'], wide['unit'], wide['decimals'])}) peut contenir "
            f"« {narrow['breakdown']} » "
            f"({quantity(narrow['value'], narrow['unit'], narrow['decimals'])}), "
            f"{name_of(key_of(narrow))}."
        ),
        remedy="Demandez à la direction si les deux parts se recouvrent.",
    )
