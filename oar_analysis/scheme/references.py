"""What lies outside the body: legal targets with their dates, emission factors, comparisons.

`data/raw/scheme/references.yaml` holds them, with how sure each is; a body that declares none
is judged by its own targets alone.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from oar_analysis.contract import Direction, Finding
from oar_analysis.scheme.catalogue import all_derived, all_indicators, operand_key
from oar_analysis.scheme.load import refuse, validate
from oar_analysis.scheme.models import Model, Scheme
from oar_analysis.scheme.yaml import read_yaml

FILE_NAME = "scheme/references.yaml"

# V: read in the text itself; V2: read in a text about it (press, law firm). What is merely
# known, read nowhere, has no place in references.yaml.
Certainty = Literal["V", "V2"]
CERTAINTY_WORDS: dict[str, str] = {
    "V": "lu dans le texte",
    "V2": "lu dans une source secondaire",
}
# A day, a month or a year: as much of it as was read.
IsoDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Operand = Annotated[str, Field(min_length=1)]


class LegalTarget(Model):
    """One figure that a rule asks for, the period in which it does, and what it counts.

    `applies_to` names the series (`indicator[/breakdown]`) that it is shown beside. With
    `comparable: false` the rule counts something else, and `because` says what.
    """

    label: str
    counts: str
    value: float | None = None
    unit: str = ""
    year: int | None = None
    valid_from: IsoDate
    valid_to: IsoDate | None = None
    direction: Direction = "up"
    applies_to: tuple[Operand, ...] = ()
    comparable: bool = True
    because: str = ""

    @model_validator(mode="after")
    def _says_why(self) -> "LegalTarget":
        if not self.comparable and not self.because:
            raise ValueError(f"« {self.label} » : comparable: false demande because")
        if self.comparable and self.applies_to and (self.value is None or self.year is None):
            raise ValueError(f"« {self.label} » : une cible comparable demande value et year")
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"« {self.label} » : valid_to précède valid_from")
        return self

    def in_force(self, year: int) -> bool:
        """Tell whether the rule applies in `year`, be it for a part of it."""
        return self.starts <= year and not self.over(year)

    def over(self, year: int) -> bool:
        """Tell whether the rule had ceased before `year`."""
        return self.valid_to is not None and int(self.valid_to[:4]) < year

    @property
    def starts(self) -> int:
        """The first year in which the rule applies."""
        return int(self.valid_from[:4])


class Rule(Model):
    """A law, decree or plan, and the figures that it sets."""

    name: str
    title: str
    article: str = ""
    adopted: int | None = None
    binding: bool = True
    certainty: Certainty
    note: str = ""
    targets: tuple[LegalTarget, ...] = ()


class EmissionFactor(Model):
    """Greenhouse gases of one unit of a carrier, in kgCO2e."""

    carrier: str
    label: str
    unit: str
    value: float


class FactorSet(Model):
    """A named set of emission factors: its name is shown with each result."""

    key: str
    name: str
    scope: str
    certainty: Certainty
    factors: Annotated[tuple[EmissionFactor, ...], Field(min_length=1)]

    def factor(self, carrier: str) -> EmissionFactor | None:
        """Return the factor of a carrier, None if the set has none."""
        return next((one for one in self.factors if one.carrier == carrier), None)


class ComparisonPoint(Model):
    """A national figure of one year."""

    year: int
    value: float


class Comparison(Model):
    """A national series to look at beside the body's own."""

    label: str
    unit: str
    counts: str
    certainty: Certainty
    note: str = ""
    points: Annotated[tuple[ComparisonPoint, ...], Field(min_length=1)]


class Multiplier(Model):
    """The emission factor that turns a term into CO2 equivalent."""

    factor_set: str
    carrier: str


class Factor(Model):
    """One factor of a product: a series, its complement to 100 %, or what remains.

    The remainder is total / product of the other factors: an intensity, so that the product is
    exact. `scale` multiplies the series (0.01 turns a percentage into a fraction).
    """

    effect: str
    label: str
    series: str = ""
    complement: bool = False
    scale: float = 1.0
    remainder: bool = False

    @model_validator(mode="after")
    def _has_one_source(self) -> "Factor":
        if self.remainder == bool(self.series):
            raise ValueError(f"facteur « {self.effect} » : series ou remainder, l'un des deux")
        return self


class Term(Model):
    """One total written as a product of factors, the last of which may be the remainder."""

    label: str
    total: Operand
    multiplier: Multiplier | None = None
    factors: Annotated[tuple[Factor, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _one_remainder(self) -> "Term":
        if sum(one.remainder for one in self.factors) != 1:
            raise ValueError(f"terme « {self.label} » : un facteur remainder est attendu")
        return self


class DeclaredDecomposition(Model):
    """What is explained, by which effects: a sum of terms, each a product of factors."""

    key: str
    action: str
    title: str
    unit: str
    scale: float = 1.0
    decimals: int = 0
    assumptions: tuple[str, ...] = ()
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]


class References(Model):
    """references.yaml: rules, emission factors, national figures, declared decompositions."""

    rules: tuple[Rule, ...] = ()
    emission_factors: tuple[FactorSet, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    decompositions: tuple[DeclaredDecomposition, ...] = ()

    def factor_set(self, key: str) -> FactorSet | None:
        """Return a set of emission factors by its key, None if there is none."""
        return next((one for one in self.emission_factors if one.key == key), None)


def load_references(folder: Path, scheme: Scheme | None = None) -> References:
    """Return references.yaml of a register's folder, or no reference where the file is absent.

    With `scheme`, the series named must exist in it.

    Raises:
        SchemeError: with one finding for each unknown key, wrong value or unknown series.
    """
    path = folder / "references.yaml"
    if not path.exists():
        return References()
    references = validate(read_yaml(path, FILE_NAME), FILE_NAME, References)
    refuse(
        [*_unknown_factors(references), *(_unknown_series(references, scheme) if scheme else ())]
    )
    return references


def _unknown_factors(references: References) -> list[Finding]:
    multipliers = [
        (one.key, term.multiplier)
        for one in references.decompositions
        for term in one.terms
        if term.multiplier
    ]
    known = [f"{a.key}/{b.carrier}" for a in references.emission_factors for b in a.factors]
    return [
        _finding(key, f"{asked.factor_set}/{asked.carrier}", "le facteur d'émission", known)
        for key, asked in multipliers
        if f"{asked.factor_set}/{asked.carrier}" not in known
    ]


def _unknown_series(references: References, scheme: Scheme) -> list[Finding]:
    declared = [(a.code, b.breakdown, b.measure) for a in all_indicators(scheme) for b in a.series]
    formulas = [(one.indicator, one.breakdown, one.measure) for one in all_derived(scheme)]
    keys = {*declared, *formulas}
    pairs = {key[:2] for key in keys}
    findings = [
        _finding(rule.name, named, "la série", sorted("/".join(one) for one in pairs))
        for rule in references.rules
        for target in rule.targets
        for named in target.applies_to
        if operand_key(named)[:2] not in pairs
    ]
    findings += [
        _finding(one.key, named, "la série", sorted("/".join(key) for key in keys))
        for one in references.decompositions
        for term in one.terms
        for named in [term.total, *(factor.series for factor in term.factors if factor.series)]
        if operand_key(named) not in keys
    ]
    return findings


def _finding(where: str, asked: str, what: str, known: list[str]) -> Finding:
    return Finding(
        severity="error", rule="register-inconsistent", file=FILE_NAME, cell=where, got=asked,
        message=f"{FILE_NAME} : {what} « {asked} » ({where}) n'existe pas.",
        remedy=f"Connus : {', '.join(known[:12]) or 'aucun'}.",
    )  # fmt: skip
