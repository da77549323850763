"""French descriptions of charts, generated from their data.

A reader who does not see the chart learns what moves, from what to what, by how much, what is
missing and why, and the target.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from oar_analysis import french
from oar_analysis.figure.series import Point, Series, year_ranges, years_of
from oar_analysis.french import NBSP

_BEFORE_PUNCTUATION = re.compile(" (?=[:;?!»%])")

# Said in full up to that many series; beyond, the table says the rest.
SERIES_TOLD = 8


def describe(
    series: Sequence[Series], *, form: str = "Graphique", baseline: float | None = None
) -> str:
    r"""Return the description of a chart of series over years.

    >>> from oar_analysis.figure.series import Goal
    >>> paper = Series(label="Papier recyclé", unit="%", points=(
    ...     Point(year=2016, value=27.2), Point(year=2017, value=27.3)),
    ...     goals=(Goal(value=50, year=2020, authority="schéma"),))
    >>> import textwrap
    >>> print(textwrap.fill(describe([paper]).replace("\xa0", " "), 80))
    Graphique, 2016 à 2017. Papier recyclé : de 27,2 % en 2016 à 27,3 % en 2017,
    soit +0,1 point. Cible : 50 % en 2020 (schéma).
    """
    sentences = [f"{form}, {span(years_of(series))}."]
    sentences += [_one(one) for one in series[:SERIES_TOLD]]
    if len(series) > SERIES_TOLD:
        rest = len(series) - SERIES_TOLD
        sentences.append(f"{rest} autres séries sont dans le tableau de données.")
    if baseline is not None:
        sentences.append(f"Le trait de référence est à {french.number(baseline)}.")
    return typographic(" ".join(sentences))


def typographic(text: str) -> str:
    r"""Return a text whose double punctuation does not leave its word, as French asks.

    >>> typographic("Cible : 50 % ; « ici »")
    'Cible\xa0: 50\xa0%\xa0; «\xa0ici\xa0»'
    """
    text = _BEFORE_PUNCTUATION.sub(NBSP, text)
    return text.replace("« ", f"«{NBSP}")


def between(series: Sequence[Series], years: tuple[int, int]) -> list[Series]:
    """Return the series with these two years only."""
    return [replace(one, points=tuple(one.at(year) for year in years)) for one in series]


def span(years: Sequence[int]) -> str:
    """Return a range of years in words.

    >>> span([2016, 2017]), span([2017]), span([])
    ('2016 à 2017', '2017', 'aucune année')
    """
    if not years:
        return "aucune année"
    return str(years[0]) if years[0] == years[-1] else f"{years[0]} à {years[-1]}"


def change_text(older: Point, newer: Point, unit: str) -> str:
    r"""Return a change in words: points for a percentage, per cent for the rest.

    >>> change_text(Point(year=2016, value=200), Point(year=2017, value=100), "t")
    '−50\xa0%'
    """
    if older.value is None or newer.value is None:
        return ""
    difference = newer.value - older.value
    if unit in {"%", "point"}:
        decimals = max(older.decimals or 0, newer.decimals or 0) or None
        return french.quantity(round(difference, 10), "point", decimals, sign=True)
    if older.value <= 0 or newer.value < 0:
        return french.quantity(round(difference, 10), unit, sign=True)
    return french.quantity(100 * difference / older.value, "%", 1, sign=True).replace(",0", "")


def missing_text(series: Series) -> str:
    """Return what is missing and why, by reason; empty when nothing is."""
    reasons: dict[str, list[int]] = {}
    for point in series.absent:
        reasons.setdefault(point.missing or "non communiqué", []).append(point.year)
    parts = [f"{year_ranges(years)} ({why})" for why, years in reasons.items()]
    return f"Valeurs manquantes : {' ; '.join(parts)}." if parts else ""


def _one(series: Series) -> str:
    """Return the sentences of one series."""
    known = series.known
    parts = [f"{series.label} : {_movement(series, known)}."]
    if len(known) > 2 and not series.breaks:
        parts.append(_extremes(known, series.unit))
    parts += [f"Rupture de série en {year} : {why.rstrip('.')}." for year, why in series.breaks]
    parts.append(missing_text(series))
    goals = [goal.text(series.unit) for goal in series.goals]
    if goals:
        label = "Cible" if len(goals) == 1 else "Cibles"
        parts.append(f"{label} : {' ; '.join(goals)}.")
    return " ".join(part for part in parts if part)


def _movement(series: Series, known: Sequence[Point]) -> str:
    """Return from what to what the series went, and by how much."""
    if not known:
        return "aucune valeur connue"
    first, last = known[0], known[-1]
    if first is last:
        return f"{last.text(series.unit)} en {last.year}"
    if None not in {first.low, first.high}:  # "de entre 45 et 50 %" is no French
        return f"{first.text(series.unit)} en {first.year}, {last.text(series.unit)} en {last.year}"
    told = f"de {first.text(series.unit)} en {first.year} à {last.text(series.unit)} en {last.year}"
    if first.value is not None and first.value == last.value:
        return f"{told}, sans changement"
    broken = any(first.year < year <= last.year for year, _ in series.breaks)
    change = "" if broken else change_text(first, last, series.unit)
    return f"{told}, soit {change}" if change else told


def _extremes(known: Sequence[Point], unit: str) -> str:
    """Return the highest and lowest inner points, when they are not the ends."""
    valued = [one for one in known if one.value is not None]
    if len(valued) < len(known):
        return ""
    ends = {known[0].year, known[-1].year}
    low = min(valued, key=lambda one: one.value or 0)
    high = max(valued, key=lambda one: one.value or 0)
    told = []
    if high.year not in ends:
        told.append(f"maximum {high.amount(unit)} en {high.year}")
    if low.year not in ends:
        told.append(f"minimum {low.amount(unit)} en {low.year}")
    text = " ; ".join(told)
    return f"{text[0].upper()}{text[1:]}." if text else ""
