"""Key messages."""

from oar_analysis.dataset import Review
from oar_analysis.section.page import Section, section


def key_messages(review: Review) -> Section:
    return section()
