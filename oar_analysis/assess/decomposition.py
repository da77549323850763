"""Why a total changed: the decompositions that references.yaml declares, with their intervals.

Published inputs are rounded: each effect is computed at every corner of the box that the
rounding leaves, and shown with the interval found. An interval across zero has no known sign.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from oar_analysis import french
from oar_analysis.assess.lmdi import lmdi
from oar_analysis.assess.series import Point, SeriesKey, SeriesTable
from oar_analysis.scheme.catalogue import operand_key
from oar_analysis.scheme.references import DeclaredDecomposition, Factor, References, Term

# 2^12 corners take some hundredths of a second; beyond, no interval is given.
MAX_ROUNDED_INPUTS = 12

Input = tuple[SeriesKey, int]  # a series in a year


@dataclass(frozen=True, slots=True)
class Effect:
    """What one factor did to the total; `low` and `high` are None where no interval is known."""

    effect: str
    label: str
    value: float
    low: float | None = None
    high: float | None = None

    @property
    def sign_known(self) -> bool:
        """Tell whether the rounding of the inputs leaves the effect's sign certain."""
        return self.low is None or self.high is None or self.low * self.high > 0


@dataclass(frozen=True, slots=True)
class Decomposition:
    """A change explained: `start` + the sum of the effects = `end`, in `unit`.

    Without effects, `reason` says why; `keys` are the series that it rests on, `factors` the
    emission factors employed, in words.
    """

    key: str
    action: str
    title: str
    unit: str
    decimals: int
    start_year: int
    year: int
    start: float = 0.0
    end: float = 0.0
    effects: tuple[Effect, ...] = ()
    factor_sets: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    keys: tuple[SeriesKey, ...] = ()
    reason: str = ""

    def frame(self) -> pd.DataFrame:
        """Return the steps of a waterfall: kind (start, effect, end), label, value, low, high."""
        rows = [
            ("start", str(self.start_year), self.start, None, None),
            *(("effect", one.label, one.value, one.low, one.high) for one in self.effects),
            ("end", str(self.year), self.end, None, None),
        ]
        columns = ["kind", "label", "value", "low", "high"]
        table = pd.DataFrame(rows if self.effects else [], columns=columns)
        return table.astype({"kind": "str", "label": "str"} | dict.fromkeys(columns[2:], "float64"))


def decompose(
    observations: pd.DataFrame, references: References, year: int, start_year: int | None = None
) -> list[Decomposition]:
    """Return each declared decomposition of the change from `start_year` (the year before)."""
    table = SeriesTable(observations)
    first = year - 1 if start_year is None else start_year
    return [
        _decompose(declared, table, references, (first, year))
        for declared in references.decompositions
    ]


def _decompose(
    declared: DeclaredDecomposition, table: SeriesTable, references: References,
    years: tuple[int, int],
) -> Decomposition:  # fmt: skip
    keys = _keys(declared)
    inputs = {(key, year): table.at(key, year) for key in keys for year in years}
    names = {term.multiplier.factor_set for term in declared.terms if term.multiplier}
    sets = tuple(one.name for one in references.emission_factors if one.key in names)
    empty = Decomposition(
        declared.key, declared.action, declared.title, declared.unit, declared.decimals, *years,
        factor_sets=sets, factors=_factors(declared, references),
        assumptions=declared.assumptions, keys=keys,
    )  # fmt: skip
    points = {key: point for key, point in inputs.items() if point and point.value is not None}
    if reason := _unfit(inputs, points):
        return replace(empty, reason=reason)
    central = {key: point.value for key, point in points.items() if point.value is not None}
    model = _Model(declared, references, years)
    try:
        start, end, effects = model.effects(central)
        intervals = model.intervals(central, points)
    except ValueError as error:
        return replace(empty, reason=f"{error}.")
    labels = model.labels()
    found = tuple(
        Effect(name, labels[name], value, *intervals.get(name, (None, None)))
        for name, value in effects.items()
    )
    return replace(empty, start=start, end=end, effects=found)


def _factors(declared: DeclaredDecomposition, references: References) -> tuple[str, ...]:
    """Return the emission factors that a decomposition employs, in words, then their scope."""
    told, scopes = [], []
    for multiplier in [term.multiplier for term in declared.terms if term.multiplier]:
        one = references.factor_set(multiplier.factor_set)
        factor = one.factor(multiplier.carrier) if one else None
        if one and factor:
            decimals = len(f"{factor.value}".partition(".")[2])
            value = french.number(factor.value, decimals)
            told.append(f"{french.inside(factor.label)} {value}{french.NBSP}kgCO2e/{factor.unit}")
            scopes.append(one.scope)
    return tuple(dict.fromkeys([*told, *scopes]))


def _keys(declared: DeclaredDecomposition) -> tuple[SeriesKey, ...]:
    named = [
        operand_key(name)
        for term in declared.terms
        for name in (term.total, *(one.series for one in term.factors if one.series))
    ]
    return tuple(dict.fromkeys(named))


def _unfit(inputs: Mapping[Input, Point | None], points: Mapping[Input, Point]) -> str:
    for (key, year), point in inputs.items():
        name = "/".join(part for part in key[:2] if part)
        if (key, year) not in points:
            why = point.missing_reason if point else ""
            return f"{name} manque en {year}{f' ({why})' if why else ''}."
        if point and point.status in {"B", "P", "F"}:
            return f"{name} ne se compare pas en {year} (rupture, provisoire ou prévision)."
    return ""


@dataclass(frozen=True, slots=True)
class _Model:
    """The declared products, computed from values of the inputs."""

    declared: DeclaredDecomposition
    references: References
    years: tuple[int, int]

    def labels(self) -> dict[str, str]:
        return {
            one.effect: one.label
            for term in reversed(self.declared.terms)
            for one in reversed(term.factors)
        }

    def effects(self, values: Mapping[Input, float]) -> tuple[float, float, dict[str, float]]:
        """Return the total in both years and the effects, summed over the terms."""
        sums: dict[str, float] = {}
        totals = [0.0, 0.0]
        for term in self.declared.terms:
            weight = self._weight(term)
            vectors = self._vectors(term, values)
            for place, year in enumerate(self.years):
                totals[place] += weight * values[operand_key(term.total), year]
            for factor, effect in zip(term.factors, lmdi(*vectors), strict=True):
                sums[factor.effect] = sums.get(factor.effect, 0.0) + weight * effect
        return totals[0], totals[1], sums

    def _weight(self, term: Term) -> float:
        if term.multiplier is None:
            return self.declared.scale
        factors = self.references.factor_set(term.multiplier.factor_set)
        factor = factors.factor(term.multiplier.carrier) if factors else None
        if factor is None:
            raise ValueError(f"facteur d'émission inconnu : {term.multiplier.carrier}")
        return self.declared.scale * factor.value

    def _vectors(
        self, term: Term, values: Mapping[Input, float]
    ) -> tuple[list[float], list[float]]:
        remainders = [self._remainder(term, values, year) for year in self.years]
        # An intensity of nothing is unknown: it is taken as unchanged, so that it has no effect.
        first, second = remainders
        first = second if first is None else first
        second = first if second is None else second
        pair = (first or 0.0, second or 0.0)
        return (
            [pair[0] if one.remainder else _value(one, values, self.years[0])
             for one in term.factors],
            [pair[1] if one.remainder else _value(one, values, self.years[1])
             for one in term.factors],
        )  # fmt: skip

    def _remainder(self, term: Term, values: Mapping[Input, float], year: int) -> float | None:
        product = 1.0
        for one in term.factors:
            if not one.remainder:
                product *= _value(one, values, year)
        total = values[operand_key(term.total), year]
        if product:
            return total / product
        if total:
            raise ValueError(f"{term.label} : un facteur est nul en {year}, le total ne l'est pas")
        return None

    def intervals(
        self, central: Mapping[Input, float], points: Mapping[Input, Point]
    ) -> dict[str, tuple[float, float]]:
        """Return the extremes of each effect over the corners of the inputs' rounding."""
        # A published zero is taken as exact: nothing, not something that rounds to it.
        rounded = [key for key, point in points.items() if point.half_step and central[key]]
        if len(rounded) > MAX_ROUNDED_INPUTS:
            return {}
        bounds = [_bounds(points[key], central[key]) for key in rounded]
        found: dict[str, list[float]] = {}
        for corner in itertools.product(*bounds):
            values = {**central, **dict(zip(rounded, corner, strict=True))}
            for name, effect in self.effects(values)[2].items():
                found.setdefault(name, []).append(effect)
        return {name: (min(effects), max(effects)) for name, effects in found.items()}


def _bounds(point: Point, value: float) -> tuple[float, float]:
    low, high = value - point.half_step, value + point.half_step
    low = max(0.0, low) if value >= 0 else low
    return (low, min(100.0, high)) if point.unit == "%" and value <= 100 else (low, high)


def _value(factor: Factor, values: Mapping[Input, float], year: int) -> float:
    value = values[operand_key(factor.series), year]
    return factor.scale * (100.0 - value if factor.complement else value)
