"""Small multiples: a panel a series, on one scale, where lines together could not be told apart.

The panels of a figure stand in as many columns as its width holds (`theme.at_width`).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oar_analysis import french
from oar_analysis.figure.charts.annotation import (
    bound_layers,
    break_rules,
    goal_marks,
    missing_layers,
    reference_layers,
    tooltip,
)
from oar_analysis.figure.charts.common import (
    DIGIT,
    Rows,
    data,
    domain,
    fixed_x,
    fixed_y,
    having,
    keeps_zero,
    mark_notes,
    noted,
    one_unit,
    unit_title,
)
from oar_analysis.figure.charts.rows import (
    break_rows,
    goal_rows,
    missing_rows,
    point_rows,
    sided,
)
from oar_analysis.figure.series import Series, known_values, years_of
from oar_analysis.figure.theme import AXIS_FORMAT, INK, PALETTE, PANEL_GAP, WIDTH, panel_grid

if TYPE_CHECKING:
    import altair as alt

# Of more lines than that, crossing in one frame, no reader follows one.
MOST_TOGETHER = 5
HEIGHT = 96
ROW_GAP = 14
# Pixels between the numbers of the axis and the panels.
AXIS_GAP = 14
# A title longer than its panel is cut between words; mean width in pixels of a bold letter.
TITLE_LETTER = 6.8
TITLE = (
    f"split(trim(replace(datum.label, regexp('(.{{1,' + floor(child_width / {TITLE_LETTER}) + "
    "'})(?: |$)', 'g'), '$1\\n')), '\\n')"
)


def panels(
    series: Sequence[Series], *, baseline: float | None = None, goals: bool = True
) -> "alt.FacetChart":
    """Return the small multiples of series of one unit: a titled panel each, the same scales.

    What does not stand in a panel (a target's authority, a break's name) is a note at the foot.
    Raises UsageError when the series have several units.
    """
    import altair as alt

    unit = one_unit(series, "Petits panneaux")
    values = known_values(series, goals=goals)
    values += [] if baseline is None else [baseline]
    bounds = domain(values, zero=keeps_zero(values))
    years = [str(year) for year in years_of(series, goals=goals)]
    x = _years_axis(years)
    axis = alt.Axis(format=AXIS_FORMAT, title=None, tickCount=2)
    y = alt.Y("valeur:Q", scale=alt.Scale(domain=bounds, nice=False), axis=axis)
    rows = [row for one in series for row in _rows(one, unit, bounds, years[-1], goals=goals)]
    layers = [*reference_layers(baseline, y), *goal_marks(rows, x, y, size=50)]
    layers += [*break_rules(rows, x, shift=-5), *_marks(rows, x, y)]
    layers += missing_layers(rows, x, HEIGHT, "×")
    room = round(DIGIT * max(len(french.number(one)) for one in bounds)) + AXIS_GAP
    columns, width = panel_grid(WIDTH, room)
    foot = noted(_notes(series, unit, bounds, goals=goals))
    return alt.FacetChart(
        data=data(rows),
        facet=_titles([one.label for one in series]),
        columns=columns,
        spec=alt.LayerChart(layer=layers, width=width, height=HEIGHT),
        spacing=alt.RowColnumber(row=ROW_GAP, column=PANEL_GAP),
        resolve=alt.Resolve(axis=alt.AxisResolveMap(x="independent")),
        **{**foot, "usermeta": {**foot["usermeta"], "panels": room}},
    )


def _rows(one: Series, unit: str, bounds: Sequence[float], last: str, *, goals: bool) -> Rows:
    """Return the rows of a panel, each under the name of its series; `last` is the axis's end."""
    points = point_rows([one], unit, single=False)
    if points:
        # Over the panel, where no line passes; a revised value alone is marked at its place.
        written = points[-1].pop("etiquette")
        year = points[-1]["annee"]
        points[-1]["dernier"] = written if year == last else f"{written} en {year}"
    points = sided(points, bounds, HEIGHT, 0, clear=(8, 22))
    # The name is the panel's title: a target's words need not say it again.
    rows = [*points, *missing_rows([one]), *break_rows([one])]
    rows += goal_rows([one], unit) if goals else []
    return [{**row, "serie": one.label} for row in rows]


def _titles(labels: Sequence[str]) -> "alt.Facet":
    """Return the panels, in the order of the series, each under its title."""
    import altair as alt

    header = alt.Header(
        title=None,
        labelExpr=TITLE,
        labelAnchor="start",
        labelFontWeight="bold",
        labelPadding=6,
    )
    return alt.Facet("serie:N", sort=list(labels), header=header)


def _years_axis(years: Sequence[str]) -> "alt.X":
    """Return the axis of years, the first and the last written."""
    import altair as alt

    # Written inside the panel: beyond its ends they would push the next one away.
    side = {"condition": {"test": "datum.index > 0", "value": "right"}, "value": "left"}
    axis = alt.Axis(title=None, values=[years[0], years[-1]], ticks=False, labelAlign=side)
    return alt.X("annee:O", scale=alt.Scale(domain=list(years)), axis=axis)


def _marks(rows: Rows, x: "alt.X", y: "alt.Y") -> list[Any]:
    """Return a panel's line, its points (hollow where not final), its bounds, its last value."""
    import altair as alt

    known = having("trait").encode(x=x, y=y)
    drawn = known.mark_line(strokeWidth=2, strokeJoin="round", color=PALETTE[0]).encode(
        detail=alt.Detail("trait:N")
    )
    points = known.mark_point(
        size=26, strokeWidth=1.5, filled=False, opacity=1, color=PALETTE[0]
    ).encode(
        fill=alt.condition("datum.creux", alt.value("#ffffff"), alt.value(PALETTE[0])),
        tooltip=tooltip(),
    )
    style: dict[str, Any] = {"dy": alt.ExprRef("datum.ecart"), "fontSize": 12, "fontWeight": "bold"}
    label = having("etiquette").encode(x=x, y=y, text=alt.Text("etiquette:N"))
    halo = label.mark_text(stroke="#ffffff", strokeWidth=4, **style)
    labels = [halo, label.mark_text(color=INK, **style)]
    last = having("dernier").mark_text(align="right", dy=-6, fontSize=13, color=INK)
    return [
        drawn.encode(detail=alt.Detail("trait:N")),
        points,
        *bound_layers(rows, x, y, size=110, shift=9),
        *(labels if any(row.get("etiquette") for row in rows) else []),
        last.encode(x=fixed_x("width"), y=fixed_y(0), text=alt.Text("dernier:N")),
    ]


def _notes(
    series: Sequence[Series], unit: str, bounds: Sequence[float], *, goals: bool
) -> list[str]:
    """Return how the panels are read, and what is too long to stand in them."""
    scale = f"{unit_title(unit)}, même échelle" if unit_title(unit) else "Même échelle"
    found = [f"{scale} dans tous les panneaux."]
    found += [] if bounds[0] <= 0 <= bounds[1] else ["L’axe vertical ne part pas de zéro."]
    found += [f"{row['cible']}." for row in (goal_rows(series, unit) if goals else [])]
    breaks = [f"{year} ({one.label})" for one in series for year, _ in one.breaks]
    if breaks:
        found.append(f"Trait pointillé : rupture de série, {french.enumerate_words(breaks)}.")
    found += ["× : année sans valeur."] if any(one.absent for one in series) else []
    return found + mark_notes(series)
