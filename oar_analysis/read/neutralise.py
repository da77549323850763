"""Texts that a spreadsheet would run as a formula, made harmless for exports."""

import re

# What Excel, Calc and Sheets take for the beginning of a formula or a command.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A signed number and the words of its unit: "-8,2", "+ 5,6 %", "-1 234,50 € HT", "- 12 kWh/100 km".
# No operator, bracket or quote: nothing that could make a formula of it.
NUMBER = re.compile(
    r"[-+]\s*\d[\d\s.,]*+(?:[eE][-+]?\d+)?[\s%‰€]*+"
    r"(?:[^\W\d_][\w\s%€²³°]*+(?:/[\w\s²³]++)?)?"
)
DASHES = re.compile(r"[-+]+\s*")  # "-" and "--" mark a missing value


def neutralise(text: str) -> str:
    r"""Return the text with an apostrophe before it if a spreadsheet would run it as a formula.

    Numbers, with their sign and unit, and lone dashes are never touched. See OWASP, "CSV
    injection".

    >>> neutralise('=cmd|"/C calc"!A0'), neutralise("-8,2"), neutralise("@SUM(A1)")
    ('\'=cmd|"/C calc"!A0', '-8,2', "'@SUM(A1)")
    """
    if not text.startswith(DANGEROUS) or NUMBER.fullmatch(text) or DASHES.fullmatch(text):
        return text
    return "'" + text
