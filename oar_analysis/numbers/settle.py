"""Drafts -> quantities: units and ambiguous separators settled by the column, doubts flagged."""

from dataclasses import replace
from decimal import Decimal

from oar_analysis.numbers.clean import fold
from oar_analysis.numbers.draft import Draft, looks_participle
from oar_analysis.numbers.label import give_labels
from oar_analysis.numbers.lexicon import COUNTED
from oar_analysis.numbers.marks import FALLING
from oar_analysis.numbers.missing import missing_reason
from oar_analysis.numbers.pair import pair
from oar_analysis.numbers.quantity import Quantity
from oar_analysis.numbers.units import canonical_unit, convert, singular

# Amounts are written to the centime, lengths and energies to the unit: a dot before three digits
# parts thousands. Masses, ratios and shares do carry three decimals.
_DOT_THOUSANDS = frozenset({"km", "kWh", "L", "h", "hab", "m", "kW", "jour", "EUR"})
_VERY_LARGE = Decimal(1_000_000_000)
_WIDE = 1000


def settle(plain: str, drafts: list[Draft], expected: str | None) -> list[Quantity]:
    """Return the quantities of a cell from its drafts."""
    drafts = pair(drafts)
    give_labels(plain, drafts)
    if _is_legend(drafts):
        return [Quantity(missing="unreadable", label=_flat(plain), flags=("scale-legend",))]
    alone = len(drafts) == 1
    whole = plain.strip()
    quantities = [_quantity(draft, expected, alone=alone, whole=whole) for draft in drafts]
    if expected is not None and len(drafts) > 1:
        drafts, quantities = _fold_details(plain, drafts, quantities, expected)
    return _with_missing_parts(plain, drafts, quantities)


def _flat(text: str) -> str:
    return " ".join(text[:400].split())[:200]


def _is_legend(drafts: list[Draft]) -> bool:
    """Tell whether the cell is the legend of a scale: "0 (non) - 10 (oui)"."""
    return (
        len(drafts) == 2
        and not any(draft.unit or draft.other or draft.bracket for draft in drafts)
        and drafts[1].joint[:1] == ["("]
        and drafts[1].joint[-2:] == [")", "-"]
    )


def _quantity(draft: Draft, expected: str | None, *, alone: bool, whole: str) -> Quantity:
    """Return the quantity of one draft, refused or with its doubts."""
    if draft.numeral.value is None:
        flags = tuple(dict.fromkeys(draft.flags))
        return Quantity(unit=expected, label=draft.label, missing="unreadable", flags=flags)
    refusal = _refusal(draft, expected, alone=alone)
    if refusal:
        return Quantity(
            unit=expected, label=_flat(whole) if alone else draft.label,
            missing="unreadable", flags=(refusal,),
        )  # fmt: skip
    unit = _unit(draft, expected)
    _resolve(draft, unit)
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
    return ""


def _unit(draft: Draft, expected: str | None) -> str | None:
    """Return the unit of a quantity, and flag one that contradicts the column."""
    column = _column(expected)
    read = draft.unit
    if read is None:
        from_label = None if draft.power else _unit_of_label(draft.label)
        return column or from_label
    if column is None:
        return read
    if draft.noun:
        return _counted(draft, read, column)
    if _same(read, column) or _refines(read, column):
        return column
    if column.startswith(read + "_") or read.startswith(column + "_") or _converts(read, column):
        return read
    draft.flags.append("unit-mismatch")
    return read


def _column(expected: str | None) -> str | None:
    """Return the unit of the column: canonical, or as the column writes it if only plural."""
    if expected is None:
        return None
    code = canonical_unit(expected)
    if code is None or singular(expected) == code:
        return expected
    return code


def _same(read: str, column: str) -> bool:
    return read == column or canonical_unit(column) == read


def _refines(read: str, column: str) -> bool:
    """Tell whether the column says more than the cell: "€" under "EUR_HT" or "EUR/m3"."""
    head = column.partition("/")[0]
    whole_head = read.partition("/")[0]
    tail = read.partition("/")[2]
    if tail:
        return head.startswith(whole_head + "_") and column.partition("/")[2] == tail
    if head == read:
        return True
    if read == "EUR":
        return head.startswith("EUR_")
    return (read, head) in {("t", "tCO2e"), ("t", "tMS"), ("kg", "kgCO2e"), ("g", "gCO2e")}


def _converts(read: str, column: str) -> bool:
    try:
        convert(1.0, read, column)
    except ValueError:
        return False
    return True


def _counted(draft: Draft, noun: str, column: str) -> str:
    """Return the unit of a counted noun in a column of another name."""
    if singular(fold(noun)) == singular(fold(column)):
        return column
    if column == "1":
        draft.label = f"{noun} {draft.label}".strip()
        return column
    if fold(noun) in COUNTED:
        draft.flags.append("unit-mismatch")
        return noun
    draft.label = f"{noun} {draft.label}".strip()
    draft.flags.append("unit-assumed")
    return column


def _unit_of_label(label: str) -> str | None:
    """Return the unit that a label is ("Kms : 9 417 536"), or None."""
    code = canonical_unit(label) if label and len(label) < 40 else None
    return code if code not in {"an", "mois", "jour"} else None


def _resolve(draft: Draft, unit: str | None) -> None:
    """Settle numbers with three digits after one separator, and flag them."""
    for one in (draft, draft.other):
        if one is None or one.numeral.thousands is None:
            continue
        whole = _is_whole(unit)
        dotted = (
            one.numeral.mark == "."
            and not one.power
            and (whole or unit is None or unit.partition("_")[0] in _DOT_THOUSANDS)
        )
        zeros = (
            one.numeral.mark == "." and one.numeral.thousands % 1000 == 0 and not _is_ratio(unit)
        )
        if (whole and not one.power) or dotted or (zeros and not one.power):
            one.numeral = one.numeral.read_as_thousands()
        draft.flags.append("ambiguous-thousands")


def _is_whole(unit: str | None) -> bool:
    """Tell whether the unit counts whole things: agents, repas, inhabitants."""
    if unit is None:
        return False
    return unit in {"1", "hab"} or (canonical_unit(unit) is None and "/" not in unit)


def _is_ratio(unit: str | None) -> bool:
    return unit is not None and ("/" in unit or unit in {"%", "‰", "point"})


def _brackets(draft: Draft, whole: str, unit: str | None, *, alone: bool) -> None:
    """Read a number alone in brackets as accountants write a negative; a percentage is none."""
    if not (alone and draft.bracket and whole.startswith("(") and whole.endswith(")")):
        return
    inside = whole[1:-1].strip()
    if draft.label or draft.year or "(" in inside or not inside[:1].isdigit():
        return
    if unit in {"%", "point"}:
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
    plain_year = draft.other is None and draft.number_end - draft.start == 4
    if plain_year and unit is None and alone and first is not None and 1900 <= first <= 2099:
        draft.flags.append("year-like")
    if "?" in draft.label:
        draft.flags.append("questioned")
    words = fold(draft.label).split()
    if first is not None and first > 0 and FALLING.intersection(words) and unit in {"%", "point"}:
        draft.flags.append("direction-in-words")


def _fold_details(
    plain: str, drafts: list[Draft], quantities: list[Quantity], expected: str
) -> tuple[list[Draft], list[Quantity]]:
    """Keep as a flag the bracket that only adds to the value before it.

    Such are the parts of a total ("43850 € (TF 22450 € - TC1 21400 €)"), a rate in a column of
    another unit ("4 (90 %)"), the same amount with or without tax.
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
            told = _flat(plain[drafts[place].end : drafts[end - 1].end].strip(" \n("))
            kept[-1] = (
                drafts[place],
                replace(quantities[place], flags=(*quantities[place].flags, f"bracket:{told}")),
            )
            place = end
        else:
            place += 1
    return [one for one, _ in kept], [one for _, one in kept]


def _is_detail(
    draft: Draft, main: Quantity, inside: list[tuple[Draft, Quantity]], expected: str
) -> bool:
    values = [one.value for _, one in inside if one.value is not None]
    if main.value is None or len(values) < len(inside) or "unit-mismatch" in main.flags:
        return False
    if draft.unit is not None and all(one.unit is None for one, _ in inside):
        # "75 % (120 sur 160)": the bare numbers explain the value that has the unit.
        return True
    if len(values) > 1:
        return abs(sum(values) - main.value) <= 0.005 * len(values) + 1e-9 * abs(main.value)
    first, other = inside[0][0], inside[0][1].unit or ""
    if other == "%":
        return canonical_unit(expected) != "%"
    taxed = other.startswith("EUR_") and str(main.unit).startswith("EUR") and other != main.unit
    return taxed or "dont" in first.joint or "soit" in first.joint


def _with_missing_parts(
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
            out.append(Quantity(missing=reason, label="" if known else _flat(label), year=known))
    return out + quantities[number:]
