"""One number with its unit, before ranges are joined and units settled."""

from dataclasses import dataclass, field
from decimal import Decimal

from oar_analysis.numbers.lexicon import COUNTED, MULTIPLIERS, NOT_NOUNS, NOUNS_IN_E
from oar_analysis.numbers.marks import MARKS, Mark
from oar_analysis.numbers.numeral import Numeral, read_numeral
from oar_analysis.numbers.tokens import NEW_LINE, Token
from oar_analysis.numbers.units import expected_money, read_unit, singular
from oar_analysis.numbers.words import about_suffix, read_words


@dataclass(slots=True)
class Draft:
    """A number as found: what it is made of, where it stands, what bounds it.

    `start`, `number_end` and `end` are places in the text; `noun` tells that `unit` is a counted
    noun as written; `joint` holds the words since the number before; `parts` the other end of a
    range, once joined.
    """

    numeral: Numeral
    start: int
    number_end: int
    end: int
    next: int
    unit: str | None = None
    noun: bool = False
    power: int = 0
    out_of: int | None = None
    fraction: bool = False
    negative: bool = False
    about: bool = False
    low: bool = False
    high: bool = False
    between: bool = False
    prefixed: bool = False
    bracket: bool = False
    year: int | None = None
    joint: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    other: "Draft | None" = None
    label: str = ""

    @property
    def bounded(self) -> bool:
        """Whether a word makes it a minimum or a maximum."""
        return self.low or self.high

    def bind(self, role: str) -> None:
        """Make the number a minimum, a maximum or an approximation."""
        self.low |= role == "low"
        self.high |= role == "high"
        self.about |= role == "about"

    def number(self) -> Decimal | None:
        """Return the signed value in the unit, powers of ten applied; None if refused."""
        if self.numeral.value is None:
            return None
        value = self.numeral.value.scaleb(self.power)
        return -value if self.negative else value

    def decimals(self) -> int:
        """Return the digits after the comma, in the unit ("1,2 M€" has none in euros)."""
        return max(0, self.numeral.decimals - self.power)


@dataclass(slots=True)
class Pending:
    """What was read before a number and waits for it."""

    mark: Mark | None = None
    mark_at: int = 0
    about: bool = False
    between: bool = False
    negative: bool = False
    dash: str = ""
    year: int | None = None
    currency: str | None = None
    power: int = 0


def read_draft(
    tokens: list[Token], index: int, expected: str | None, *, in_words: bool
) -> Draft | None:
    """Return the number and unit that start at `index`, or None.

    Numbers in words count where the cell has no digits (`in_words`) or before a power of ten:
    "trois milliards" is a value anywhere, "deux" beside digits is a word.
    """
    token = tokens[index]
    about = fraction = False
    if token.kind == "digits":
        numeral = read_numeral(tokens, index)
        about = about_suffix(tokens, numeral.next)
        if about:
            numeral = Numeral(numeral.value, numeral.decimals, numeral.next + 1, numeral.flags)
    else:
        words = read_words(tokens, index)
        if words is None:
            return None
        scaled = tokens[words.next].key in MULTIPLIERS and len(tokens[words.next].key) > 3
        if not in_words and not scaled and not words.approximate:
            return None
        about, fraction = words.approximate, words.fraction
        numeral = Numeral(words.value, 0, words.next)
    end = tokens[numeral.next - 1].end
    draft = Draft(numeral, token.start, end, end, numeral.next, about=about, fraction=fraction)
    draft.flags.extend(numeral.flags)
    if numeral.value is None or fraction:
        if fraction:
            draft.flags.append("fraction")
        return draft
    if not _hours_minutes(tokens, draft) and not _ratio(tokens, draft):
        _add_unit(tokens, draft, expected)
    _trailing(tokens, draft)
    return draft


def _hours_minutes(tokens: list[Token], draft: Draft) -> bool:
    """Read "8h30" as eight hours and a half."""
    hour, minutes, after = (tokens[min(draft.next + n, len(tokens) - 1)] for n in range(3))
    if hour.key != "h" or minutes.kind != "digits" or hour.gap or minutes.gap:
        return False
    if len(minutes.text) != 2 or int(minutes.text) > 59 or draft.numeral.decimals:
        return False
    value = draft.numeral.value
    if value is None or (after.kind == "digits" and after.gap <= 2):
        return False
    draft.numeral = Numeral(value + Decimal(minutes.text) / 60, 2, draft.next + 2)
    draft.unit, draft.next, draft.end = "h", draft.next + 2, minutes.end
    draft.number_end = minutes.end
    draft.flags.append("hours-minutes")
    return True


def _ratio(tokens: list[Token], draft: Draft) -> bool:
    """Read "40/45" and "1/3": a score or a fraction, which the column decides."""
    slash, below = tokens[draft.next], tokens[min(draft.next + 1, len(tokens) - 1)]
    if slash.key != "/" or below.kind != "digits" or slash.gap > 1 or below.gap > 1:
        return False
    bottom = read_numeral(tokens, draft.next + 1)
    if bottom.value is None or bottom.decimals or not 0 < bottom.value < 1000:
        return False
    if tokens[bottom.next].key == "/" or draft.numeral.decimals > 2:
        return False
    following = read_unit(tokens, bottom.next)
    if bottom.value == 100 and following and following.code == "km":
        return False
    draft.out_of, draft.next = int(bottom.value), bottom.next
    draft.end = draft.number_end = tokens[bottom.next - 1].end
    return True


def _add_unit(tokens: list[Token], draft: Draft, expected: str | None) -> None:
    """Read the unit after the number, or the noun that it counts."""
    place = draft.next
    if tokens[place].key == "," and tokens[place + 1].key == "-" and not tokens[place].gap:
        # "250,- €", the old way to write no centimes.
        place += 2 if not tokens[place + 1].gap else 0
    unit = read_unit(tokens, place, expected=expected)
    if unit is None and draft.about:
        place += _of(tokens, place)
        unit = read_unit(tokens, place, expected=expected)
    if unit is not None and not _is_label(tokens, unit.next, place):
        draft.unit, draft.power, place = unit.code, unit.power, unit.next
        if unit.assumed and len(tokens[place - 1].key) == 1:
            draft.flags.append("multiplier-assumed")
        if unit.power == 0 or unit.code:
            _finish(tokens, draft, place)
            return
        _finish(tokens, draft, place)
        place += _of(tokens, place)
    if _is_noun(tokens, place):
        draft.unit, draft.noun = tokens[place].text.lower(), True
        per = read_unit([tokens[place], *tokens[place + 1 : place + 3], tokens[-1]], 0)
        del per
        place += 1
        _finish(tokens, draft, place)
    elif draft.power:
        _finish(tokens, draft, draft.next)
    elif tokens[place - 1].key == "-":
        draft.next, draft.end = place, tokens[place - 1].end


def _finish(tokens: list[Token], draft: Draft, place: int) -> None:
    draft.next, draft.end = place, tokens[place - 1].end


def _of(tokens: list[Token], place: int) -> int:
    """Return how many tokens "de" or "d'" takes."""
    if tokens[place].key == "d" and tokens[place + 1].key == "'":
        return 2
    return 1 if tokens[place].key == "de" else 0


def _is_label(tokens: list[Token], after: int, place: int) -> bool:
    """Tell whether the words after a number open the next value: "12 Points : 15"."""
    return tokens[after].key == ":" and tokens[place].kind == "word" and tokens[place].gap > 0


def _is_noun(tokens: list[Token], place: int) -> bool:
    """Tell whether the word after a number is what it counts."""
    token = tokens[place]
    if token.kind != "word" or token.gap > 2 or token.key in NOT_NOUNS or len(token.key) < 2:
        return False
    if tokens[place + 1].key in {":", "'"} or MARKS.at(tokens, place):
        return False
    if tokens[place + 1].kind == "digits" and tokens[place + 1].gap == 0:
        return False
    return token.text[0].islower() or token.key in COUNTED


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


def _trailing(tokens: list[Token], draft: Draft) -> None:
    """Read a minus or a dash after the last number: "1 234-"."""
    dash, after = tokens[draft.next], tokens[min(draft.next + 1, len(tokens) - 1)]
    if dash.key != "-" or dash.gap >= NEW_LINE or after.kind != "end":
        return
    if dash.gap == 0:
        draft.negative = True
        draft.flags.append("trailing-minus")
    else:
        draft.flags.append("trailing-dash")
    draft.next, draft.end = draft.next + 1, dash.end


__all__ = ["Draft", "expected_money", "looks_participle", "read_draft"]
