"""What an office number looks like through its format, in French; shared by xlsx and xls.

Excel's format codes are those of ECMA-376 part 1, 18.8.30-31. What is shown must read back as the
number behind it: a format that hides the value, its sign or its thousands is flagged instead of
obeyed (scaled numbers apart, which keep the look that their column's title counts on).
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from oar_analysis.french import NBSP

LITERAL = re.compile(
    r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[([^\]]*)\]', re.DOTALL
)
# A space between digits groups thousands, as in "# ##0".
PLACEHOLDERS = re.compile(r"[0#?](?:[0#?.,]|[ \u00a0\u202f](?=[0#?]))*")
# LibreOffice writes that space as a literal, "#\ ##0"; codes ("000\ 000") are no thousands.
LITERAL_SPACE = re.compile(r"(?<=#)\\([ \u00a0\u202f])(?=##0)")
SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"])+)(?:;|$)|;')
EXACT = Context(prec=800)  # digits enough for the largest float with all its decimals
DURATION = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)


class Shown(NamedTuple):
    """The text of an office cell, its number and its flags."""

    text: str = ""
    number: float | None = None
    flags: tuple[str, ...] = ()


EMPTY = Shown()


class Pattern(NamedTuple):
    """One section of a format: what stands before and after the digits, and how these look."""

    before: str
    after: str
    decimals: int
    digits: int
    grouped: bool
    percent: bool
    scale: int


def show_number(value: float, code: str) -> Shown:
    r"""Return a number as the format shows it, in French.

    >>> show_number(0.125, "0.0%")
    Shown(text='12,5 %', number=12.5, flags=())
    >>> show_number(1234.5, '#,##0.00\\ "€"').text
    '1\xa0234,50 €'
    """
    sections = _sections(code)
    if not sections or sections[0].strip().lower() in {"general", "@", "standard"}:
        return Shown(general(value), float(value))
    section, sign = _section_for(value, sections)
    pattern = _pattern(section)
    if pattern is None:  # dates shown as such elsewhere; fractions, exponents, hidden values
        hides = not re.search(r"[0#?]", _bare(section))
        return Shown(general(value), float(value), ("hidden-value",) if hides else ())
    exact = Decimal(repr(value)) * (100 if pattern.percent else 1)
    digits = _digits(abs(exact) / 1000**pattern.scale, pattern)
    text = f"{pattern.before}{sign}{digits}{pattern.after}".strip()
    flags = _flags(value, sign, pattern, sections)
    return Shown(("-" + text) if "hidden-sign" in flags else text, float(exact), flags)


def general(value: float) -> str:
    """Return a number as Excel's General format does, with all its digits, in French.

    >>> general(0.1 + 0.2), general(22530001100015), general(-8.0)
    ('0,3', '22530001100015', '-8')
    """
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return format(Decimal(f"{value:.15g}"), "f").replace(".", ",")


def show_time(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> Shown:
    """Return a date or a time as ISO 8601, a duration in hours.

    >>> show_time(dt.datetime(2017, 4, 1)).text, show_time(dt.timedelta(hours=26, minutes=30))
    ('2017-04-01', Shown(text='26,5 h', number=26.5, flags=('duration',)))
    """
    if isinstance(value, dt.timedelta):
        hours = round(value.total_seconds() / 3600, 6)
        return Shown(f"{general(hours)} h", hours, ("duration",))
    if isinstance(value, dt.time):
        return Shown(_clock(value), None, ("time",))
    if isinstance(value, dt.datetime):
        if value.time() == dt.time():
            return Shown(value.date().isoformat(), None, ("date",))
        return Shown(f"{value.date().isoformat()}T{_clock(value.time())}", None, ("date",))
    return Shown(value.isoformat(), None, ("date",))


def is_duration(code: str) -> bool:
    """Does the format count hours beyond a day, as in "[h]:mm"?"""
    return bool(DURATION.search(code))


def grouped(digits: str) -> str:
    """Return a whole number with a no-break space between thousands."""
    return f"{int(digits):,}".replace(",", NBSP)


def _clock(value: dt.time) -> str:
    text = value.isoformat(timespec="seconds")
    return text.removesuffix(":00") if value.second == 0 else text


@lru_cache(maxsize=512)
def _sections(code: str) -> list[str]:
    """Return the sections for positive, negative and zero numbers (the fourth is for texts)."""
    code = LITERAL_SPACE.sub(r"\1", code)
    return [str(section) for section in SECTION.findall(code)][:3]


def _section_for(value: float, sections: list[str]) -> tuple[str, str]:
    """Return the section that shows this value, and the sign to write with it."""
    if value < 0:
        return (sections[1], "") if len(sections) > 1 else (sections[0], "-")
    if value == 0 and len(sections) > 2:
        return sections[2], ""
    return sections[0], ""


def _bare(section: str) -> str:
    return LITERAL.sub("", section)


@lru_cache(maxsize=512)
def _pattern(section: str) -> Pattern | None:
    """Return what a section asks for, None if it has no plain decimal digits."""
    marked, literals = _mask(section)
    match = PLACEHOLDERS.search(marked)
    if not match or re.search(r"[eE][+-]|/", marked) or re.search(r"[0#?]", marked[match.end() :]):
        return None
    code = match[0]
    scale = len(code) - len(code.rstrip(","))
    whole, _, fraction = code.rstrip(",").partition(".")
    before, after = (
        _unmask(part, literals) for part in (marked[: match.start()], marked[match.end() :])
    )
    percent = "%" in _bare(section)
    return Pattern(
        before, re.sub(r"\s*%", " %", after), len(fraction.replace(",", "")),
        whole.count("0"), bool(re.search(r"[, \u00a0\u202f]", whole)), percent, scale,
    )  # fmt: skip


def _mask(section: str) -> tuple[str, list[str]]:
    """Replace literals by private characters, so that their letters are not taken for digits."""
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        quoted, escaped, _space, _fill, currency, bracket = match.groups()
        if bracket is not None:
            return ""  # a colour or a condition
        literals.append(next((t for t in (quoted, escaped, currency) if t is not None), " "))
        if match[0].startswith("*"):
            literals[-1] = ""
        return chr(0xE000 + len(literals) - 1)

    return LITERAL.sub(keep, section), literals


def _unmask(text: str, literals: list[str]) -> str:
    shown = "".join(literals[ord(c) - 0xE000] if c >= "\ue000" else c for c in text)
    return re.sub(r"[ \u00a0]+", " ", shown.replace("General", "").replace("Standard", ""))


def _digits(value: Decimal, pattern: Pattern) -> str:
    step = Decimal(1).scaleb(-pattern.decimals)
    text = format(value.quantize(step, ROUND_HALF_UP, EXACT), "f")
    whole, _, fraction = text.partition(".")
    whole = whole.rjust(pattern.digits, "0")
    if pattern.grouped:
        whole = grouped(whole)
    return f"{whole},{fraction}" if fraction else whole


def _flags(value: float, sign: str, pattern: Pattern, sections: list[str]) -> tuple[str, ...]:
    flags = []
    shows_sign = bool(re.search(r"[-−–(]", pattern.before + pattern.after))
    if value < 0 and not sign and not shows_sign and len(sections) > 1:
        flags.append("hidden-sign")
    if pattern.scale:
        flags.append("scaled")
    return tuple(flags)
