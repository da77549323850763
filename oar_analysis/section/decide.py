"""What the committee may decide: points made from verdicts, missing values and claims."""

from collections.abc import Iterable, Iterator

from oar_analysis import french
from oar_analysis.dataset import Review
from oar_analysis.figure import Prose
from oar_analysis.section.card import main_lines, main_verdict
from oar_analysis.section.claim import held_claims
from oar_analysis.section.finding import findings_of
from oar_analysis.section.line import Line
from oar_analysis.section.missing import Lack, lacks
from oar_analysis.section.page import Section, section
from oar_analysis.section.sentence import change_words
from oar_analysis.section.text import plain_markdown
from oar_analysis.section.verdict import OWN, target_text, words

# The verdicts of a target that is not reached at the present pace.
SHORT = {"limited", "acceleration_needed", "deterioration"}
# Beyond, names are counted rather than listed.
MOST_NAMES = 4


def decisions(review: Review) -> Section:
    """Return the points to decide, the most pressing first; each says what it rests on."""
    urgent = [*_targets_missed(review), *_falling(review)]
    points = [*urgent, *_to_collect(review), *_to_define(review), *_to_correct(review)]
    if not points:
        return section(Prose("Aucun point à décider ne ressort des chiffres de l'année."))
    return section(Prose("\n".join(f"- {one}" for one in points)))


def declared_lines(review: Review) -> Iterator[tuple[str, Line]]:
    """Yield the first series of each declared indicator, with the action's code."""
    for action in review.scheme.actions:
        seen = set()
        for line in main_lines(review, action):
            if line.indicator.kind == "declared" and line.indicator.code not in seen:
                seen.add(line.indicator.code)
                yield action.code, line


def _targets_missed(review: Review) -> Iterator[str]:
    """Yield the own targets whose year is over, then those that the present pace does not reach."""
    over, ahead = [], []
    for code, line in declared_lines(review):
        for row in line.verdicts:
            if row["authority"] != OWN or row["verdict"] not in SHORT:
                continue
            named = f"{plain_markdown(line.label)} (action {code})"
            goal = target_text(row, line.unit)
            now = line.known(review.year)
            if row["target_year"] <= review.year:
                amount = f", {now.amount(line.unit)} en {review.year}" if now else ""
                over.append(f"{named}, cible de {goal}{amount}")
            else:
                ahead.append(f"{named}, {words(row)} vers {goal}")
    if over:
        yield f"**Tirer les suites des cibles manquées** : {' ; '.join(over)}."
    if ahead:
        yield f"**Revoir le rythme ou la cible** : {' ; '.join(ahead)}."


def _falling(review: Review) -> Iterator[str]:
    """Yield one point that names the indicators that move against their wanted direction."""
    found = [
        f"{plain_markdown(line.label)} ({_change(line, review.year)}action {code})"
        for code, line in declared_lines(review)
        if (row := main_verdict(line))
        and row["verdict"] == "deterioration"
        and not row["authority"]
    ]
    if found:
        yield f"**Décider des suites à donner aux reculs** : {' ; '.join(found)}."


def _change(line: Line, year: int) -> str:
    """Return the change of a series before its action, "" where a rate says it badly."""
    words = "" if line.measure == "change" else change_words(line.changes.get(year, {}))
    return f"{words.partition(' (')[0]} ; " if words else ""


def _to_collect(review: Review) -> Iterator[str]:
    """Yield a point for each directorate that can give what is missing."""
    by_respondent: dict[str, list[Lack]] = {}
    for one in lacks(review):
        by_respondent.setdefault(one.line.indicator.respondent, []).append(one)
    for respondent, found in by_respondent.items():
        told = [f"{plain_markdown(label)} ({action})" for label, action in _asked(found)]
        yield (
            f"**Obtenir les données absentes** auprès de « {plain_markdown(respondent)} » : "
            f"{' ; '.join(told)}."
        )


def _asked(found: Iterable[Lack]) -> list[tuple[str, str]]:
    """Return what to ask for, with its action: the parts of an indicator are asked for together."""
    by_indicator: dict[str, list[Lack]] = {}
    for one in found:
        by_indicator.setdefault(one.line.indicator.code, []).append(one)
    return [
        (many[0].line.label if len(many) == 1 else many[0].line.indicator.label, many[0].action)
        for many in by_indicator.values()
    ]


def _to_define(review: Review) -> Iterator[str]:
    """Yield one point where declared indicators have a wanted direction and no target."""
    lines = [line for _, line in declared_lines(review) if line.direction != "none"]
    held = [line for line in lines if line.declared and line.declared.target]
    if len(held) == len(lines):
        return
    names = french.enumerate_words([f"« {plain_markdown(line.label)} »" for line in held])
    told = "aucun indicateur déclaré n'a de cible chiffrée"
    if len(held) > MOST_NAMES:
        told = (
            f"{len(held)} des {len(lines)} indicateurs qui ont un sens voulu ont une cible chiffrée"
        )
    elif held:
        verb = "ont" if len(held) > 1 else "a"
        told = f"parmi les indicateurs déclarés, {names} {verb} une cible chiffrée, les autres non"
    yield f"**Fixer des cibles** : {told}. Sans cible, seul le rythme peut être qualifié."


def _to_correct(review: Review) -> Iterator[str]:
    """Yield a point for the claims that the figures contradict, one for the findings to settle."""
    wrong = [row for row in held_claims(review) if str(row["verdict"]).startswith("wrong")]
    if wrong:
        told = [f"« {plain_markdown(row['claim'])} » (action {row['action']})" for row in wrong]
        yield f"**Corriger ce que les chiffres contredisent** : {' ; '.join(told)}."
    found = [row for row in findings_of(review) if row["severity"] != "info" and row["action"]]
    codes = list(dict.fromkeys(str(row["action"]) for row in found))
    if codes:
        yield (
            f"**Faire lever les anomalies des tableaux** : actions {french.enumerate_words(codes)} "
            "(le détail est dans la page sur la qualité des données)."
        )
