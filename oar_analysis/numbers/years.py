"""When four digits name a year."""

from oar_analysis.numbers.marks import YEAR_BEFORE
from oar_analysis.numbers.tokens import Token


def means_year(tokens: list[Token], place: int, *, after_value: bool) -> bool:
    """Tell whether four digits are a year and not a value: "en 2017", "2016 :", "(2018)"."""
    after = tokens[place + 1]
    before = tokens[place - 1] if place else None
    if after.kind == "digits" and after.gap <= 2 and len(after.text) == 3:
        return False
    if after.key in {"%", "€"} or (after.kind == "digits" and after.gap == 0):
        return False
    if after.key in {",", "."} and tokens[place + 2].kind == "digits":
        if tokens[place + 2].gap == 0:
            return False
    if after.key in {":", "="}:
        return True
    if before is None or before.gap < 0:
        return after.kind == "word" and after.key in {"toute", "tout", "complete", "et", "a_"}
    if before.key in YEAR_BEFORE:
        return True
    if before.key == "a" and place > 1 and tokens[place - 2].key in {"rapport", "compare"}:
        return True
    if before.key in {"(", "["} and after.key in {")", "]", ",", ":"}:
        return after_value or tokens[place + 2].kind != "end"
    return after_value and after.key in {")", ""} and before.key not in {"a", "-", "et"}
