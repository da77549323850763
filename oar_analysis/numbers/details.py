"""Brackets that only add to a value, legends of scales, and missing marks among values."""

import math
from dataclasses import replace

from oar_analysis.numbers.draft import Draft
from oar_analysis.numbers.missing import missing_reason
from oar_analysis.numbers.quantity import Quantity
from oar_analysis.numbers.units import canonical_unit, convert

# The parts of a total, each rounded to the centime.
_ROUNDED = 0.005


def flat(text: str) -> str:
    """Return the head of a text on one line, as a label."""
    return " ".join(text[:400].split())[:200]


def is_legend(drafts: list[Draft]) -> bool:
    """Tell whether the cell is the legend of a scale: "0 (non) - 10 (oui)"."""
    return (
        len(drafts) == 2
        and not any(draft.unit or draft.other or draft.bracket for draft in drafts)
        and drafts[1].joint[:1] == ["("]
        and drafts[1].joint[-2:] == [")", "-"]
    )


def fold_details(
    plain: str, drafts: list[Draft], quantities: list[Quantity], expected: str | None
) -> tuple[list[Draft], list[Quantity]]:
    """Keep as a flag the bracket that only adds to the value before it.

    Such are the parts of a total ("43850 € (TF 22450 € - TC1 21400 €)"), a rate in a column of
    another unit ("4 (90 %)"), the same amount with or without tax. Without a column, only parts
    that make the total, or one that says so in its unit ("12 € (dont 3 € d'option)"), add nothing.
    """
    kept: list[tuple[Draft, Quantity]] = []
    place = 0
    while place < len(drafts):
        kept.append((drafts[place], quantities[place]))
        end = place + 1
        while end < len(drafts) and drafts[end].bracket and not drafts[place].bracket:
            end += 1
        inside = list(zip(drafts[place + 1 : end], quantities[place + 1 : end], strict=True))
        if inside and _is_detail(drafts[place], quantities[place], inside, expected):
            told = flat(plain[drafts[place].end : drafts[end - 1].end].strip(" \n("))
            kept[-1] = (
                drafts[place],
                replace(quantities[place], flags=(*quantities[place].flags, f"bracket:{told}")),
            )
            place = end
        else:
            if _are_parts(quantities[place], inside):
                flags = (*quantities[place].flags, "parts-not-total")
                kept[-1] = (drafts[place], replace(quantities[place], flags=flags))
            place += 1
    return [one for one, _ in kept], [one for _, one in kept]


def fold_other_kinds(
    plain: str, drafts: list[Draft], quantities: list[Quantity], expected: str | None
) -> tuple[list[Draft], list[Quantity]]:
    """Keep as a flag a number of another kind beside one in the column's own unit.

    "accord-cadre 48 mois, maxi 200 000 € HT" gives its amount, "2 agents à 80 %" its agents.
    Without a column, only the term of an amount is such.
    """
    other = ["unit-mismatch" in one.flags for one in quantities]
    if expected is None:
        other = _terms(drafts)
    if expected is not None and any(
        one.unit and not one.noun and not apart for one, apart in zip(drafts, other, strict=True)
    ):
        # Beside a measured value, what is merely counted is another kind: "(4 reconductions)".
        for place, (draft, one) in enumerate(zip(drafts, quantities, strict=True)):
            counted = "unit-assumed" in one.flags and not draft.power
            dated = draft.unit is None and "year-like" in one.flags
            other[place] = other[place] or counted or dated
    own = [
        place
        for place, one in enumerate(drafts)
        if one.unit is not None and not other[place] and not quantities[place].missing
    ]
    if not own or not any(other):
        return drafts, quantities
    told = [
        f"bracket:{flat(plain[one.start : one.end])}"
        for one, apart in zip(drafts, other, strict=True)
        if apart
    ]
    kept = [place for place, apart in enumerate(other) if not apart]
    quantities = list(quantities)
    first = quantities[own[0]]
    quantities[own[0]] = replace(first, flags=(*first.flags, *told))
    return [drafts[place] for place in kept], [quantities[place] for place in kept]


def _terms(drafts: list[Draft]) -> list[bool]:
    """Tell which numbers are the term of amounts, if the others are money: "48 mois - 9 000 €"."""
    money = [(one.unit or "").startswith("EUR") for one in drafts]
    term = [one.unit in {"an", "mois"} and not one.bounded and not one.bracket for one in drafts]
    only = any(money) and all(one or two for one, two in zip(money, term, strict=True))
    return term if only else [False] * len(drafts)


def _is_detail(
    draft: Draft, main: Quantity, inside: list[tuple[Draft, Quantity]], expected: str | None
) -> bool:
    values = [one.value for _, one in inside if one.value is not None]
    if main.value is None or len(values) < len(inside) or "unit-mismatch" in main.flags:
        return False
    near = _ROUNDED * len(values)
    summed = len(values) > 1 and abs(sum(values) - main.value) <= near
    if any("product" in one.flags for _, one in inside):
        summed = abs(math.prod(values) - main.value) <= near  # "12 000 € (2 x 6 000 €)"
    if summed or expected is None:
        return summed or _is_part(draft, inside[0][0])
    return _explains(draft, inside) or (len(values) == 1 and _adds(inside[0][1], main, expected))


def _are_parts(main: Quantity, inside: list[tuple[Draft, Quantity]]) -> bool:
    """Tell whether a bracket gives several amounts in the measure of the one before it."""
    money = (main.unit or "").startswith("EUR") and main.value is not None
    same = all(one.unit == main.unit and one.value is not None for _, one in inside)
    return money and same and len(inside) > 1


def _is_part(draft: Draft, inside: Draft) -> bool:
    """Tell whether a bracket gives a part, in the same measure, of the value before it."""
    if "dont" not in inside.joint or draft.noun or inside.noun:
        return False
    same = draft.unit == inside.unit or {draft.unit, inside.unit} <= {"EUR", "EUR_HT", "EUR_TTC"}
    return draft.unit is not None and same


def _explains(draft: Draft, inside: list[tuple[Draft, Quantity]]) -> bool:
    """Tell whether a bracket only says what the value before it is made of or held against."""
    if not {"dont", "soit", "sur"}.isdisjoint(inside[0][0].joint):
        return True
    # What is counted there is not what the column counts: "65 000 repas (2 cuisines)".
    if draft.unit is not None and all("unit-assumed" in told.flags for _, told in inside):
        return True
    if draft.unit is not None and all(one.unit is None or one.noun for one, _ in inside):
        # "75 % (120 sur 160)": the numbers explain the value that has the unit.
        return not draft.noun or all(one.unit is None for one, _ in inside)
    if draft.unit is None and all(_is_other_kind(one) for _, one in inside):
        # "246,30 (facture 120 m3)": the column's unit is that of the bare number.
        return True
    return all("compared" in one.flags for _, one in inside)


def _is_other_kind(quantity: Quantity) -> bool:
    """Tell whether a number measures, or counts, something else than the column."""
    return not {"unit-mismatch", "out-of", "unit-assumed"}.isdisjoint(quantity.flags)


def _adds(told: Quantity, main: Quantity, expected: str) -> bool:
    """Tell whether a number adds a rate, the amount with or without its tax, or the same again."""
    other = told.unit or ""
    if other == "%":
        return canonical_unit(expected) != "%"
    try:
        again = convert(told.value or 0.0, other, str(main.unit))
    except ValueError:
        again = None
    if again is not None and other != main.unit and math.isclose(again, main.value or 0.0):
        return True  # "0,5 ha (5 000 m²)"
    return other.startswith("EUR_") and str(main.unit).startswith("EUR") and other != main.unit


def with_missing_parts(
    plain: str, drafts: list[Draft], quantities: list[Quantity]
) -> list[Quantity]:
    """Add the missing marks that stand between the values: "2016 : n.c. ; 2017 : 15"."""
    if ";" not in plain and "\n" not in plain.strip():
        return quantities
    out: list[Quantity] = []
    number = start = 0
    for segment in plain.replace("\n", ";").split(";"):
        end = start + len(segment)
        found = False
        while number < len(drafts) and drafts[number].start < end:
            out.append(quantities[number])
            number, found = number + 1, True
        start = end + 1
        label, colon, rest = segment.rpartition(":")
        text = rest.strip() if colon else segment.strip()
        reason = missing_reason(text)[0] if text and not found and len(text) < 80 else None
        if reason not in {None, "unreadable"}:
            year = label.strip()
            known = int(year) if year.isdigit() and len(year) == 4 else None
            out.append(Quantity(missing=reason, label="" if known else flat(label), year=known))
    return out + quantities[number:]
