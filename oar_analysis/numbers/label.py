"""The words attached to each number of a cell."""

import re

from oar_analysis.numbers.clean import fold
from oar_analysis.numbers.draft import Draft
from oar_analysis.numbers.lexicon import word_set

_EDGES = " :;,-=+/().[]\n\"'*_|"
_LONGEST = 200
# Words that go on about the number before them: "42% des réservations".
_GOES_ON = word_set("de des du d en par pour sur a au aux l la le les dans chez qui dont et")
# Words that bind a number rather than name it.
_BINDING = re.compile(
    r"^(?:mini(?:mum)?|maxi(?:mum)?|max|min|environ|env|plus de|moins de|jusqu'a|au moins|au plus|"
    r"pres de|entre|de|a|une|un|<|>|~|=|≥|≤|€|eur|euros|%|±|au|le|soit|dont|et|ou)$"
)
_JOINTS = re.compile(r" et |, | - | \+ |; ")


def give_labels(plain: str, drafts: list[Draft]) -> None:
    """Give each draft its label: the words before it, else the bracket or the words after it.

    "Kms : - 8,2% (…) Carburant : - 10,1%" gives "Kms" and "Carburant"; "196 tonnes (Déchets
    Inertes) + 212,17 tonnes" gives "Déchets Inertes"; "42% des réservations (13% des kms)" gives
    "des réservations" and "des kms".
    """
    before, start = [""] * len(drafts), 0
    after = [""] * len(drafts)
    leads = bool(_tidy(plain[: drafts[0].start])) if drafts else False
    for number, draft in enumerate(drafts):
        gap = plain[start : draft.start]
        if number == 0:
            before[0] = gap
        else:
            before_it = drafts[number - 1]
            after[number - 1], before[number] = _split(gap, leads=leads, noun=before_it.noun)
        start = draft.end
    if drafts:
        after[-1] = plain[start : start + 4 * _LONGEST]
        closing = after[-1].find(")") if after[-1].lstrip().startswith("(") else -1
        after[-1] = after[-1][: closing + 1] if closing >= 0 else after[-1]
    for number, draft in enumerate(drafts):
        parts = [_tidy(before[number]), _tidy(after[number])]
        draft.label = " ".join(part for part in parts if part)[:_LONGEST]


def _tidy(text: str) -> str:
    """Return the words of a label without edges, and "" for words that only bind a number."""
    flat = " ".join(text[-4 * _LONGEST :].split()).strip(_EDGES)
    return "" if _BINDING.match(fold(flat)) else flat


def _split(gap: str, *, leads: bool, noun: bool = False) -> tuple[str, str]:
    """Return which part of the text between two numbers goes with the first, and the second."""
    text = gap if len(gap) <= 8 * _LONGEST else gap[: 4 * _LONGEST] + gap[-4 * _LONGEST :]
    opened = text.find("(")
    if text.lstrip().startswith("(") and ")" in text:
        closed = text.index(")")
        return text[: closed + 1], text[closed + 1 :]
    if opened >= 0 and ")" not in text[opened:]:
        return text[:opened], text[opened + 1 :]
    if text.lstrip().startswith(")"):
        # What follows a closed bracket speaks of what comes.
        rest = text[text.index(")") + 1 :]
        return _split(rest, leads=True) if "(" in rest else ("", rest)
    if (closing := text.rfind(")")) >= 0:
        return text[: closing + 1], text[closing + 1 :]
    return _split_words(text, leads=leads, noun=noun)


def _split_words(text: str, *, leads: bool, noun: bool) -> tuple[str, str]:
    """Return the same where no bracket stands: by line, colon or connecting word."""
    for mark in ("\n", ";"):
        if mark in text:
            left, _, right = text.partition(mark)
            return left, right
    if text.rstrip().endswith("="):
        # "100 % déchets valorisés = 196 tonnes": the words say what the first number is.
        return text, ""
    if text.rstrip().endswith(":"):
        parts = _before_clause(text)
        return (text, "") if noun and not parts[0] and text.lstrip()[:1].islower() else parts
    first = fold(text.lstrip(" '"))[:8].replace("'", " ").split()
    if leads and not (first and first[0] in _GOES_ON):
        return "", text
    joints = list(_JOINTS.finditer(text))
    place = (joints[-1].start(), joints[-1].end()) if joints else (len(text), len(text))
    return text[: place[0]], text[place[1] :]


def _before_clause(text: str) -> tuple[str, str]:
    """Split before the clause that ends with a colon: at its capital or after a joint."""
    places = [match.end() for match in _JOINTS.finditer(text)]
    places += [match.start() + 1 for match in re.finditer(r" [^\W\d_a-zà-ÿ]", text)]
    place = max(places, default=0)
    return text[:place], text[place:]
