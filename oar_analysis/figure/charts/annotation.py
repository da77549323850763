"""What is written on a line chart beside its data: missing years, breaks, targets, references."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oar_analysis.figure.charts.common import Rows, data, fixed_x, fixed_y
from oar_analysis.figure.series import Series, years_of
from oar_analysis.figure.theme import MUTED, TARGET

if TYPE_CHECKING:
    import altair as alt


def missing_layers(series: Sequence[Series], x: "alt.X", height: int) -> list[Any]:
    """Return "n.c." at the foot of the years for which no series has a value, with its reason."""
    import altair as alt

    rows: Rows = []
    for year in years_of(series):
        points = [one.at(year) for one in series]
        if all(point.known is None for point in points):
            rows.append({"annee": str(year), "motif": points[0].missing or "non communiqué"})
    if not rows:
        return []
    text = alt.Chart(data(rows)).mark_text(
        text="n.c.", color=MUTED, fontSize=12, fontStyle="italic", dy=-8
    )
    tooltip = [
        alt.Tooltip("annee:N", title="Année"),
        alt.Tooltip("motif:N", title="Valeur manquante"),
    ]
    return [text.encode(x=x, y=fixed_y(height), tooltip=tooltip)]


def reference_layers(baseline: float | None, y: "alt.Y") -> list[Any]:
    """Return the line of a reference level, such as 100 for an index."""
    import altair as alt

    if baseline is None:
        return []
    return [
        alt.Chart(data([{"valeur": baseline}])).mark_rule(color=MUTED, strokeWidth=1.5).encode(y=y)
    ]


def break_layers(series: Sequence[Series], x: "alt.X") -> list[Any]:
    """Return a vertical dotted line at each break of a series."""
    import altair as alt

    years = sorted({year for one in series for year, _ in one.breaks})
    if not years:
        return []
    rows = [{"annee": str(year), "texte": "rupture de série"} for year in years]
    base = alt.Chart(data(rows)).encode(x=x)
    rule = base.mark_rule(strokeDash=[2, 3], color=MUTED, xOffset=-14)
    text = base.mark_text(color=MUTED, fontSize=12, align="right", dx=-18, dy=10).encode(
        y=fixed_y(0), text=alt.Text("texte:N")
    )
    return [rule, text]


def goal_layers(
    series: Sequence[Series], unit: str, x: "alt.X", y: "alt.Y", *, goals: bool
) -> list[Any]:
    """Return the targets: a dashed level, a diamond at its year, value, authority and date."""
    import altair as alt

    several = len(series) > 1
    rows: Rows = []
    for one in series if goals else ():
        last = one.known[-1].known if one.known else None
        for goal in one.goals:
            name = f"{one.label} : " if several else ""
            above = last is None or goal.value >= last
            rows.append(
                {
                    "annee": str(goal.year),
                    "valeur": goal.value,
                    "texte": f"Cible {name}{goal.text(unit)}",
                    "dy": -12 if above else 16,
                }
            )
    if not rows:
        return []
    base = alt.Chart(data(rows)).encode(y=y)
    rule = base.mark_rule(color=TARGET, strokeDash=[5, 4], strokeWidth=1.5)
    diamond = base.mark_point(shape="diamond", size=130, filled=True, color=TARGET, opacity=1)
    texts = [
        alt.Chart(data([row for row in rows if row["dy"] == dy]))
        .mark_text(color=TARGET, align="right", dy=dy, fontSize=13, limit=alt.ExprRef("width"))
        .encode(y=y, x=fixed_x("width"), text=alt.Text("texte:N"))
        for dy in sorted({row["dy"] for row in rows})
    ]
    tooltip = [alt.Tooltip("texte:N", title="Cible")]
    return [rule, diamond.encode(x=x, tooltip=tooltip), *texts]
