"""The dumbbell: year N-1 (hollow) and year N (full) of several series, one row each."""

from collections.abc import Sequence
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from oar_analysis.figure.charts.common import (
    ROW_STEP,
    Row,
    Rows,
    domain,
    finish,
    fixed_x,
    label_room,
    layer,
    one_unit,
    row_axis,
    row_labels,
    row_scale,
    row_value_axis,
    unit_title,
)
from oar_analysis.figure.describe import typographic
from oar_analysis.figure.series import Goal, Point, Series
from oar_analysis.figure.theme import INK, MUTED, PALETTE, TARGET

if TYPE_CHECKING:
    import altair as alt

# At least 3:1 on white, lighter than the marks that it joins.
LINK = "#6f95b8"
# Pixels from row to row where targets have their letters under their ticks.
GOAL_STEP = 62


def dumbbell(series: Sequence[Series], years: tuple[int, int]) -> "alt.LayerChart":
    """Return the dumbbell chart of series of one unit between two years (an Altair layer chart).

    Raises UsageError when the series have several units.
    """
    import altair as alt

    unit = one_unit(series, "Haltères")
    order = [one.label for one in series]
    points = [(one, one.at(years[0]), one.at(years[1])) for one in series]
    values = [p.known for _, *pair in points for p in pair if p.known is not None]
    values += [goal.value for one in series for goal in one.goals]
    y = row_axis(order)
    rows = [row for one, *pair in points for row in _rows(one, pair, unit)]
    bounds = domain(values, zero=True, unit=unit)
    x = alt.X("valeur:Q", scale=_scale(rows, bounds), axis=row_value_axis(unit))
    goals = _lettered(series)
    layers = [
        row_labels(_labels(points), order),
        *_goals(goals, unit, x, y),
        *_bars(rows, x, y, unit, edged=bool(goals)),
    ]
    several = len(series) > 1
    notes = [f"○ {years[0]}   ● {years[1]}", *_goal_notes(goals, several=several)]
    step = GOAL_STEP if goals else ROW_STEP
    return finish(layers, height=step * len(order), notes=notes)


def _scale(rows: Rows, bounds: Sequence[float]) -> "alt.Scale":
    """Return the horizontal scale, with room for the values written beyond its ends."""
    room = {
        right: label_room(
            [(row["valeur"], row["etiquette"]) for row in rows if row.get("droite") is right],
            bounds,
            right=right,
        )
        for right in (False, True)
    }
    return row_scale(bounds, left=room[False], right=room[True])


def _labels(points: Sequence[tuple[Series, Point, Point]]) -> Rows:
    """Return each row's label: its name, and the year that lacks, with its reason."""
    rows: Rows = []
    for one, *pair in points:
        lacking = [point for point in pair if point.known is None]
        told = [f"{point.year} : {point.missing or 'non communiqué'}" for point in lacking]
        alone = f"  (n.c. {told[0]})" if len(told) == 1 else ""
        rows.append({"ligne": one.label, "titre": typographic(one.label + alone)})
    return rows


def _rows(series: Series, pair: Sequence[Point], unit: str) -> Rows:
    """Return the two marks of a row; the labels stand on their outer sides."""
    older, newer = pair
    rows: Rows = []
    for point, other in ((older, newer), (newer, older)):
        if point.known is None:
            continue
        right = (
            other.known is None
            or point.known > other.known
            or (point.known == other.known and point is newer)
        )
        same = other.known is not None and point.known == other.known and point is older
        rows.append(
            {
                "ligne": series.label,
                "valeur": point.known,
                "annee": str(point.year),
                "texte": point.text(unit),
                "etiquette": "" if same else point.text(unit),
                "plein": point is newer,
                "droite": right,
            }
        )
    missing = [point for point in pair if point.known is None]
    if len(missing) == len(pair):
        rows.append({"ligne": series.label, "motif": f"n.c. : {missing[-1].missing}"})
    return rows


def _bars(rows: Rows, x: "alt.X", y: "alt.Y", unit: str, *, edged: bool) -> list[Any]:
    """Return the connecting bars, the marks, their labels, and what is missing.

    An `edged` label has a white edge: a target's tick may stand where it is written.
    """
    import altair as alt

    known = [row for row in rows if "valeur" in row]
    layers = [*_spans(known, y, unit), *_ends(known, x, y)]
    for right in (False, True):
        some = [row for row in known if row["droite"] is right and row["etiquette"]]
        if some:
            base = layer(some).encode(x=x, y=y, text=alt.Text("etiquette:N"))
            place: dict[str, Any] = {
                "align": "left" if right else "right",
                "dx": 11 if right else -11,
                "fontSize": 13,
            }
            if edged:
                layers.append(base.mark_text(stroke="#ffffff", strokeWidth=5, **place))
            layers.append(base.mark_text(color=INK, **place))
    lost = [row for row in rows if "motif" in row]
    if lost:
        gone = layer(lost).mark_text(align="left", fontStyle="italic", color=MUTED, dx=4)
        layers.append(gone.encode(y=y, x=fixed_x(0), text=alt.Text("motif:N")))
    return layers


def _spans(known: Rows, y: "alt.Y", unit: str) -> list[Any]:
    """Return a bar from year to year, for the rows that have both."""
    import altair as alt

    ends: dict[str, list[float]] = {}
    for row in known:
        ends.setdefault(row["ligne"], []).append(row["valeur"])
    spans = [
        {"ligne": name, "de": min(both), "a": max(both)}
        for name, both in ends.items()
        if len(both) > 1
    ]
    if not spans:
        return []
    rule = layer(spans).mark_rule(strokeWidth=3, color=LINK)
    return [rule.encode(y=y, x=alt.X("de:Q", title=unit_title(unit) or None), x2=alt.X2("a:Q"))]


def _ends(known: Rows, x: "alt.X", y: "alt.Y") -> list[Any]:
    """Return the full marks, then the hollow ones as rings, which hide no mark close by."""
    import altair as alt

    tooltip = [
        alt.Tooltip("ligne:N", title="Série"),
        alt.Tooltip("annee:N", title="Année"),
        alt.Tooltip("texte:N", title="Valeur"),
    ]
    styles: tuple[tuple[bool, dict[str, Any]], ...] = (
        (True, {"size": 120, "fill": PALETTE[0], "stroke": PALETTE[0], "strokeWidth": 1}),
        (False, {"size": 150, "fill": "transparent", "stroke": INK, "strokeWidth": 2.5}),
    )
    layers: list[Any] = []
    for full, style in styles:
        some = [row for row in known if row["plein"] is full]
        if some and not full:
            # White inside, under the ring: the bar stops at its edge.
            disc = layer(some).mark_point(
                shape="circle", size=110, fill="#ffffff", stroke="#ffffff", opacity=1
            )
            layers.insert(0, disc.encode(x=x, y=y))
        if some:
            mark = layer(some).mark_point(shape="circle", opacity=1, **style)
            layers.append(mark.encode(x=x, y=y, tooltip=tooltip))
    return layers


def _lettered(series: Sequence[Series]) -> list[tuple[str, Series, Goal]]:
    """Return each target with its letter: A to Z, then AA."""
    goals = [(one, goal) for one in series for goal in one.goals]
    return [
        (ascii_uppercase[index % 26] * (index // 26 + 1), one, goal)
        for index, (one, goal) in enumerate(goals)
    ]


def _goals(
    goals: Sequence[tuple[str, Series, Goal]], unit: str, x: "alt.X", y: "alt.Y"
) -> list[Any]:
    """Return a tick at each row's targets, with its letter under it; one tick for one value."""
    import altair as alt

    ticks: dict[tuple[str, float], Row] = {}
    for letter, one, goal in goals:
        row = ticks.setdefault((one.label, goal.value), {"ligne": one.label, "valeur": goal.value})
        row["lettre"] = f"{row['lettre']}, {letter}" if "lettre" in row else letter
        told = goal.text(unit)
        row["texte"] = f"{row['texte']} ; {told}" if "texte" in row else told
    if not ticks:
        return []
    base = layer(list(ticks.values())).encode(x=x, y=y)
    tooltip = [
        alt.Tooltip("ligne:N", title="Série"),
        alt.Tooltip("texte:N", title="Cible"),
    ]
    tick = base.mark_tick(color=TARGET, thickness=3, size=26, opacity=1).encode(tooltip=tooltip)
    text = base.mark_text(color=TARGET, fontSize=12, fontWeight="bold", dy=22)
    return [tick, text.encode(text=alt.Text("lettre:N"))]


def _goal_notes(goals: Sequence[tuple[str, Series, Goal]], *, several: bool) -> list[str]:
    """Return what each lettered tick is: the target, its year, who asks it."""
    return [
        f"Cible {letter} : {f'{one.label}, ' if several else ''}{goal.text(one.unit)}."
        for letter, one, goal in goals
    ]
