"""One action, gone through as the committee's review does."""

from collections.abc import Iterator

from oar_analysis import french
from oar_analysis.dataset import Review
from oar_analysis.figure import Block, Details, Heading, Prose
from oar_analysis.scheme import Action
from oar_analysis.section.card import action_anchor
from oar_analysis.section.chart import action_figures, crowded
from oar_analysis.section.claim import claim_blocks
from oar_analysis.section.digest import digest
from oar_analysis.section.finding import finding_table
from oar_analysis.section.indicator import indicator_details, indicator_table
from oar_analysis.section.judged import judged_blocks
from oar_analysis.section.line import lines_of
from oar_analysis.section.page import Section, section, zooms_of
from oar_analysis.section.text import bullets, plain_markdown, sentence

# The sections of a narrative, in the order of the review; others follow under their own title.
DONE, ANALYSIS, OUTLOOK = "Réalisations", "Analyse", "Perspectives"


def actions(review: Review, axis: int) -> Section:
    """Return every action of an axis, one after the other."""
    return section(*(action(review, one) for one in review.actions(axis)))


def action(review: Review, one: Action) -> Section:
    """Return an action: who steers it, what was done, figures, what they say, analysis, outlook."""
    told = review.narrative(one.code)
    rest = {name: text for name, text in told.items() if name not in {DONE, ANALYSIS, OUTLOOK}}
    return section(
        Heading(f"{one.code} {one.title.rstrip('.')}", 2, action_anchor(one.code)),
        Prose(_identity(review, one)),
        _narrative(one, DONE, "Ce qui a été fait", told),
        _figures(review, one),
        judged_blocks(review, one),
        claim_blocks(review, one),
        _narrative(one, ANALYSIS, "Analyse", told),
        _narrative(one, OUTLOOK, "Perspectives", told),
        *(_narrative(one, name, name, rest) for name in rest),
        _sources(review, one),
    )


def _identity(review: Review, one: Action) -> str:
    parts = [f"**Pilotage** : {plain_markdown(' ; '.join(one.steering))}."]
    if len(one.objective) == 1:
        parts.append(f"**Objectif** : {plain_markdown(sentence(one.objective[0]))}")
    elif one.objective:
        parts.append("**Objectifs** :\n\n" + bullets(one.objective))
    if one.external_reference:
        parts.append(f"Numéro dans un autre plan : {plain_markdown(one.external_reference)}.")
    links = [
        f"[{plain_markdown(page.title)}]({page.id}.html)" for page in zooms_of(review, one.code)
    ]
    if links:
        parts.append(f"Voir aussi : {', '.join(links)}.")
    return "\n\n".join(parts)


def _narrative(one: Action, name: str, title: str, told: dict[str, str]) -> Iterator[Block]:
    if told.get(name):
        yield _heading(one, title)
        yield Prose(told[name])


def _figures(review: Review, one: Action) -> Iterator[Block]:
    if not one.indicators:
        yield Prose("Aucun indicateur n'est encore déclaré pour cette action.")
        return
    yield _heading(one, "Les indicateurs")
    yield indicator_table(review, one)
    told = digest(lines_of(review, one), review.year)
    if told:
        yield _heading(one, "Ce que disent les chiffres")
        yield Prose(told)
    yield from action_figures(review, one)
    names = [f"« {plain_markdown(left.label)} »" for left in crowded(review, one)]
    if names:
        said = "a trop de parties" if len(names) == 1 else "ont trop de parties"
        yield Prose(f"{french.enumerate_words(names)} {said} pour une figure : voir les tableaux.")


def _sources(review: Review, one: Action) -> Iterator[Block]:
    details, table = indicator_details(review, one), finding_table(review, one.code)
    if not details and table is None:
        return
    yield _heading(one, "Définitions, sources et constats")
    yield from details
    if table is not None:
        yield Details(
            "Constats de contrôle sur cette action", (table,), f"action-{one.code}-constats"
        )


def _heading(one: Action, title: str) -> Heading:
    return Heading(title, 3, f"{one.code}-{title}")
