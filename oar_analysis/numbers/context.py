"""What the neighbours of a number say: a year, a duration, a minus sign."""

from oar_analysis.numbers.draft import Draft
from oar_analysis.numbers.lexicon import NOT_NOUNS
from oar_analysis.numbers.marks import DURATION_BEFORE, DURATIONS, YEAR_BEFORE, Mark
from oar_analysis.numbers.tokens import NEW_LINE, Token
from oar_analysis.numbers.units import read_unit

_TIMES = frozenset({"minute", "min", "h"})


def means_year(tokens: list[Token], place: int, *, after_value: bool) -> bool:
    """Tell whether four digits are a year and not a value: "en 2017", "2016 :", "(2018)".

    `after_value` tells that a value was read before.
    """
    after, before = tokens[place + 1], tokens[place - 1].key if place else None
    if _number_goes_on(tokens, place):
        return False
    if after.key in {":", "="} or before in YEAR_BEFORE or _between_years(tokens, place):
        return True
    if before is None:
        return after.key in {"toute", "tout", "complete", "et"}
    if before == "a" and place > 1 and tokens[place - 2].key in {"rapport", "compare"}:
        return True
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
    closing = tokens[after]
    apart = closing.kind in {"end", "sign"} and closing.key not in {"%", "€", ".", "‰"}
    return apart or closing.key in NOT_NOUNS


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
    """Tell whether a number of years or months only qualifies the value: "(sur 4 ans)"."""
    if tokens[place].kind != "digits" or not place:
        return False
    unit = read_unit(tokens, place + 1)
    return unit is not None and unit.code in DURATIONS and tokens[place - 1].key in DURATION_BEFORE


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


def cancels(after: Token) -> bool:
    """Tell whether "sans" takes a bound away: "sans mini ni maxi", unlike "sans mini, maxi 5"."""
    return after.kind != "digits" and after.key not in {":", "de"}


def binds_last(tokens: list[Token], place: int, following: int, last: Draft | None) -> bool:
    """Tell whether "mini" or "environ" goes with the number before it."""
    if last is None or last.prefixed or tokens[place].gap >= NEW_LINE:
        return False
    return tokens[following].key != ":"


def points(tokens: list[Token], place: int, mark: Mark) -> bool:
    """Tell whether ">" or "=>" right after a number points to another: "12 % > 15 %"."""
    after = tokens[place + 1]
    if after.key == ">":
        after = tokens[place + 2]
    pointed = (
        mark.role == "low" and tokens[place].key in {">", "="} and tokens[place].gap < NEW_LINE
    )
    return pointed and after.kind == "digits"


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

    `bounded` tells that the number before is a minimum or a maximum.
    """
    token, after = tokens[place], tokens[place + 1]
    if token.text != "6" or after.kind != "digits" or not token.gap:
        return False
    return bounded and after.gap == 1 and len(after.text) != 3
