"""The key messages of the year, written from the figures."""

from oar_analysis import assess
from oar_analysis.dataset import Review
from oar_analysis.figure import Prose
from oar_analysis.section.page import Section, section
from oar_analysis.section.text import bullets


def key_messages(review: Review) -> Section:
    """Return what the year's figures say of the scheme, a sentence a message."""
    found = assess.key_messages(
        review.all_observations, review.verdicts, review.scheme, review.year
    )
    return section(Prose(bullets((one.text for one in found), leads=True)))
