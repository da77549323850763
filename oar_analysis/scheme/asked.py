"""Who is asked what in a campaign: the register seen from the directorates that answer."""

from collections import defaultdict
from dataclasses import dataclass, field

from oar_analysis.scheme.catalogue import (
    all_derived,
    all_indicators,
    all_parts,
    all_tables,
    operand_key,
)
from oar_analysis.scheme.models import Action, Indicator, Scheme, Series

Key = tuple[str, str, str]  # indicator, breakdown, measure


@dataclass(frozen=True, slots=True)
class Question:
    """One series that a directorate is asked for."""

    indicator: Indicator
    series: Series

    @property
    def key(self) -> Key:
        """Indicator, breakdown and measure."""
        return self.indicator.code, self.series.breakdown, self.series.measure


@dataclass(slots=True)
class Part:
    """What one directorate is asked about one action (None: about the scheme as a whole)."""

    action: Action | None
    questions: list[Question] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The action's code, "" for the scheme as a whole."""
        return self.action.code if self.action else ""


def asked(scheme: Scheme, year: int) -> dict[str, list[Part]]:
    """Return, for each directorate, the actions and series that it is asked for in a campaign.

    Not asked: what a declared formula computes from figures that are asked, what is counted in a
    list of rows, what the register says absent that year, what covers another period, and
    abandoned actions. An action that asks for no figure is put, for its texts, to whoever
    steers it. Directorates come in the order of the register.
    """
    wanted = _wanted(scheme, year)
    parts: dict[str, list[Part]] = defaultdict(list)
    own = [one for one in wanted if one.indicator in scheme.indicators]
    _share_out(parts, None, own)
    for action in scheme.actions:
        if action.status == "abandoned":
            continue
        codes = {indicator.code for indicator in action.indicators}
        questions = [one for one in wanted if one.indicator.code in codes]
        _share_out(parts, action, questions)
        if not questions and action.steering:
            parts[action.steering[0]].append(Part(action))
    return dict(parts)


def asked_keys(scheme: Scheme, year: int) -> set[Key]:
    """Return the series that some directorate is asked for."""
    return {
        question.key
        for parts in asked(scheme, year).values()
        for part in parts
        for question in part.questions
    }


def only_in_lists(scheme: Scheme, year: int) -> set[str]:
    """Return the indicators that no directorate is asked for, for they are counted in extracts."""
    questions = {key[0] for key in asked_keys(scheme, year)}
    return {key[0] for key in _aggregated(scheme)} - questions


def _share_out(
    parts: dict[str, list[Part]], action: Action | None, questions: list[Question]
) -> None:
    by_respondent: dict[str, Part] = {}
    for one in questions:
        part = by_respondent.setdefault(one.indicator.respondent, Part(action))
        part.questions.append(one)
    for respondent, part in by_respondent.items():
        parts[respondent].append(part)


def _wanted(scheme: Scheme, year: int) -> list[Question]:
    every = [
        Question(indicator, series)
        for indicator in all_indicators(scheme)
        for series in indicator.series
    ]
    lists = _aggregated(scheme)
    open_ones = [one for one in every if one.key not in lists and _is_of(one.series, year)]
    computed = _computed(scheme, {one.key for one in open_ones})
    return [one for one in open_ones if one.key not in computed]


def _is_of(series: Series, year: int) -> bool:
    """Tell whether a series can have a value of that year."""
    starts = series.period[:4]
    if starts and starts != str(year):
        return False
    return not any(year in absence.years for absence in series.absent)


def _aggregated(scheme: Scheme) -> set[Key]:
    """Return the series that are counted or summed from the rows of an extract alone."""
    counted: set[Key] = set()
    typed: set[Key] = set()
    for _, table in all_tables(scheme):
        for one in table.aggregates:
            counted |= {
                (one.indicator, breakdown, one.measure)
                for breakdown in _breakdowns(scheme, one.indicator, one.measure)
                if one.by or breakdown == one.breakdown
            }
        typed |= {(one.indicator or "", one.breakdown, one.measure) for one in all_parts(table)}
    return counted - typed


def _breakdowns(scheme: Scheme, code: str, measure: str) -> list[str]:
    return [
        series.breakdown
        for indicator in all_indicators(scheme)
        if indicator.code == code
        for series in indicator.series
        if series.measure == measure
    ]


def _computed(scheme: Scheme, open_keys: set[Key]) -> set[Key]:
    """Return the series that formulas give from the others, never from one another in a ring."""
    computed: set[Key] = set()
    for one in all_derived(scheme):
        key = (one.indicator, one.breakdown, one.measure)
        operands = [operand_key(operand) for operand in one.of]
        known = all(
            operand != key and (operand in open_keys or operand in computed) for operand in operands
        )
        # A sum whose total feeds one of its own parts would leave nobody to ask.
        ring = any(operand in computed and _rests_on(scheme, operand, key) for operand in operands)
        if known and not ring:
            computed.add(key)
    return computed


def _rests_on(scheme: Scheme, key: Key, other: Key) -> bool:
    """Tell whether the formula of a series uses another series, however far away."""
    formulas: dict[Key, list[Key]] = {
        (one.indicator, one.breakdown, one.measure): [operand_key(operand) for operand in one.of]
        for one in all_derived(scheme)
    }
    seen: set[Key] = set()
    left = [key]
    while left:
        for operand in formulas.get(left.pop(), []):
            if operand == other:
                return True
            if operand not in seen:
                seen.add(operand)
                left.append(operand)
    return False
