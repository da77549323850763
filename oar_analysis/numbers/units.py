"""Units: from the words after a number to a canonical code, and between codes.

A unit is `[multiplier] base [HT | TTC] [/ denominator]`: "M€ HT", "€ TTC/m³", "kg par poste".
"""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from oar_analysis.numbers.clean import clean
from oar_analysis.numbers.lexicon import FACTORS, MULTIPLIERS
from oar_analysis.numbers.ratio import TIMES, divided
from oar_analysis.numbers.spelling import BASES, MONEY, TAX, elided
from oar_analysis.numbers.tokens import NEW_LINE, Token, scan


class Unit(NamedTuple):
    """A unit read among tokens: canonical code, power of ten to apply, index after it."""

    code: str | None
    power: int
    next: int
    assumed: bool = False


def read_unit(tokens: list[Token], index: int, *, expected: str | None = None) -> Unit | None:
    """Return the unit that starts at `index`, or None.

    `expected` lets "12 k" and "3 M" stand for thousands and millions in a column of money.
    """
    if tokens[index].gap >= NEW_LINE:
        return None
    if (code := _by_case(tokens[index].text, expected)) is not None:
        return Unit(code, 0, index + 1)
    power, place, assumed = 0, index, False
    if money := MONEY.at(tokens, index):
        power, place = money
        code = "EUR"
    else:
        # "41 860,00 T.T.C." is no number of tonnes, "60 000 H.T" none of hours.
        base = None if TAX.at(tokens, index) else BASES.at(tokens, index)
        scale = MULTIPLIERS.get(tokens[index].key)
        longer = base is not None and base[1] > index + 1
        if scale is not None and (base is None or (expected_money(expected) and not longer)):
            power = scale
            code, place, assumed = _scaled(tokens, index + 1)
            assumed = assumed and len(tokens[index].key) == 1
        else:
            code, place = base if base and not elided(tokens, base[1]) else (None, index)
    code, place = _taxed(tokens, code, place)
    if code is None and power == 0:
        return None
    if code is not None:
        code, place = divided(tokens, code, place)
    return Unit(code, power, place, assumed)


def _by_case(text: str, expected: str | None) -> str | None:
    """Return the unit that its capitals tell: francs in a column of money, teraoctets."""
    if text == "F" and expected_money(expected):
        return "FRF"
    return "To" if text == "To" and expected != "t" else None


def expected_money(expected: str | None) -> bool:
    """Tell whether the column expects money."""
    return bool(expected) and str(expected).startswith("EUR")


def _scaled(tokens: list[Token], place: int) -> tuple[str | None, int, bool]:
    """Return the unit after a power of ten ("millions d'euros"), and whether none was named."""
    if tokens[place].key == "d" and tokens[place + 1].key == "'":
        place += 2
    elif tokens[place].key == "de":
        place += 1
    after = BASES.at(tokens, place) if tokens[place].gap < NEW_LINE else None
    return (*after, False) if after else (None, place, True)


def _taxed(tokens: list[Token], code: str | None, place: int) -> tuple[str | None, int]:
    """Return the code with HT or TTC; a number followed by HT alone is in euros."""
    if code not in {None, "EUR"} or tokens[place].gap >= NEW_LINE:
        return code, place
    opened = tokens[place].key == "("
    tax = TAX.at(tokens, place + opened)
    if tax is None or (opened and tokens[tax[1]].key != ")"):
        return code, place
    return f"EUR_{tax[0]}", tax[1] + opened


def per_time(tokens: list[Token], place: int, expected: str | None) -> tuple[str, int] | None:
    """Return the column's money for a time, and the index after: "20 000 / an" under "EUR_HT"."""
    if not expected_money(expected) or tokens[place].key not in {"/", "par"}:
        return None
    code = canonical_unit(str(expected).partition("/")[0])
    unit, following = divided(tokens, code, place) if code else ("", place)
    return (unit, following) if unit.partition("/")[2] in TIMES else None


@lru_cache(maxsize=4096)
def canonical_unit(text: str) -> str | None:
    """Return the canonical code of a unit, or None if the text names none.

    >>> canonical_unit("euros HT"), canonical_unit("Kms"), canonical_unit("kg / poste informatique")
    ('EUR_HT', 'km', 'kg/poste')
    >>> canonical_unit("réunions") is None
    True
    """
    if text.strip() == "1":
        return "1"
    if text.upper().startswith("EUR_"):
        text = text.replace("_", " ", 1)
    tokens = scan(clean(text[:200])[0])
    if len(tokens) == 1:
        return None
    unit = read_unit([tokens[0]._replace(gap=0), *tokens[1:]], 0)
    if unit is None or unit.code is None:
        return None
    rest = tokens[unit.next : -1]
    if rest and not ("/" in unit.code and all(one.kind == "word" for one in rest)):
        return None
    prefix = {0: "", 3: "k", 6: "M", 9: "Md"}.get(unit.power, "")
    return prefix + unit.code


def convert(value: float, from_unit: str, to_unit: str) -> float:
    """Return a value in another unit of the same dimension.

    Exact in decimal arithmetic, then rounded once to a float. kEUR, MEUR and MdEUR (with _HT or
    _TTC) are accepted beside the canonical codes; the parts of a ratio are converted both.

    Raises:
        ValueError: if the two units measure different things.

    >>> convert(1.5, "MWh", "kWh"), convert(850, "kg", "t"), convert(12, "k€", "EUR")
    (1500.0, 0.85, 12000.0)
    """
    if from_unit == to_unit and from_unit:
        return value
    source, target = _factor(from_unit), _factor(to_unit)
    if source is None or target is None or source[0] != target[0]:
        raise ValueError(f"« {from_unit} » ne se convertit pas en « {to_unit} »")
    return float(Decimal(repr(float(value))) * source[1] / target[1])


@lru_cache(maxsize=4096)
def _factor(unit: str) -> tuple[str, Decimal] | None:
    code = canonical_unit(unit) or unit
    upper, slash, lower = code.partition("/")
    power = 0
    for prefix, exponent in (("Md", 9), ("M", 6), ("k", 3)):
        if upper.startswith(prefix + "EUR"):
            upper, power = upper.removeprefix(prefix), exponent
            break
    if upper not in FACTORS:
        return None
    dimension, factor = FACTORS[upper]
    size = Decimal(factor).scaleb(power)
    if not slash:
        return dimension, size
    below = FACTORS.get(lower)
    if below is None:
        return f"{dimension}/{lower}", size
    return f"{dimension}/{below[0]}", size / Decimal(below[1])
