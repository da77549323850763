"""Why a total moved: the declared decompositions, each effect with the interval of its rounding."""

from collections.abc import Iterator

from oar_analysis import french
from oar_analysis.assess.decomposition import Decomposition, Effect, decompose
from oar_analysis.dataset import Review
from oar_analysis.figure import Block, Callout, Prose, Step, waterfall_figure
from oar_analysis.section.page import Section, section
from oar_analysis.section.text import bullets, sentence, source_of

METHOD = "Méthode LMDI-I (Ang, 2005), additive, sans reste."


def decompositions(review: Review, action: str) -> Section:
    """Return the decompositions that the register declares for an action, as waterfalls."""
    found = decompose(review.all_observations, review.references, review.year)
    return section(*(_blocks(review, one) for one in found if one.action == action))


def _blocks(review: Review, one: Decomposition) -> Iterator[Block]:
    if one.reason:
        yield Callout("limit", sentence(one.reason), one.title)
        return
    yield waterfall_figure(
        _steps(one),
        unit=one.unit,
        decimals=one.decimals,
        key=f"cascade-{one.key}",
        title=one.title,
        source=source_of(row for key in one.keys for row in review.by_series.get(key, [])),
        notes=(METHOD, *one.assumptions, *(f"Facteurs : {name}." for name in one.factor_sets)),
    )
    yield Prose(bullets((_total(one), *(_effect(one, effect) for effect in one.effects))))


def _steps(one: Decomposition) -> list[Step]:
    effects = [
        Step(label=effect.label, value=effect.value, low=effect.low, high=effect.high)
        for effect in one.effects
    ]
    total = Step(label="Variation totale", value=one.end - one.start, total=True)
    return [*effects, total]


def _total(one: Decomposition) -> str:
    start = french.quantity(one.start, one.unit, one.decimals)
    end = french.quantity(one.end, one.unit, one.decimals)
    change = french.quantity(one.end - one.start, one.unit, one.decimals, sign=True)
    return f"De {start} en {one.start_year} à {end} en {one.year}, soit {change}."


def _effect(one: Decomposition, effect: Effect) -> str:
    value = french.quantity(effect.value, one.unit, one.decimals, sign=True)
    if effect.low is None or effect.high is None or effect.low == effect.high:
        return f"{effect.label} : {value}."
    low = french.number(effect.low, one.decimals, sign=True)
    high = french.quantity(effect.high, one.unit, one.decimals, sign=True)
    span = f"entre {low} et {high} compte tenu des arrondis"
    if effect.sign_known:
        return f"{effect.label} : {value}, {span}."
    return f"{effect.label} : {value}, mais {span} ; le sens de cet effet n'est pas connu."
