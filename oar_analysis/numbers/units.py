"""Units: from the words after a number to a canonical code, and between codes.

A unit is `[multiplier] base [HT | TTC] [/ denominator]`: "M€ HT", "€ TTC/m³", "kg par poste".
"""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from oar_analysis.numbers.clean import clean
from oar_analysis.numbers.lexicon import (
    FACTORS,
    MULTIPLIERS,
    NOT_NOUNS,
    SCALED_MONEY,
    TAXES,
    UNITS,
)
from oar_analysis.numbers.marks import MARKS, reference_end
from oar_analysis.numbers.tokens import NEW_LINE, Phrases, Token, scan

_SPELLINGS = {
    spelling.strip(): code for code, all_of in UNITS.items() for spelling in all_of.split("|")
}
_BASES: Phrases[str] = Phrases(_SPELLINGS)
_TAXES: Phrases[str] = Phrases(TAXES)
_MONEY: Phrases[int] = Phrases(SCALED_MONEY)
_PER: Phrases[bool] = Phrases({"/": True, "par": True, ".": True, "x": False})
# "par rapport à" compares, "par lot" does not divide a budget: these are no denominators.
_NOT_DENOMINATORS = NOT_NOUNS | {"rapport", "ailleurs", "exemple", "lot", "lots", "contre"}
# One spelling of the denominators that are counted nouns.
_SINGULAR_AS_IS = frozenset({"repas", "mois", "deces", "colis", "avis", "acces", "bus", "temps"})


_TIMES = frozenset({"an", "mois", "semaine", "jour", "h"})
_MOST_DENOMINATORS = 2


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
    if money := _MONEY.at(tokens, index):
        power, place = money
        code = "EUR"
    else:
        base, scale = _BASES.at(tokens, index), MULTIPLIERS.get(tokens[index].key)
        longer = base is not None and base[1] > index + 1
        if scale is not None and (base is None or (expected_money(expected) and not longer)):
            power = scale
            code, place, assumed = _scaled(tokens, index + 1)
            assumed = assumed and len(tokens[index].key) == 1
        else:
            code, place = base if base and not _elided(tokens, base[1]) else (None, index)
    code, place = _taxed(tokens, code, place)
    if code is None and power == 0:
        return None
    if code is not None:
        code, place = _divided(tokens, code, place)
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
    after = _BASES.at(tokens, place) if tokens[place].gap < NEW_LINE else None
    return (*after, False) if after else (None, place, True)


def _elided(tokens: list[Token], index: int) -> bool:
    """Tell whether the word just read is an elided article ("10 l'eau"), not a unit."""
    return tokens[index].key == "'" and tokens[index].gap == 0 and tokens[index - 1].key == "l"


def _taxed(tokens: list[Token], code: str | None, place: int) -> tuple[str | None, int]:
    """Return the code with HT or TTC; a number followed by HT alone is in euros."""
    if code not in {None, "EUR"} or tokens[place].gap >= NEW_LINE:
        return code, place
    opened = tokens[place].key == "("
    tax = _TAXES.at(tokens, place + opened)
    if tax is None or (opened and tokens[tax[1]].key != ")"):
        return code, place
    return f"EUR_{tax[0]}", tax[1] + opened


def _divided(tokens: list[Token], code: str, place: int) -> tuple[str, int]:
    """Return the code with its denominators, as many as follow: "kWh/m²/an", "%/an"."""
    token = tokens[place]
    if token.gap >= NEW_LINE or code.count("/") > _MOST_DENOMINATORS:
        return code, place
    if token.key.startswith("annuel") and code.startswith("EUR") and "/" not in code:
        return f"{code}/an", place + 1
    share = code.partition("/")[0] in {"%", "‰", "point"}
    start = place + 1
    dotted = token.key == "." and token.gap == 0 and tokens[start].key in {"m", "an"}
    if token.key != "/" and "/" in code and not dotted:
        return code, place
    if token.key == "/" or (token.key == "par" and token.kind == "word") or dotted:
        unit = _denominator(tokens, start)
    else:
        return code, place
    if unit is None or (share and unit[0] not in _TIMES):
        return code, place
    code, place = f"{code}/{unit[0]}", unit[1]
    if tokens[place].key in {"ht", "ttc"} and code.startswith("EUR/"):
        code = code.replace("EUR/", f"EUR_{tokens[place].key.upper()}/", 1)
        place += 1
    return _divided(tokens, code, place)


def noun_denominator(
    tokens: list[Token], place: int, *, first: bool = True
) -> tuple[str, int] | None:
    """Return the denominator glued to a counted noun, and the index after it: "pages/agent"."""
    slash, below = tokens[place], tokens[min(place + 1, len(tokens) - 1)]
    if slash.key != "/" or slash.gap or below.gap or below.kind != "word":
        return None
    found = _denominator(tokens, place + 1)
    further = noun_denominator(tokens, found[1], first=False) if found and first else None
    return (f"{found[0]}/{further[0]}", further[1]) if found and further else found


def _denominator(tokens: list[Token], place: int) -> tuple[str, int] | None:
    if tokens[place].gap >= NEW_LINE:
        return None
    if tokens[place].key == "100" and tokens[place + 1].key in {"km", "kms"}:
        return "100km", place + 2
    known = _BASES.at(tokens, place)
    if known and known[0] not in {"%", "EUR", "point"} and not _elided(tokens, known[1]):
        return known
    token = tokens[place]
    if token.kind != "word" or token.key in _NOT_DENOMINATORS or len(token.key) < 3:
        return None
    if _opens_value(tokens, place):
        return None
    return singular(token.text.lower()), place + 1


def _opens_value(tokens: list[Token], place: int) -> bool:
    """Tell whether the slash before a word parts two values: "500 € / seuil maxi 800 €"."""
    token, after = tokens[place], tokens[place + 1]
    capital = token.text[0].isupper() and not token.text.isupper()
    if (after.key == ":" and capital) or reference_end(tokens, place):
        return True
    return tokens[place - 1].gap > 0 and (
        after.key == ":" or MARKS.at(tokens, place + 1) is not None
    )


def singular(word: str) -> str:
    """Return a noun without its plural mark: "personnes" -> "personne"."""
    return word[:-1] if word.endswith(("s", "x")) and word not in _SINGULAR_AS_IS else word


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
