"""Quick readings for long extracts: plain amounts and dates, the rest by the grammar of numbers.

A long file holds few distinct dates and mostly plain amounts. What is read here is exactly what
`numbers` reads, without a flag; anything else is left to it.
"""

import re
from functools import lru_cache

from oar_analysis.numbers import Quantity, parse_cell, parse_date

# One to three digits then groups of three parted by one space, or digits alone; at most two
# decimals after a comma: nothing that could be read in two ways. A zero only leads decimals.
_PLAIN = re.compile(
    r"(-?(?:0|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})*|[1-9]\d{3,11})(?:,\d{1,2})?)"
    r"(?:[ \u00a0\u202f]?(€|%))?"
)
_UNITS = {"€": "EUR", "%": "%"}
_SPACES = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, ",": "."})


def read_amount(text: str, unit: str) -> Quantity:
    """Return the first quantity of a cell of an extract, in the unit that it says.

    >>> read_amount("12 345,50 €", "EUR").value
    12345.5
    """
    value = plain_amount(text, unit)
    if value is not None:
        return Quantity(value=value, unit=unit or None)
    return parse_cell(text, unit=unit or None)[0]


def plain_amount(text: str, unit: str) -> float | None:
    """Return the value of a plain amount in the unit, None if the cell is for the grammar.

    >>> plain_amount("12 345,50 €", "EUR"), plain_amount("12 k€", "EUR")
    (12345.5, None)
    """
    match = _PLAIN.fullmatch(text)
    if match and (match[2] is None or _UNITS[match[2]] == unit):
        return float(match[1].translate(_SPACES))
    return None


@lru_cache(maxsize=10_000)
def read_year(text: str) -> int | None:
    """Return the year of a date, None where the text is none.

    >>> read_year("24 février 2017"), read_year("hier")
    (2017, None)
    """
    starts = [one.start for one in parse_date(text) if one.start]
    return int(starts[0][:4]) if starts else None
