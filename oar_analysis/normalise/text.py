"""Compares labels as people type them: case, accents, spaces and typographic signs folded."""

import re
import unicodedata
from functools import lru_cache

_YEAR = re.compile(r"(?<!\d)(19|20)\d{2}(?!\d)")
_SIGNS = str.maketrans({"’": "'", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "œ": "oe"})


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """Return a label without case, accents, doubled spaces, final colon.

    >>> fold("  Indicateur\u00a01 : ") == fold("indicateur 1")
    True
    """
    plain = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split()).rstrip(" :.*")


def year_of(text: str) -> int | None:
    """Return the one year that a header names, or None if it names none or several.

    >>> year_of("Année 2017"), year_of("2016-2017"), year_of("Réemploi")
    (2017, None, None)
    """
    found = {match.group(0) for match in _YEAR.finditer(text)}
    return int(found.pop()) if len(found) == 1 else None
