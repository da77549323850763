"""What must be known of a figure before it is read: marks, breaks, reasons, other years."""

from collections.abc import Iterator

from oar_analysis.section.line import Line
from oar_analysis.section.sentence import SCOPE_DOUBT, period_text


def remarks(line: Line, year: int) -> str:
    """Return what must be known of a line's figures, "" where nothing is."""
    told = [
        *(["calculé"] if line.is_derived else []),
        *_of_values(line, year),
        *_of_change(line, year),
        *_of_other_years(line, year),
        *([f"période : {period_text(line.period)}"] if line.period else []),
    ]
    return " ; ".join(told)


def _of_values(line: Line, year: int) -> Iterator[str]:
    """Yield why a value is missing, or that it is provisional, estimated or forecast."""
    for one in (year - 1, year):
        point = line.point(one)
        if point is not None and point.known is None:
            yield f"{one} : {point.missing.rstrip('.')}"
        elif point is not None and point.marks and not line.broken(one):
            yield f"{one} : {', '.join(point.marks)}"
        elif line.provisional(one):
            yield f"{one} : provisoire"


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
    """Yield the values known in other years, and the span of those that are lost."""
    others = [one for one in line.known_years if one not in {year - 1, year}]
    yield from (f"{point.text(line.unit)} en {one}" for one in others if (point := line.known(one)))
    lost = [one for one in line.years if one < year - 1 and line.known(one) is None]
    if lost:
        yield f"{lost[0]} à {lost[-1]} : aucune valeur connue"
