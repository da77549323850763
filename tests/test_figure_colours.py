"""The colours of the charts: contrast, and what a reader who sees them otherwise tells apart."""

import itertools

import pytest
from drawing import texts
from page_sample import figures
from series_sample import marked

from oar_analysis.figure import line
from oar_analysis.figure.charts.dumbbell import LINK
from oar_analysis.figure.theme import BAD, GOOD, INK, MUTED, PALETTE, SHAPES, TARGET


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
