"""A line: one series as the pages show it, with its observations, its changes and its verdicts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from oar_analysis.contract import Direction
from oar_analysis.dataset import Review
from oar_analysis.dataset.doubt import SCOPE_CHANGED
from oar_analysis.errors import UsageError
from oar_analysis.figure import Goal, Point
from oar_analysis.figure import Series as DrawnSeries
from oar_analysis.scheme import Action, Derived, Indicator, Series
from oar_analysis.scheme.catalogue import operand_key
from oar_analysis.section.row import Key, Row, changes_of, preferred, to_point
from oar_analysis.section.verdict import authority_words, verdicts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One series of an indicator: what the register says of it and what the tables hold.

    `rows` by year, published values before derived ones; `changes` by year then unit (points
    for a percentage, per cent for a quantity); `verdicts` of the review's year; `findings` of
    the cells that its values were read in; `revised` the value before, by year, of what this
    campaign revised; `running` that a formula adds the years up.
    """

    indicator: Indicator
    breakdown: str
    measure: str
    label: str
    unit: str
    direction: Direction
    declared: Series | None = None
    rows: dict[int, Row] = field(default_factory=dict)
    changes: dict[int, dict[str, Row]] = field(default_factory=dict)
    verdicts: tuple[Row, ...] = ()
    findings: tuple[Row, ...] = ()
    revised: Mapping[int, float] = field(default_factory=dict)
    running: bool = False

    @property
    def key(self) -> Key:
        """Return what names the series."""
        return self.indicator.code, self.breakdown, self.measure

    @property
    def is_derived(self) -> bool:
        """Tell whether the series is computed rather than published."""
        return self.declared is None

    def point(self, year: int) -> Point | None:
        """Return the year's observation as a point, None where nothing speaks of it.

        A year that the register declares absent is a missing point, with its reason.
        """
        if year in self.rows:
            return replace(to_point(self.rows[year]), revised_from=self.revised.get(year))
        absent = self.declared.absent if self.declared else []
        reasons = [one.reason for one in absent if year in one.years]
        return Point(year=year, missing=reasons[0]) if reasons else None

    @property
    def years(self) -> list[int]:
        """Return the years that the tables or the register speak of."""
        absent = self.declared.absent if self.declared else []
        return sorted({*self.rows, *(year for one in absent for year in one.years)})

    def known(self, year: int) -> Point | None:
        """Return the year's point where it has a value or a bound."""
        point = self.point(year)
        return point if point is not None and point.known is not None else None

    @property
    def known_years(self) -> list[int]:
        """Return the years that have a value or a bound."""
        return [year for year in sorted(self.rows) if self.known(year)]

    @property
    def cumulative(self) -> bool:
        """Tell whether the values are a running total."""
        return self.running or bool(self.declared and self.declared.cumulative)

    @property
    def period(self) -> str:
        """Return the period that the values cover (ISO 8601), "" where it is the year."""
        return self.declared.period if self.declared else ""

    def broken(self, year: int) -> str:
        """Return why a year does not compare with the one before, "" where it does."""
        breaks = self.declared.breaks if self.declared else []
        told = "" if self.rows.get(year, {}).get("status") != "B" else "rupture de série"
        return next((one.reason for one in breaks if one.year == year), told)

    def provisional(self, year: int) -> bool:
        """Tell whether the register says that the year's value will be revised."""
        return bool(self.declared and year in self.declared.provisional_years)

    @property
    def scope_doubtful(self) -> bool:
        """Tell whether the checks doubt that the years count the same thing."""
        return any(one["rule"] == SCOPE_CHANGED for one in self.findings)

    def unsure(self, year: int) -> bool:
        """Tell whether the move from the year before is smaller than what was rounded away.

        Counts are exact; another published value stands for half its last digit on each side.
        """
        pair = [self.known(year - 1), self.known(year)]
        values = [one.value for one in pair if one and one.value is not None]
        decimals = [one.decimals for one in pair if one and one.decimals is not None]
        if len(values) < 2 or len(decimals) < 2 or self.unit == "1" or self.is_derived:
            return False
        margin = sum(0.5 * 10.0**-one for one in decimals)
        return 0 < abs(values[1] - values[0]) < margin - 1e-9

    def drawn(self, years: Iterable[int] | None = None, label: str = "") -> DrawnSeries:
        """Return the series for a standard chart, targets and breaks included."""
        asked = self.years if years is None else sorted(years)
        points = tuple(
            self.point(year) or Point(year=year, missing="aucune donnée") for year in asked
        )
        breaks = self.declared.breaks if self.declared else []
        return DrawnSeries(
            label=label or self.label,
            unit=self.unit,
            points=points,
            direction=self.direction,
            goals=self.goals,
            breaks=tuple((one.year, one.reason) for one in breaks if one.year in asked),
        )

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Return the targets that the series can be held against, the scheme's own first."""
        return tuple(
            Goal(
                value=one["target"],
                year=one["target_year"],
                authority=authority_words(one["authority"]),
                in_force=bool(one["in_force"]),
            )
            for one in self.verdicts
            if one["target"] is not None
            and one["target_year"] is not None
            and one["verdict"] != "not_comparable"
        )


def lines_of(review: Review, action: Action) -> list[Line]:
    """Return the lines of an action, declared series first, then those computed from them.

    A yearly change that has its level beside it is that level's change, not a line of its own;
    neither is a formula that only re-computes a published value.
    """
    return _lines(review, action.indicators, action.derived)


def scheme_lines(review: Review) -> list[Line]:
    """Return the lines of the scheme as a whole."""
    return _lines(review, review.scheme.indicators, review.scheme.derived)


def find_line(review: Review, operand: str) -> Line:
    """Return the line that `indicator[/breakdown[/measure]]` names.

    Raises:
        UsageError: no series of the register has that name.
    """
    key = operand_key(operand)
    for one in every_line(review):
        if one.key == key:
            return one
    raise UsageError(
        f"La série « {operand} » n'est pas dans le registre. "
        "Forme attendue : indicateur, indicateur/ventilation ou indicateur/ventilation/mesure."
    )


def every_line(review: Review) -> Iterator[Line]:
    """Yield every line of the register, the scheme's own first."""
    yield from _every_line(review, review.scheme.indicators, review.scheme.derived)
    for action in review.scheme.actions:
        yield from _every_line(review, action.indicators, action.derived)


def _lines(review: Review, indicators: list[Indicator], derived: list[Derived]) -> list[Line]:
    every = [
        one for one in _every_line(review, indicators, derived) if not one.is_derived or one.rows
    ]
    levels = {(one.key[0], one.breakdown) for one in every if one.measure in {"level", "share"}}
    return [
        one for one in every if one.measure != "change" or (one.key[0], one.breakdown) not in levels
    ]


def _every_line(
    review: Review, indicators: list[Indicator], derived: list[Derived]
) -> Iterator[Line]:
    for indicator in indicators:
        declared = {(one.breakdown, one.measure) for one in indicator.series}
        for one in indicator.series:
            yield _kept_line(review, indicator, one, one)
        for other in derived:
            new = (other.breakdown, other.measure) not in declared and not other.checks
            if other.indicator == indicator.code and new and other.measure != "change":
                yield _kept_line(review, indicator, other, None)


def _kept_line(
    review: Review, indicator: Indicator, shown: Series | Derived, declared: Series | None
) -> Line:
    """Return a line, made once a review: a page asks for the same ones fifty times."""
    make = partial(_line, review, indicator, shown, declared)
    return review.once((_line, id(shown), indicator.code), make)


def _line(
    review: Review, indicator: Indicator, shown: Series | Derived, declared: Series | None
) -> Line:
    key = (indicator.code, shown.breakdown, shown.measure)
    judged = declared is first_judged(indicator, shown.breakdown)
    rows = preferred(review.by_series.get(key, []))
    return Line(
        indicator=indicator,
        breakdown=shown.breakdown,
        measure=shown.measure,
        label=shown.label or indicator.label,
        unit=shown.unit,
        direction=shown.direction,
        declared=declared,
        rows=rows,
        changes=changes_of(review, key),
        verdicts=verdicts_of(review, indicator.code, shown.breakdown) if judged else (),
        findings=_findings(review, indicator.code, rows),
        running=isinstance(shown, Derived) and shown.formula == "cumulative",
        revised={year: old for year in rows if (old := review.revised.get((*key, year)))},
    )


def _findings(review: Review, indicator: str, rows: Mapping[int, Row]) -> tuple[Row, ...]:
    """Return the findings of an indicator that name a cell of these rows."""
    cells = {(row["source_file"], row["source_cell"]) for row in rows.values()}
    return tuple(
        one
        for one in review.finding_rows
        if one["indicator"] == indicator and (one["file"], one["cell"]) in cells
    )


def first_judged(indicator: Indicator, breakdown: str) -> Series | None:
    """Return the series of a part that verdicts are about.

    As in `assess.target`: the one with a target, else the level, the share, the yearly change.
    """
    order = ("level", "share", "change", "index")
    same = [one for one in indicator.series if one.breakdown == breakdown]
    return min(same, key=lambda one: (one.target is None, order.index(one.measure)), default=None)
