"""The tables of spellings as phrases: units, powers of ten with money, taxes."""

from oar_analysis.numbers.lexicon import SCALED_MONEY, TAXES, UNITS
from oar_analysis.numbers.tokens import Phrases, Token

BASES: Phrases[str] = Phrases(
    {spelling.strip(): code for code, all_of in UNITS.items() for spelling in all_of.split("|")}
)
TAX: Phrases[str] = Phrases(TAXES)
MONEY: Phrases[int] = Phrases(SCALED_MONEY)
# Nouns whose ending is no plural mark.
_SINGULAR_AS_IS = frozenset({"repas", "mois", "deces", "colis", "avis", "acces", "bus", "temps"})


def singular(word: str) -> str:
    """Return a noun without its plural mark: "personnes" -> "personne"."""
    return word[:-1] if word.endswith(("s", "x")) and word not in _SINGULAR_AS_IS else word


def elided(tokens: list[Token], index: int) -> bool:
    """Tell whether the word just read is an elided article ("10 l'eau"), not a unit."""
    return tokens[index].key == "'" and tokens[index].gap == 0 and tokens[index - 1].key == "l"
