"""What the register holds: axes, actions, indicators, series, tables and pages, as typed models.

Each model refuses unknown keys; `load` turns pydantic's complaints into French findings that
name the nearest known key.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from oar_analysis.contract import Direction, Measure

Layout = Literal["years_across", "years_down", "two_level", "dated_list", "rows"]
Aggregate = Literal["sum", "count", "share"]
ActionStatus = Literal["started", "planned", "completed", "abandoned"]
IndicatorCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.\-]*$")]


def _stays_inside(name: str) -> str:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ":" in name or ".." in parts or "\0" in name:
        raise ValueError(f"« {name} » sort du dossier : un nom de fichier relatif est attendu")
    return name


# A file stands in its campaign's folder: no absolute path, no way up.
FileName = Annotated[str, Field(min_length=1), AfterValidator(_stays_inside)]


class Model(BaseModel):
    """Base of the register's models: unknown keys refused, values never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class SourcedCount(Model):
    """A number of the scheme that is a fact of a document, with its place in it."""

    value: int
    source: str
    note: str = ""


class Body(Model):
    """The public body whose review this is."""

    name: str
    short_name: str
    observatory: str = ""
    siret: str = ""
    contact: str = ""
    fictitious: bool = False


class Axis(Model):
    """One axis of the scheme."""

    number: int
    title: str
    short_title: str = ""


class Target(Model):
    """The scheme's own target for a series: a value to reach in a year."""

    value: float
    year: int
    source: str
    label: str = ""


class Absence(Model):
    """Years for which a value cannot be or was not collected, with the reason shown on the page."""

    years: list[int]
    status: Literal["L", "M", "O"] = "M"
    reason: str


class Break(Model):
    """A year from which a series no longer compares with what came before."""

    year: int
    reason: str


class Series(Model):
    """One series of an indicator: a breakdown and a measure, with unit and wanted direction."""

    breakdown: str = ""
    measure: Measure = "level"
    label: str
    unit: str
    direction: Direction = "none"
    target: Target | None = None
    low: float | None = None
    high: float | None = None
    status: Literal["A", "E", "P", "F"] = "A"
    # A running total since its first year: it is held against its target by what is added a year.
    cumulative: bool = False
    provisional_years: list[int] = []
    breaks: list[Break] = []
    absent: list[Absence] = []
    # A yearly series is one value a year; others keep the period they cover (ISO 8601 interval).
    period: str = ""
    # Series that count the same thing ("2-3.1.c4", "1-1.5.3/km"): other figures are a finding.
    compare_with: list[str] = []
    # Words of the definition that a cell must carry if it says what it counts.
    wording: str = ""
    note: str = ""


class Indicator(Model):
    """An indicator of an action: what it counts, who answers, its series.

    `kind` is `declared` for the indicators that the action's sheet names, `context` for figures
    that the review gives beside them.
    """

    code: IndicatorCode
    label: str
    respondent: str
    definition: str
    kind: Literal["declared", "context"] = "declared"
    numerator: str = ""
    denominator: str = ""
    scope: str = ""
    series: Annotated[list[Series], Field(min_length=1)]

    @model_validator(mode="after")
    def _series_are_unique(self) -> "Indicator":
        keys = [(one.measure, one.breakdown) for one in self.series]
        if len(set(keys)) < len(keys):
            raise ValueError(f"indicateur {self.code} : deux séries ont même mesure et ventilation")
        return self


class QuantityMap(Model):
    """One quantity of a composite cell: which one it is, and the series that it feeds.

    Chosen among the quantities read in the cell by `unit` and, where several have that unit,
    by `label` (text near it) or by `nth` (1 = first of that unit).
    """

    unit: str
    label: str = ""
    nth: int = 1
    indicator: IndicatorCode
    breakdown: str = ""
    measure: Measure = "level"
    optional: bool = False


class Mapping(Model):
    """A row (years across, two-level) or a column (years down) of a table, and its series.

    `match` is compared with the row's first cell or the column's header, case, accents and
    spaces folded. `quantities` for composite cells; otherwise the cell holds one quantity.
    """

    match: str
    indicator: IndicatorCode | None = None
    breakdown: str = ""
    measure: Measure = "level"
    section: str = ""
    component: str = ""
    quantities: list[QuantityMap] = []
    ignore: bool = False

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Mapping":
        if not (self.ignore or self.quantities or self.indicator):
            raise ValueError(f"« {self.match} » : indicator, quantities ou ignore est attendu")
        return self


class RowAggregate(Model):
    """How a row-level extract or a dated list becomes observations.

    `aggregate` sums `value`, counts rows, or gives the share (%) of the rows (or of `value`)
    that `where` keeps, by year (from `date`, or `year` when the file has no date) and by the
    column `by` (each of its values becomes a breakdown) or under one fixed `breakdown`.
    """

    indicator: IndicatorCode
    measure: Measure = "level"
    aggregate: Aggregate
    value: str = ""
    unit: str = ""
    date: str = ""
    year: int | None = None
    by: str = ""
    breakdown: str = ""
    where: dict[str, list[str]] = {}


class Table(Model):
    """A raw table: the file, how it is laid out, what each part of it means."""

    file: FileName
    sheet: str = ""
    layout: Layout
    header_rows: list[int] = []
    dash: Literal["missing", "zero"] = "missing"
    campaigns: list[int] = []
    source: str = ""
    mappings: list[Mapping] = []
    aggregates: list[RowAggregate] = []
    ignored_columns: list[str] = []


class Derived(Model):
    """A declared formula: how a derived observation is computed from others.

    `of` names the operands as `indicator[/breakdown[/measure]]`. ratio = first / second;
    share = 100 x first / second; change = per cent change of the first on the year before;
    points = difference of a share; sum; product; index = chained from yearly changes, base 100;
    cumulative = running sum of a yearly quantity from its first year (or `base_year`).
    """

    indicator: IndicatorCode
    breakdown: str = ""
    measure: Measure
    formula: Literal[
        "ratio", "share", "change", "points", "sum", "difference", "product", "index", "cumulative"
    ]
    of: Annotated[list[str], Field(min_length=1)]
    unit: str
    scale: float = 1.0
    label: str = ""
    direction: Direction = "none"
    base_year: int | None = None
    # The published value that this one re-computes, if any: the two are held against each other.
    checks: str = ""
    # The value that it must have: 100 where the operands are all the parts of a whole.
    expects: float | None = None
    decimals: int | None = None


class Action(Model):
    """An action of the scheme: who steers it, its objective, its indicators and tables."""

    code: str
    axis: int
    title: str
    short_title: str
    steering: list[str]
    objective: list[str]
    status: ActionStatus = "started"
    started: int | None = None
    external_reference: str = ""
    indicators: list[Indicator] = []
    tables: list[Table] = []
    derived: list[Derived] = []


class Page(Model):
    """A page of the review: the notebook and the parameters that make it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9\-]*$")]
    title: str
    notebook: FileName
    parameters: dict[str, int | float | str | bool] = {}
    description: str = ""
    reads: list[str] = []


class Scheme(Model):
    """The whole register of one body: its axes, actions, series and pages."""

    body: Body
    title: str
    first_year: int
    actions_total: SourcedCount
    actions_planned: SourcedCount | None = None
    axes: Annotated[list[Axis], Field(min_length=1)]
    pages: Annotated[list[Page], Field(min_length=1)]
    indicators: list[Indicator] = []
    tables: list[Table] = []
    derived: list[Derived] = []
    actions: list[Action] = []
