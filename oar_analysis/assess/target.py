"""Which targets a series faces in a year: its own, then the law in force, then the law to come."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from oar_analysis import french
from oar_analysis.assess.series import SeriesKey
from oar_analysis.contract import Direction
from oar_analysis.scheme import Scheme, Series
from oar_analysis.scheme.catalogue import all_derived, all_indicators, operand_key
from oar_analysis.scheme.models import Break, Target
from oar_analysis.scheme.references import CERTAINTY_WORDS, LegalTarget, References, Rule

OWN = "own"
SIGNS: dict[Direction, int] = {"up": 1, "down": -1, "none": 0}

# Of several measures of one breakdown, the one that is judged.
_MEASURE_ORDER = ("level", "share", "change", "index")


@dataclass(frozen=True, slots=True)
class Judged:
    """A series of the register that verdicts are about."""

    indicator: str
    breakdown: str
    measure: str
    unit: str
    direction: Direction
    target: Target | None = None
    breaks: tuple[Break, ...] = ()
    label: str = ""
    cumulative: bool = False

    @property
    def key(self) -> SeriesKey:
        """The series' key in the observations."""
        return self.indicator, self.breakdown, self.measure


@dataclass(frozen=True, slots=True)
class Facing:
    """A target that a series faces: `because` is filled where the two do not compare.

    `value` and `year` are None where the rule gives none; `remark` says what the rule counts
    and how sure its text is.
    """

    authority: str
    value: float | None
    year: int | None
    in_force: bool
    direction: Direction
    because: str = ""
    remark: str = ""


def judged_series(scheme: Scheme, references: References) -> list[Judged]:
    """Return the series that verdicts are about, one a breakdown of an indicator.

    Of several measures, that with a target, else the level, the share, the yearly change
    (chained to an index). Declared formulas are judged where a rule applies to them.
    """
    found: dict[tuple[str, str], Judged] = {}
    for indicator in all_indicators(scheme):
        for series in sorted(indicator.series, key=_rank):
            found.setdefault(
                (indicator.code, series.breakdown), _judged(indicator.code, indicator.label, series)
            )
    ruled = {
        operand_key(named)[:2]
        for rule in references.rules
        for target in rule.targets
        for named in target.applies_to
    }
    for one in all_derived(scheme):
        pair = (one.indicator, one.breakdown)
        if pair in ruled and pair not in found:
            found[pair] = Judged(
                *pair, one.measure, one.unit, one.direction, label=one.label or one.indicator
            )
    return list(found.values())


def _rank(series: Series) -> tuple[bool, int]:
    return series.target is None, _MEASURE_ORDER.index(series.measure)


def _judged(code: str, name: str, series: Series) -> Judged:
    return Judged(
        code, series.breakdown, series.measure, series.unit, series.direction, series.target,
        tuple(series.breaks), series.label or name, series.cumulative,
    )  # fmt: skip


def targets_faced(series: Judged, references: References, year: int) -> list[Facing]:
    """Return the targets of a series in a year: own, in force, to come; rules over are left out."""
    own = [
        Facing(OWN, one.value, one.year, in_force=True, direction=series.direction,
               remark=f"Énoncé de la cible : {french.inside(one.label)}" if one.label else "")
        for one in [series.target] if one
    ]  # fmt: skip
    legal = [
        Facing(
            authority(rule),
            target.value,
            target.year,
            in_force=target.in_force(year),
            direction=target.direction,
            because="" if target.comparable else target.because,
            remark=_remark(rule, target, year),
        )
        for rule in references.rules
        for target in _steps(rule, (series.indicator, series.breakdown), year)
    ]
    return own + sorted(legal, key=lambda one: (not one.in_force, one.year or 0))


def _steps(rule: Rule, pair: tuple[str, str], year: int) -> Iterator[LegalTarget]:
    """Yield the targets of a rule in force on a series, and the next one of what each counts."""
    applied = [
        target
        for target in rule.targets
        if pair in [operand_key(named)[:2] for named in target.applies_to] and not target.over(year)
    ]
    coming: set[str] = set()
    for target in sorted(applied, key=lambda one: one.valid_from):
        if target.in_force(year):
            yield target
        elif target.counts not in coming:
            coming.add(target.counts)
            yield target


def authority(rule: Rule) -> str:
    """Return a rule's name with its article."""
    return f"{rule.name}, {rule.article}" if rule.article else rule.name


def _remark(rule: Rule, target: LegalTarget, year: int) -> str:
    force = "en vigueur" if target.in_force(year) else "à venir, applicable"
    parts = [rule.title, f"{force} {validity(target)}"]
    if not target.in_force(year) and rule.adopted is not None and rule.adopted > year:
        parts.append(f"texte adopté en {rule.adopted}")
    if not rule.binding:
        parts.append("sans caractère contraignant")
    parts.append(CERTAINTY_WORDS[rule.certainty])
    return f"La règle compte {target.counts}. {', '.join(parts)}."


def validity(target: LegalTarget) -> str:
    """Return the dates between which a rule asks for a figure, as much of them as was read.

    >>> validity(LegalTarget(label="", counts="", valid_from="2017-01-01", valid_to="2019-12-31"))
    'du 1er janvier 2017 au 31 décembre 2019'
    >>> validity(LegalTarget(label="", counts="", valid_from="2018-10"))
    "à partir d'octobre 2018"
    """
    start = iso_words(target.valid_from)
    if target.valid_to is None:
        day = target.valid_from.count("-") == 2
        return f"à partir du {start}" if day else f"à partir {french.elide('de', start)}"
    end = iso_words(target.valid_to)
    if start == end:
        return f"en {start}"
    days = len(target.valid_from) == len(target.valid_to) == len("2017-01-01")
    return f"du {start} au {end}" if days else f"de {start} à {end}"


def iso_words(iso: str) -> str:
    """Return a day, a month or a year in words.

    >>> iso_words("2017-01-01"), iso_words("2018-10"), iso_words("2025")
    ('1er janvier 2017', 'octobre 2018', '2025')
    """
    year, *rest = iso.split("-")
    if len(rest) == 2:
        return french.date(dt.date.fromisoformat(iso))
    return f"{french.MONTHS[int(rest[0]) - 1]} {year}" if rest else year
