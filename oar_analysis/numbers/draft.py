"""One number with its unit, before ranges are joined and units settled."""

from dataclasses import dataclass, field
from decimal import Decimal

from oar_analysis.numbers.lexicon import COUNTED, MULTIPLIERS
from oar_analysis.numbers.marks import Mark
from oar_analysis.numbers.noun import is_heading, is_label, is_noun, letter_for_digit, of
from oar_analysis.numbers.numeral import Numeral, read_numeral
from oar_analysis.numbers.tokens import NEW_LINE, Token
from oar_analysis.numbers.units import noun_denominator, read_unit
from oar_analysis.numbers.words import about_suffix, read_words

_MINUTES = frozenset({"min", "mn", "minute", "minutes"})
# A service is open so many hours of 24, so many days of 7.
_OPEN = {"h": "24", "jour": "7"}


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
    heading: bool = False
    tolerance: bool = False
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
    tolerance: bool = False
    negative: bool = False
    dash: str = ""
    year: int | None = None
    currency: str | None = None
    power: int = 0


def read_draft(
    tokens: list[Token], index: int, expected: str | None, *, in_words: bool, below: int = 99
) -> Draft | None:
    """Return the number and unit that start at `index`, or None.

    A power of ten as high as `below` takes no further part: "1 million 1 million" is no number.

    Numbers in words count where the cell has no digits (`in_words`) or before a power of ten:
    "trois milliards" is a value anywhere, "deux" beside digits is a word.
    """
    token = tokens[index]
    about = fraction = False
    if letter_for_digit(tokens, index):
        after = read_numeral(tokens, index + 1)
        refused = Numeral(None, 0, after.next, ("malformed",))
        end = tokens[after.next - 1].end
        return Draft(refused, token.start, end, end, after.next, flags=["malformed"])
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
        _and_a_half(tokens, draft, expected)
        _compose(tokens, draft, expected, below)
        _schedule(tokens, draft)
    draft.heading = is_heading(tokens, draft.next, index, expected)
    if tokens[draft.next].key == "x":
        draft.flags.append("product")
    _trailing(tokens, draft)
    return draft


def _and_a_half(tokens: list[Token], draft: Draft, expected: str | None) -> None:
    """Read "2 ans et demi" and "deux millions et demi d'euros"."""
    joint, half = tokens[draft.next], tokens[min(draft.next + 1, len(tokens) - 1)]
    value = draft.numeral.value
    if joint.key != "et" or half.key not in {"demi", "demie"} or value is None:
        return
    draft.numeral = Numeral(value + Decimal("0.5"), max(1, draft.numeral.decimals), draft.next + 2)
    _finish(tokens, draft, draft.next + 2)
    place = draft.next + of(tokens, draft.next)
    unit = read_unit(tokens, place, expected=expected) if draft.unit is None else None
    if unit is not None and not unit.power:
        draft.unit = unit.code
        _finish(tokens, draft, unit.next)


def _compose(tokens: list[Token], draft: Draft, expected: str | None, below: int) -> None:
    """Add what follows a million: "1 million 200 mille euros"; refuse "1 million 200"."""
    token, value = tokens[draft.next], draft.numeral.value
    if (
        not 6 <= draft.power < below
        or draft.unit
        or value is None
        or draft.numeral.decimals
        or token.gap > 2
    ):
        return
    if token.kind not in {"digits", "word"}:
        return
    rest = read_draft(tokens, draft.next, expected, in_words=True, below=draft.power)
    amount = rest.number() if rest else None
    if rest is None or amount is None or rest.unit == "%" or rest.fraction:
        return
    if amount >= 1000 and amount < Decimal(1).scaleb(draft.power):
        total = (value.scaleb(draft.power) + amount).scaleb(-draft.power)
        draft.numeral = Numeral(total, 0, rest.next)
    elif rest.unit is None or rest.unit.startswith("EUR"):
        draft.numeral = Numeral(None, 0, rest.next, ("malformed",))
        draft.flags.append("malformed")
    else:
        return
    draft.unit, draft.noun, draft.next, draft.end = rest.unit, rest.noun, rest.next, rest.end
    draft.number_end = rest.number_end


def _schedule(tokens: list[Token], draft: Draft) -> None:
    """Refuse "24h/24", "7 jours/7" and "5 j sur 7": they say when, not how much."""
    whole = _OPEN.get(draft.unit or "")
    slash, below = tokens[draft.next], tokens[min(draft.next + 1, len(tokens) - 1)]
    if whole is None or slash.key not in {"/", "sur"} or below.text != whole:
        return
    again = read_unit(tokens, draft.next + 2)
    if again is not None and again.code != draft.unit:
        return
    draft.numeral = Numeral(None, 0, draft.next + 2, ("schedule",))
    draft.flags.append("schedule")
    _finish(tokens, draft, again.next if again else draft.next + 2)


def _hours_minutes(tokens: list[Token], draft: Draft) -> bool:
    """Read "8h30" and "1 h 30 min" as hours and their decimals."""
    hour, minutes, after = (tokens[min(draft.next + n, len(tokens) - 1)] for n in range(3))
    if hour.key != "h" or minutes.kind != "digits" or hour.gap > 1 or minutes.gap > 1:
        return False
    named = after.key in _MINUTES and after.gap <= 1
    if minutes.gap and not named and not (after.kind == "end" or after.key in {")", ",", ";"}):
        return False
    if len(minutes.text) != 2 or int(minutes.text) > 59 or draft.numeral.decimals:
        return False
    value = draft.numeral.value
    if value is None or (after.kind == "digits" and after.gap <= 2):
        return False
    draft.numeral = Numeral(value + Decimal(minutes.text) / 60, 2, draft.next + 2)
    draft.unit, draft.number_end = "h", minutes.end
    _finish(tokens, draft, draft.next + 2 + named)
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
        place += of(tokens, place)
        unit = read_unit(tokens, place, expected=expected)
    if unit is not None and not is_label(tokens, unit.next, place):
        draft.unit, draft.power, place = unit.code, unit.power, unit.next
        if unit.assumed and len(tokens[place - 1].key) == 1:
            draft.flags.append("multiplier-assumed")
        if unit.power == 0 or unit.code:
            _finish(tokens, draft, place)
            return
        _finish(tokens, draft, place)
        place += of(tokens, place)
    if is_noun(tokens, place):
        _count_noun(tokens, draft, place)
    elif draft.power:
        _finish(tokens, draft, draft.next)
    elif tokens[place - 1].key == "-":
        draft.next, draft.end = place, tokens[place - 1].end


def _count_noun(tokens: list[Token], draft: Draft, place: int) -> None:
    """Make the noun at `place`, and its denominator, the unit: an acronym stays as written."""
    token = tokens[place]
    acronym = token.text.isupper() and token.key not in COUNTED
    draft.unit, draft.noun = token.text if acronym else token.text.lower(), True
    place += 1
    if below := noun_denominator(tokens, place):
        draft.unit, place = f"{draft.unit}/{below[0]}", below[1]
    _finish(tokens, draft, place)


def _finish(tokens: list[Token], draft: Draft, place: int) -> None:
    draft.next, draft.end = place, tokens[place - 1].end


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
