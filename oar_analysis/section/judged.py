"""What the targets say of an action: the verdicts in words, then their calculation in the open."""

from collections.abc import Iterator

from oar_analysis.dataset import Review
from oar_analysis.figure import Block, Details, Heading, Prose
from oar_analysis.scheme import Action
from oar_analysis.section.line import Line, Row, lines_of
from oar_analysis.section.text import bullets, source_of
from oar_analysis.section.verdict import authority_words, target_text, verdict_table, words


def judged_blocks(review: Review, action: Action) -> Iterator[Block]:
    """Yield the verdicts of an action: on targets in words, then every calculation folded."""
    lines = [one for one in lines_of(review, action) if one.verdicts]
    if not lines:
        return
    yield Heading("Face aux cibles", 3, f"{action.code}-cibles")
    sentences = [text for line in lines if (text := target_sentence(line, review.year))]
    if sentences:
        yield Prose(bullets(sentences))
    else:
        yield Prose("Aucun indicateur de cette action n'a de cible ; seul son rythme est qualifié.")
    rows = [(line.label, line.unit, row) for line in lines for row in line.verdicts]
    table = verdict_table(
        f"verdicts-{action.code}",
        f"Verdicts de l'action {action.code} et leur calcul",
        rows,
        source_of(row for line in lines for row in line.rows.values()),
    )
    yield Details("Le calcul de chaque verdict", (table,), anchor=f"{action.code}-calculs")


def target_sentence(line: Line, year: int) -> str:
    """Return all the verdicts of a series on its targets, in one sentence; "" without a target."""
    held = [row for row in line.verdicts if row["target"] is not None or row["authority"]]
    if not held:
        return ""
    now = line.known(year)
    amount = f" ({now.amount(line.unit)} en {year})" if now else ""
    return f"{line.label}{amount} : {' ; '.join(_told(line, row) for row in held)}."


def _told(line: Line, row: Row) -> str:
    who = authority_words(row["authority"])
    target = target_text(row, line.unit)
    coming = "" if row["in_force"] in {True, None} else ", à venir"
    asked = f"{who}, {target}{coming}" if target else f"{who}{coming}"
    if row["verdict"] in {"not_comparable", "no_verdict"}:
        return f"{asked} : {words(row)}{_because(row['comment'])}"
    return f"{asked} : {words(row)}"


def _because(comment: str) -> str:
    comment = comment.strip().rstrip(".")
    return f", car {comment[:1].lower()}{comment[1:]}" if comment else ""
