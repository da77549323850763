"""What the column expects settles the unit of a number, and its ambiguous separators."""

import re

from oar_analysis.numbers.clean import fold
from oar_analysis.numbers.draft import Draft
from oar_analysis.numbers.lexicon import COUNTED
from oar_analysis.numbers.spelling import singular
from oar_analysis.numbers.units import canonical_unit, convert

# Amounts are written to the centime, lengths and energies to the unit: a dot before three digits
# parts thousands. Masses, ratios and shares do carry three decimals.
_DOT_THOUSANDS = frozenset({"km", "kWh", "L", "h", "hab", "m", "kW", "jour", "EUR"})
# What may stand between a tax and the number that it heads: "Montant HT : 12 €".
_AFTER_TAX = frozenset({":", "=", ".", ")"})
_TAXED = {
    "ht": "EUR_HT", "hors taxe": "EUR_HT", "hors taxes": "EUR_HT", "hors tva": "EUR_HT",
    "ttc": "EUR_TTC", "toutes taxes comprises": "EUR_TTC",
}  # fmt: skip
# "montant annuel maximum", "forfait annuel": the amount is for a year.
_YEARLY = re.compile(
    r"\b(?:(?:mini|maxi|montant|estim|forfait|plafond|plancher|cout|loyer|redevance|prix)\w*"
    r"(?: (?:mini|maxi|estim)\w*)?(?: \(?annuel| ?/ ?an\b| par an\b))"
)


def unit_in_column(draft: Draft, expected: str | None) -> str | None:
    """Return the unit of a quantity, and flag one that contradicts the column."""
    column = _column(expected)
    read = draft.unit = _taxed_by_label(draft, column)
    if read is None and draft.joint in (["%", ":"], ["%", "="]):
        read = draft.unit = "%"
    if read is None:
        from_label = None if draft.power else _unit_of_label(draft.label)
        return column or from_label
    if read.startswith("EUR/") and (column or "").startswith("EUR_"):
        # The column says the tax that the cell leaves out.
        read = draft.unit = str(column).partition("/")[0] + read.removeprefix("EUR")
    if column is None:
        yearly = read.startswith("EUR") and "/" not in read and _YEARLY.search(fold(draft.label))
        return f"{read}/an" if yearly else read
    if draft.noun:
        return _counted(draft, read, column)
    if _same(read, column) or _refines(read, column) or _yearly(read, column):
        return column
    if column.startswith(read + "_") or read.startswith(column + "_") or _converts(read, column):
        return read
    draft.flags.append("unit-mismatch")
    return read


def _taxed_by_label(draft: Draft, column: str | None) -> str | None:
    """Return the unit with the tax named before it: "TTC : 45 000 €", "soit en TTC 490,36 €"."""
    bare = draft.unit is None and column is None
    if draft.other or not (bare or draft.unit == "EUR"):
        return draft.unit
    words = list(draft.joint)
    while words and words[-1] in _AFTER_TAX:
        words.pop()
    spelled = " " + " ".join(words[-5:]).replace(" . ", "")
    found = (code for tax, code in _TAXED.items() if spelled.endswith(" " + tax))
    return next(found, draft.unit)


def _column(expected: str | None) -> str | None:
    """Return the unit of the column: canonical, or as the column writes it if only plural."""
    if expected is None:
        return None
    code = canonical_unit(expected)
    if code is None or singular(expected) == code:
        return expected
    if " " not in expected and "/" in code and code.split("/")[0] == expected.split("/")[0]:
        # A ratio is told as the register writes it: "m3/km/j".
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


def _yearly(read: str, column: str) -> bool:
    """Tell whether the cell only adds that a rate is for a year: "kWh/m²/an" under "kWh/m2"."""
    return read == f"{column}/an" and ("/" in column or column in {"%", "point"})


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
    if "/" in noun and "/" not in column:
        # "2 500 repas/jour" does not count what "repas" counts.
        draft.flags.append("unit-mismatch")
        return noun
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


def resolve(draft: Draft, unit: str | None) -> None:
    """Settle numbers with three digits after one separator, and flag them."""
    for one in (draft, draft.other):
        if one is None or one.numeral.thousands is None:
            continue
        whole = _is_whole(unit)
        dot = one.numeral.mark == "." and not one.power
        dotted = dot and (whole or unit is None or _head(unit) in _DOT_THOUSANDS)
        zeros = dot and one.numeral.thousands % 1000 == 0 and not _is_ratio(unit)
        if (whole and not one.power) or dotted or zeros:
            one.numeral = one.numeral.read_as_thousands()
        draft.flags.append("ambiguous-thousands")


def _head(unit: str) -> str:
    """Return the unit without its tax, nor the year or month that an amount is for."""
    head, _, below = unit.partition("/")
    return head.partition("_")[0] if below in {"", "an", "mois"} else unit


def _is_whole(unit: str | None) -> bool:
    """Tell whether the unit counts whole things: agents, repas, inhabitants."""
    if unit is None:
        return False
    return unit in {"1", "hab"} or (canonical_unit(unit) is None and "/" not in unit)


def _is_ratio(unit: str | None) -> bool:
    return unit is not None and ("/" in unit or unit in {"%", "‰", "point"})
