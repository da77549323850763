"""What is written on a line chart beside its data: missing years, breaks, targets, references."""

from typing import TYPE_CHECKING, Any

from oar_analysis.figure.charts.common import Rows, fixed_x, fixed_y, having, layer
from oar_analysis.figure.theme import INK, MUTED, TARGET

if TYPE_CHECKING:
    import altair as alt


def tooltip() -> list[Any]:
    """Return what a point of a chart over years tells."""
    import altair as alt

    return [
        alt.Tooltip("serie:N", title="Série"),
        alt.Tooltip("annee:N", title="Année"),
        alt.Tooltip("texte:N", title="Valeur"),
    ]


def bound_layers(rows: Rows, x: "alt.X", y: "alt.Y", *, size: int, shift: int) -> list[Any]:
    """Return the bounds of points: a rule between two, an arrow from the only one."""
    import altair as alt

    layers = []
    if _any(rows, "haut"):
        span = having("haut").mark_rule(strokeWidth=2, color=INK)
        layers.append(span.encode(x=x, y=alt.Y("bas:Q"), y2=alt.Y2("haut:Q")))
    for code, angle, towards in (("plus", 0, -1), ("moins", 180, 1)):
        if any(row.get("borne") == code for row in rows):
            arrow = (
                layer()
                .transform_filter(f"datum.borne == '{code}'")
                .mark_point(
                    shape="arrow",
                    size=size,
                    filled=True,
                    color=INK,
                    yOffset=towards * shift,
                    angle=angle,
                    opacity=1,
                )
            )
            layers.append(arrow.encode(x=x, y=y))
    return layers


def missing_layers(rows: Rows, x: "alt.X", height: int, text: str = "n.c.") -> list[Any]:
    """Return "n.c." at the foot of the years without any value, with its reason."""
    import altair as alt

    if not _any(rows, "motif"):
        return []
    mark = having("motif").mark_text(text=text, color=MUTED, fontSize=12, fontStyle="italic", dy=-8)
    tooltip = [
        alt.Tooltip("annee:N", title="Année"),
        alt.Tooltip("motif:N", title="Valeur manquante"),
    ]
    return [mark.encode(x=x, y=fixed_y(height), tooltip=tooltip)]


def reference_layers(baseline: float | None, y: "alt.Y") -> list[Any]:
    """Return the line of a reference level, such as 100 for an index."""
    if baseline is None:
        return []
    return [layer([{"valeur": baseline}]).mark_rule(color=MUTED, strokeWidth=1.5).encode(y=y)]


def break_rules(rows: Rows, x: "alt.X", shift: int = -14) -> list[Any]:
    """Return a vertical dotted line just before each break of a series."""
    if not _any(rows, "rupture"):
        return []
    return [having("rupture").mark_rule(strokeDash=[2, 3], color=MUTED, xOffset=shift).encode(x=x)]


def break_texts(rows: Rows, x: "alt.X") -> list[Any]:
    """Return what the dotted lines mean, beside them."""
    import altair as alt

    if not _any(rows, "rupture"):
        return []
    text = having("rupture").mark_text(color=MUTED, fontSize=12, align="right", dx=-18, dy=10)
    return [text.encode(x=x, y=fixed_y(0), text=alt.Text("rupture:N"))]


def goal_marks(rows: Rows, x: "alt.X", y: "alt.Y", size: int = 130) -> list[Any]:
    """Return the targets: a dashed level, a diamond at its year."""
    import altair as alt

    if not _any(rows, "cible"):
        return []
    base = having("cible").encode(y=y)
    rule = base.mark_rule(color=TARGET, strokeDash=[5, 4], strokeWidth=1.5)
    diamond = base.mark_point(shape="diamond", size=size, filled=True, color=TARGET, opacity=1)
    return [rule, diamond.encode(x=x, tooltip=[alt.Tooltip("cible:N", title="Cible")])]


def goal_texts(rows: Rows, y: "alt.Y") -> list[Any]:
    """Return the value, authority and date of each target, at the end of its level."""
    import altair as alt

    if not _any(rows, "cible"):
        return []
    text = having("cible").mark_text(
        color=TARGET,
        align="right",
        dy=alt.ExprRef("datum.ecart"),
        fontSize=13,
        limit=alt.ExprRef("width"),
    )
    return [text.encode(y=y, x=fixed_x("width"), text=alt.Text("cible:N"))]


def _any(rows: Rows, field: str) -> bool:
    return any(row.get(field) for row in rows)
