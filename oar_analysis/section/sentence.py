"""What the figures say: one French sentence a series, of what the observations carry only."""

from oar_analysis import french
from oar_analysis.assess.target import iso_words
from oar_analysis.assess.verdict import SCOPE_DOUBT
from oar_analysis.contract import Direction
from oar_analysis.figure import Point
from oar_analysis.section.line import Line
from oar_analysis.section.row import Row

WANTED: dict[Direction, str] = {"up": "hausse", "down": "baisse", "none": "sans sens voulu"}


def said(line: Line, year: int) -> str:
    """Return what a series says in a year, "" where the tables hold nothing of it.

    The label comes first, so that no article nor agreement has to be guessed.
    """
    now, before = line.known(year), line.known(year - 1)
    if now is None:
        return _other_years(line, year)
    if before is None:
        why = _why_missing(line, year - 1)
        return f"{line.label} : {now.text(line.unit)} {when(line, year)}{why}."
    if reason := line.broken(year):
        provisional = " (provisoire)" if line.provisional(year) else ""
        return (
            f"{line.label} : {before.amount(line.unit)} en {year - 1}, {now.amount(line.unit)} "
            f"en {year}{provisional} ; les deux années ne se comparent pas : {reason.rstrip('.')}."
        )
    if line.measure == "change":
        return _of_rates(line, before, now)
    return _of_levels(line, before, now)


def _of_levels(line: Line, before: Point, now: Point) -> str:
    span = f"de {before.text(line.unit)} en {before.year} à {now.text(line.unit)} en {now.year}"
    changes = line.changes.get(now.year, {})
    told = change_words(changes)
    if before.value is not None and before.value == now.value:
        return f"{line.label} : {now.text(line.unit)} en {now.year} comme en {before.year}."
    if not told:
        return f"{line.label} : {span}."
    if line.scope_doubtful:
        return f"{line.label} : {span} ; {SCOPE_DOUBT}."
    if line.unsure(now.year):
        return f"{line.label} : {span} ; l'écart est plus petit que les arrondis publiés."
    return f"{line.label} : {span}, soit {told}{_wanted(line, now.year)}."


def _of_rates(line: Line, before: Point, now: Point) -> str:
    """Return the sentence of a series of yearly changes: two rates are not a level."""
    text = (
        f"{line.label} : {_rate(before, line.unit)} en {before.year}, "
        f"puis {_rate(now, line.unit)} en {now.year}"
    )
    if before.value is None or now.value is None:
        return f"{text}."
    return f"{text}{_turn(before.value, now.value)}."


def _turn(before: float, now: float) -> str:
    """Return what two yearly changes say of the level: it still moves, faster or slower, or turns.

    >>> _turn(-7.3, -6.4), _turn(1.8, -3.0)
    (' : la baisse continue, moins vite', ' : une baisse succède à une hausse')
    """
    if before * now > 0:
        what = "la hausse" if now > 0 else "la baisse"
        gap = abs(now) - abs(before)
        pace = "au même rythme" if not gap else ("plus vite" if gap > 0 else "moins vite")
        return f" : {what} continue, {pace}"
    if before * now < 0:
        turn = "une hausse succède à une baisse" if now > 0 else "une baisse succède à une hausse"
        return f" : {turn}"
    return ""


def _rate(point: Point, unit: str) -> str:
    if point.value is None:
        return point.text(unit)
    return french.quantity(point.value, unit, point.decimals, sign=True)


def change_words(changes: dict[str, Row]) -> str:
    """Return a change in words: points of a percentage first, then its relative change."""
    texts = [change_text(changes[unit]) for unit in ("point", "%") if unit in changes]
    if len(texts) == 2:
        return f"{texts[0]} ({texts[1]} en valeur relative)"
    return "".join(texts)


def change_text(row: Row) -> str:
    """Return one change with its sign and unit, without a decimal that says nothing."""
    if row["value"] is None:
        return french.MISSING
    return french.quantity(row["value"], row["unit"], shown_decimals(row), sign=True)


def shown_decimals(row: Row) -> int | None:
    """Return the decimals of a change: none for a computed one that rounds to a whole number."""
    decimals: int | None = row["decimals"]
    if decimals is None or row["origin"] == "published":
        return decimals
    return 0 if round(row["value"], decimals) == round(row["value"]) else decimals


def direction_of_change(line: Line, year: int) -> int:
    """Return 1 if the series moved as wanted, -1 against it, 0 if it cannot be said."""
    sign = {"up": 1, "down": -1, "none": 0}[line.direction]
    now, before = line.known(year), line.known(year - 1)
    if now is None or before is None or now.value is None or before.value is None:
        return 0
    return sign * ((now.value > before.value) - (now.value < before.value))


def _wanted(line: Line, year: int) -> str:
    sense = direction_of_change(line, year)
    if not sense:
        return ""
    wanted = WANTED[line.direction]
    sense_words = "dans le sens voulu" if sense > 0 else "à rebours du sens voulu"
    return f", {sense_words} ({wanted})"


def _why_missing(line: Line, year: int) -> str:
    """Return why a year has no value; "" where nothing says so, or where the table is enough."""
    point = line.point(year)
    lost = line.rows.get(year, {}).get("status") == "L"
    return (
        f" ; {year} : {point.missing.rstrip('.')}" if point and point.missing and not lost else ""
    )


def when(line: Line, year: int) -> str:
    """Return the year of a value in words, or the period that it covers."""
    return f"({period_text(line.period)})" if line.period else f"en {year}"


def period_text(period: str) -> str:
    """Return an ISO 8601 interval in words.

    >>> period_text("2013/2021"), period_text("2017-05/2018-04")
    ('2013 à 2021', 'mai 2017 à avril 2018')
    """
    return " à ".join(iso_words(one) for one in period.split("/"))


def _other_years(line: Line, year: int) -> str:
    """Return what a series without a value in the year has in others."""
    if not line.years:
        return ""
    points = [point for one in line.known_years if (point := line.known(one))]
    if points:
        texts = [f"{point.text(line.unit)} {when(line, point.year)}" for point in points]
        return f"{line.label} : {french.enumerate_words(texts)}{_why_missing(line, year)}."
    missing = line.point(year) or line.point(line.years[-1])
    reason = f" ({missing.missing.rstrip('.')})" if missing is not None else ""
    return f"{line.label} : aucune valeur connue{reason}."
