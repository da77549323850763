"""What the directorates wrote about their figures, held against the figures."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from oar_analysis.assess import CLAIM_WORDS
from oar_analysis.dataset import Review
from oar_analysis.figure import Block, Column, DataTable, Heading, Prose
from oar_analysis.scheme import Action
from oar_analysis.section.page import Section, section

COLUMNS = tuple(
    Column(title=title, kind="text")
    for title in ("Ce qui est écrit", "Verdict", "Ce que disent les chiffres", "Où")
)


def claim_blocks(review: Review, action: Action) -> Iterator[Block]:
    """Yield the claims of an action and what the figures say of them, nothing if there are none."""
    rows = held_claims(review, action.code)
    if rows:
        yield Heading("Ce que le bilan écrit, face aux chiffres", 3, f"{action.code}-affirmations")
        yield _table(rows, action.code, f"Affirmations de l'action {action.code}")


def claims(review: Review) -> Section:
    """Return every claim that the figures contradict or cannot check, then those that hold."""
    rows = held_claims(review)
    if not rows:
        return section(Prose("La campagne ne transcrit aucune affirmation."))
    doubtful = [row for row in rows if row["verdict"] != "true"]
    true = [row for row in rows if row["verdict"] == "true"]
    return section(
        _table(doubtful, "douteuses", "Affirmations fausses ou non vérifiables")
        if doubtful
        else None,
        _table(true, "vraies", "Affirmations que les chiffres confirment") if true else None,
    )


def held_claims(review: Review, action: str | None = None) -> list[Mapping[str, Any]]:
    """Return the claims of an action, or of the review, with what the figures say of each."""
    return [row for row in review.claims if action is None or row["action"] == action]


def _table(rows: Sequence[Mapping[str, Any]], key: str, caption: str) -> DataTable:
    return DataTable(
        key=f"affirmations-{key}",
        caption=caption,
        columns=COLUMNS,
        rows=tuple(
            (f"« {row['claim']} »", CLAIM_WORDS[row["verdict"]], row["explanation"], row["source"])
            for row in rows
        ),
        source="affirmations transcrites du bilan (affirmations.csv)",
    )
