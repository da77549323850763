"""How the scheme itself is followed: what its follow-up group did, and its own figures."""

from collections.abc import Iterator

from oar_analysis.dataset import Review
from oar_analysis.figure import Block, Column, DataTable, Heading, Prose
from oar_analysis.section.indicator import cell
from oar_analysis.section.line import scheme_lines
from oar_analysis.section.page import Section, section
from oar_analysis.section.remark import remarks
from oar_analysis.section.text import source_of

# The narrative of the scheme as a whole stands in scheme.md of the campaign.
NARRATIVE = "scheme"


def follow_up(review: Review) -> Section:
    """Return the narrative of the scheme as a whole, then the context figures that it declares."""
    blocks = tuple(_blocks(review))
    return section(blocks or Prose("La campagne ne dit rien du suivi du schéma."))


def _blocks(review: Review) -> Iterator[Block]:
    for title, text in review.narrative(NARRATIVE).items():
        yield Heading(title, 3, f"suivi-{title}")
        yield Prose(text)
    year = review.year
    lines = [one for one in scheme_lines(review) if one.indicator.kind == "context" and one.rows]
    if lines:
        yield DataTable(
            key="suivi",
            caption=f"Le suivi du schéma, {year}",
            columns=(
                Column(title="Série", kind="text"),
                Column(title=str(year)),
                Column(title="À savoir", kind="text"),
            ),
            rows=tuple((one.label, cell(one, year), remarks(one, year) or "—") for one in lines),
            source=source_of(row for one in lines for row in one.rows.values()),
        )
