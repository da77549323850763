"""The line over years: gaps stay gaps; hollow marks, bounds, breaks, targets with authority."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oar_analysis import french
from oar_analysis.figure.charts.annotation import (
    break_layers,
    goal_layers,
    missing_layers,
    reference_layers,
)
from oar_analysis.figure.charts.common import (
    Rows,
    data,
    domain,
    finish,
    is_hollow,
    keeps_zero,
    mark_notes,
    one_unit,
    value_axis,
)
from oar_analysis.figure.series import Point, Series, years_of
from oar_analysis.figure.theme import DASHES, INK, PALETTE, SHAPES

if TYPE_CHECKING:
    import altair as alt

HEIGHT = 300
NOTHING_HEIGHT = 44
# Two marks of one year nearer than that, in pixels, have their labels on either side.
CROWDED = 44
# Beyond so many points, value labels would run into one another: only the last is written.
LABELLED = 8
# Legend labels up to that length stand three on a line, on a narrow screen too.
SHORT = 12
# From so many series on, one of them can be put forward (with a list, so by keyboard too).
SELECTABLE = 3


def line(
    series: Sequence[Series], *, baseline: float | None = None, goals: bool = True
) -> "alt.LayerChart":
    """Return the line chart of series of one unit (an Altair layer chart).

    `baseline` draws a reference (100 for an index); `goals` draws the targets. Raises UsageError
    when the series have several units.
    """
    import altair as alt

    unit = one_unit(series, "Courbe")
    years = [str(year) for year in years_of(series, goals=goals)]
    shown = [goal for one in series for goal in one.goals] if goals else []
    values = _values(series) + [goal.value for goal in shown]
    values += [] if baseline is None else [baseline]
    zero = keeps_zero(values)
    bounds = domain(values, zero=zero)
    x = alt.X(
        "annee:O",
        scale=alt.Scale(domain=years),
        axis=alt.Axis(title=None, labelOverlap="greedy", labelSeparation=6),
    )
    if not values:
        return _nothing_known(series, x)
    y = alt.Y(
        "valeur:Q",
        scale=alt.Scale(domain=bounds, nice=False),
        axis=value_axis(unit),
    )
    rows = _sided(_rows(series, unit), bounds)
    layers = [*reference_layers(baseline, y), *goal_layers(series, unit, x, y, goals=goals)]
    layers += [*break_layers(series, x), *_lines(rows, series, x, y), *_marks(rows, x, y)]
    layers += missing_layers(series, x, HEIGHT)
    notes = mark_notes(series)
    notes += [] if bounds[0] <= 0 <= bounds[1] else ["L’axe vertical ne part pas de zéro."]
    return finish(layers, height=HEIGHT, notes=notes)


def _nothing_known(series: Sequence[Series], x: "alt.X") -> "alt.LayerChart":
    """Return the chart of series without any value: the years and why, no scale to invent."""
    notes = mark_notes(series)
    return finish(missing_layers(series, x, NOTHING_HEIGHT), height=NOTHING_HEIGHT, notes=notes)


def _values(series: Sequence[Series]) -> list[float]:
    found = [
        value
        for one in series
        for point in one.points
        for value in (point.value, point.low, point.high)
    ]
    return [value for value in found if value is not None]


def _rows(series: Sequence[Series], unit: str) -> Rows:
    """Return a row a known point, with the segment it belongs to and its texts."""
    rows: Rows = []
    single = len(series) == 1
    for one in series:
        segment, before = 0, None
        for point in one.known:
            breaks = before is not None and any(
                before < year <= point.year for year, _ in one.breaks
            )
            if before is not None and (point.year != before + 1 or breaks):
                segment += 1
            before = point.year
            last = point is one.known[-1]
            revised = point.revised_from is not None
            written = last or ((single or revised) and len(one.known) <= LABELLED)
            # On a long line two values side by side would cover each other on a telephone.
            marked = "r" if revised else ""
            rows.append(
                {
                    "annee": str(point.year),
                    "serie": one.label,
                    "valeur": point.known,
                    "bas": point.low if point.low is not None else point.known,
                    "haut": point.high if point.high is not None else point.known,
                    "borne": _bound(point.low, point.high, point.value),
                    "trait": f"{one.label}|{segment}",
                    "texte": point.text(unit),
                    "etiquette": _label(french.quantity(point.known, unit, point.decimals), point)
                    if written
                    else marked,
                    "creux": is_hollow(point),
                }
            )
    return rows


def _sided(rows: Rows, bounds: Sequence[float]) -> Rows:
    """Return the rows with the side of each label: under its mark where another is just above."""
    pixels = HEIGHT / (bounds[1] - bounds[0])
    above: dict[str, float] = {}
    for row in sorted(rows, key=lambda one: -one["valeur"]):
        higher = above.get(row["annee"])
        crowded = higher is not None and (higher - row["valeur"]) * pixels < CROWDED
        row["dessous"] = bool(crowded and row["etiquette"])
        above[row["annee"]] = row["valeur"]
    return rows


def _label(text: str, point: Point) -> str:
    """Return a value's label: bounds announced, revised values marked r."""
    if point.value is None:
        text = f"≥{french.NBSP}{text}" if point.low is not None else f"≤{french.NBSP}{text}"
    return f"{text} r" if point.revised_from is not None else text


def _bound(low: float | None, high: float | None, value: float | None) -> str:
    """Return which bounds a point has."""
    if low is not None and high is not None:
        return "entre"
    if value is None and low is not None:
        return "plus"
    return "moins" if value is None and high is not None else ""


def _tooltip() -> list[Any]:
    import altair as alt

    return [
        alt.Tooltip("serie:N", title="Série"),
        alt.Tooltip("annee:N", title="Année"),
        alt.Tooltip("texte:N", title="Valeur"),
    ]


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


def _lines(rows: Rows, series: Sequence[Series], x: "alt.X", y: "alt.Y") -> list[Any]:
    """Return lines and points; hollow points for what is not final."""
    import altair as alt

    channels = _series_channels(series)
    drawn = [
        _line_of(rows, one, dash, x, y).encode(color=channels["color"])
        for one, dash in zip(series, _cycle(DASHES, len(series)), strict=True)
    ]
    points = (
        alt.Chart(data(rows))
        .mark_point(size=85, strokeWidth=2, filled=False, opacity=1)
        .encode(
            x=x,
            y=y,
            color=channels["color"],
            shape=channels["shape"],
            fill=alt.condition("datum.creux", alt.value("#ffffff"), channels["color"]),
            tooltip=_tooltip(),
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


def _line_of(rows: Rows, one: Series, dash: Sequence[int], x: "alt.X", y: "alt.Y") -> "alt.Chart":
    """Return the line of one series; a layer each, for a dash scale would ask for a legend."""
    import altair as alt

    own = [row for row in rows if row["serie"] == one.label]
    mark = alt.Chart(data(own)).mark_line(strokeWidth=2.5, strokeDash=list(dash))
    drawn: alt.Chart = mark.encode(x=x, y=y, detail=alt.Detail("trait:N"))
    return drawn


def _marks(rows: Rows, x: "alt.X", y: "alt.Y") -> list[Any]:
    """Return bounds, then labels with a white edge, above the arrow where there is one."""
    import altair as alt

    layers = []
    between = [row for row in rows if row["borne"] == "entre" and row["bas"] != row["haut"]]
    if between:
        span = alt.Chart(data(between)).mark_rule(strokeWidth=2, color=INK)
        layers.append(span.encode(x=x, y=alt.Y("bas:Q"), y2=alt.Y2("haut:Q")))
    for code, angle, shift in (("plus", 0, -16), ("moins", 180, 16)):
        some = [row for row in rows if row["borne"] == code]
        if some:
            arrow = alt.Chart(data(some)).mark_point(
                shape="arrow",
                size=260,
                filled=True,
                color=INK,
                yOffset=shift,
                angle=angle,
                opacity=1,
            )
            layers.append(arrow.encode(x=x, y=y))
    for row in rows:
        clear = 32 if row["borne"] == ("moins" if row["dessous"] else "plus") else 15
        row["ecart"] = clear + 2 if row["dessous"] else -clear
    for lift in sorted({row["ecart"] for row in rows if row["etiquette"]}):
        some = [row for row in rows if row["etiquette"] and row["ecart"] == lift]
        base = alt.Chart(data(some)).encode(x=x, y=y, text=alt.Text("etiquette:N"))
        style: dict[str, Any] = {"dy": lift, "fontSize": 13, "fontWeight": "bold"}
        layers.append(base.mark_text(stroke="#ffffff", strokeWidth=4, **style))
        layers.append(base.mark_text(color=INK, **style))
    return layers
