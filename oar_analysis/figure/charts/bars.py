"""Horizontal bars of one year, a row each, the value written at the end."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oar_analysis.figure.charts.common import (
    ROW_STEP,
    Rows,
    domain,
    finish,
    fixed_x,
    is_hollow,
    label_room,
    layer,
    one_unit,
    row_axis,
    row_labels,
    row_scale,
    row_value_axis,
)
from oar_analysis.figure.series import Series
from oar_analysis.figure.theme import INK, MUTED, PALETTE

if TYPE_CHECKING:
    import altair as alt


def bars(series: Sequence[Series], year: int) -> "alt.LayerChart":
    """Return the bar chart of series of one unit in one year (an Altair layer chart).

    Raises UsageError when the series have several units.
    """
    import altair as alt

    unit = one_unit(series, "Barres")
    order = [one.label for one in series]
    points = [one.at(year) for one in series]
    values = [point.known for point in points if point.known is not None]
    rows: Rows = [
        {
            "ligne": one.label,
            "valeur": point.known,
            "texte": point.text(unit),
            "creux": is_hollow(point) or point.value is None,
        }
        for one, point in zip(series, points, strict=True)
    ]
    bounds = domain(values, zero=True, unit=unit)
    written = [(row["valeur"], row["texte"]) for row in rows if row["valeur"] is not None]
    scale = row_scale(bounds, right=label_room(written, bounds, right=True))
    x = alt.X("valeur:Q", scale=scale, axis=row_value_axis(unit))
    layers = [
        row_labels([{"ligne": one, "titre": one} for one in order], order),
        *_layers(rows, x, row_axis(order)),
    ]
    return finish(layers, height=ROW_STEP * len(order), notes=_notes(rows))


def _notes(rows: Rows) -> list[str]:
    """Return what a hollow bar means, when there is one."""
    hollow = any(row["creux"] and row["valeur"] is not None for row in rows)
    return ["Barre creuse : valeur non définitive, ou simple borne."] if hollow else []


def _layers(rows: Rows, x: "alt.X", y: "alt.Y") -> list[Any]:
    """Return full bars, hollow bars for what is not final, values, and what is missing."""
    import altair as alt

    tooltip = [alt.Tooltip("ligne:N", title="Série"), alt.Tooltip("texte:N", title="Valeur")]
    layers = []
    for hollow in (False, True):
        some = [row for row in rows if row["valeur"] is not None and row["creux"] is hollow]
        if some:
            bar_style: dict[str, Any] = (
                {"fill": "#ffffff", "stroke": PALETTE[0], "strokeWidth": 2}
                if hollow
                else {"fill": PALETTE[0]}
            )
            bar = layer(some).mark_bar(height=17, **bar_style)
            layers.append(bar.encode(x=x, y=y, tooltip=tooltip))
    for known, colour, style in ((True, INK, "normal"), (False, MUTED, "italic")):
        some = [row for row in rows if (row["valeur"] is not None) is known]
        if some:
            text = layer(some).mark_text(
                align="left", dx=6, fontSize=13, color=colour, fontStyle=style
            )
            at = x if known else fixed_x(0)
            layers.append(text.encode(x=at, y=y, text=alt.Text("texte:N")))
    return layers
