"""Raw files to sheets of cells: csv, tsv, xlsx, xls and ods, as administrations send them."""

from oar_analysis.read.cells import Cell, Sheet, column_letters, split_address, texts_of
from oar_analysis.read.files import read_sheets
from oar_analysis.read.frame import read_frame
from oar_analysis.read.grid import Grid, Row, find_grid
from oar_analysis.read.limits import Limits
from oar_analysis.read.neutralise import neutralise

__all__ = [
    "Cell",
    "Grid",
    "Limits",
    "Row",
    "Sheet",
    "column_letters",
    "find_grid",
    "neutralise",
    "read_frame",
    "read_sheets",
    "split_address",
    "texts_of",
]
