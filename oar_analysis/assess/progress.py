"""Progress towards a target: the ratio of the observed yearly rate to the required one.

The method is that of Statistics Canada and Open SDG, after Eurostat: compound annual growth
rates, their ratio R, and four words. A target that is met is achieved whatever the trend.
"""

import math
from dataclasses import dataclass
from typing import Literal

Verdict = Literal[
    "achieved", "on_track", "acceleration_needed", "limited", "deterioration",
    "not_comparable", "no_verdict",
]  # fmt: skip

# With a target: shares of the required rate.
ON_TRACK = 0.95
ACCELERATION_NEEDED = 0.60
# Without one: yearly rates in the wanted direction.
STRONG_RATE = 0.015
MODERATE_RATE = 0.005

# A rate of exactly 1.5 % must not fall short of its threshold by the noise of binary fractions.
_NOISE = 1e-12

_NO_LATER = "l'échéance n'est pas postérieure à la première année de la série."

# Below this many years a verdict is told with its little evidence.
ENOUGH_POINTS = 3
# A percentage under one per cent is near zero: a growth rate of it says nothing.
NEAR_ZERO_PERCENT = 1.0


@dataclass(frozen=True, slots=True)
class VerdictWord:
    """How a verdict is shown: in French words, with a sign and a shape besides any colour."""

    label: str
    sign: str
    shape: str


VERDICT_WORDS: dict[str, VerdictWord] = {
    "achieved": VerdictWord("cible atteinte", "✓", "circle"),
    "on_track": VerdictWord("en bonne voie", "↗", "triangle-up"),
    "acceleration_needed": VerdictWord("accélération nécessaire", "→", "diamond"),
    "limited": VerdictWord("progrès limités", "≈", "square"),
    "deterioration": VerdictWord("recul", "↘", "triangle-down"),
    "not_comparable": VerdictWord("non comparable", "≠", "cross"),
    "no_verdict": VerdictWord("sans verdict", "?", "stroke"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """The components of a verdict: rates are fractions a year, `ratio` is R."""

    verdict: Verdict
    observed_rate: float | None = None
    required_rate: float | None = None
    ratio: float | None = None
    reason: str = ""


def growth_rate(start: float, end: float, years: int) -> float:
    """Return the compound annual growth rate, as a fraction.

    Raises:
        ValueError: the values have not one sign, one is zero, or there is no year between.

    >>> round(growth_rate(27.2, 27.3, 1), 4), round(growth_rate(27.2, 50, 4), 4)
    (0.0037, 0.1644)
    """
    if years < 1:
        raise ValueError("il faut au moins deux années")
    if start * end <= 0:
        raise ValueError("il faut deux valeurs de même signe et non nulles")
    return math.exp(math.log(end / start) / years) - 1


def is_met(value: float, target: float, direction: int) -> bool:
    """Tell whether a value has reached its target; `direction` is 1 for a rise, -1 for a fall."""
    return direction * (value - target) >= 0


def progress_to_target(
    start: tuple[int, float], now: tuple[int, float], target: tuple[int, float], direction: int
) -> Progress:
    """Return the progress from `start` to `now` against a `target`, each (year, value).

    `direction` is 1 where a rise is wanted, -1 where a fall is.

    >>> progress = progress_to_target((2016, 27.2), (2017, 27.3), (2020, 50), 1)
    >>> progress.verdict, round(progress.ratio, 2)
    ('limited', 0.02)
    """
    met = is_met(now[1], target[1], direction)
    failed: Verdict = "achieved" if met else "no_verdict"
    try:
        observed = growth_rate(start[1], now[1], now[0] - start[0])
    except ValueError as error:
        return Progress(failed, reason="" if met else f"{error}.")
    if is_met(start[1], target[1], direction) and met:
        return Progress("achieved", observed)  # nothing was required of a series already there
    try:
        required = growth_rate(start[1], target[1], target[0] - start[0])
    except ValueError:
        reason = "" if met else _no_required_rate(start, target)
        return Progress(failed, observed, reason=reason)
    ratio = direction * observed / abs(required) if required else None
    if met:
        return Progress("achieved", observed, required, ratio)
    if ratio is None:  # the start had reached the target, and the series has left it since
        return Progress("deterioration", observed, required)
    verdict = _by_ratio(ratio)
    if verdict == "on_track" and now[0] >= target[0]:
        verdict = "acceleration_needed"  # the date has passed without the target being met
    return Progress(verdict, observed, required, ratio)


def _no_required_rate(start: tuple[int, float], target: tuple[int, float]) -> str:
    if target[0] <= start[0]:
        return _NO_LATER
    return "la cible et la première valeur ne sont pas de même signe, ou l'une est nulle."


def _by_ratio(ratio: float) -> Verdict:
    if ratio >= ON_TRACK - _NOISE:
        return "on_track"
    if ratio >= ACCELERATION_NEEDED - _NOISE:
        return "acceleration_needed"
    return "limited" if ratio >= 0 else "deterioration"


def progress_without_target(
    start: tuple[int, float], now: tuple[int, float], direction: int
) -> Progress:
    """Return the progress of a series that has no target, by its rate in the wanted direction.

    >>> progress_without_target((2016, 25.0), (2017, 23.2), -1).verdict
    'on_track'
    """
    try:
        observed = growth_rate(start[1], now[1], now[0] - start[0])
    except ValueError as error:
        return Progress("no_verdict", reason=f"{error}.")
    rate = direction * observed
    verdict: Verdict = "deterioration"
    if rate >= STRONG_RATE - _NOISE:
        verdict = "on_track"
    elif rate >= MODERATE_RATE - _NOISE:
        verdict = "acceleration_needed"
    elif rate >= 0:
        verdict = "limited"
    return Progress(verdict, observed)


def progress_of_total(
    start: tuple[int, float], now: tuple[int, float], target: tuple[int, float], direction: int
) -> Progress:
    """Return the progress of a running total against a `target`, each (year, value).

    The ratio is that of the amounts added a year, observed and required: the compound rate of a
    running total falls by itself, and says nothing.

    >>> progress = progress_of_total((2008, 10.0), (2013, 60.0), (2018, 130.0), 1)
    >>> progress.verdict, round(progress.ratio, 2)
    ('acceleration_needed', 0.83)
    """
    if is_met(now[1], target[1], direction):
        return Progress("achieved")
    observed, required = linear_path(start, now, target)
    if not required or direction * required < 0:
        return Progress("no_verdict", reason=_NO_LATER)
    ratio = observed / required
    verdict = _by_ratio(ratio)
    if verdict == "on_track" and now[0] >= target[0]:
        verdict = "acceleration_needed"  # the date has passed without the target being met
    return Progress(verdict, ratio=ratio)


def linear_path(
    start: tuple[int, float], now: tuple[int, float], target: tuple[int, float] | None
) -> tuple[float, float | None]:
    """Return the observed and the required change a year, in the series' unit.

    >>> [round(rate, 2) for rate in linear_path((2016, 27.2), (2017, 27.3), (2020, 50))]
    [0.1, 5.7]
    """
    observed = (now[1] - start[1]) / (now[0] - start[0])
    if target is None or target[0] <= start[0]:
        return observed, None
    return observed, (target[1] - start[1]) / (target[0] - start[0])
