"""Charts: every number as `french` writes it, nothing hidden, nothing told by colour alone."""

import itertools
import json
import re
from typing import Any

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st
from page_sample import LOST, figures, fleet, lost, marked, recycled

from oar_analysis import french
from oar_analysis.errors import UsageError
from oar_analysis.figure import (
    Goal,
    Part,
    Point,
    Series,
    Step,
    Whole,
    bars,
    dumbbell,
    line,
    line_figure,
    stacked,
    waterfall,
)
from oar_analysis.figure.charts.common import DIGIT, NARROWEST_SCALE, domain, label_room
from oar_analysis.figure.charts.dumbbell import LINK
from oar_analysis.figure.theme import (
    AXIS_FORMAT,
    BAD,
    GOOD,
    INK,
    MUTED,
    NARROW_WIDTH,
    PALETTE,
    SHAPES,
    TARGET,
    at_width,
    config,
    themed,
)


def texts(figure: Any, width: int = 680) -> list[str]:
    """Return the texts drawn in a figure, in the order of drawing."""
    svg = vl_convert.vegalite_to_svg(at_width(figure.spec, width), vl_version="6.4")
    return [one.replace("&amp;", "&") for one in re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", svg)]


def drawn(series: list[Series], **more: Any) -> list[str]:
    return texts(line_figure(series, key="k", title="T", source="S", **more))


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
    rows = [row for layer in figure.spec["layer"] for row in layer["data"]["values"]]
    tooltips = [row["texte"] for row in rows if row.get("serie")]
    assert shown == ["27,2", "27,3"]
    assert set(tooltips) == {f"{text}\u00a0%" for text in shown}
    assert {f"{text}\u00a0%" for text in shown} <= set(texts(figure))
    assert all(text in figure.description for text in shown)


def test_years_are_never_numbers() -> None:
    for figure in figures():
        assert not re.search(r"2[,\u00a0]01\d\b", " ".join(texts(figure)))


def test_missing_years_stand_on_the_axis_with_their_reason() -> None:
    found = drawn([lost()])
    assert [text for text in found if text.isdigit()] == [str(year) for year in range(2009, 2018)]
    assert found.count("n.c.") == 9
    assert LOST in " ".join(found)
    assert not [text for text in found if "0,2" in text], "no scale is invented"


def test_a_gap_is_not_bridged() -> None:
    series = Series(
        label="A", unit="t", points=tuple(Point(year=y, value=1) for y in (2014, 2015, 2017, 2018))
    )
    rows = line([series]).to_dict()["layer"][0]["data"]["values"]
    assert [row["trait"] for row in rows] == ["A|0", "A|0", "A|1", "A|1"]


def test_a_break_is_not_bridged_and_is_named() -> None:
    points = tuple(Point(year=year, value=1) for year in (2016, 2017))
    series = Series(label="A", unit="t", points=points, breaks=((2017, "périmètre"),))
    chart = line([series]).to_dict()
    rows = next(
        layer["data"]["values"] for layer in chart["layer"] if layer["mark"]["type"] == "line"
    )
    assert [row["trait"] for row in rows] == ["A|0", "A|1"]
    assert "rupture de série" in drawn([series])


def test_provisional_bounded_and_revised_values_are_marked() -> None:
    found = " ".join(drawn(marked()))
    for words in (
        "Marque creuse : provisoire",
        "r : valeur révisée",
        "6 r",
        "≥\u00a010",
        "≤\u00a04",
    ):
        assert words.replace(" :", "\u00a0:") in found, words
    assert "n.c. 2015 (Chantiers)" in found
    rows = [row for layer in line(marked()).to_dict()["layer"] for row in layer["data"]["values"]]
    assert {row["annee"] for row in rows if row.get("creux")} == {"2016"}


def test_targets_are_drawn_with_authority_and_date() -> None:
    found = drawn([recycled()])
    assert "Cible 50\u00a0% en 2020 (schéma)" in found
    assert "Cible 25\u00a0% en 2017 (loi 2015-992, art. 79)" in found
    assert "2020" in found
    assert "2020" not in drawn([recycled()], goals=False)


def test_a_target_to_come_is_said_to_come() -> None:
    goal = Goal(value=40, year=2020, authority="loi", in_force=False)
    assert goal.text("%") == "40\u00a0% en 2020 (loi, à venir)"


def test_two_units_are_refused() -> None:
    two = [recycled(), lost()]
    for draw in (lambda: line(two), lambda: dumbbell(two, (2016, 2017)), lambda: bars(two, 2017)):
        with pytest.raises(UsageError, match="« % », « t » lu"):
            draw()
    with pytest.raises(UsageError, match="aucune série lu"):
        line([])


def test_no_step_and_too_many_parts_are_refused() -> None:
    with pytest.raises(UsageError, match="aucune étape"):
        waterfall([], unit="L")
    with pytest.raises(UsageError, match="7 parties lues"):
        stacked([Whole(label="A", parts=tuple(Part(label=str(n), value=10) for n in range(7)))])


def test_an_effect_of_unknown_sign_is_hollow_and_said() -> None:
    step = Step(label="Part électrique", value=213, low=-80, high=506)
    assert step.text("L") == "+213\u00a0L (de −80 à +506, signe inconnu)"
    assert Step(label="A", value=-3, low=-4, high=-2).text("L") == "−3\u00a0L (de −4 à −2)"
    bar = waterfall([step], unit="L").to_dict()["layer"][1]["data"]["values"][0]
    assert bar["fond"] == "#ffffff"


def test_effects_add_up_to_the_total() -> None:
    steps = [
        Step(label="a", value=-45014),
        Step(label="b", value=213),
        Step(label="c", value=-11091),
    ]
    rows = waterfall([*steps, Step(label="t", value=-55892, total=True)], unit="L").to_dict()
    ends = [row["a"] for row in rows["layer"][1]["data"]["values"]]
    assert ends == [-45014, -44801, -55892, -55892]


def test_several_series_can_be_put_forward_by_keyboard() -> None:
    params = line(marked()).to_dict()["params"]
    assert params[0]["bind"]["input"] == "select"
    assert params[0]["bind"]["labels"] == ["Toutes", "Chantiers", "Marchés", "Études"]


def test_series_are_told_apart_without_colour() -> None:
    chart = line(marked()).to_dict()
    dashes = [
        tuple(one["mark"]["strokeDash"]) for one in chart["layer"] if one["mark"]["type"] == "line"
    ]
    assert len(set(dashes)) == 3
    shapes = [
        one["encoding"]["shape"]["scale"]["range"]
        for one in chart["layer"]
        if "shape" in one.get("encoding", {})
    ]
    assert shapes[0] == list(SHAPES[:3])
    stack = " ".join(texts(figures()[6]))
    assert "A 60\u00a0%" in stack
    assert "A  Travaux : 60\u00a0%" in stack.replace("A Travaux", "A  Travaux")


def test_each_target_of_a_dumbbell_has_its_letter_authority_and_date() -> None:
    goals = (
        Goal(value=50, year=2020, authority="schéma"),
        Goal(value=25, year=2017, authority="loi A"),
        Goal(value=50, year=2025, authority="loi B", in_force=False),
    )
    points = (Point(year=2016, value=27.2), Point(year=2017, value=27.3))
    spec = dumbbell(
        [Series(label="Papier", unit="%", points=points, goals=goals)], (2016, 2017)
    ).to_dict()
    rows = [row for layer in spec["layer"] for row in layer["data"]["values"]]
    letters = {row["lettre"]: row["valeur"] for row in rows if "lettre" in row}
    assert letters == {"A, C": 50, "B": 25}, "one tick for one value"
    assert spec["usermeta"]["notes"][1:] == [
        "Cible A\u00a0: 50\u00a0% en 2020 (schéma).",
        "Cible B\u00a0: 25\u00a0% en 2017 (loi A).",
        "Cible C\u00a0: 50\u00a0% en 2025 (loi B, à venir).",
    ]


def test_values_beside_their_marks_stay_inside_a_narrow_chart() -> None:
    """A long value at the very end of the scale is written whole, the scale kept."""
    text = "plus de 318\u00a0420\u00a0h"
    room = label_room([(400_000, text), (10, text)], [0, 400_000], right=True)
    assert DIGIT * len(text) < room < NARROW_WIDTH - NARROWEST_SCALE
    assert label_room([(10, text)], [0, 400_000], right=True) < 20


def test_dumbbell_names_the_lone_missing_year() -> None:
    half = Series(
        label="Demi",
        unit="km",
        points=(Point(year=2016, missing="non disponible"), Point(year=2017, value=5)),
    )
    rows = dumbbell([half, *fleet()], (2016, 2017)).to_dict()["layer"][0]["data"]["values"]
    assert rows[0]["titre"] == "Demi  (n.c. 2016\u00a0: non disponible)"


@given(st.lists(st.floats(-1e9, 1e9), min_size=1), st.booleans())
def test_a_domain_holds_its_values(values: list[float], zero: bool) -> None:
    low, high = domain(values, zero=zero)
    assert low < high
    assert low <= min(values) + 1e-6 * abs(min(values))
    assert high >= max(values) - 1e-6 * abs(max(values))
    assert not zero or low <= 0 <= high


def test_same_series_same_spec() -> None:
    first, second = (json.dumps([one.spec for one in figures()]) for _ in range(2))
    assert first == second


def luminance(colour: str, matrix: list[list[float]] | None = None) -> float:
    red, green, blue = linear(colour, matrix)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str, matrix: list[list[float]] | None = None) -> list[float]:
    """Return a colour's linear RGB, seen through a colour vision deficiency if given."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    if matrix is None:
        return light
    return [min(1, max(0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in matrix]


def contrast(colour: str, other: str = "#ffffff") -> float:
    """Return the WCAG 2 contrast ratio."""
    high, low = sorted((luminance(colour), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [*PALETTE, GOOD, BAD, TARGET, INK, MUTED])
def test_texts_and_marks_stand_out_on_white(colour: str) -> None:
    assert contrast(colour) >= 4.5


def test_the_lightest_mark_has_three_to_one() -> None:
    assert contrast(LINK) >= 3


# Machado, Oliveira, Fernandes 2009, severity 1.0, linear RGB.
DEFICIENCIES = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def lab(colour: str, matrix: list[list[float]] | None) -> list[float]:
    """Return a colour in CIE Lab (D65)."""
    red, green, blue = linear(colour, matrix)
    xyz = [
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    ]
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_the_first_four_colours_differ_for_every_reader(deficiency: str | None) -> None:
    matrix = DEFICIENCIES[deficiency] if deficiency else None
    for one, other in itertools.combinations(PALETTE[:4], 2):
        a, b = lab(one, matrix), lab(other, matrix)
        distance = sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
        assert distance >= 10, (one, other, deficiency, distance)


def test_on_a_long_line_a_revised_year_is_marked_without_its_value() -> None:
    points = [Point(year=year, value=float(year - 2000)) for year in range(2005, 2017)]
    points.append(Point(year=2017, value=17.5, revised_from=18.0))
    points.append(Point(year=2018, value=18.5))
    series = Series(label="A", unit="t", points=tuple(points))
    rows = [row for layer in line([series]).to_dict()["layer"] for row in layer["data"]["values"]]
    labels = {row["annee"]: row["etiquette"] for row in rows if row.get("etiquette")}
    assert labels == {"2017": "r", "2018": "18,5\u00a0t"}
