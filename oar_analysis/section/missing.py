"""What is missing in the year, why, and from whom it can be had."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from oar_analysis.dataset import Review
from oar_analysis.figure import Block, Column, DataTable, Prose
from oar_analysis.section.line import Line, lines_of
from oar_analysis.section.page import Section, section
from oar_analysis.section.text import years_text

COLUMNS = tuple(
    Column(title=title, kind="text")
    for title in ("Donnée attendue", "Action", "Qui peut la donner", "Années", "Motif")
)


@dataclass(frozen=True, slots=True)
class Lack:
    """A series that lacks values up to the review's year: the years, with their reasons."""

    action: str
    line: Line
    years: tuple[int, ...]
    reasons: tuple[str, ...]

    @property
    def declared(self) -> bool:
        """Tell whether the action's sheet names the indicator."""
        return self.line.indicator.kind == "declared"

    @property
    def whole(self) -> bool:
        """Tell whether no year at all is known."""
        return not self.line.known_years


def lacks(review: Review) -> list[Lack]:
    """Return the series that lack a value that can exist, in the order of the actions.

    A value that cannot exist (an action that had not started: SDMX status M) is not lacking.
    """
    found = []
    for action in review.scheme.actions:
        for line in lines_of(review, action):
            lack = None if line.is_derived else _lack(review, action.code, line)
            if lack is not None:
                found.append(lack)
    return found


def _lack(review: Review, action: str, line: Line) -> Lack | None:
    reasons: dict[int, str] = {
        year: row["missing_reason"] or "non communiqué"
        for year, row in line.rows.items()
        if year <= review.year and line.known(year) is None and row["status"] != "M"
    }
    for absence in line.declared.absent if line.declared else []:
        if absence.status != "M":
            known = {one for one in absence.years if one <= review.year} - set(line.rows)
            reasons |= dict.fromkeys(sorted(known), absence.reason)
    if not reasons:
        return None
    years = tuple(sorted(reasons))
    return Lack(action, line, years, tuple(dict.fromkeys(reasons[one] for one in years)))


def missing(review: Review) -> Section:
    """Return the table of what is missing, declared indicators first."""
    return section(_missing(review))


def _missing(review: Review) -> Iterator[Block]:
    found = sorted(lacks(review), key=lambda one: not one.declared)
    if not found:
        yield Prose("Aucune valeur attendue ne manque.")
        return
    yield DataTable(
        key="manques",
        caption="Ce qui manque, pourquoi, et qui peut le donner",
        columns=COLUMNS,
        rows=tuple(_cells(many) for many in _together(found)),
        source="registre et tables de la campagne",
        notes=("Une valeur qui ne peut pas exister (action non démarrée) n'est pas manquante.",),
    )


def _together(found: Iterable[Lack]) -> list[list[Lack]]:
    """Return the lacks; those of one indicator, for the same years and reasons, as one."""
    groups: dict[tuple[object, ...], list[Lack]] = {}
    for one in found:
        groups.setdefault((one.line.indicator.code, one.years, one.reasons), []).append(one)
    return list(groups.values())


def _cells(many: Sequence[Lack]) -> tuple[str, ...]:
    one = many[0]
    name = one.line.label
    if len(many) > 1:
        name = f"{one.line.indicator.label} ({len(many)} séries)"
    kind = "" if one.declared else " (donnée de contexte)"
    return (
        name + kind,
        one.action,
        one.line.indicator.respondent,
        years_text(one.years),
        " ; ".join(reason.rstrip(".") for reason in one.reasons),
    )
