"""Everything is held against everything that it must agree with; all findings at once."""

from oar_analysis.check.rules import RULES, Rule, check_campaign

__all__ = ["RULES", "Rule", "check_campaign"]
