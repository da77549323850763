"""What must be known of a figure before it is read: marks, breaks, reasons, other years."""

from collections.abc import Iterator

from oar_analysis import french
from oar_analysis.assess.verdict import SCOPE_DOUBT
from oar_analysis.scheme.workbook import aside
from oar_analysis.section.line import Line
from oar_analysis.section.sentence import period_text
from oar_analysis.section.text import years_text

# Values of other years that still read as words.
FEW_YEARS = 3


def remarks(line: Line, year: int) -> str:
    """Return what must be known of a line's figures, "" where nothing is."""
    told = [
        *(["calculé"] if line.is_derived else []),
        *_of_missing(line, year),
        *_of_values(line, year),
        *_of_directorate(line, year),
        *_of_change(line, year),
        *_of_other_years(line, year),
        *([f"période : {period_text(line.period)}"] if line.period else []),
        *([line.declared.note.rstrip(".")] if line.declared and line.declared.note else []),
    ]
    return " ; ".join([*told[:1], *(french.inside(one) for one in told[1:])])


def _of_missing(line: Line, year: int) -> Iterator[str]:
    """Yield the years that lack a value, with their reason."""
    reasons: dict[str, list[int]] = {}
    for one in line.years:
        point = line.point(one)
        if one <= year and point is not None and point.known is None:
            reasons.setdefault(point.missing.rstrip("."), []).append(one)
    yield from (f"{years_text(tuple(years))} : {why}" for why, years in reasons.items())


def _of_values(line: Line, year: int) -> Iterator[str]:
    """Yield that a value is provisional, estimated or forecast."""
    for one in (year - 1, year):
        point = line.known(one)
        if point is not None and point.marks and not line.broken(one):
            yield f"{one} : {', '.join(point.marks)}"
        elif line.provisional(one):
            yield f"{one} : provisoire"


def _of_directorate(line: Line, year: int) -> Iterator[str]:
    """Yield what the directorate wrote beside its answer of the year."""
    row = line.rows.get(year)
    if row is not None and (told := aside(row["note"] or "")):
        yield f"{year}, {told[:1].lower()}{told[1:]}"


def _of_change(line: Line, year: int) -> Iterator[str]:
    """Yield why the change of the year is not what it seems."""
    if reason := line.broken(year):
        yield f"{year} ne se compare pas à {year - 1} : {reason.rstrip('.')}"
    elif line.measure == "change" and line.changes.get(year):
        yield "écart entre deux taux annuels, non une évolution de la quantité"
    elif line.scope_doubtful:
        yield SCOPE_DOUBT
    elif line.unsure(year):
        yield "écart plus petit que les arrondis publiés"


def _of_other_years(line: Line, year: int) -> Iterator[str]:
    """Yield the values known in other years: a few are told, more are drawn."""
    others = [one for one in line.known_years if one not in {year - 1, year}]
    if len(others) <= FEW_YEARS:
        points = [point for one in others if (point := line.known(one))]
        yield from (f"{point.text(line.unit)} en {point.year}" for point in points)
    else:
        yield f"{years_text(tuple(others))} : voir la figure"
