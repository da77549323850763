"""The invented series: what each is worth in a year, as a campaign gives it."""

import random
from functools import cached_property
from pathlib import Path

from pydantic import Field, TypeAdapter

from oar_analysis.scheme.models import Model
from oar_analysis.scheme.yaml import read_yaml

FIRST_YEAR = 2008
LAST_YEAR = 2018
# Changing it changes every figure of the demonstration.
SEED = "oar-demo-1"


class Recipe(Model):
    """How a series is made: from 2008 by a yearly rate or step, or from other series.

    `noise` and `revision` are shares of the value; `jump` multiplies from a year on.
    """

    start: float = 0.0
    rate: float = 0.0
    step: float = 0.0
    noise: float = 0.0
    revision: float = 0.0
    decimals: int = 0
    jump: dict[int, float] = Field(default_factory=dict)
    sum: tuple[str, ...] = ()
    cumulative: str = ""


class Figures:
    """The values of every recipe, the same at each call and on each machine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def recipes(self) -> dict[str, Recipe]:
        """The recipes by operand (`indicator[/breakdown[/measure]]`)."""
        content = read_yaml(self._path, self._path.name)
        return TypeAdapter(dict[str, Recipe]).validate_python(content)

    def decimals(self, operand: str) -> int:
        """Return with how many decimals a series is published."""
        return self.recipes[operand].decimals

    def at(self, operand: str, year: int, vintage: int) -> float:
        """Return the value of a year as a campaign publishes it.

        The campaign of the year itself gives a first figure, later ones the settled one.
        """
        one = self.recipes[operand]
        if one.sum:
            return sum(self.at(part, year, vintage) for part in one.sum)
        if one.cumulative:
            years = range(FIRST_YEAR, year + 1)
            return sum(self.at(one.cumulative, other, vintage) for other in years)
        value = one.start * (1 + one.rate) ** (year - FIRST_YEAR) + one.step * (year - FIRST_YEAR)
        for since, factor in one.jump.items():
            value *= factor if year >= since else 1.0
        value *= 1 + one.noise * swing(operand, year)
        if vintage == year:
            value *= 1 + one.revision * swing(operand, year, "première valeur")
        return round(value, one.decimals)


def dice(*parts: object) -> random.Random:
    """Return a source of chance that depends on the seed and on what it is for."""
    return random.Random("/".join(str(one) for one in (SEED, *parts)))  # noqa: S311 (no secret)


def swing(*parts: object) -> float:
    """Return a number between -1 and 1 that depends on what it is for only.

    >>> swing("a", 2017) == swing("a", 2017), -1 <= swing("a", 2017) <= 1
    (True, True)
    """
    return 2 * dice(*parts).random() - 1
