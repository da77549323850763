"""From what an office reader found to a Sheet: cropping, flags, limits, findings."""

import re
from dataclasses import dataclass, field
from functools import partial

from oar_analysis.read import notices
from oar_analysis.read.cells import Cell, Sheet, column_letters
from oar_analysis.read.formats import EMPTY, Shown
from oar_analysis.read.shape import check_length, check_shape
from oar_analysis.read.source import Source

NUMBER_TEXT = re.compile(
    r"[-+−–]?\s?(0|[1-9]\d{0,2}([ \u00a0\u202f]\d{3})+|[1-9]\d{0,10})([.,]\d+)?\s?%?"
)


@dataclass(slots=True)
class Table:
    """A sheet as found: cells by row and column (from 1), what is hidden, what is merged.

    `merged` holds the cells covered by a merged one, (row, column).
    """

    name: str
    cells: dict[int, dict[int, Shown]] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: set[tuple[int, int]] = field(default_factory=set)


def _address(sheet: Sheet, cells: tuple[Cell, ...], position: int) -> str:
    return sheet.address(cells[position])


def show_text(text: str) -> Shown:
    """Return a typed text, flagged if it is a number that nobody can add up."""
    text = text.strip()
    return Shown(text, None, ("text-number",) if NUMBER_TEXT.fullmatch(text) else ())


def show_boolean(value: object) -> Shown:
    """Return a boolean as French spreadsheets show it."""
    return Shown("VRAI" if value else "FAUX", None, ("boolean",))


def build_sheet(source: Source, table: Table) -> Sheet | None:
    """Return the sheet cropped to its filled part, None if it is empty."""
    filled = {
        row: [c for c, shown in cells.items() if shown != EMPTY]
        for row, cells in table.cells.items()
    }
    rows = [row for row, columns in filled.items() if columns]
    if not rows:
        return None
    top, bottom = min(rows), max(rows)
    left = min(min(columns) for columns in filled.values() if columns)
    right = max(max(columns) for columns in filled.values() if columns)
    check_shape(
        source, table.name, rows=bottom, columns=right, area=(bottom - top + 1) * (right - left + 1)
    )
    sheet_flags = ("hidden-sheet",) if table.hidden else ()
    columns = [
        (
            c,
            column_letters(c),
            sheet_flags + (("hidden-column",) if c in table.hidden_columns else ()),
        )
        for c in range(left, right + 1)
    ]
    built = []
    for row in range(top, bottom + 1):
        found = table.cells.get(row, {})
        row_flags = ("hidden-row",) if row in table.hidden_rows else ()
        built.append(tuple([
            Cell(
                (shown := found.get(c, EMPTY)).text, f"{letters}{row}", shown.number,
                (("merged",) if (row, c) in table.merged else ()) + row_flags + flags + shown.flags,
            )
            for c, letters, flags in columns
        ]))  # fmt: skip
    sheet = Sheet(source.name, table.name, tuple(built), source.sha256)
    for cells in built:
        check_length(source, [cell.text for cell in cells], partial(_address, sheet, cells))
    return Sheet(
        source.name, table.name, sheet.rows, source.sha256,
        findings=tuple(notices.office(source, sheet)),
    )  # fmt: skip
