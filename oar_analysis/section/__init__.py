"""What the review's pages say: one call a section, for the notebooks."""

from oar_analysis.section.action import action, actions
from oar_analysis.section.card import action_card, action_cards
from oar_analysis.section.claim import claims
from oar_analysis.section.decide import decisions
from oar_analysis.section.decomposition import decompositions
from oar_analysis.section.followup import follow_up
from oar_analysis.section.message import key_messages
from oar_analysis.section.missing import missing
from oar_analysis.section.page import Section, axis_page, foot, head, section
from oar_analysis.section.part import by_part, parts
from oar_analysis.section.quality import findings_by_action, quality_state
from oar_analysis.section.revision import vintage_changes
from oar_analysis.section.rule import rules
from oar_analysis.section.synthesis import highlights, overview, state
from oar_analysis.section.zoom import chart, table, targets

__all__ = [
    "Section", "action", "action_card", "action_cards", "actions", "axis_page", "by_part",
    "chart", "claims", "decisions", "decompositions", "findings_by_action", "follow_up", "foot",
    "head", "highlights", "key_messages", "missing", "overview", "parts", "quality_state", "rules",
    "section", "state", "table", "targets", "vintage_changes",
]  # fmt: skip
