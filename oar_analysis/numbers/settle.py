"""Drafts -> quantities: units and ambiguous separators settled by the column, doubts flagged."""

from decimal import Decimal

from oar_analysis.numbers.clean import fold
from oar_analysis.numbers.column import resolve, unit_in_column
from oar_analysis.numbers.details import (
    flat,
    fold_details,
    fold_other_kinds,
    is_legend,
    with_missing_parts,
)
from oar_analysis.numbers.draft import Draft
from oar_analysis.numbers.label import give_labels
from oar_analysis.numbers.lexicon import word_set
from oar_analysis.numbers.marks import COMPARED, FALLING
from oar_analysis.numbers.noun import looks_participle
from oar_analysis.numbers.pair import pair
from oar_analysis.numbers.quantity import Quantity
from oar_analysis.numbers.units import canonical_unit, expected_money

_VERY_LARGE = Decimal(1_000_000_000)
_WIDE = 1000
# After an amount without its unit these say what it is, not what is counted: "850 forfaitaire".
_OF_MONEY = word_set("""
    net nets nette montant forfait forfaitaire forfaitaires total solde acompte subvention budget
    prix estime estimatif annuel mensuel
    """)
# From here on, a run of nines stands for a value that was not known.
_FILLER = Decimal(99_999)


def settle(plain: str, drafts: list[Draft], expected: str | None) -> list[Quantity]:
    """Return the quantities of a cell from its drafts."""
    drafts = pair(drafts, expected)
    give_labels(plain, drafts)
    if is_legend(drafts):
        return [Quantity(missing="unreadable", label=flat(plain), flags=("scale-legend",))]
    alone = len(drafts) == 1
    whole = plain.strip()
    quantities = [_quantity(draft, expected, alone=alone, whole=whole) for draft in drafts]
    if len(drafts) > 1:
        drafts, quantities = fold_details(plain, drafts, quantities, expected)
    if len(drafts) > 1:
        drafts, quantities = fold_other_kinds(plain, drafts, quantities, expected)
    return with_missing_parts(plain, drafts, quantities)


def _quantity(draft: Draft, expected: str | None, *, alone: bool, whole: str) -> Quantity:
    """Return the quantity of one draft, refused or with its doubts."""
    if draft.numeral.value is None:
        flags = tuple(dict.fromkeys(draft.flags))
        return Quantity(unit=expected, label=draft.label, missing="unreadable", flags=flags)
    refusal = _refusal(draft, expected, alone=alone)
    if refusal:
        return Quantity(
            unit=expected, label=flat(whole) if alone else draft.label,
            missing="unreadable", flags=(refusal,),
        )  # fmt: skip
    unit = unit_in_column(draft, expected)
    resolve(draft, unit)
    _brackets(draft, whole, unit, alone=alone)
    if draft.out_of:
        return _score(draft, unit, expected)
    return _valued(draft, unit, alone=alone)


def _refusal(draft: Draft, expected: str | None, *, alone: bool) -> str:
    """Return the flag of a number that is no value, or ""."""
    value = draft.numeral.value or Decimal(0)
    if draft.noun and draft.unit and looks_participle(draft.unit) and alone and value < _WIDE:
        countable = expected is not None and (expected == "1" or canonical_unit(expected) is None)
        if not countable and draft.numeral.decimals == 0:
            return "count-without-noun"
    counts = draft.noun and not draft.power and draft.numeral.decimals == 0 and value < _WIDE
    named = fold(draft.unit or "") in _OF_MONEY
    if counts and alone and not named and expected_money(expected) and not draft.bounded:
        # "3 devis demandés" in a column of amounts.
        return "unit-mismatch"
    return ""


def _brackets(draft: Draft, whole: str, unit: str | None, *, alone: bool) -> None:
    """Read a number alone in brackets as accountants write a negative; a percentage is none."""
    if not (alone and draft.bracket and whole.startswith("(") and whole.endswith(")")):
        return
    inside = whole[1:-1].strip()
    if draft.label or draft.year or "(" in inside or not inside[:1].isdigit():
        return
    if unit in {"%", "point"}:
        draft.flags.append("parentheses")
    elif not (unit or "").startswith("EUR") and draft.numeral.decimals != 2:
        # Accountants write amounts so; elsewhere "(12)" may as well be a note.
        draft.flags.append("parentheses")
    else:
        draft.negative = True
        draft.flags.append("accounting-negative")


def _score(draft: Draft, unit: str | None, expected: str | None) -> Quantity:
    """Return "40/45" as a score where points are expected or likely, "1/3" as a fraction."""
    top, bottom = draft.numeral.value or Decimal(0), Decimal(draft.out_of or 1)
    points = expected is not None and expected.startswith(("point", "note", "/"))
    decimals: int | None = draft.numeral.decimals
    if points or (expected is None and bottom >= 10 and top <= bottom and draft.unit is None):
        same = expected is not None and expected.endswith(f"/{bottom}")
        value, unit = top, str(expected) if same else f"points/{bottom}"
        flag = () if points else ("score",)
    else:
        value, decimals, flag = top / bottom, None, ("fraction",)
        if unit in {"%", "‰"} and draft.unit is None:
            value *= 100 if unit == "%" else 1000
    return Quantity(
        value=float(value), unit=unit, label=draft.label, year=draft.year,
        approximate=draft.about, flags=tuple(dict.fromkeys((*draft.flags, *flag))),
        decimals=decimals,
    )  # fmt: skip


def _valued(draft: Draft, unit: str | None, *, alone: bool) -> Quantity:
    """Return the quantity of a draft that has a value or bounds."""
    first, other = draft.number(), draft.other.number() if draft.other else None
    decimals: int | None = max(draft.decimals(), draft.other.decimals() if draft.other else 0)
    if draft.fraction and first is not None:
        decimals = None
        if unit == "%" and draft.unit is None:
            first *= 100
    _doubts(draft, unit, first, other, alone=alone)
    value, low, high = first, None, None
    if other is not None:
        value, low, high = None, first, other
    elif draft.low:
        low = first
    elif draft.high:
        high = first
    return Quantity(
        value=_float(value), low=_float(low), high=_float(high), unit=unit, label=draft.label,
        year=draft.year, approximate=draft.about, flags=tuple(dict.fromkeys(draft.flags)),
        decimals=decimals,
    )  # fmt: skip


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _doubts(
    draft: Draft, unit: str | None, first: Decimal | None, other: Decimal | None, *, alone: bool
) -> None:
    """Flag what a reader would want to look at again."""
    if first is not None and other is not None:
        if other < first:
            draft.flags.append("max-below-min")
        elif first > 0 and other / first >= _WIDE:
            draft.flags.append("wide-range")
    largest = max(abs(first or Decimal(0)), abs(other or Decimal(0)))
    money = unit is not None and unit.startswith("EUR")
    if largest >= _VERY_LARGE and not draft.power and (money or largest >= 1000 * _VERY_LARGE):
        draft.flags.append("very-large")
    if largest >= _FILLER and not set(str(largest)) - {"9"}:
        draft.flags.append("placeholder")
    if _year_like(draft, unit, first, alone=alone):
        draft.flags.append("year-like")
    _doubt_words(draft, unit, first, alone=alone)


def _doubt_words(draft: Draft, unit: str | None, value: Decimal | None, *, alone: bool) -> None:
    """Flag what the words of the label make of a number."""
    if "?" in draft.label:
        draft.flags.append("questioned")
    words = fold(draft.label).replace("'", " ").split()
    if not alone and COMPARED.intersection(words[:4]):
        draft.flags.append("compared")
    if "fois" in words[:1]:
        draft.flags.append("frequency")
    if value is not None and value > 0 and FALLING.intersection(words) and unit in {"%", "point"}:
        draft.flags.append("direction-in-words")


def _year_like(draft: Draft, unit: str | None, value: Decimal | None, *, alone: bool) -> bool:
    """Tell whether a number may as well be a year: alone without unit, or "RT 2012"."""
    if draft.other is not None or draft.number_end - draft.start != 4 or value is None:
        return False
    if unit is None and alone and 1900 <= value <= 2099:
        return True
    named = "".join(draft.joint[-1:]).isalpha() and not draft.prefixed and not draft.about
    return draft.unit is None and named and draft.looks_like_year()
