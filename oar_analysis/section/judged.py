"""What the targets say of an action: the verdicts in words, then their calculation in the open."""

from collections.abc import Iterable, Iterator

from oar_analysis import french
from oar_analysis.assess.target import authority
from oar_analysis.dataset import Review
from oar_analysis.figure import SIGNS, Block, Details, Heading, Prose
from oar_analysis.scheme import Action
from oar_analysis.scheme.references import LegalTarget
from oar_analysis.section.line import Line, lines_of
from oar_analysis.section.row import Row
from oar_analysis.section.text import plain_markdown, source_of
from oar_analysis.section.verdict import authority_words, target_text, verdict_table, words

# Met, or not held against the target at all.
NOT_JUDGED = {"achieved", "not_comparable", "no_verdict"}


def judged_blocks(review: Review, action: Action) -> Iterator[Block]:
    """Yield the verdicts of an action: on targets in words, then every calculation folded."""
    lines = [one for one in lines_of(review, action) if one.verdicts]
    if not lines:
        return
    yield Heading("Face aux cibles", 3, f"{action.code}-cibles")
    told = [text for text in (verdict_list(review, lines), pace_list(lines)) if text]
    yield Prose("\n\n".join(told) or "Aucun indicateur de cette action ne peut être jugé.")
    key, caption = f"verdicts-{action.code}", f"Verdicts de l'action {action.code} et leur calcul"
    table = verdict_table(key, caption, verdict_rows(review, lines), lines_source(lines))
    yield Details("Le calcul de chaque verdict", (table,), anchor=f"calculs-{action.code}")


def verdict_rows(review: Review, lines: Iterable[Line]) -> list[tuple[str, str, Row]]:
    """Return (label, target in words, verdict) for each verdict of some lines."""
    return [
        (line.label, goal_words(review, line, row), row) for line in lines for row in line.verdicts
    ]


def lines_source(lines: Iterable[Line]) -> str:
    """Return the source line of the observations of some lines."""
    return source_of(row for line in lines for row in line.rows.values())


def verdict_list(review: Review, lines: Iterable[Line]) -> str:
    """Return, for each series that has a target, all its verdicts together, as Markdown.

    The own target comes first, then the law in force, then the law to come.
    """
    found = []
    for line in lines:
        held = [row for row in line.verdicts if row["authority"]]
        if held:
            now = line.known(review.year)
            amount = f" ({now.amount(line.unit)} en {review.year})" if now else ""
            found.append(f"- **{plain_markdown(line.label)}**{amount}")
            found += [f"  - {one}" for one in _told(review, line, held)]
    return "\n".join(found)


def pace_list(lines: Iterable[Line]) -> str:
    """Return how the series without any comparable target are judged, by their pace alone."""
    by_word: dict[str, list[str]] = {}
    sure = [line for line in lines if not line.scope_doubtful]
    rows = [(line, row) for line in sure for row in line.verdicts if not row["authority"]]
    for line, row in sorted(rows, key=lambda one: SIGNS.index(one[1]["verdict"])):
        if row["verdict"] != "no_verdict":
            by_word.setdefault(words(row), []).append(plain_markdown(line.label))
    told = [
        f"- **{word[:1].upper()}{word[1:]}** : {' ; '.join(labels)}."
        for word, labels in by_word.items()
    ]
    return (
        "\n".join(["Sans cible à leur comparer, d'après leur seul rythme :\n", *told])
        if told
        else ""
    )


def _told(review: Review, line: Line, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the verdicts of a series; rules that do not compare for one reason stand together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for number, row in enumerate(rows):
        asked = _asked(row, goal_words(review, line, row))
        reason = _because(review, row) or " " * number
        groups.setdefault((words(row) + _late(row), reason), []).append(asked)
    for (word, reason), targets in groups.items():
        yield f"{' ; '.join(targets)} : **{word}**{reason.rstrip()}."


def _late(row: Row) -> str:
    """Return that a target's year is over where the target was not met."""
    year, verdict = row["target_year"], row["verdict"]
    over = year is not None and year <= row["year"]
    return ", échéance dépassée" if over and verdict not in NOT_JUDGED else ""


def _asked(row: Row, goal: str) -> str:
    who = plain_markdown(authority_words(row["authority"]))
    coming = "" if row["in_force"] in {True, None} else ", à venir"
    return f"{who[:1].upper()}{who[1:]}{coming}" + (f" ({plain_markdown(goal)})" if goal else "")


def goal_words(review: Review, line: Line, row: Row) -> str:
    """Return what a target asks: its figure and year, or its words where it does not compare.

    "40 %" of vehicles renewed stands beside a share of kilometres: the figure alone would mislead.
    """
    rule = legal_target(review, row)
    if rule is not None and not rule.comparable:
        return french.inside(rule.label)
    return target_text(row, rule.unit if rule and rule.unit else line.unit)


def _because(review: Review, row: Row) -> str:
    """Return why a rule does not compare, or why there is no verdict."""
    rule = legal_target(review, row)
    reason = rule.because if rule and not rule.comparable else ""
    if row["verdict"] == "no_verdict":
        reason = row["comment"].partition(". ")[0]
    reason = plain_markdown(reason).rstrip(".")
    return f", car {reason[:1].lower()}{reason[1:]}" if reason else ""


def legal_target(review: Review, row: Row) -> LegalTarget | None:
    """Return the legal target that a verdict is about, None for the scheme's own."""
    for rule in review.references.rules:
        for one in rule.targets if authority(rule) == row["authority"] else ():
            named = [operand.split("/")[0] for operand in one.applies_to]
            if (one.value, one.year) == (row["target"], row["target_year"]) and (
                row["indicator"] in named
            ):
                return one
    return None
