"""The standard figures: chart, description and table made from the same series in one call."""

from collections.abc import Sequence

from oar_analysis import french
from oar_analysis.figure.charts import (
    Part,
    Step,
    Whole,
    bars,
    dumbbell,
    line,
    line_form,
    stacked,
    waterfall,
)
from oar_analysis.figure.describe import between, change_text, describe, typographic
from oar_analysis.figure.figure import Figure, figure
from oar_analysis.figure.series import Goal, Point, Series, years_of
from oar_analysis.figure.table import Column, Content, Value

# Beyond that many wholes the description tells the first and the last: the table has them all.
WHOLES_TOLD = 4


def line_figure(  # noqa: PLR0913
    series: Sequence[Series],
    *,
    key: str,
    title: str,
    source: str,
    subtitle: str = "",
    notes: Sequence[str] = (),
    baseline: float | None = None,
    goals: bool = True,
) -> Figure:
    """Return the figure of series over years: lines, gaps, bounds, targets; a row a year."""
    columns = [Column(title="Année", kind="year")]
    columns += [Column(title=one.label, unit=one.unit) for one in series]
    rows: list[tuple[Content, ...]] = [
        (year, *(point_value(one.at(year), one.unit) for one in series))
        for year in years_of(series)
    ]
    rows += _goal_rows(series) if goals else []
    return figure(
        line(series, baseline=baseline, goals=goals),
        key=key,
        title=title,
        subtitle=subtitle,
        description=describe(series, form=line_form(series), baseline=baseline),
        columns=columns,
        rows=rows,
        source=source,
        notes=notes,
    )


def index_figure(
    series: Sequence[Series],
    *,
    key: str,
    title: str,
    source: str,
    base_year: int,
    notes: Sequence[str] = (),
) -> Figure:
    """Return the figure of indices, 100 in `base_year`."""
    subtitle = f"Indice, base 100 en {base_year}"
    return line_figure(
        series, key=key, title=title, source=source, subtitle=subtitle, notes=notes, baseline=100
    )


def dumbbell_figure(
    series: Sequence[Series],
    *,
    years: tuple[int, int],
    key: str,
    title: str,
    source: str,
    subtitle: str = "",
    notes: Sequence[str] = (),
) -> Figure:
    """Return the figure of two years side by side; a row a series, with its change and target."""
    columns = [
        Column(title="Série", kind="text"),
        *(Column(title=str(year), unit=series[0].unit if series else "") for year in years),
        Column(title="Évolution"),
        Column(title="Cible", kind="text"),
    ]
    rows = [_pair_row(one, years) for one in series]
    return figure(
        dumbbell(series, years),
        key=key,
        title=title,
        subtitle=subtitle,
        description=describe(between(series, years), form="Comparaison de deux années"),
        columns=columns,
        rows=rows,
        source=source,
        notes=notes,
    )


def bar_figure(
    series: Sequence[Series],
    *,
    year: int,
    key: str,
    title: str,
    source: str,
    subtitle: str = "",
    notes: Sequence[str] = (),
) -> Figure:
    """Return the figure of one year's values, a bar and a row a series."""
    points = [one.at(year) for one in series]
    told = " ; ".join(
        f"{one.label} : {point.text(one.unit)}" for one, point in zip(series, points, strict=True)
    )
    unit = series[0].unit if series else ""
    return figure(
        bars(series, year),
        key=key,
        title=title,
        subtitle=subtitle,
        description=typographic(f"Barres, {year}. {told}."),
        columns=[Column(title="Série", kind="text"), Column(title=str(year), unit=unit)],
        rows=[
            (one.label, point_value(point, unit)) for one, point in zip(series, points, strict=True)
        ],
        source=source,
        notes=notes,
    )


def waterfall_figure(  # noqa: PLR0913
    steps: Sequence[Step],
    *,
    unit: str,
    key: str,
    title: str,
    source: str,
    decimals: int | None = None,
    subtitle: str = "",
    notes: Sequence[str] = (),
    down_is_good: bool = True,
) -> Figure:
    """Return the figure of effects that add up, with the interval of each."""
    told = " ; ".join(f"{step.label} : {step.text(unit, decimals)}" for step in steps)
    columns = [
        Column(title="Effet", kind="text"),
        Column(title="Valeur", unit=unit, decimals=decimals),
        Column(title="Au moins", unit=unit, decimals=decimals),
        Column(title="Au plus", unit=unit, decimals=decimals),
    ]
    rows = [
        (
            s.label,
            s.value,
            s.value if s.low is None else s.low,
            s.value if s.high is None else s.high,
        )
        for s in steps
    ]
    return figure(
        waterfall(steps, unit=unit, decimals=decimals, down_is_good=down_is_good),
        key=key,
        title=title,
        subtitle=subtitle,
        description=typographic(f"Cascade des effets. {told}."),
        columns=columns,
        rows=rows,
        source=source,
        notes=notes,
    )


def stacked_figure(
    wholes: Sequence[Whole],
    *,
    key: str,
    title: str,
    source: str,
    subtitle: str = "",
    notes: Sequence[str] = (),
) -> Figure:
    """Return the figure of parts in per cent; a row a part, what lacks to 100 is said."""
    shown = wholes if len(wholes) <= WHOLES_TOLD else [wholes[0], wholes[-1]]
    told = " ".join(_whole_text(whole) for whole in shown)
    if len(shown) < len(wholes):
        told += f" {len(wholes) - len(shown)} autres ensembles sont dans le tableau de données."
    rows = [
        (whole.label, part.label, Value(value=part.value, decimals=part.decimals))
        for whole in wholes
        for part in whole.parts
    ]
    columns = [
        Column(title="Ensemble", kind="text"),
        Column(title="Partie", kind="text"),
        Column(title="Part", unit="%"),
    ]
    return figure(
        stacked(wholes),
        key=key,
        title=title,
        subtitle=subtitle,
        description=typographic(f"Parts d’un ensemble. {told}"),
        columns=columns,
        rows=rows,
        source=source,
        notes=notes,
    )


def point_value(point: Point, unit: str) -> Value:
    """Return a point as a table's cell: a plain number where it is one, else its words."""
    plain = point.value is not None and not point.marks and point.low is None
    text = (
        ""
        if plain
        else (_without_unit(point, unit) if point.known is not None else point.amount(unit))
    )
    return Value(value=point.value, decimals=point.decimals, text=text)


def _without_unit(point: Point, unit: str) -> str:
    """Return a point's words where the header already says the unit."""
    label = french.unit_label(unit, 2)
    text = point.text(unit)
    return text.replace(f"{french.NBSP}{label}", "") if label else text


def _goal_rows(series: Sequence[Series]) -> list[tuple[Content, ...]]:
    """Return a row a target under the years."""
    rows: list[tuple[Content, ...]] = []
    for index, one in enumerate(series):
        for goal in one.goals:
            cells: list[Content] = [""] * len(series)
            cells[index] = Value(value=goal.value, decimals=goal.decimals)
            rows.append((_goal_label(goal), *cells))
    return rows


def _goal_label(goal: Goal) -> str:
    later = ", à venir" if not goal.in_force else ""
    return f"Cible {goal.year} ({goal.authority}{later})"


def _pair_row(one: Series, years: tuple[int, int]) -> tuple[Content, ...]:
    older, newer = one.at(years[0]), one.at(years[1])
    broken = any(years[0] < year <= years[1] for year, _ in one.breaks)
    change = "non comparable" if broken else change_text(older, newer, one.unit)
    goals = " ; ".join(goal.text(one.unit) for goal in one.goals)
    return (
        one.label,
        point_value(older, one.unit),
        point_value(newer, one.unit),
        change or french.MISSING,
        goals or "sans cible",
    )


def _whole_text(whole: Whole) -> str:
    parts = [
        f"{part.label} {french.quantity(part.value, '%', part.decimals)}" for part in whole.parts
    ]
    total = round(sum(part.value for part in whole.parts), 6)
    lacking = "" if total == 100 else f" (total {french.quantity(total, '%')})"
    return f"{whole.label} : {', '.join(parts)}{lacking}."


__all__ = [
    "Part", "Step", "Whole", "bar_figure", "dumbbell_figure", "index_figure", "line_figure",
    "point_value", "stacked_figure", "waterfall_figure",
]  # fmt: skip
