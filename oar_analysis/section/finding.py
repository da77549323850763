"""Findings as the pages show them: what was found, where, and what can be done."""

from collections.abc import Mapping
from typing import Any

from oar_analysis.contract import SEVERITIES, Finding
from oar_analysis.dataset import Review
from oar_analysis.figure import Column, DataTable

Row = Mapping[str, Any]

TITLES = ("Constat", "Gravité", "Motif déclaré", "Où", "Que faire")
COLUMNS = tuple(Column(title=title, kind="text") for title in TITLES)


def findings_of(review: Review, action: str | None = None) -> list[Row]:
    """Return the findings of an action ("" for the scheme's), or all of them."""
    return [row for row in review.finding_rows if action is None or row["action"] == action]


def expected_reason(review: Review, row: Row) -> str:
    """Return why the campaign expects a finding, "" where it does not."""
    finding = Finding(**{name: row[name] for name in row})
    for one in review.campaign.expected_findings:
        if one.matches(finding):
            return one.reason
    return ""


def finding_table(review: Review, action: str, key: str = "constats") -> DataTable | None:
    """Return the findings of an action as a table, None where there is none."""
    rows = findings_of(review, action)
    if not rows:
        return None
    name = f"de l'action {action}" if action else "du schéma dans son ensemble"
    return DataTable(
        key=f"{key}-{action or 'schema'}",
        caption=f"Constats de contrôle {name}",
        columns=COLUMNS,
        rows=tuple(_cells(review, row) for row in rows),
    )


def _cells(review: Review, row: Row) -> tuple[str, ...]:
    reason = expected_reason(review, row)
    if not reason:
        reason = "—" if row["severity"] == "info" else "aucun : constat nouveau"
    where = ", ".join(str(row[name]) for name in ("file", "cell") if row[name])
    return (
        str(row["message"]),
        SEVERITIES[str(row["severity"])],
        reason,
        where or "—",
        str(row["remedy"]),
    )
