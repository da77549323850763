"""Numbers in words: "trois milliards", "une vingtaine", "vingt-cinq", "la moitié"."""

from decimal import Decimal
from typing import NamedTuple

from oar_analysis.numbers.tokens import NEW_LINE, Token

_SMALL = {
    "zero": 0, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
    "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60, "septante": 70, "huitante": 80, "nonante": 90,
}  # fmt: skip
_ONE = {"un": 1, "une": 1}
_LARGE = {"cent": 100, "cents": 100, "mille": 1000}
_POWERS = {"million": 6, "millions": 6, "milliard": 9, "milliards": 9}
_ABOUT = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
_PARTS = {
    "moitie": 2, "tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5, "cinquiemes": 5,
    "dixieme": 10, "dixiemes": 10,
}  # fmt: skip


# The longest cardinal below a million takes twelve words and as many hyphens.
_MAX_WORDS = 32


class Words(NamedTuple):
    """A number read in words: its value, the index after it, and what kind it is."""

    value: Decimal
    next: int
    approximate: bool = False
    fraction: bool = False


def read_words(tokens: list[Token], index: int) -> Words | None:
    """Return the number in words that starts at `index`, or None.

    "un" and "une" count only before "million", "quinzaine", "tiers", "ou deux"...: elsewhere
    they are articles.
    """
    first = tokens[index].key
    article = first in _ONE or first == "la"
    if first not in _SMALL and first not in _LARGE and not article:
        return None
    after = tokens[index + 1] if tokens[index].kind == "word" else tokens[index]
    if after.gap < NEW_LINE:
        if after.key in _ABOUT and article:
            return Words(Decimal(_ABOUT[after.key]), index + 2, approximate=True)
        if after.key in _PARTS and (article or first in _SMALL):
            top = 1 if article else _SMALL[first]
            return Words(Decimal(top) / _PARTS[after.key], index + 2, fraction=True)
    # "un à deux", "une ou deux réunions"
    opens = after.key in {"a", "ou"} and is_number_word(tokens[index + 2].key)
    if first == "la" or (first in _ONE and after.key not in _POWERS and not opens):
        return None
    total, place = _cardinal(tokens, index)
    if tokens[place].key in _PARTS and tokens[place].gap < NEW_LINE:
        return Words(Decimal(total) / _PARTS[tokens[place].key], place + 1, fraction=True)
    return Words(Decimal(total), place)


def is_number_word(key: str) -> bool:
    """Tell whether a folded word is a number from two up: "cinq", "cent", "mille"."""
    return key in _SMALL or key in _LARGE


def _cardinal(tokens: list[Token], index: int) -> tuple[int, int]:
    """Return a cardinal number in words and the index after it."""
    total, current, place = 0, 0, index
    while place - index < _MAX_WORDS:
        key = tokens[place].key
        if place > index and tokens[place].gap >= NEW_LINE:
            break
        if key in _SMALL or (key in _ONE and place == index) or (key in _ONE and current + total):
            number = _SMALL.get(key, 1)
            # "quatre-vingt" multiplies: 4 becomes 80; "soixante-dix" adds.
            current += 76 if number == 20 and current % 100 == 4 else number
        elif key in {"cent", "cents"}:
            current = max(current, 1) * 100
        elif key == "mille":
            total, current = total + max(current, 1) * 1000, 0
        else:
            break
        place += 1
        place += _joints(tokens, place)
    return total + current, place


def _joints(tokens: list[Token], place: int) -> int:
    """Return how many joints stand inside a number: "vingt-deux", "vingt et un", "vingt-et-un"."""
    taken = 0
    for key in ("-", "et", "-"):
        taken += tokens[place + taken].key == key
    after, keys = tokens[place + taken], [one.key for one in tokens[place : place + taken]]
    if keys in (["et"], ["-", "et", "-"]):
        return taken if after.key in {"un", "une", "onze"} else 0
    glued = keys == ["-"] and tokens[place].gap == 0 and after.gap == 0
    return taken if glued and (is_number_word(after.key) or after.key in _ONE) else 0


def about_suffix(tokens: list[Token], index: int) -> bool:
    """Tell whether "aine" is glued to a number: "une 40aine" is about forty."""
    return tokens[index].gap == 0 and tokens[index].key in {"aine", "aines", "ene", "taine"}
