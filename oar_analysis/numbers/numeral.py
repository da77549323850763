"""Runs of digits and separators -> a decimal number, or a refusal.

The shapes taken: `12540`, `12 540`, `12.540.000`, `12'540`, `53.899,90`, `1,250.50`, `24000.0`.
Three digits after a single separator are ambiguous: both readings are kept until the unit is known.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from oar_analysis.numbers.tokens import NEW_LINE, Token

# More digits than this is an identifier (SIRET has 14), not an amount anybody counts.
MAX_DIGITS = 12
_MARKS = frozenset(".,")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written; `value` is None if it is refused, with the flag that says why.

    `thousands` is the other reading of an ambiguous one ("19.000": value 19, thousands 19000),
    `mark` its separator.
    """

    value: Decimal | None
    decimals: int
    next: int
    flags: tuple[str, ...] = ()
    thousands: Decimal | None = None
    mark: str = ""

    def read_as_thousands(self) -> "Numeral":
        """Return the numeral read with its separator between thousands."""
        return replace(self, value=self.thousands, decimals=0)


def read_numeral(tokens: list[Token], index: int) -> Numeral:
    """Return the number that starts with the digits at `index`."""
    parts, marks, place, flags = _collect(tokens, index)
    if end := _scientific(tokens, place):
        # A spreadsheet that shows "1,2E+05" hides the digits after the second.
        return Numeral(None, 0, end, ("scientific",))
    if end := _zeros_in_letters(tokens, place):
        return Numeral(None, 0, end, ("malformed",))
    if _letter_inside(tokens, place):
        place += 1
        while tokens[place].kind == "digits" and tokens[place].gap <= 1:
            place += 1
        return Numeral(None, 0, place, ("malformed",))
    numeral = _shape(parts, marks, place, flags)
    return numeral if numeral.value is None else _neighbours(tokens, numeral, marks)


def _collect(tokens: list[Token], index: int) -> tuple[list[str], list[str], int, list[str]]:
    """Return the digit runs, the separators between them, the index after them, and flags."""
    parts = [tokens[index].text]
    marks: list[str] = []
    flags: list[str] = []
    place = index + 1
    while True:
        token, after = tokens[place], tokens[place + 1] if token_left(tokens, place) else None
        if token.kind == "digits" and _groups(token, parts, marks, after):
            if token.gap == 2:
                flags.append("double-space-grouping")
            if len(token.text) != 3 or (len(parts) == 1 and len(parts[0]) > 3):
                flags.append("irregular-grouping")
            parts.append(token.text)
            marks.append(" ")
            place += 1
        elif (
            after is not None and after.kind == "digits" and (step := _joins(tokens, place, marks))
        ):
            flags += step
            parts.append(after.text)
            marks.append(token.key)
            place += 2
        else:
            return parts, marks, place, [flag for flag in flags if flag != "plain"]


def token_left(tokens: list[Token], place: int) -> bool:
    """Tell whether another token stands after `place`."""
    return place + 1 < len(tokens)


def _groups(token: Token, parts: list[str], marks: list[str], after: Token | None) -> bool:
    """Tell whether a run of digits after a space continues the number as thousands."""
    if not 1 <= token.gap <= 2 or (marks and marks[-1] != " "):
        return False
    if len(parts[0]) > 4 or (parts[0].startswith("0") and len(parts) == 1):
        return False
    if len(token.text) == 3:
        return len(parts[-1]) in {1, 2, 3, 4}
    decimal = after is not None and after.key == "," and after.gap == 0
    return (
        len(token.text) == 6
        and len(parts) == 1
        and len(parts[0]) <= 3
        and (decimal or token.gap == 1)
    )


def _joins(tokens: list[Token], place: int, marks: list[str]) -> list[str]:
    """Return how a separator joins two runs of digits: [] if it does not, flags, or ["plain"]."""
    mark, after = tokens[place], tokens[place + 1]
    if mark.key == "'" and mark.gap == 0 and after.gap == 0 and len(after.text) == 3:
        return ["plain"]
    if mark.key not in _MARKS or mark.gap > 1 or after.gap > 1:
        return []
    if mark.gap == 0 and after.gap == 0:
        return ["plain"]
    # "24.960, 00 €" and "96, 8 %" carry a stray space; "3, 5 et 7" is a list.
    closing = tokens[place + 2]
    listed = closing.key in {",", "et", "ou", ";"} or closing.kind == "digits"
    if len(after.text) == 2 and _are_cents(mark, after, closing, grouped=" " in marks):
        return ["space-in-decimals"]
    if mark.key != "," or "," in marks[-1:] or listed or mark.gap + after.gap != 1:
        return []
    return ["space-in-decimals"]


def _are_cents(mark: Token, after: Token, closing: Token, *, grouped: bool) -> bool:
    """Tell whether two digits are cents parted by stray spaces: "12 500 , 50 €", "52 310 .45"."""
    if mark.key == ",":
        spaced = mark.gap == after.gap == 1
        return spaced and grouped and closing.key in {"€", "eur", "euros"}
    listed = closing.key in {",", "et", "ou", ";"} or closing.kind == "digits"
    return mark.gap == 1 and after.gap == 0 and not listed


def _scientific(tokens: list[Token], place: int) -> int:
    """Return the index after "e17" in "1.0e17", or 0."""
    if tokens[place].key != "e" or tokens[place].gap:
        return 0
    place += 1
    if tokens[place].key in {"+", "-"} and not tokens[place].gap:
        place += 1
    return place + 1 if tokens[place].kind == "digits" and not tokens[place].gap else 0


def _zeros_in_letters(tokens: list[Token], place: int) -> int:
    """Return the index after "OOO" typed for the zeros of "45.OOO", or 0."""
    place += tokens[place].key in _MARKS and tokens[place].gap == 0
    token = tokens[place]
    return place + 1 if token.key in {"oo", "ooo"} and token.gap <= 1 else 0


def _letter_inside(tokens: list[Token], place: int) -> bool:
    """Tell whether a letter stands among digits: "1O2", a capital O typed for a zero."""
    letter, after = tokens[place], tokens[place + 1] if token_left(tokens, place) else None
    apart = letter.gap == 1 and after is not None and after.text in {"0", "00"} and not after.gap
    if letter.text == "O" and (not letter.gap or apart):
        return True
    if letter.key not in {"o", "l", "i"} or letter.gap or after is None:
        return False
    return after.kind == "digits" and after.gap == 0


def _shape(parts: list[str], marks: list[str], place: int, flags: list[str]) -> Numeral:
    """Return the numeral that separators and lengths of groups make, or a refusal."""
    last = marks[-1] if marks else ""
    grouping = set(marks[:-1])
    told = tuple(dict.fromkeys(flags))
    if sum(map(len, parts)) > 40:
        return Numeral(None, 0, place, ("identifier",))
    if last not in _MARKS:
        return _whole(parts, marks, place, told)
    if not grouping:
        return _with_one_mark(parts, last, place, told)
    if last in grouping:
        return _whole(parts, marks, place, told)
    whole = "".join(parts[:-1])
    badly = len(grouping) > 1 or (grouping != {" "} and not _grouped(parts[:-1]))
    if badly or len(whole) > MAX_DIGITS:
        return Numeral(None, 0, place, ("malformed" if badly else "identifier",))
    return Numeral(Decimal(f"{whole}.{parts[-1]}"), len(parts[-1]), place, told)


def _whole(parts: list[str], marks: list[str], place: int, flags: tuple[str, ...]) -> Numeral:
    digits = "".join(parts)
    if len(set(marks)) > 1 or (marks and marks[0] != " " and not _grouped(parts)):
        return Numeral(None, 0, place, ("malformed",))
    if len(digits) > MAX_DIGITS:
        return Numeral(None, 0, place, ("identifier",))
    if digits.startswith("0") and len(digits) > 1:
        if len(digits) > 2:
            return Numeral(None, 0, place, ("identifier", "leading-zero"))
        flags = (*flags, "leading-zero")
    return Numeral(Decimal(digits), 0, place, flags)


def _with_one_mark(parts: list[str], mark: str, place: int, flags: tuple[str, ...]) -> Numeral:
    whole, fraction = parts
    if len(whole) > MAX_DIGITS or (len(whole) > 1 and whole.startswith("0")):
        return Numeral(None, 0, place, ("malformed",))
    value = Decimal(f"{whole}.{fraction}")
    if len(fraction) == 3 and len(whole) <= 3 and whole != "0":
        return Numeral(value, 3, place, flags, Decimal(whole + fraction), mark)
    return Numeral(value, len(fraction), place, flags)


def _grouped(parts: list[str]) -> bool:
    return 1 <= len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])


def _neighbours(tokens: list[Token], numeral: Numeral, marks: list[str]) -> Numeral:
    """Refuse a number that runs into other digits ("30 00,000"), or flag two that touch."""
    after = tokens[numeral.next]
    if after.kind != "digits" or not 1 <= after.gap < 3:
        return numeral
    following, follow_marks, place, _ = _collect(tokens, numeral.next)
    both_whole = bool(marks) and (bool(follow_marks) or len(following[0]) > 3)
    both_whole = both_whole and (following[0] == "0" or not following[0].startswith("0"))
    if both_whole or (after.gap == 2 and not following[0].startswith("0")):
        return replace(numeral, flags=(*numeral.flags, "one-space"))
    while tokens[place].kind == "digits" and 1 <= tokens[place].gap < NEW_LINE:
        place = _collect(tokens, place)[2]
    return Numeral(None, 0, place, ("malformed",))
