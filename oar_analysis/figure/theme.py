"""The house theme: French locale in the spec, fonts that the renderer carries, safe colours.

The locale stands in the spec (`config.locale`) because JupyterLab, the page and the SVG renderer
all read it there. U+00A0 groups thousands, as `french.number` does. Every colour of a mark has at
least 4.5:1 on white, so that a label may wear the colour of its mark.
"""

import textwrap
from collections.abc import Sequence
from typing import Any

from oar_analysis.french import MINUS, MONTHS, NBSP

Spec = dict[str, Any]

WIDTH = 680
NARROW_WIDTH = 340
# Mean width in pixels of a letter of a note, which is 12 pixels high.
NOTE_LETTER = 6.3
# The first family is the one that vl-convert carries: same drawing on every machine.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

INK = "#1b2430"
MUTED = "#535d6b"
GRID = "#dfe3e8"
# Distinct in lightness as well as in hue (Okabe-Ito's hues, darkened to 4.5:1 on white).
PALETTE = ("#005a9c", "#b34700", "#00705a", "#8c3573", "#6b5a00", "#4a4f57")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (4, 2), (1, 3))
# Small multiples: the narrowest panel, what parts two of them, the most of them in a row.
PANEL, PANEL_GAP, MOST_COLUMNS = 104, 24, 4
# The padding of a chart, on both sides.
SIDES = 10
GOOD, BAD, TARGET = "#00705a", "#b34700", "#8c3573"

DAYS = ("dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip

# A number on an axis reads as french.number writes it: grouped, two decimals at most.
AXIS_FORMAT = ",.2~f"


def locale() -> Spec:
    """Return Vega's French locale, with the characters of `french`."""
    return {
        "number": {
            "decimal": ",",
            "thousands": NBSP,
            "grouping": [3],
            "currency": ["", f"{NBSP}€"],
            "percent": f"{NBSP}%",
            "minus": MINUS,
            "nan": "n.c.",
        },
        "time": {
            "dateTime": "%A %e %B %Y à %X",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["", ""],
            "days": list(DAYS),
            "shortDays": [f"{day[:3]}." for day in DAYS],
            "months": list(MONTHS),
            "shortMonths": list(SHORT_MONTHS),
        },
    }


def config() -> Spec:
    """Return the Vega-Lite configuration of the house."""
    text = {"font": FONT, "color": INK}
    return {
        "locale": locale(),
        "aria": False,
        "background": "#ffffff",
        "font": FONT,
        "numberFormat": AXIS_FORMAT,
        "padding": {"left": 2, "right": 8, "top": 6, "bottom": 2},
        "view": {"stroke": None, "continuousWidth": WIDTH, "continuousHeight": 260},
        "axis": {
            "labelFont": FONT,
            "titleFont": FONT,
            "labelFontSize": 13,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "labelColor": INK,
            "titleColor": MUTED,
            "gridColor": GRID,
            "domainColor": "#8a93a0",
            "tickColor": "#8a93a0",
            "labelPadding": 6,
            "titlePadding": 10,
            "labelLimit": 260,
        },
        "axisX": {"grid": False, "labelAngle": 0},
        "axisY": {"domain": False, "ticks": False, "tickCount": 5},
        "legend": {
            "labelFont": FONT,
            "titleFont": FONT,
            "labelFontSize": 13,
            "titleFontSize": 13,
            "labelColor": INK,
            "titleColor": MUTED,
            "titleFontWeight": "normal",
            "orient": "top",
            "symbolSize": 90,
            "labelLimit": 320,
        },
        "header": {"labelFont": FONT, "labelFontSize": 13, "labelColor": INK, "titleColor": MUTED},
        "title": {
            "font": FONT,
            "subtitleFont": FONT,
            "fontSize": 15,
            "anchor": "start",
            "color": INK,
            "subtitleColor": MUTED,
        },
        "text": {**text, "fontSize": 13},
        "bar": {"color": PALETTE[0]},
        "line": {"color": PALETTE[0], "strokeWidth": 2.5},
        "point": {"color": PALETTE[0], "size": 80, "filled": True},
        "range": {
            "category": list(PALETTE),
            "symbol": list(SHAPES),
            "ordinal": ["#cfe0ee", "#8bb4d3", "#4a87b5", "#005a9c", "#003a66"],
            "heatmap": ["#eef4f9", "#cfe0ee", "#8bb4d3", "#4a87b5", "#005a9c", "#003a66"],
        },
    }


def wrapped(notes: Sequence[str], width: int) -> list[str]:
    """Return notes cut in lines that stand in a width, in pixels, at 12 pixels a letter.

    >>> wrapped(["Marque creuse"], 60)
    ['Marque', 'creuse']
    """
    return [line for note in notes for line in textwrap.wrap(note, int(width / NOTE_LETTER))]


def panel_grid(width: int, room: int) -> tuple[int, int]:
    """Return the columns of small multiples and the width of a panel, `room` left to the axis.

    >>> panel_grid(680, 50), panel_grid(340, 50)
    ((4, 137), (2, 128))
    """
    left = width - room - SIDES + PANEL_GAP
    columns = max(1, min(MOST_COLUMNS, left // (PANEL + PANEL_GAP)))
    return columns, left // columns - PANEL_GAP


def at_width(spec: Spec, width: int) -> Spec:
    """Return the spec of a standard chart for another width, its notes cut anew."""
    meta = spec.get("usermeta", {})
    notes = meta.get("notes")
    titled = {"title": {**spec["title"], "text": wrapped(notes, width)}} if notes else {}
    if "panels" not in meta:
        return {**spec, **titled, "width": width}
    columns, panel = panel_grid(width, meta["panels"])
    return {**spec, **titled, "columns": columns, "spec": {**spec["spec"], "width": panel}}


def merged(base: Spec, over: Spec) -> Spec:
    """Return `base` with the values of `over` put in, level by level."""
    both = dict(base)
    for key, value in over.items():
        old = both.get(key)
        both[key] = (
            merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
        )
    return both


def themed(spec: Spec) -> Spec:
    """Return a Vega-Lite spec in the house theme; what the chart itself sets wins, locale apart."""
    given = spec.get("config", {})
    # Altair writes its default view size into every chart: left in, it would beat the theme.
    view = {k: v for k, v in given.get("view", {}).items() if not str(k).startswith("continuous")}
    whole = merged(config(), {**given, "view": view})
    return {**spec, "config": {**whole, "locale": locale(), "aria": False}}


def enable() -> None:
    """Make Altair draw in the house theme and JupyterLab 4 show its charts without network."""
    import altair as alt

    @alt.theme.register("oar", enable=True)
    def _theme() -> "alt.theme.ThemeConfig":
        return {"config": config()}  # type: ignore[typeddict-item]

    alt.renderers.register("oar", _lab_bundle)
    alt.renderers.enable("oar")


def _lab_bundle(spec: Spec, **_: object) -> Spec:
    """Return the mime bundle that JupyterLab 4 shows offline (Altair's own type is refused)."""
    from oar_analysis.figure.block import VEGALITE_MIME

    return {VEGALITE_MIME: lab_spec(spec), "text/plain": spec.get("description") or "Graphique"}


def lab_spec(spec: Spec) -> Spec:
    """Return the spec as JupyterLab shows it: Vega-Lite 5, in SVG, no menu to the network."""
    # The menu's other entries would send the data to an editor on the network.
    embed = {
        "renderer": "svg",
        "actions": {"export": True, "source": False, "compiled": False, "editor": False},
        "i18n": {
            "CLICK_TO_VIEW_ACTIONS": "Emporter l'image",
            "SVG_ACTION": "Enregistrer en SVG",
            "PNG_ACTION": "Enregistrer en PNG",
        },
    }
    schema = "https://vega.github.io/schema/vega-lite/v5.json"
    return {
        **spec,
        "$schema": schema,
        "usermeta": {**spec.get("usermeta", {}), "embedOptions": embed},
    }
