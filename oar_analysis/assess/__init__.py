"""What the figures say: verdicts against targets, what moved and why, claims held to account."""

from oar_analysis.assess.claims import Claim, read_claims
from oar_analysis.assess.decomposition import Decomposition, Effect, decompose
from oar_analysis.assess.explain import explain
from oar_analysis.assess.holding import CLAIM_WORDS, claim_findings, hold_claims
from oar_analysis.assess.messages import Message, key_messages
from oar_analysis.assess.outlook import outlook, series_trend
from oar_analysis.assess.progress import VERDICT_WORDS, VerdictWord
from oar_analysis.assess.trend import Reach, Trend, reach, theil_sen
from oar_analysis.assess.verdict import assess, assess_campaign
from oar_analysis.scheme.references import References, load_references

__all__ = [
    "CLAIM_WORDS",
    "VERDICT_WORDS",
    "Claim",
    "Decomposition",
    "Effect",
    "Message",
    "Reach",
    "References",
    "Trend",
    "VerdictWord",
    "assess",
    "assess_campaign",
    "claim_findings",
    "decompose",
    "explain",
    "hold_claims",
    "key_messages",
    "load_references",
    "outlook",
    "reach",
    "read_claims",
    "series_trend",
    "theil_sen",
]
