"""The text of one cell -> quantities, in reading order.

`reader` walks once over the tokens and finds drafts; `pair` joins the two ends of ranges,
`column` gives units, `settle` makes quantities with their doubts.
"""

import re
from dataclasses import replace

from oar_analysis.numbers.clean import MAX_LENGTH, clean
from oar_analysis.numbers.fast import read_plain
from oar_analysis.numbers.missing import missing_reason
from oar_analysis.numbers.prose import FLAG, has_unread_words, is_in_title
from oar_analysis.numbers.quantity import Quantity
from oar_analysis.numbers.reader import MAX_NUMBERS, Reader
from oar_analysis.numbers.settle import settle

# "0 = non ; 1 = oui": what codes mean, no quantity.
_LEGEND = re.compile(
    r"\s*\d{1,3} *(?:=|si) *[^\W\d_]{2,30}(?: [^\W\d_]{1,30}){0,4} *"
    r"(?:[;,/\n] *\d{1,3} *(?:=|si) *[^\W\d_]{2,30}(?: [^\W\d_]{1,30}){0,4} *)+\.?\s*"
)
# "autre : 2 versements 50%-50%": how a payment is split, no quantity.
_SHARES = re.compile(
    r"[^\d\n]{0,40}\d{1,2} +(?:versement|acompte|échéance|mensualité)s *:? *"
    r"(?=[^%/]{1,6}[%/])[\d\s%/,.;+-]{3,80}"
)
# "___ / 120", "..../..../20....": a printed form that nobody filled in.
_BLANK = re.compile(
    r"[^\d_.\n]{0,40}[_.]{2,40}[ _./€%]{0,40}(?:/ ?\d{1,3}|20[_.]{2,9})?[ _.€%]{0,20}\s*"
)
# Columns that hold no numbers.
_NOT_NUMBERS = frozenset({"date", "period", "id", "text", "texte", "identifiant", "période"})


def parse_cell(text: str, *, unit: str | None = None) -> list[Quantity]:
    """Return the quantities of a cell in reading order; never an empty list, never an error.

    `unit` is what the column expects: it settles ambiguous separators and fills the unit of a
    bare number; with it, a bracket that only adds a rate or the parts of a total is kept as a
    flag. A composite cell is best read without `unit`.

    >>> [(one.value, one.unit, one.label) for one in parse_cell("Kms : - 8,2% (8 642 568 kms)")]
    [(-8.2, '%', 'Kms'), (8642568.0, 'km', '')]
    >>> parse_cell("10 000 à 20 000 € HT")[0].low
    10000.0
    >>> parse_cell("n.c.")[0].missing
    'not_communicated'
    """
    expected = unit.strip()[:100] or None if unit else None
    if expected not in _NOT_NUMBERS and (one := read_plain(text, expected, read_whole)):
        return [one]
    return read_whole(text, expected)


def read_whole(text: str, expected: str | None) -> list[Quantity]:
    """Return the quantities of a cell by the whole grammar."""
    plain, repairs = clean(text)
    if len(plain) > MAX_LENGTH:
        return [Quantity(missing="unreadable", unit=expected, flags=("too-long",))]
    if not plain.strip() or (any(map(str.isdigit, plain)) and _BLANK.fullmatch(plain)):
        return [Quantity(missing="empty", unit=expected)]
    if expected in _NOT_NUMBERS:
        return [Quantity(missing="unreadable", label=_short(plain), flags=("not-a-number-column",))]
    return _read_walk(plain, expected, repairs)


def _read_walk(plain: str, expected: str | None, repairs: tuple[str, ...]) -> list[Quantity]:
    """Return the quantities that the walk over a plain text finds, or why it has none."""
    reader = Reader(plain, expected)
    no_numbers = plain.lstrip().startswith("#") or _LEGEND.fullmatch(plain)
    no_numbers = no_numbers or _SHARES.fullmatch(plain)
    drafts = [] if no_numbers else reader.read()
    if not drafts:
        return [_without_number(plain, expected, repairs, has_date=reader.has_date)]
    if len(drafts) > MAX_NUMBERS:
        return [Quantity(missing="unreadable", unit=expected, flags=("too-long",))]
    if has_unread_words(reader.tokens, reader.unread, drafts):
        repairs = (*repairs, FLAG)
        if expected is None and is_in_title(reader.tokens, drafts):
            return [_without_number(plain, expected, repairs, has_date=False)]
    quantities = settle(plain, drafts, expected)
    if repairs:
        quantities = [replace(one, flags=(*one.flags, *repairs)) for one in quantities]
    return quantities


def _without_number(
    plain: str, expected: str | None, repairs: tuple[str, ...], *, has_date: bool
) -> Quantity:
    """Return why a text without any number has no value."""
    reason, flag = missing_reason(plain)
    if reason is None:
        reason, flag = "unreadable", "date" if has_date else "no-value"
    unit = "%" if expected is None and plain.rstrip().endswith("%") else expected
    flags = (*((flag,) if flag else ()), *repairs)
    label = "" if reason != "unreadable" else _short(plain)
    return Quantity(missing=reason, unit=unit, label=label, flags=flags)


def _short(plain: str) -> str:
    return " ".join(plain[:400].split())[:200]
