"""The numbers and years of a chart: as `french` writes them, alike in marks and table."""

import re
from typing import Any

import pytest
import vl_convert
from drawing import texts
from hypothesis import given
from hypothesis import strategies as st
from page_sample import figures
from series_sample import recycled

from oar_analysis import french
from oar_analysis.figure import line_figure
from oar_analysis.figure.charts.common import DIGIT, NARROWEST_SCALE, domain, label_room
from oar_analysis.figure.theme import AXIS_FORMAT, NARROW_WIDTH, config, themed


@pytest.mark.parametrize("figure", figures(), ids=lambda one: one.key)
@pytest.mark.parametrize("width", [680, 340])
def test_every_number_drawn_is_french(figure: Any, width: int) -> None:
    for text in texts(figure, width):
        assert not re.search(r"\d\.\d|\d,\d{3}\b|\d [\d%]|\u202f", text), text
        assert not re.search(r"(?<!\w)-\d", text), "a hyphen for a minus sign"


@given(st.floats(-1e7, 1e7).map(lambda x: round(x, 2)))
def test_axis_and_formatter_write_the_same_number(value: float) -> None:
    """The axis format is Vega's own writing of what `french.number` does."""
    assert AXIS_FORMAT == ",.2~f"
    number = config()["locale"]["number"]
    text = f"{abs(value):,.2f}".rstrip("0").rstrip(".")
    text = (
        text.replace(",", "\0").replace(".", number["decimal"]).replace("\0", number["thousands"])
    )
    sign = number["minus"] if value < 0 and text != "0" else ""
    assert sign + text == french.number(value)


def test_vega_writes_axis_labels_as_the_formatter_does() -> None:
    values = [-1234567.25, -0.5, 0, 12.5, 1000, 8642568]
    spec = {
        "data": {"values": [{"v": v, "y": str(i)} for i, v in enumerate(values)]},
        "mark": "text",
        "encoding": {
            "y": {"field": "y", "type": "nominal", "axis": None},
            "text": {"field": "v", "type": "quantitative", "format": AXIS_FORMAT},
        },
    }
    svg = vl_convert.vegalite_to_svg(themed(spec), vl_version="6.4")
    assert re.findall(r"<text[^>]*>([^<]*)</text>", svg) == [french.number(v) for v in values]


def test_labels_tooltips_and_table_hold_the_same_string() -> None:
    figure = line_figure([recycled()], key="k", title="T", source="S")
    shown = [row[1] for row in figure.payload()["rows"][:2]]
    rows = figure.spec["data"]["values"]
    tooltips = [row["texte"] for row in rows if "trait" in row]
    assert shown == ["27,2", "27,3"]
    assert set(tooltips) == {f"{text}\u00a0%" for text in shown}
    assert {f"{text}\u00a0%" for text in shown} <= set(texts(figure))
    assert all(text in figure.description for text in shown)


def test_years_are_never_numbers() -> None:
    for figure in figures():
        assert not re.search(r"2[,\u00a0]01\d\b", " ".join(texts(figure)))


def test_values_beside_their_marks_stay_inside_a_narrow_chart() -> None:
    """A long value at the very end of the scale is written whole, the scale kept."""
    text = "plus de 318\u00a0420\u00a0h"
    room = label_room([(400_000, text), (10, text)], [0, 400_000], right=True)
    assert DIGIT * len(text) < room < NARROW_WIDTH - NARROWEST_SCALE
    assert label_room([(10, text)], [0, 400_000], right=True) < 20


@given(st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), min_size=1), st.booleans())
def test_a_domain_holds_its_values(values: list[float], zero: bool) -> None:
    low, high = domain(values, zero=zero)
    assert low < high
    assert low <= min(values) + 1e-6 * abs(min(values))
    assert high >= max(values) - 1e-6 * abs(max(values))
    assert not zero or low <= 0 <= high
