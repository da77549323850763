"""What some figures say together: what moves as wanted, what does not, what cannot be said."""

from collections.abc import Iterable
from dataclasses import dataclass

from oar_analysis.section.line import Line
from oar_analysis.section.sentence import change_words, direction_of_change, said, when
from oar_analysis.section.text import plain_markdown

AS_WANTED = "Dans le sens voulu"
AGAINST = "À rebours du sens voulu"
STABLE = "Sans changement"
NO_SENSE = "Évolue, sans sens voulu"
RATES = "Taux annuels"
UNSURE = "Écart plus petit que les arrondis publiés"
SCOPE = "Peut-être pas la même chose d'une année à l'autre"
BROKEN = "Ne se compare pas à l'année précédente"
TOTAL = "Cumul"
ALONE = "Connu pour une seule année"
LOST = "Sans valeur connue"
ORDER = (AS_WANTED, AGAINST, STABLE, NO_SENSE, RATES, UNSURE, SCOPE, BROKEN, TOTAL, ALONE, LOST)
# Marks of a value that may still change: they are told with its move.
UNSETTLED = ("provisoire", "estimé", "prévision")


@dataclass(frozen=True, slots=True)
class Told:
    """A series in a group: its words, and the reason that it may share with others."""

    label: str
    reason: str = ""


def digest(lines: Iterable[Line], year: int) -> str:
    """Return what series say of a year as a Markdown list, those of a kind together."""
    groups: dict[str, list[Told]] = {}
    for line in lines:
        if line.years:
            group, told = _placed(line, year)
            groups.setdefault(group, []).append(told)
    return "\n".join(item for group in ORDER if group in groups for item in _items(group, groups))


def _items(group: str, groups: dict[str, list[Told]]) -> list[str]:
    """Return the items of a group: one for all, save for rates, which need a sentence each."""
    if group == RATES:
        return [f"- {plain_markdown(one.label)}." for one in groups[group]]
    by_reason: dict[str, list[str]] = {}
    for one in groups[group]:
        by_reason.setdefault(one.reason, []).append(one.label)
    texts = [
        " ; ".join(labels) + (f" ({reason.rstrip('.')})" if reason else "")
        for reason, labels in by_reason.items()
    ]
    return [f"- **{group}** : {plain_markdown(' ; '.join(texts))}."]


def _placed(line: Line, year: int) -> tuple[str, Told]:
    """Return the group of a series and what is told of it there."""
    now, before = line.known(year), line.known(year - 1)
    if now is None or before is None:
        return _of_one_year(line, year)
    if reason := line.broken(year):
        return BROKEN, Told(line.label, reason)
    if line.measure == "change":
        return RATES, Told(said(line, year).rstrip("."))
    span = Told(f"{line.label}, de {before.text(line.unit)} à {now.text(line.unit)}")
    if line.scope_doubtful:
        return SCOPE, span
    if line.unsure(year):
        return UNSURE, span
    return _of_move(line, year, span)


def _of_move(line: Line, year: int, span: Told) -> tuple[str, Told]:
    """Return the group of a series that moved, or not, between two years that compare."""
    now, before = line.known(year), line.known(year - 1)
    if line.cumulative:  # a running total only rises: that is no progress
        return TOTAL, span
    if now and before and now.value is not None and now.value == before.value:
        return STABLE, Told(f"{line.label} ({now.text(line.unit)})")
    told = change_words(line.changes.get(year, {})).replace(" (", ", ").replace(")", "")
    marks = [mark for mark in (now.marks if now else ()) if mark in UNSETTLED]
    told = ", ".join([told, *marks]) if told else ""
    group = {1: AS_WANTED, -1: AGAINST, 0: NO_SENSE}[direction_of_change(line, year)]
    return group, Told(f"{line.label} ({told})") if told else span


def _of_one_year(line: Line, year: int) -> tuple[str, Told]:
    """Return what is told of a series that lacks the year or the year before."""
    points = [point for one in line.known_years if (point := line.known(one))]
    if points:
        shown = line.known(year) or points[-1]
        moment = "" if shown.year == year and not line.period else f" {when(line, shown.year)}"
        return ALONE, Told(f"{line.label}, {shown.text(line.unit)}{moment}")
    point = line.point(year) or line.point(line.years[-1])
    return LOST, Told(line.label, point.missing if point else "aucune donnée")
