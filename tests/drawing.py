"""Draws a figure and returns its texts, for tests."""

import re
from typing import Any

import vl_convert

from oar_analysis.figure import Series, line_figure
from oar_analysis.figure.theme import at_width


def texts(figure: Any, width: int = 680) -> list[str]:
    """Return the texts drawn in a figure, in the order of drawing."""
    svg = vl_convert.vegalite_to_svg(at_width(figure.spec, width), vl_version="6.4")
    return [one.replace("&amp;", "&") for one in re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", svg)]


def drawn(series: list[Series], **more: Any) -> list[str]:
    return texts(line_figure(series, key="k", title="T", source="S", **more))
