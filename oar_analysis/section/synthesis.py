"""The synthesis: the state of the scheme on one printed page, then every indicator on a screen."""

from collections.abc import Iterator

from oar_analysis import french
from oar_analysis.assess import VERDICT_WORDS
from oar_analysis.dataset import Review
from oar_analysis.figure import Block, Column, DataTable, Heading, KeyFigure, KeyFigures, Prose
from oar_analysis.figure.table import Content
from oar_analysis.scheme import Action
from oar_analysis.section.card import action_anchor, main_lines, main_verdict
from oar_analysis.section.digest import digest
from oar_analysis.section.indicator import cell, change_cell, own_target
from oar_analysis.section.line import Line, lines_of
from oar_analysis.section.page import Section, axis_page, section
from oar_analysis.section.row import Row
from oar_analysis.section.text import source_of
from oar_analysis.section.verdict import words

NOTHING = "—"


def state(review: Review) -> Section:
    """Return how many actions of the scheme are under way, by axis, and what is planned."""
    scheme = review.scheme
    started = [one for one in scheme.actions if one.status != "planned"]
    whole = KeyFigure(
        value=f"{len(started)} sur {scheme.actions_total.value}",
        label=_engaged(len(started)),
        detail=_planned(review),
    )
    by_axis = [
        KeyFigure(
            value=str(sum(one.axis == axis.number for one in started)),
            label=f"dans l'axe {axis.number}, {axis.title[:1].lower()}{axis.title[1:]}",
            link=f"indicateurs-axe-{axis.number}",
        )
        for axis in scheme.axes
    ]
    return section(KeyFigures((whole, *by_axis), label="État des actions du schéma"))


def _engaged(count: int) -> str:
    return f"{french.plural('action', count)} du schéma {french.plural('engagée', count)}"


def _planned(review: Review) -> str:
    planned = review.scheme.actions_planned
    if planned is None:
        return ""
    word = french.plural("action", planned.value)
    return f"{planned.value} {word} à engager ensuite"


def highlights(review: Review) -> Section:
    """Return the actions that the campaign highlights, with what their figures say."""
    known = {one.code: one for one in review.scheme.actions}
    chosen = [known[code] for code in review.campaign.highlights if code in known]
    if not chosen:
        return section(Prose(f"La campagne {review.year} ne met aucune action en avant."))
    return section(*(_highlight(review, action) for action in chosen))


def _highlight(review: Review, action: Action) -> Iterator[Block]:
    yield Heading(f"{action.code} {action.short_title}", 3, f"remarquable-{action.code}")
    computed = [
        one for one in lines_of(review, action) if one.is_derived and one.measure != "index"
    ]
    lines = [one for one in (*main_lines(review, action), *computed) if one.known(review.year)]
    told = digest(lines, review.year)
    page = f"{axis_page(review, action.axis)}.html#{action_anchor(action.code)}"
    link = f"[Voir l'action {action.code} en détail]({page})"
    yield Prose(f"{told}\n\n{link}")


def overview(review: Review) -> Section:
    """Return every indicator that the actions declare, an axis a table, by its main series."""
    return section(*(_axis_table(review, axis.number) for axis in review.scheme.axes))


def _axis_table(review: Review, axis: int) -> DataTable:
    lines = [
        (action, line)
        for action in review.actions(axis)
        for line in main_lines(review, action)
        if line.indicator.kind == "declared"
    ]
    year = review.year
    return DataTable(
        key=f"indicateurs-axe-{axis}",
        caption=f"Axe {axis} : tous les indicateurs, {year - 1} et {year}",
        columns=(
            Column(title="Indicateur", kind="text"),
            Column(title="Action", kind="text"),
            Column(title=str(year - 1)),
            Column(title=str(year)),
            Column(title="Évolution"),
            Column(title="Verdict", kind="text"),
        ),
        rows=tuple(_row(action, line, year) for action, line in lines),
        source=source_of(row for _, line in lines for row in line.rows.values()),
    )


def _row(action: Action, line: Line, year: int) -> tuple[Content, ...]:
    verdict = main_verdict(line)
    return (
        _name(line),
        action.code,
        cell(line, year - 1),
        cell(line, year),
        # Between two rates a gap is no change of the quantity: the action's table tells it.
        NOTHING if line.measure == "change" else change_cell(line, year),
        _verdict(line, verdict) if verdict else NOTHING,
    )


def _name(line: Line) -> str:
    """Return how a series is called away from its action: a part is named with its whole."""
    if not line.breakdown or line.direction != "none":
        return line.label
    return f"{line.indicator.label} : {french.inside(line.label)}"


def _verdict(line: Line, verdict: Row) -> str:
    """Return a verdict with its sign, and its target where there is one."""
    target = own_target(line)
    sign = VERDICT_WORDS[verdict["verdict"]].sign
    return f"{sign} {words(verdict)}" + (f" (cible : {target})" if target else "")
