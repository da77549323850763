"""Why a total moved: the declared decompositions, each effect with the interval of its rounding."""

from collections.abc import Iterator

from oar_analysis.assess.decomposition import Decomposition, Effect, decompose
from oar_analysis.assess.explain import explain
from oar_analysis.dataset import Review
from oar_analysis.figure import Block, Callout, Prose, Step, waterfall_figure
from oar_analysis.section.page import Section, section
from oar_analysis.section.text import bullets, plain_markdown, sentence, source_of

METHOD = "Méthode LMDI-I (Ang, 2005), additive, sans reste."


def decompositions(review: Review, action: str) -> Section:
    """Return the decompositions that the register declares for an action, as waterfalls."""
    found = decompose(review.all_observations, review.references, review.year)
    return section(*(_blocks(review, one) for one in found if one.action == action))


def _blocks(review: Review, one: Decomposition) -> Iterator[Block]:
    if one.reason:
        yield Callout("limit", plain_markdown(sentence(one.reason)), one.title)
        return
    yield waterfall_figure(
        _steps(one),
        unit=one.unit,
        decimals=one.decimals,
        key=f"cascade-{one.key}",
        title=one.title,
        source=source_of(row for key in one.keys for row in review.by_series.get(key, [])),
        notes=(METHOD,),
    )
    yield Prose(bullets(message.text for message in explain(one)))


def _steps(one: Decomposition) -> list[Step]:
    effects = [
        Step(label=effect.label, value=effect.value, low=low, high=high)
        for effect in one.effects
        for low, high in [_interval(effect, one.decimals)]
    ]
    total = Step(label="Variation totale", value=one.end - one.start, total=True)
    return [*effects, total]


def _interval(effect: Effect, decimals: int) -> tuple[float | None, float | None]:
    """Return the interval of an effect, none where it is narrower than what is shown."""
    if effect.low is None or effect.high is None:
        return None, None
    narrow = round(effect.low, decimals) == round(effect.high, decimals)
    return (None, None) if narrow else (effect.low, effect.high)
