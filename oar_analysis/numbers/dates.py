"""French dates as people type them -> ISO 8601 days and periods.

Day before month, years of two digits in this century; impossible, incomplete or doubtful dates
are refused or flagged, never corrected in silence.
"""

import re
from collections.abc import Iterator
from datetime import date

from oar_analysis.numbers.clean import MAX_LENGTH, clean, fold
from oar_analysis.numbers.quantity import Period

_MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "mar": 3,
    "avril": 4, "avr": 4, "mai": 5, "juin": 6, "jun": 6, "juillet": 7, "juil": 7, "jul": 7,
    "aout": 8, "aou": 8, "septembre": 9, "sept": 9, "sep": 9, "octobre": 10, "oct": 10,
    "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
_MONTH = "(?P<{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_YEAR = r"(?:19|20)\d{2}"
_CLOCK = r"(?:[t ] ?\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})?)?"
# Every quantifier is bounded: the search is linear in the text.
_DAY_FORMS = (
    rf"(?P<y1>\d{{4}})(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?!\d){_CLOCK}",
    r"(?P<d2>\d{1,2}) ?(?P<s2>[/.-]) ?(?P<m2>\d{1,2}) ?(?P=s2) ?(?P<y2>\d{4}|\d{2})(?!\d|[,.]\d)"
    + _CLOCK,
    r"(?P<d3>\d{1,2})(?:er|e)?[-. /]{1,3}" + _MONTH.format("m3") + r"[-. /]{0,3}"
    r"(?P<y3>\d{4}|\d{2}(?= ?(?:$|[-);,/])))(?!\d)",
)
_DAY = "|".join(_DAY_FORMS)
_TYPO = r"(?P<d4>\d{1,2})/{1,3}(?P<m4>\d{2})/{0,3}(?P<y4>\d{4})(?!\d)"
_PARTIAL = r"(?P<d5>\d{1,2})(?:er|e)? {1,3}" + _MONTH.format("m5")
_MONTH_YEAR = _MONTH.format("m6") + rf"[-. /]{{1,3}}(?P<y6>{_YEAR}|\d{{2}}(?= ?$))(?!\d)"
_QUARTER = (
    rf"(?P<n7>[1-4])(?:er|e|eme|nd)? {{0,3}}(?P<u7>trimestre|trim\.?|semestre|sem\.?|t|s)"
    rf"[ -]{{0,3}}(?:de |/)?(?P<y7>{_YEAR})(?!\d)"
    rf"|[ts](?P<n8>[1-4])[ /-]{{1,3}}(?P<y8>{_YEAR})(?!\d)"
    rf"|(?P<y9>{_YEAR})[ -]?[tq](?P<n9>[1-4])(?!\d)"
)
_NUMBERED = rf"(?P<m13>0?[1-9]|1[0-2])/(?P<y13>{_YEAR})(?!\d|/)"
_YEARS = rf"(?P<y10>{_YEAR}) ?(?:[-/]|a|au) ?(?P<y11>{_YEAR})(?!\d)"
_ONE_YEAR = rf"(?P<y12>{_YEAR})(?!\d)"
_ANY = re.compile(
    rf"(?<![\d,./])(?:{_DAY}|{_QUARTER}|{_TYPO}|{_YEARS}|{_NUMBERED})|(?<![a-z])(?:{_MONTH_YEAR})"
    rf"|(?<![\d,.])(?:{_PARTIAL}|{_ONE_YEAR})"
)
_TO = re.compile(r" {0,3}(?:-|/|_|au|a|to|jusqu'au|->) {0,3}(?:le )?$")
_OPEN_END = re.compile(r" ?(?:/|_)[a-z-]{0,30}")
# "9 au " before a date, and what joins two days written year first, in a text.
_SINCE_DAY = re.compile(r"(?<![\da-z.,])\d{1,2}(?:er)? {1,3}au {1,3}$")
_ISO_JOINT = re.compile(r"(?<=[\da-z])[/_](?=(?:19|20)\d{2}-\d{2}-\d{2}(?!\d))")
_FIRST_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:er)?(?: {1,3}et| {0,3}-| {1,3}au) {0,3}$")


def parse_date(text: str) -> list[Period]:
    """Return the days and periods of a cell in reading order; one refused Period if none reads.

    >>> parse_date("9 au 16/03/2014")[0].text_iso
    '2014-03-09/2014-03-16'
    >>> parse_date("2022-02-31")[0]
    Period(start=None, end=None, text_iso='', flags=('impossible',))
    """
    plain = fold(clean(text)[0])
    if len(plain) > MAX_LENGTH:
        return [Period(flags=("too-long",))]
    periods: list[Period] = []
    previous = 0
    for match in _ANY.finditer(plain):
        period = _period(match)
        between = plain[max(previous, match.start() - 24) : match.start()]
        if periods and previous and _TO.fullmatch(between) and periods[-1].start and period.start:
            periods[-1] = _span(periods[-1], period)
        else:
            periods.append(_with_first_day(period, between))
        previous = match.end()
        rest = _OPEN_END.fullmatch(plain[previous : previous + 40].strip())
        if rest and periods[-1].end == periods[-1].start and periods[-1].start:
            start = periods[-1].start
            periods[-1] = Period(start, None, f"{start}/", periods[-1].flags)
    return periods or [Period(flags=("no-value",))]


def date_spans(folded: str) -> dict[int, tuple[int, int | None]]:
    """Return where dates with their day or month stand in a folded text: start -> (end, year).

    Lone years stay out: the context of a number decides what they are.
    """
    spans: dict[int, tuple[int, int | None]] = {}
    parted = _ISO_JOINT.sub(" ", folded)
    for match in _IN_TEXT.finditer(parted):
        period = _period(match)
        if period.start or "incomplete" in period.flags or "impossible" in period.flags:
            opened = _SINCE_DAY.search(parted[max(0, match.start() - 16) : match.start()])
            start = match.start() - (len(opened.group()) if opened else 0)
            spans[start] = (match.end(), int(period.start[:4]) if period.start else None)
    return spans


_IN_TEXT = re.compile(
    rf"(?<![\d,./])(?:{_DAY}|{_QUARTER}|{_YEARS}|{_NUMBERED}|(?=\d{{1,2}}/+\d\d(?:19|20)){_TYPO})"
    rf"|(?<![a-z])(?:{_MONTH_YEAR})|(?<![\d,.])(?:{_PARTIAL})"
)


def _parts(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    return ((name, found) for name, found in match.groupdict().items() if found)


def _period(match: re.Match[str]) -> Period:
    """Return the period that a match of one of the forms means."""
    parts = dict(_parts(match))
    kinds = {name.strip("dmysnu") for name in parts}
    if kinds & {"1", "2", "3", "4"}:
        day, month, year = (
            next(value for name, value in parts.items() if name[0] == key) for key in "dmy"
        )
        return _day(day, month, year, typo="4" in kinds)
    return Period(flags=("incomplete",)) if "5" in kinds else _longer(match, parts, kinds)


def _longer(match: re.Match[str], parts: dict[str, str], kinds: set[str]) -> Period:
    """Return the month, quarter, half-year or years that a match means."""
    if "6" in kinds:
        return _month(parts["y6"], _MONTHS[parts["m6"]])
    if kinds & {"7", "8", "9"}:
        number = int(parts.get("n7") or parts.get("n8") or parts["n9"])
        unit = "s" if parts.get("u7", "t").startswith("s") else "t"
        if match.group().startswith("s"):
            unit = "s"
        return _quarter(number, unit, int(parts.get("y7") or parts.get("y8") or parts["y9"]))
    if "13" in kinds:
        return _month(parts["y13"], int(parts["m13"]))
    if "y10" in parts:
        first, last = int(parts["y10"]), int(parts["y11"])
        flags = ("order-reversed",) if last < first else ()
        return Period(f"{first}-01-01", f"{last}-12-31", f"{first}/{last}", flags)
    year = parts["y12"]
    return Period(f"{year}-01-01", f"{year}-12-31", year)


def _full_year(year: str) -> tuple[int, tuple[str, ...]]:
    """Return the year, and a flag where only two digits were written."""
    if len(year) == 4:
        return int(year), ()
    return 2000 + int(year), ("two-digit-year",)


def _day(day: str, month: str, year: str, *, typo: bool) -> Period:
    number = _MONTHS.get(month) or int(month)
    full, flags = _full_year(year)
    try:
        iso = date(full, number, int(day)).isoformat()
    except ValueError:
        return Period(flags=("impossible",))
    return Period(iso, iso, iso, (*flags, "slash-typo") if typo else flags)


def _month(year: str, month: int) -> Period:
    full, flags = _full_year(year)
    return Period(f"{full}-{month:02}-01", _month_end(full, month), f"{full}-{month:02}", flags)


def _quarter(number: int, unit: str, year: int) -> Period:
    months = 3 if unit == "t" else 6
    if number * months > 12:
        return Period(flags=("impossible",))
    first = (number - 1) * months + 1
    text = f"{year}-{'Q' if unit == 't' else 'S'}{number}"
    return Period(f"{year}-{first:02}-01", _month_end(year, first + months - 1), text)


def _month_end(year: int, month: int) -> str:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1).isoformat()


def _span(first: Period, last: Period) -> Period:
    flags = tuple(dict.fromkeys((*first.flags, *last.flags)))
    if str(last.end) < str(first.start):
        flags = (*flags, "order-reversed")
    return Period(first.start, last.end, f"{first.text_iso}/{last.text_iso}", flags)


def _with_first_day(period: Period, before: str) -> Period:
    """Return "9 au 16/03/2014" as a period: the first day shares its month and year."""
    found = _FIRST_DAY.search(before)
    if not found or not period.start or period.start != period.end:
        return period
    try:
        first = date.fromisoformat(period.start).replace(day=int(found.group(1))).isoformat()
    except ValueError:
        return Period(flags=("impossible",))
    return _span(Period(first, first, first), period)
