"""The short way for cells that are one plain number, with or without a unit.

A long extract holds hundreds of thousands of them. What one regular expression takes as a whole
has one reading, the same as the grammar's (proven in tests/test_numbers_fast.py); the rest is
left to the grammar.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from oar_analysis.numbers.lexicon import UNITS
from oar_analysis.numbers.quantity import Quantity

_SPACE = "[ \u00a0\u202f]"
# Whole parts below a thousand million, in groups of three or in one run without leading zero; no
# run of four digits alone, which may be a year, nor of nines, which may fill a gap; decimals that
# cannot be thousands (not three, but after "0").
_PLAIN = re.compile(
    rf"{_SPACE}*(?P<sign>[-\u2212](?:{_SPACE}(?=[0-9]))?)?"
    rf"(?!9999|999{_SPACE}999)"
    rf"(?:(?P<whole>0|[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}}){{0,2}}|[1-9][0-9]{{4,8}})"
    rf"|(?P<run>[1-9][0-9]{{3}}))"
    r"(?:,(?P<decimals>[0-9]{1,8}))?"
    rf"(?P<unit>{_SPACE}?(?:[^\W\d_]{{1,8}}|[%€](?:{_SPACE}?(?:HT|TTC))?))?"
    rf"{_SPACE}*"
)
# Spellings of one word that are units whatever stands before them.
_ALONE = {spelling.strip() for words in UNITS.values() for spelling in words.split("|")}
_UNITS = frozenset(filter(str.isalpha, _ALONE)) - {"m", "to", "j", "s", "q", "l", "h"}


def read_plain(
    text: str, expected: str | None, grammar: Callable[[str, str | None], list[Quantity]]
) -> Quantity | None:
    """Return the quantity of a plain number, or None if the cell is for the grammar.

    The unit is what `grammar` reads of the same words after a 7; it is asked once.
    """
    found = _PLAIN.fullmatch(text) if len(text) < 40 else None
    if found is None:
        return None
    sign, whole, run, decimals, unit = found.groups()
    if (run and not decimals and not unit) or (len(decimals or "") == 3 and whole != "0"):
        return None
    model = _model(unit or "", expected, grammar)
    if model is None:
        return None
    digits = whole or run
    if len(digits) > 3:
        digits = digits.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    value = float(f"{digits}.{decimals}" if decimals else digits)
    places = len(decimals) if decimals else 0
    return Quantity(value=-value if sign else value, unit=model or None, decimals=places)


@lru_cache(maxsize=4096)
def _model(
    unit: str, expected: str | None, grammar: Callable[[str, str | None], list[Quantity]]
) -> str | None:
    """Return the unit of "7" followed by this text, "" for none, None if it is not plain."""
    bare = unit.strip(" \u00a0\u202f")
    if bare and bare[0] not in "%€" and bare.lower() not in _UNITS and bare not in _UNITS:
        return None
    found = grammar(f"7{unit}", expected)
    if len(found) > 1 or found[0].value != 7:
        return None
    only = found[0]
    if Quantity(value=7.0, unit=only.unit, decimals=0) != only:
        return None
    return only.unit or ""
