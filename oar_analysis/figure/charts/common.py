"""What the standard charts share: one unit a chart, domains, rows with their label above, legends.

Labels stand above their bar rather than on an axis, so that the same drawing holds at 340 pixels.
"""

import math
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from oar_analysis import french
from oar_analysis.errors import UsageError
from oar_analysis.figure.describe import typographic
from oar_analysis.figure.series import Point, Series, year_ranges
from oar_analysis.figure.theme import AXIS_FORMAT, INK, MUTED, WIDTH, wrapped

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]
Rows = list[Row]

ROW_STEP = 50
# Pixels of a figure of a value written beside its mark, and between the two.
DIGIT, LABEL_GAP = 7.2, 15
# Pixels that a scale keeps on the narrowest chart, between the values written beside its ends.
NARROWEST_SCALE = 140


def one_unit(series: Sequence[Series], chart: str) -> str:
    """Return the unit of all the series; raises UsageError when there are none, or several."""
    units = sorted({one.unit for one in series})
    if len(units) != 1:
        read = ", ".join(f"« {one} »" for one in units) or "aucune série"
        raise UsageError(
            f"{chart} : {read} lu ; une même unité pour toutes les séries est attendue. "
            "Faites une figure par unité."
        )
    return units[0]


def data(rows: Rows) -> "alt.Data":
    """Return rows as inline data: no row limit, no dataset named by a hash."""
    import altair as alt

    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def layer(rows: Rows | None = None) -> "alt.Chart":
    """Return a layer of rows, or of those of the whole chart, for marks and channels."""
    return _layer_class()() if rows is None else _layer_class()(data(rows))


@cache
def _layer_class() -> "type[alt.Chart]":
    import altair as alt

    class Layer(alt.Chart):
        """A chart whose parts nobody changes: Altair copies all of each layer four times."""

        def __deepcopy__(self, _memo: object = None) -> "Layer":
            return self.copy(deep=False)

    return Layer


def having(field: str) -> "alt.Chart":
    """Return a layer of the rows of the whole chart that have a text in a field.

    The rows stand once in a spec, whatever the number of layers that read them.
    """
    found: alt.Chart = layer().transform_filter(f"isValid(datum.{field})")
    return found


def fixed_x(value: float | str) -> "alt.XValue":
    """Return a place of its own on the x axis: pixels, or "width"."""
    import altair as alt

    # A channel, not `alt.value`: Altair finds out the channel of a plain value ten times slower.
    return alt.XValue(value)  # type: ignore[no-untyped-call]


def fixed_y(value: float | str) -> "alt.YValue":
    """Return a place of its own on the y axis: pixels, or "height"."""
    import altair as alt

    return alt.YValue(value)  # type: ignore[no-untyped-call]


def finish(
    layers: Sequence[Any], *, height: int, notes: Iterable[str] = (), rows: Rows | None = None
) -> "alt.LayerChart":
    """Return the layers as a chart of the house's size, with its reading notes under it.

    `rows` are those that the layers without data of their own read.
    """
    import altair as alt

    sizing = alt.AutoSizeParams(type="fit-x", contains="padding")
    # All in one call: each `properties` copies every layer.
    return alt.LayerChart(
        layer=list(layers),
        width=WIDTH,
        height=height,
        autosize=sizing,
        data=alt.Undefined if rows is None else data(rows),
        **noted(notes),
    )


def noted(notes: Iterable[str]) -> dict[str, Any]:
    """Return the reading notes as a chart's title, at its foot."""
    import altair as alt

    notes = [typographic(note) for note in notes if note]
    if not notes:
        return {}
    title = alt.TitleParams(
        text=wrapped(notes, WIDTH),
        orient="bottom",
        anchor="start",
        frame="group",
        fontSize=12,
        fontWeight="normal",
        color=MUTED,
        offset=12,
    )
    # The notes whole, for who draws the chart at another width.
    return {"title": title, "usermeta": {"notes": notes}}


def value_axis(unit: str, *, labels: bool = True) -> "alt.Axis":
    """Return the axis of values: numbers as `french.number` writes them, the unit as title."""
    import altair as alt

    title = unit_title(unit) or None
    return alt.Axis(format=AXIS_FORMAT, title=title, labels=labels)


def row_value_axis(unit: str) -> "alt.Axis":
    """Return the horizontal axis of values under rows."""
    import altair as alt

    return alt.Axis(
        format=AXIS_FORMAT,
        title=unit_title(unit) or None,
        labelSeparation=8,
        tickCount=5,
        grid=True,
        domain=False,
    )


def unit_title(unit: str) -> str:
    """Return a unit as an axis title says it.

    >>> unit_title("%"), unit_title("1"), unit_title("point")
    ('En %', '', 'En points')
    """
    label = french.unit_label(unit, 2)
    return f"En {label}" if label else ""


# Per cent of a whole.
WHOLE = 100


def domain(values: Iterable[float], *, zero: bool, unit: str = "") -> list[float]:
    """Return round bounds around the values, with zero inside if asked.

    An axis of percentages ends at 100 where no value passes it: no share is of 120 %.

    >>> domain([27.2, 50], zero=True), domain([92.7, 86.8, 100], zero=False)
    ([0, 60], [85, 105])
    >>> domain([28, 100], zero=True, unit="%")
    [0, 100]
    """
    listed = [*values, 0.0] if zero else list(values)
    if not listed:
        return [0, 1]
    low, high = min(listed), max(listed)
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0)
    if (high - low) / 5 < sys.float_info.min:
        return [-1 if low < 0 else 0, 1]
    step = _round_step((high - low) / 5)
    bottom = math.floor(low / step) * step if low < 0 or not zero else 0
    top = math.ceil(high / step) * step
    # Room above the last mark for its label.
    if top - high < step / 3 and high > 0:
        top += step
    if unit == "%" and high <= WHOLE < top:
        top = WHOLE
    return [_tidy(bottom), _tidy(top)]


def label_room(texts: Iterable[tuple[float, str]], bounds: Sequence[float], *, right: bool) -> int:
    """Return the pixels to keep at one end of a scale for the values written beside their marks.

    `texts` are (value, text). A mark far from that end has its room on the scale itself.

    >>> label_room([(100, "100 %")], [0, 100], right=True)
    51
    >>> label_room([(0, "0 %")], [0, 100], right=True)
    8
    """
    low, high = bounds
    needs = [
        LABEL_GAP + DIGIT * len(text) - NARROWEST_SCALE * abs(bounds[right] - at) / (high - low)
        for at, text in texts
    ]
    return math.ceil(max([8.0, *needs]))


def row_scale(bounds: Sequence[float], *, left: int = 0, right: int = 8) -> "alt.Scale":
    """Return the horizontal scale of rows, with room for labels in pixels on either side."""
    import altair as alt

    room = {"expr": f"max(width - {right}, 80)"}
    return alt.Scale(domain=list(bounds), range=[left, room], nice=False)


def keeps_zero(values: Sequence[float]) -> bool:
    """Tell whether an axis from zero still lets the movement be seen (a fifth of the height)."""
    if not values:
        return True
    low, high = min(values), max(values)
    return low <= 0 or (high - low) >= high / 5


def row_labels(rows: Rows, order: Sequence[str]) -> "alt.Chart":
    """Return the layer of labels, each above its row, cut at the width of the chart."""
    import altair as alt

    texts: alt.Chart = (
        layer(rows)
        .mark_text(
            align="left",
            baseline="bottom",
            dy=-13,
            color=INK,
            fontSize=13,
            limit=alt.ExprRef("width"),
        )
        .encode(y=row_axis(order), x=fixed_x(0), text=alt.Text("titre:N"))
    )
    return texts


def row_axis(order: Sequence[str]) -> "alt.Y":
    """Return the vertical scale of rows, in the order given, without an axis."""
    import altair as alt

    scale = alt.Scale(domain=list(order), paddingInner=0.2, paddingOuter=0.45)
    return alt.Y("ligne:N", sort=None, scale=scale, axis=None)


def mark_notes(series: Sequence[Series]) -> list[str]:
    """Return what the reader must know of the marks of a chart over years."""
    points = [point for one in series for point in one.points]
    found: list[str] = []
    hollow = sorted({word for point in points for word in point.marks if word in HOLLOW})
    if hollow:
        found.append(f"Marque creuse : {french.enumerate_words(hollow)}.")
    if any(point.revised_from is not None for point in points):
        found.append("r : valeur révisée depuis la campagne précédente.")
    if any(point.value is None and point.known is not None for point in points):
        found.append("Flèche ou trait : seule une borne est publiée (plus de, moins de, entre).")
    for one in series:
        reasons: dict[str, list[int]] = {}
        for point in one.absent:
            reasons.setdefault(point.missing or "non communiqué", []).append(point.year)
        name = f" ({one.label})" if len(series) > 1 else ""
        found += [f"n.c. {year_ranges(years)}{name} : {why}." for why, years in reasons.items()]
    return found


HOLLOW = frozenset({"provisoire", "estimé", "prévision"})


def is_hollow(point: Point) -> bool:
    """Tell whether a point's mark is hollow: provisional, estimated or forecast."""
    return bool(HOLLOW & set(point.marks))


def _round_step(raw: float) -> float:
    """Return the round number (1, 2, 5, 10) next above a step."""
    power = 10.0 ** math.floor(math.log10(raw))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= raw * (1 - 1e-9))


def _tidy(value: float) -> float:
    """Return a bound without the dust of its arithmetic."""
    rounded = float(f"{value:.12g}")
    return int(rounded) if rounded == int(rounded) else rounded
