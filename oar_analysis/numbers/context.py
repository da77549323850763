"""What the neighbours of a number say: a year, a duration, a minus sign."""

from typing import Literal

from oar_analysis.numbers.draft import Draft
from oar_analysis.numbers.lexicon import NOT_NOUNS
from oar_analysis.numbers.marks import (
    DURATION_BEFORE,
    DURATIONS,
    MARKS,
    YEAR_BEFORE,
    Mark,
    Role,
)
from oar_analysis.numbers.numeral import read_numeral
from oar_analysis.numbers.tokens import NEW_LINE, Token
from oar_analysis.numbers.units import read_unit
from oar_analysis.numbers.words import is_number_word

_TIMES = frozenset({"minute", "min", "h"})
# Two words before a year; whether it is one even with a word behind it.
_YEAR_AFTER_TWO = {
    ("partir", "de"): False,
    ("rapport", "a"): True,
    ("compare", "a"): True,
    ("ici", "a"): True,
}
_TERM_BEFORE = frozenset({"sur", "pour", "pendant", "durant"})
_YEAR_JOINTS = frozenset({"et", ",", "/", "&"})
_MOST_YEARS = 24
_RENEWALS = frozenset({"reconductions", "renouvellements", "periodes"})
_INSTALMENTS = frozenset({"versements", "acomptes", "echeances", "mensualites"})


def means_year(tokens: list[Token], place: int, *, after_value: bool) -> bool:
    """Tell whether four digits are a year and not a value: "en 2017", "2016 :", "(2018)".

    `after_value` tells that a value was read before.
    """
    after, before = tokens[place + 1], tokens[place - 1].key if place else None
    if _number_goes_on(tokens, place):
        return False
    if after.key in {":", "="} or before in YEAR_BEFORE or _among_years(tokens, place):
        return True
    if before is None:
        return after.key in {"toute", "tout", "complete"}
    if (
        led := _YEAR_AFTER_TWO.get((tokens[place - 2].key if place > 1 else "", before))
    ) is not None:
        return led or _without_unit(after)
    if before in {"(", "["} and after.key in {")", "]", ","}:
        return after_value or tokens[place + 2].kind != "end"
    return after_value and after.key in {")", ""} and before not in {"a", "-", "et"}


def _between_years(tokens: list[Token], place: int) -> bool:
    """Tell whether two bare years bound a period: "entre 2016 et 2017", "de 2010 à 2014"."""
    opens = place if tokens[place - 1].key in {"entre", "de"} else place - 2
    if opens < 1 or tokens[opens - 1].key not in {"entre", "de"}:
        return False
    years, joint, after = (tokens[opens], *tokens[opens + 2 : opens + 3]), opens + 1, opens + 3
    if len(years) < 2 or after >= len(tokens) or tokens[joint].key not in {"et", "a"}:
        return False
    if any(len(one.text) != 4 or one.text[:2] not in {"19", "20"} for one in years):
        return False
    return _without_unit(tokens[after])


def _among_years(tokens: list[Token], place: int) -> bool:
    """Tell whether four digits stand as years do: between two, in a row, or heading a line."""
    return _between_years(tokens, place) or _heads_line(tokens, place) or _listed(tokens, place)


def _without_unit(after: Token) -> bool:
    """Tell whether what follows four digits is no unit: these may be a year."""
    apart = after.kind in {"end", "sign"} and after.key not in {"%", "€", ".", "‰", "$"}
    return apart or after.gap >= NEW_LINE or after.key in NOT_NOUNS


def _heads_line(tokens: list[Token], place: int) -> bool:
    """Tell whether four digits head a line with a value on the next: "2016", "45 %"."""
    token, after = tokens[place], tokens[place + 1]
    if (place and token.gap < NEW_LINE) or after.gap < NEW_LINE or after.kind != "digits":
        return False
    unit = tokens[read_numeral(tokens, place + 1).next]
    return unit.gap < NEW_LINE and (unit.kind == "word" or unit.key in {"%", "€"})


def _is_year(token: Token) -> bool:
    return token.kind == "digits" and len(token.text) == 4 and token.text[:2] in {"19", "20"}


def _listed(tokens: list[Token], place: int) -> bool:
    """Tell whether years stand in a row without unit: "2016 et 2017", "2015, 2016, 2017"."""
    first, last = place, place
    while first > 1 and tokens[first - 1].key in _YEAR_JOINTS and _is_year(tokens[first - 2]):
        first -= 2
        if place - first > _MOST_YEARS:
            return False
    while tokens[last + 1].key in _YEAR_JOINTS and tokens[last + 2 : last + 3]:
        if not _is_year(tokens[last + 2]) or tokens[last + 2].gap >= NEW_LINE:
            break
        last += 2
        if last - place > _MOST_YEARS:
            return False
    return last > first and _without_unit(tokens[last + 1])


def _number_goes_on(tokens: list[Token], place: int) -> bool:
    """Tell whether the four digits open a longer number or have a unit: "2017 450", "2017,5"."""
    after = tokens[place + 1]
    if after.kind == "digits":
        return after.gap == 0 or (after.gap <= 2 and len(after.text) == 3)
    if after.key in {",", "."}:
        decimals = tokens[place + 2]
        return decimals.kind == "digits" and decimals.gap == 0
    return after.key in {"%", "€"}


def is_duration(tokens: list[Token], place: int) -> bool:
    """Tell whether a number of years or months only qualifies the value: "(4 ans)"."""
    if tokens[place].kind != "digits" or not place:
        return False
    unit, before = read_unit(tokens, place + 1), tokens[place - 1].key
    if unit is None or unit.code not in DURATIONS:
        return False
    return before in DURATION_BEFORE or (before == "(" and tokens[unit.next].key == ")")


def is_qualifier(tokens: list[Token], place: int, *, bound: bool) -> bool:
    """Tell whether a number only qualifies the value to come: "reconductible 3 fois, 18 000 € HT".

    So does that of "versement en 3 fois" or "marché sans mini ni maxi (4 ans)". `bound` tells
    that a minimum or a maximum was announced.
    """
    before = tokens[place - 1].key if place else ""
    renewed = before == "en" or before.startswith(("reconduct", "renouvel"))
    if renewed and tokens[place].kind == "digits" and tokens[place + 1].key == "fois":
        return True
    if before == "fois" and place > 2 and is_qualifier(tokens, place - 2, bound=False):
        unit = read_unit(tokens, place + 1)  # "reconductible 3 fois 1 an"
        return unit is not None and unit.code in DURATIONS
    if before == "(" and place > 1 and not tokens[place - 2].key.startswith("dur"):
        return is_duration(tokens, place)
    return (bound or before in _TERM_BEFORE) and is_term(tokens, place)


def counts_instalments(tokens: list[Token], place: int) -> bool:
    """Tell whether a number says how many payments the next ones are: "2 versements : 50 %…"."""
    if len(tokens[place].text) > 2 or tokens[place + 1].key not in _INSTALMENTS:
        return False
    return any(one.kind == "digits" for one in tokens[place + 2 : place + 8])


def counts_renewals(tokens: list[Token], place: int) -> bool:
    """Tell whether a number counts the renewals of a contract: "(4 périodes de reconduction)"."""
    return len(tokens[place].text) <= 2 and tokens[place + 1].key in _RENEWALS


def is_footnote(tokens: list[Token], place: int) -> bool:
    """Tell whether a footnote's mark opens here: "(1)"."""
    one, closing = tokens[place + 1], tokens[place + 2 : place + 3]
    note = one.kind == "digits" and len(one.text) == 1
    return note and bool(closing) and closing[0].key in {")", "]"}


def bracketed_bound(tokens: list[Token], place: int) -> tuple[Role | Literal[""], int]:
    """Return what "(mini)" or "(maxi)" makes of the number before it, and where it ends."""
    found = MARKS.at(tokens, place + 1)
    if found and found[0].side == "both" and tokens[found[1]].key in {")", "]"}:
        return found[0].role, found[1] + 1
    return "", place


def is_term(tokens: list[Token], place: int) -> bool:
    """Tell whether a duration only says for how long a bound holds: "maxi sur 4 ans : 20 000"."""
    if not is_duration(tokens, place) or tokens[place - 1].key not in _TERM_BEFORE:
        return False
    return any(one.kind == "digits" for one in tokens[place + 1 : place + 6])


def is_minus(tokens: list[Token], place: int, end: int, *, bullets: bool) -> bool:
    """Tell whether the dash at `place` is the sign of the number at `end`, not a mere dash."""
    after = tokens[end]
    token = tokens[place]
    if end - place > 1 or after.gap > 1:
        return False
    opens = place == 0 or token.gap >= NEW_LINE
    if opens:
        return not bullets
    before = tokens[place - 1]
    if before.key in {":", "(", "=", ";", ",", "/", "[", "de", "a", "et", "entre"}:
        return not (before.key in {",", "/", ";"} and after.gap)
    return token.gap > 0 and after.gap == 0


def encloses(token: Token, mark: Mark | None, joint: list[str]) -> bool:
    """Tell whether a second "<" makes the number before the first a minimum: "5 < x < 8"."""
    again = mark is not None and mark.role == "high" and token.key in {"<", "≤"}
    return again and 0 < len(joint) <= 4 and all(word.isalpha() for word in joint)


def is_interval(drafts: list[Draft]) -> bool:
    """Tell whether the last two numbers stand as an interval: "[12 000 ; 20 000["."""
    return len(drafts) > 1 and drafts[-1].joint == [";"] and drafts[-2].joint[-1:] == ["("]


def follows_code(tokens: list[Token], place: int, joint: list[str]) -> bool:
    """Tell whether a number may go on from what is none: "I2 500" may be 12 500, "cent 50" 150."""
    token, before = tokens[place], tokens[place - 1] if place else tokens[place]
    if token.kind == "digits" and is_number_word(before.key):
        return True
    apart = joint[-1:] == ["reference"] and before.kind == "digits" and token.gap == 1
    return apart and len(token.text) == 3 and before.gap == 0


def without_minimum(mark: Mark, *, without: bool) -> Mark:
    """Return the mark after "sans": "sans mini / maxi : 200 000 €" keeps the maximum alone."""
    return Mark("high", "before") if without and mark.role == "between" else mark


def cancels(after: Token) -> bool:
    """Tell whether "sans" takes a bound away: "sans mini ni maxi", unlike "sans mini, maxi 5"."""
    if after.kind == "digits":
        return after.gap >= NEW_LINE  # "pas de mini", "15 000 maxi" on the next line
    return after.key not in {":", "de"}


def binds_last(tokens: list[Token], place: int, following: int, last: Draft | None) -> bool:
    """Tell whether "mini" or "environ" goes with the number before it."""
    if last is None or last.prefixed or tokens[place].gap >= NEW_LINE:
        return False
    return tokens[following].key != ":"


def points(tokens: list[Token], place: int, mark: Mark, last: Draft) -> bool:
    """Tell whether ">" or "=>" right after a number points to another: "12 % > 15 %"."""
    after = tokens[place + 1]
    if after.key == ">":
        after = tokens[place + 2]
    pointed = (
        mark.role == "low" and tokens[place].key in {">", "="} and tokens[place].gap < NEW_LINE
    )
    double = tokens[place + 1].key == ">"  # "30 000 => 120 000"
    return pointed and after.kind == "digits" and (last.unit is not None or double)


def means_minutes(token: Token, last: Draft | None, expected: str | None, *, maximum: bool) -> bool:
    """Tell whether "min" after the number `last` means minutes: its column or its size says.

    `maximum` tells that the cell names a maximum too.
    """
    if token.key != "min":
        return False
    small = last is not None and last.unit is None and (last.number() or 1000) < 1000
    return expected in _TIMES or (small and expected is None and not maximum)


def is_azerty_dash(tokens: list[Token], place: int, *, bounded: bool) -> bool:
    """Tell whether "6" was typed for "-" (same key): "12000 € HT MINI 6 20 000 € HT MAXI".

    `bounded` tells that the number before is a minimum, a maximum or an amount of money.
    """
    token, after = tokens[place], tokens[place + 1]
    if token.text != "6" or not token.gap or not bounded:
        return False
    if after.kind == "word":
        mark = MARKS.at(tokens, place + 1)
        end = mark[1] if mark and mark[0].role == "high" else place + 1
        end += mark is not None and tokens[end].key == ":"
        return tokens[end].kind == "digits"
    return after.kind == "digits" and after.gap == 1 and len(after.text) != 3
