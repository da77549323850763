"""A zoom on a subject: the notebook names the series, these calls show them."""

from collections.abc import Sequence

from oar_analysis import french
from oar_analysis.dataset import Review
from oar_analysis.figure import Callout, Column, DataTable, Details, Prose
from oar_analysis.section.chart import lines_figure
from oar_analysis.section.digest import digest
from oar_analysis.section.indicator import cell, change_cell, line_names
from oar_analysis.section.judged import lines_source, pace_list, verdict_list, verdict_rows
from oar_analysis.section.line import Line, find_line
from oar_analysis.section.page import Section, section
from oar_analysis.section.remark import remarks
from oar_analysis.section.sentence import when
from oar_analysis.section.text import plain_markdown, source_of
from oar_analysis.section.verdict import verdict_table

NOTHING = "—"


def lines(review: Review, *operands: str) -> list[Line]:
    """Return the lines that operands name (`indicator[/breakdown[/measure]]`).

    Raises:
        UsageError: a series is not in the register.
    """
    return [find_line(review, one) for one in operands]


def chart(
    review: Review, *operands: str, key: str, title: str, beside: Sequence[str] = ()
) -> Section:
    """Return the figure of series of one unit and what it says; a note where nothing is known.

    `beside` names series to read the figure by (what was programmed): they are told, not drawn.
    """
    found = lines(review, *operands)
    other = _beside(lines(review, *beside), review.year)
    if not any(one.years for one in found):
        computed = all(one.is_derived for one in found)
        text = "Ce calcul attend des valeurs qui manquent." if computed else "Rien n'a été reçu."
        return section(Callout("limit", f"{text} {other}".rstrip(), title))
    figure = lines_figure(review, found, key=key, title=title)
    known = any(one.known_years for one in found)
    # Where nothing is known the figure's own description has said so.
    return section(
        figure,
        Prose(digest(found, review.year)) if known else None,
        Prose(other) if other else None,
    )


def _beside(found: Sequence[Line], year: int) -> str:
    """Return the last known value of each series, with its year or its period."""
    told = []
    for one in found:
        points = [
            point for other in one.known_years if other <= year if (point := one.known(other))
        ]
        if points:
            amount = points[-1].text(one.unit)
            told.append(f"{french.inside(one.label)}, {amount} {when(one, points[-1].year)}")
    return f"À mettre en regard : {plain_markdown(' ; '.join(told))}." if told else ""


def table(review: Review, *operands: str, key: str, caption: str) -> Section:
    """Return series of any unit side by side: N-1, N, change and remarks."""
    found = lines(review, *operands)
    year = review.year
    return section(
        DataTable(
            key=key,
            caption=caption,
            columns=(
                Column(title="Série", kind="text"),
                Column(title=str(year - 1)),
                Column(title=str(year)),
                Column(title="Évolution"),
                Column(title="À savoir", kind="text"),
            ),
            rows=tuple(
                (
                    name,
                    cell(one, year - 1),
                    cell(one, year),
                    change_cell(one, year),
                    remarks(one, year) or NOTHING,
                )
                for name, one in zip(line_names(found), found, strict=True)
            ),
            source=source_of(row for one in found for row in one.rows.values()),
        )
    )


def targets(review: Review, *operands: str) -> Section:
    """Return the verdicts of series on every target, in words and with their calculation."""
    found = lines(review, *operands)
    rows = verdict_rows(review, found)
    if not rows:
        return section(Prose("Aucune cible ne s'applique à ces séries."))
    told = "\n\n".join(one for one in (verdict_list(review, found), pace_list(found)) if one)
    key = f"verdicts-{found[0].indicator.code}"
    table = verdict_table(key, "Les verdicts et leur calcul", rows, lines_source(found))
    folded = Details("Le calcul de chaque verdict", (table,), anchor=f"calculs-{key}")
    return section(Prose(told) if told else None, folded)
