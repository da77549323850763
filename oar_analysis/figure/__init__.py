"""Blocks that a notebook shows and the exporter prints; see docs/architecture.md, "figure"."""

from oar_analysis.figure.block import BLOCK_MIME, VEGALITE_MIME, Block, slug
from oar_analysis.figure.card import SIGNS, Card, CardGrid, CardRow, KeyFigure, KeyFigures
from oar_analysis.figure.charts import Part, Step, Whole, bars, dumbbell, line, stacked, waterfall
from oar_analysis.figure.describe import change_text, describe
from oar_analysis.figure.figure import Figure, figure
from oar_analysis.figure.prose import Callout, Details, Heading, PageFoot, PageInfo, Prose
from oar_analysis.figure.series import Goal, Point, Series
from oar_analysis.figure.standard import (
    bar_figure,
    dumbbell_figure,
    index_figure,
    line_figure,
    stacked_figure,
    waterfall_figure,
)
from oar_analysis.figure.table import Column, DataTable, Value, frame_rows
from oar_analysis.figure.theme import enable

__all__ = [
    "BLOCK_MIME", "SIGNS", "VEGALITE_MIME", "Block", "Callout", "Card", "CardGrid", "CardRow",
    "Column", "DataTable", "Details", "Figure", "Goal", "Heading", "KeyFigure", "KeyFigures",
    "PageFoot", "PageInfo", "Part", "Point", "Prose", "Series", "Step", "Value", "Whole",
    "bar_figure", "bars", "change_text", "describe", "dumbbell", "dumbbell_figure", "enable",
    "figure", "frame_rows", "index_figure", "line", "line_figure", "slug", "stacked",
    "stacked_figure", "waterfall", "waterfall_figure",
]  # fmt: skip
