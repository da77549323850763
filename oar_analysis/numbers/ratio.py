"""What a unit is divided by: "kWh/m²/an", "€ par repas", "62,50 € la tonne", "20 000 / an"."""

from oar_analysis.numbers.lexicon import NOT_NOUNS, word_set
from oar_analysis.numbers.marks import MARKS, reference_end
from oar_analysis.numbers.spelling import BASES, elided, singular
from oar_analysis.numbers.tokens import NEW_LINE, Token

# "par rapport à" compares, "par lot" does not divide a budget: these are no denominators.
# Nor do the parts of a contract: "54 300 € / tranche conditionnelle 21 200 €".
_NOT_DENOMINATORS = NOT_NOUNS | word_set(
    "rapport ailleurs exemple lot lots contre tranche phase option variante avenant montant mini "
    "maxi prestation prestations annee tf tc to pse solde acompte versement"
)
# What prices are given for, beside the physical units.
_ITEMS = frozenset({"repas", "page", "copie", "feuille", "ramette", "unite", "poste", "personne"})
TIMES = frozenset({"an", "mois", "semaine", "jour", "h"})
_MOST_DENOMINATORS = 2


def divided(tokens: list[Token], code: str, place: int) -> tuple[str, int]:
    """Return the code with the denominators that follow, and the index after: "kWh/m²/an"."""
    token = tokens[place]
    if token.gap >= NEW_LINE or code.count("/") > _MOST_DENOMINATORS:
        return code, place
    if token.key.startswith("annuel") and code.startswith("EUR") and "/" not in code:
        return f"{code}/an", place + 1
    unit = _below(tokens, code, place)
    if unit is None or (code.partition("/")[0] in {"%", "‰", "point"} and unit[0] not in TIMES):
        return code, place
    code, place = f"{code}/{unit[0]}", unit[1]
    if tokens[place].key in {"ht", "ttc"} and code.startswith("EUR/"):
        code = code.replace("EUR/", f"EUR_{tokens[place].key.upper()}/", 1)
        place += 1
    return divided(tokens, code, place)


def _below(tokens: list[Token], code: str, place: int) -> tuple[str, int] | None:
    """Return the next denominator and the index after it, or None."""
    token, money = tokens[place], code.startswith("EUR") and "/" not in code
    if token.key == "(" and money:
        found = _below(tokens, code, place + 1) if tokens[place + 1].key in {"/", "par"} else None
        closed = found is not None and found[0] in TIMES and tokens[found[1]].key == ")"
        return (found[0], found[1] + 1) if found and closed else None
    if "/" in code and token.key == "an" and tokens[place - 1].key == "." and token.gap == 0:
        return "an", place + 1  # "kg/hab.an"
    dotted = token.key == "." and token.gap == 0 and tokens[place + 1].key in {"m", "an"}
    if token.key == "/" or (token.key == "par" and "/" not in code) or dotted:
        return _denominator(tokens, place + 1)
    return _priced(tokens, place) if money else None


def _priced(tokens: list[Token], place: int) -> tuple[str, int] | None:
    """Return what a price is for, and the index after it: "62,50 € la tonne", "18 € de l'heure"."""
    place += tokens[place].key == "de"
    if tokens[place].key in {"le", "la", "au"}:
        place += 1
    elif tokens[place].key == "l" and tokens[place + 1].key == "'":
        place += 2
    else:
        return None
    known = BASES.at(tokens, place)
    if known and known[0] not in {"%", "EUR", "point"}:
        return known
    word = tokens[place].key
    return (word, place + 1) if word in _ITEMS else None


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
    known = BASES.at(tokens, place)
    if known and known[0] not in {"%", "EUR", "point"} and not elided(tokens, known[1]):
        return known
    token = tokens[place]
    if token.kind != "word" or token.key in _NOT_DENOMINATORS or len(token.key) < 3:
        return None
    if _opens_value(tokens, place) or tokens[place + 1].kind == "digits":
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
