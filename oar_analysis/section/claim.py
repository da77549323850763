"""What the directorates wrote about their figures, held against the figures."""

from collections.abc import Iterator

from oar_analysis.dataset import Review
from oar_analysis.figure import Block
from oar_analysis.scheme import Action
from oar_analysis.section.page import Section, section


def claim_blocks(review: Review, action: Action) -> Iterator[Block]:
    yield from ()


def claims(review: Review) -> Section:
    return section()
