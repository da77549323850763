"""Plain text -> tokens (digits, words, signs), and phrases looked up among them.

Each token knows how many spaces stand before it, for spaces separate thousands and values alike.
"""

import re
from collections.abc import Mapping
from typing import Generic, Literal, NamedTuple, TypeVar

from oar_analysis.numbers.clean import fold
from oar_analysis.numbers.dates import date_spans
from oar_analysis.numbers.names import name_spans

Kind = Literal["digits", "word", "sign", "date", "name", "end"]
# A gap this wide, or a new line, parts two values.
NEW_LINE = 1_000_000

# After its spaces, one alternative a class of characters: the scan never goes back, whatever the
# text. `_KINDS` are those of its groups; a line end is no token.
_SCAN = re.compile(r" *(?:([0-9]+)|([^\W\d_]+)|(\n)|(.?))", re.DOTALL)
_KINDS: tuple[Kind, ...] = ("end", "digits", "word", "end", "sign")
T = TypeVar("T")


class Token(NamedTuple):
    """A run of digits, a run of letters or a single sign, with its place in the text.

    `key` is the text without case and accents; `gap` the number of spaces before it (NEW_LINE
    for a line end, however many spaces).
    """

    kind: Kind
    text: str
    key: str
    gap: int
    start: int
    end: int
    year: int | None = None


END = Token("end", "", "", NEW_LINE, 0, 0)


def read_tokens(plain: str) -> list[Token]:
    """Return the tokens of a cell: its dates and its names made with digits are one token each."""
    folded = fold(plain)
    return scan(plain, folded, date_spans(folded), name_spans(folded))


def scan(
    text: str,
    folded: str | None = None,
    dates: Mapping[int, tuple[int, int | None]] | None = None,
    names: Mapping[int, int] | None = None,
) -> list[Token]:
    """Return the tokens of a plain text, ended by an `end` token.

    `folded` is the text folded, if that is done already. `dates` gives the spans already known as
    dates (start -> end, year), `names` those of names made with digits (start -> end): each becomes
    one token.

    >>> [(one.text, one.gap) for one in scan("12 540 €")][:-1]
    [('12', 0), ('540', 1), ('€', 1)]
    """
    tokens: list[Token] = []
    folded = fold(text) if folded is None else folded
    gap, position, length = 0, 0, len(text)
    known, named = dates or {}, names or {}
    while position < length:
        match = _SCAN.match(text, position)
        assert match is not None  # noqa: S101 (the last alternative takes any character, or none)
        shape = match.lastindex or 4
        start, end = match.span(shape)
        gap += start - position
        if start in known or start in named:
            end, year = known.get(start) or (named[start], None)
            whole: Kind = "date" if start in known else "name"
            tokens.append(Token(whole, text[start:end], "", gap, start, end, year))
            gap = 0
        elif shape == 3:
            gap = NEW_LINE
        elif end > start:
            part, key = text[start:end], folded[start:end]
            tokens.append(Token(_KINDS[shape], part, key, gap, start, end))
            gap = 0
        position = end
    tokens.append(END._replace(start=len(text), end=len(text)))
    return tokens


class Phrases(Generic[T]):
    """A table of phrases, looked up at a place among tokens; the longest wins.

    Spaces inside do not count, but a digit sticks to what precedes it ("m2", not "m 2"; "L/100 km"
    apart) and a line end parts two phrases.
    """

    def __init__(self, table: Mapping[str, T]) -> None:
        self._values: dict[tuple[str, ...], T] = {}
        self._longest: dict[str, int] = {}
        for phrase, value in table.items():
            keys = tuple(one.key for one in scan(phrase)[:-1])
            self._values[keys] = value
            self._longest[keys[0]] = max(self._longest.get(keys[0], 0), len(keys))

    def at(self, tokens: list[Token], index: int) -> tuple[T, int] | None:
        """Return the value of the longest phrase at `index`, and the index after it."""
        longest = self._longest.get(tokens[index].key)
        if not longest:
            return None
        keys: list[str] = []
        found: tuple[T, int] | None = None
        for place in range(index, min(index + longest, len(tokens) - 1)):
            token = tokens[place]
            if place > index and (
                token.gap >= NEW_LINE
                or (token.kind == "digits" and token.gap > 0 and token.text != "100")
            ):
                break
            keys.append(token.key)
            value = self._values.get(tuple(keys))
            after = tokens[place + 1]
            glued = token.kind == "word" and after.kind == "digits" and after.gap == 0
            if value is not None and not glued:
                found = value, place + 1
        return found

    def whole(self, text: str) -> T | None:
        """Return the value of a text that is one phrase and nothing else."""
        tokens = scan(text)
        found = self.at(tokens, 0) if len(tokens) > 1 else None
        return found[0] if found and found[1] == len(tokens) - 1 else None
