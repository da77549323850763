"""The line over years: gaps stay gaps; hollow marks, bounds, breaks, targets with authority."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oar_analysis.figure.charts.annotation import (
    bound_layers,
    break_rules,
    break_texts,
    goal_marks,
    goal_texts,
    missing_layers,
    reference_layers,
    tooltip,
)
from oar_analysis.figure.charts.common import (
    Rows,
    domain,
    finish,
    having,
    keeps_zero,
    mark_notes,
    one_unit,
    value_axis,
)
from oar_analysis.figure.charts.panels import MOST_TOGETHER, panels
from oar_analysis.figure.charts.rows import (
    break_rows,
    goal_rows,
    missing_rows,
    point_rows,
    sided,
)
from oar_analysis.figure.series import Series, known_values, years_of
from oar_analysis.figure.theme import DASHES, INK, PALETTE, SHAPES

if TYPE_CHECKING:
    import altair as alt

HEIGHT = 300
NOTHING_HEIGHT = 44
# Two marks of one year nearer than that, in pixels, have their labels on either side.
CROWDED = 44
# Legend labels up to that length stand three on a line, on a narrow screen too.
SHORT = 12
# From so many series on, one of them can be put forward (with a list, so by keyboard too).
SELECTABLE = 3


def line(
    series: Sequence[Series], *, baseline: float | None = None, goals: bool = True
) -> "alt.LayerChart | alt.FacetChart":
    """Return the line chart of series of one unit (an Altair chart).

    More than MOST_TOGETHER series have a panel each. `baseline` draws a reference (100 for an
    index); `goals` draws the targets. Raises UsageError when the series have several units.
    """
    import altair as alt

    unit = one_unit(series, "Courbe")
    years = [str(year) for year in years_of(series, goals=goals)]
    values = known_values(series, goals=goals)
    values += [] if baseline is None else [baseline]
    x = alt.X(
        "annee:O",
        scale=alt.Scale(domain=years),
        axis=alt.Axis(title=None, labelOverlap="greedy", labelSeparation=6),
    )
    if not values:
        return _nothing_known(series, x)
    if len(series) > MOST_TOGETHER:
        return panels(series, baseline=baseline, goals=goals)
    bounds = domain(values, zero=keeps_zero(values))
    y = alt.Y("valeur:Q", scale=alt.Scale(domain=bounds, nice=False), axis=value_axis(unit))
    points = point_rows(series, unit, single=len(series) == 1)
    points = sided(points, bounds, HEIGHT, CROWDED)
    rows = [*points, *missing_rows(series), *break_rows(series)]
    rows += goal_rows(series, unit) if goals else []
    layers = [*reference_layers(baseline, y), *goal_marks(rows, x, y), *goal_texts(rows, y)]
    layers += [*break_rules(rows, x), *break_texts(rows, x)]
    layers += [*_lines(series, x, y), *_marks(rows, x, y)]
    layers += missing_layers(rows, x, HEIGHT)
    notes = mark_notes(series)
    notes += [] if bounds[0] <= 0 <= bounds[1] else ["L’axe vertical ne part pas de zéro."]
    return finish(layers, height=HEIGHT, notes=notes, rows=rows)


def line_form(series: Sequence[Series]) -> str:
    """Return how the chart of series over years is called in its description."""
    apart = len(series) > MOST_TOGETHER and known_values(series)
    return "Petits panneaux, une courbe chacun" if apart else "Courbe"


def _nothing_known(series: Sequence[Series], x: "alt.X") -> "alt.LayerChart":
    """Return the chart of series without any value: the years and why, no scale to invent."""
    rows = missing_rows(series)
    layers = missing_layers(rows, x, NOTHING_HEIGHT)
    return finish(layers, height=NOTHING_HEIGHT, notes=mark_notes(series), rows=rows)


def _series_channels(series: Sequence[Series]) -> dict[str, Any]:
    """Return colour and shape by series, with one legend for both."""
    import altair as alt

    labels = [one.label for one in series]
    count = len(labels)
    legend = (
        alt.Legend(title=None, columns=3 if max(map(len, labels), default=0) <= SHORT else 1)
        if count > 1
        else None
    )
    return {
        "color": alt.Color(
            "serie:N", scale=alt.Scale(domain=labels, range=_cycle(PALETTE, count)), legend=legend
        ),
        "shape": alt.Shape(
            "serie:N", scale=alt.Scale(domain=labels, range=_cycle(SHAPES, count)), legend=legend
        ),
    }


def _cycle(values: Sequence[Any], count: int) -> list[Any]:
    return [values[index % len(values)] for index in range(count)]


def _lines(series: Sequence[Series], x: "alt.X", y: "alt.Y") -> list[Any]:
    """Return lines and points; hollow points for what is not final."""
    import altair as alt

    channels = _series_channels(series)
    drawn = [
        _line_of(one, dash, x, y).encode(color=channels["color"])
        for one, dash in zip(series, _cycle(DASHES, len(series)), strict=True)
    ]
    points = (
        having("trait")
        .mark_point(size=85, strokeWidth=2, filled=False, opacity=1)
        .encode(
            x=x,
            y=y,
            color=channels["color"],
            shape=channels["shape"],
            fill=alt.condition("datum.creux", alt.value("#ffffff"), channels["color"]),
            tooltip=tooltip(),
        )
    )
    if len(series) < SELECTABLE:
        return [*drawn, points]
    labels = [one.label for one in series]
    listed = alt.binding_select(
        options=[None, *labels], labels=["Toutes", *labels], name="Série : "
    )
    choice = alt.selection_point(name="choix", fields=["serie"], bind=listed)
    faded = alt.condition(choice, alt.value(1), alt.value(0.15))
    drawn = [one.encode(opacity=faded) for one in drawn]
    return [drawn[0].add_params(choice), *drawn[1:], points.encode(opacity=faded)]


def _line_of(one: Series, dash: Sequence[int], x: "alt.X", y: "alt.Y") -> "alt.Chart":
    """Return the line of one series; a layer each, for a dash scale would ask for a legend."""
    import altair as alt

    own = having("trait").transform_filter(alt.FieldEqualPredicate(field="serie", equal=one.label))
    mark = own.mark_line(strokeWidth=2.5, strokeDash=list(dash))
    drawn: alt.Chart = mark.encode(x=x, y=y, detail=alt.Detail("trait:N"))
    return drawn


def _marks(rows: Rows, x: "alt.X", y: "alt.Y") -> list[Any]:
    """Return bounds, then labels with a white edge, above the arrow where there is one."""
    import altair as alt

    style: dict[str, Any] = {"dy": alt.ExprRef("datum.ecart"), "fontSize": 13, "fontWeight": "bold"}
    label = having("etiquette").encode(x=x, y=y, text=alt.Text("etiquette:N"))
    return [
        *bound_layers(rows, x, y, size=260, shift=16),
        label.mark_text(stroke="#ffffff", strokeWidth=4, **style),
        label.mark_text(color=INK, **style),
    ]
