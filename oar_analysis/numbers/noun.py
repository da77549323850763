"""The words after a number: what it counts, or the heading that it belongs to."""

from oar_analysis.numbers.clean import fold
from oar_analysis.numbers.lexicon import COUNTED, NOT_NOUNS, NOUNS_IN_E
from oar_analysis.numbers.marks import MARKS, reference_end
from oar_analysis.numbers.spelling import singular
from oar_analysis.numbers.tokens import Token
from oar_analysis.numbers.units import read_unit
from oar_analysis.numbers.words import is_number_word


def of(tokens: list[Token], place: int) -> int:
    """Return how many tokens "de" or "d'" takes."""
    if tokens[place].key == "d" and tokens[place + 1].key == "'":
        return 2
    return 1 if tokens[place].key == "de" else 0


def is_label(tokens: list[Token], after: int, place: int) -> bool:
    """Tell whether the words after a number open the next value: "12 Points : 15"."""
    return tokens[after].key == ":" and tokens[place].kind == "word" and tokens[place].gap > 0


def is_noun(tokens: list[Token], place: int) -> bool:
    """Tell whether the word after a number is what it counts."""
    token = tokens[place]
    if token.kind != "word" or token.gap > 2 or token.key in NOT_NOUNS or len(token.key) < 2:
        return False
    acronym = token.text.isupper() and 2 <= len(token.key) <= 6
    if is_number_word(token.key) or (token.key == "lot" and reference_end(tokens, place)):
        return False
    if tokens[place + 1].key in {":", "'"} or MARKS.at(tokens, place):
        return False
    if tokens[place + 1].kind == "digits" and tokens[place + 1].gap == 0:
        return False
    return token.text[0].islower() or acronym or token.key in COUNTED


def looks_participle(word: str) -> bool:
    """Tell whether a word is a participle without noun: "1 proposée" counts nothing named.

    >>> looks_participle("proposées"), looks_participle("salariés"), looks_participle("unités")
    (True, False, False)
    """
    bare = word.lower().rstrip("s")
    ending = bare.endswith(("ée", "é"))
    if not ending or bare.endswith(("té", "tié")):
        return False
    plain = bare.replace("é", "e").replace("è", "e")
    short = plain[:-1] if plain.endswith("ee") else plain
    return plain not in NOUNS_IN_E and short not in NOUNS_IN_E and singular(plain) not in COUNTED


def is_heading(tokens: list[Token], place: int, index: int, expected: str | None) -> bool:
    """Tell whether the number belongs to the words before a colon: "moins de 5 km : 34 %"."""
    word = tokens[place]
    if word.kind != "word" or not word.gap:
        return False
    unit = read_unit(tokens, place)
    after = unit.next if unit else place + 1
    if tokens[after].key != ":" or tokens[after + 1].kind not in {"digits", "sign"}:
        return False
    led = index > 0 and tokens[index - 1].key == ":"
    counted = expected is not None and singular(word.key) == singular(fold(expected))
    return word.text[0].islower() and not led and not counted


def letter_for_digit(tokens: list[Token], index: int) -> bool:
    """Tell whether a lone letter was typed for the digit before a group: "l 200"."""
    after = tokens[index + 1] if tokens[index].text in {"l", "I", "O"} else tokens[index]
    return (
        after is not tokens[index]
        and len(after.text) == 3
        and after.kind == "digits"
        and (after.gap <= 1)
    )
