"""The rules that the figures are held against: what each asks, when, of what, how sure it is."""

from collections.abc import Iterator

from oar_analysis import french
from oar_analysis.assess.target import authority, validity
from oar_analysis.dataset import Review
from oar_analysis.figure import Block, Column, DataTable, Details, Prose
from oar_analysis.scheme.references import CERTAINTY_WORDS, LegalTarget, Rule
from oar_analysis.section.page import Section, section

COLUMNS = tuple(
    Column(title=title, kind="text")
    for title in (
        "Règle", "Ce qu'elle demande", "Quand", "Ce qu'elle compte", "Indicateurs",
        "Se compare aux indicateurs", "Lecture du texte",
    )
)  # fmt: skip
NOTHING = "—"


def rules(review: Review) -> Section:
    """Return every rule of the references, folded: in force in the year, to come, or over."""
    return section(_rules(review))


def _rules(review: Review) -> Iterator[Block]:
    found = review.references.rules
    if not found:
        yield Prose("Aucune règle n'est déclarée : seules les cibles du schéma s'appliquent.")
        return
    table = DataTable(
        key="regles",
        caption=f"Règles de droit et plans nationaux, vus de {review.year}",
        columns=COLUMNS,
        rows=tuple(row for rule in found for row in _rows(rule, review.year)),
        source="références du schéma (references.yaml)",
    )
    count = f"{french.number(len(found))} {french.plural('règle', len(found))}"
    yield Details(
        f"Le texte, les dates et la portée de chaque règle ({count})", (table,), "toutes-les-regles"
    )


def _rows(rule: Rule, year: int) -> Iterator[tuple[str, ...]]:
    name = f"{authority(rule)} : {french.inside(rule.title)}"
    sure = CERTAINTY_WORDS[rule.certainty]
    if not rule.binding:
        name += " (sans caractère contraignant)"
    for one in rule.targets:
        named = ", ".join(dict.fromkeys(operand.split("/")[0] for operand in one.applies_to))
        yield name, one.label, _when(one, year), one.counts, named or NOTHING, _compares(one), sure
    if rule.note or not rule.targets:
        yield name, rule.note.strip() or NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, sure


def _when(target: LegalTarget, year: int) -> str:
    state = "en vigueur" if target.in_force(year) else "close" if target.over(year) else "à venir"
    return f"{validity(target)} ({state})"


def _compares(target: LegalTarget) -> str:
    return "oui" if target.comparable else f"non : {french.inside(target.because.rstrip('.'))}"
