"""Verdicts as the pages show them: in words, with their calculation in the open."""

from collections.abc import Mapping, Sequence
from typing import Any

from oar_analysis import french
from oar_analysis.assess import VERDICT_WORDS
from oar_analysis.dataset import Review
from oar_analysis.figure import Column, DataTable

Row = Mapping[str, Any]

OWN = "own"
COLUMNS = (
    Column(title="Indicateur", kind="text"),
    Column(title="Cible", kind="text"),
    Column(title="Qui la fixe", kind="text"),
    Column(title="Verdict", kind="text"),
    Column(title="Rythme observé, par an", kind="text"),
    Column(title="Rythme requis, par an", kind="text"),
    Column(title="Rapport des deux", kind="text"),
    Column(title="Années utilisées", kind="text"),
    Column(title="Calcul et réserves", kind="text"),
)
# Said where at least one rate was required.
_NOTES = (
    "Rythme requis : la croissance annuelle qui mène de la première année à la cible.",
    "Rapport : part du rythme requis que le rythme observé représente.",
)


def verdicts_of(review: Review, indicator: str, breakdown: str) -> tuple[Row, ...]:
    """Return the verdicts of the review's year on a series: own target, law now, law to come."""
    return tuple(
        row
        for row in review.verdict_rows
        if row["indicator"] == indicator and row["breakdown"] == breakdown
    )


def words(row: Row) -> str:
    """Return a verdict in words.

    >>> words({"verdict": "limited"})
    'progrès limités'
    """
    return VERDICT_WORDS[row["verdict"]].label


def authority_words(authority: str) -> str:
    """Return who asks for a target, as readers know it.

    >>> authority_words("own"), authority_words("")
    ('cible du schéma', 'sans cible')
    """
    return {OWN: "cible du schéma", "": "sans cible"}.get(authority, authority)


def target_text(row: Row, unit: str) -> str:
    r"""Return a target with its date ("50 % en 2020"), "" where there is none.

    >>> target_text({"target": 50.0, "target_year": 2020}, "%")
    '50\xa0% en 2020'
    """
    if row["target"] is None:
        return ""
    amount = french.quantity(row["target"], unit)
    return f"{amount} en {row['target_year']}" if row["target_year"] is not None else amount


def rate_text(rate: float | None) -> str:
    r"""Return a yearly rate (a fraction) in per cent, "" where it is unknown.

    >>> rate_text(0.0224), rate_text(None)
    ('+2,2\xa0%', '')
    """
    return "" if rate is None else french.quantity(100 * rate, "%", 1, sign=True)


def ratio_text(ratio: float | None) -> str:
    r"""Return how much of the required rate was reached (a fraction), in per cent.

    >>> ratio_text(0.98), ratio_text(0.036)
    ('98\xa0%', '3,6\xa0%')
    """
    if ratio is None:
        return ""
    return french.quantity(100 * ratio, "%", 1 if abs(ratio) < 0.1 else 0)


def verdict_table(
    key: str, caption: str, rows: Sequence[tuple[str, str, Row]], source: str
) -> DataTable:
    """Return verdicts with their calculation; `rows` are (series, target, verdict)."""
    return DataTable(
        key=key,
        caption=caption,
        columns=COLUMNS,
        rows=tuple(_cells(label, goal, row) for label, goal, row in rows),
        source=source,
        notes=_NOTES if any(row["ratio"] is not None for _, _, row in rows) else (),
    )


def _cells(label: str, goal: str, row: Row) -> tuple[str, ...]:
    coming = "" if row["in_force"] in {True, None} else " (à venir)"
    evidence = row["evidence"]
    return (
        label,
        goal or "aucune",
        authority_words(row["authority"]) + coming,
        words(row),
        rate_text(row["observed_rate"]) or "—",
        rate_text(row["required_rate"]) or "—",
        ratio_text(row["ratio"]) or "—",
        "—" if evidence is None else str(evidence),
        row["comment"],
    )
