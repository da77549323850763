"""What the figures say: verdicts against targets, what moved and why, claims held to account."""

from oar_analysis.assess.progress import VERDICT_WORDS, VerdictWord
from oar_analysis.assess.references import References, load_references
from oar_analysis.assess.verdict import assess, assess_campaign

__all__ = [
    "VERDICT_WORDS",
    "References",
    "VerdictWord",
    "assess",
    "assess_campaign",
    "load_references",
]
