"""How far a published figure may stand from a computed one without contradicting it.

A figure published with d decimals is known within half a unit of its last decimal. What is
computed from such figures inherits their intervals; counts are exact.
"""

import math
from collections.abc import Callable, Sequence

from oar_analysis.check.context import Row

# Binary fractions are not exact: 0.1 + 0.2 is told equal to 0.3.
_NOISE = 1e-9


def half_step(row: Row) -> float:
    """Return how far the true value of a row may be from the value that it gives.

    Approximate values ("environ", "une quarantaine") are held to their first digit.

    >>> half_step({"unit": "%", "measure": "share", "value": 27.3, "decimals": 1, "status": "A"})
    0.05
    >>> half_step({"unit": "1", "measure": "level", "value": 40, "decimals": 0, "status": "E"})
    5.0
    """
    value = row["value"]
    if row["status"] == "E" and value:
        return float(0.5 * 10.0 ** math.floor(math.log10(abs(value))))
    if row["unit"] == "1" and row["measure"] == "level":
        return 0.0
    return float(0.5 * 10.0 ** -(row["decimals"] or 0))


def spread(
    compute: Callable[[list[float]], float | None], operands: Sequence[Row], scale: float = 1.0
) -> float:
    """Return how far a computed value may move inside the rounding of its operands.

    Each operand is moved alone to both ends of its interval and the effects are added: exact
    for sums, first order for ratios.
    """
    values = [float(one["value"]) for one in operands]
    centre = compute(values)
    if centre is None:
        return math.inf
    total = 0.0
    for index, operand in enumerate(operands):
        effects = []
        for step in (-half_step(operand), half_step(operand)):
            moved = compute([*values[:index], values[index] + step, *values[index + 1 :]])
            effects.append(abs(moved - centre) if moved is not None else math.inf)
        total += max(effects)
    return total * abs(scale)


def agrees(published: Row, computed: float, tolerance: float) -> bool:
    """Tell whether a computed value can be what a row publishes, value or bounds."""
    low, high = published["low"], published["high"]
    if low is None and high is None and published["value"] is not None:
        gap = abs(computed - published["value"])
        margin = half_step(published) + tolerance
        return bool(gap <= margin + _NOISE * max(1.0, abs(computed)))
    return not (
        (low is not None and computed < low - tolerance - _NOISE)
        or (high is not None and computed > high + tolerance + _NOISE)
    )
