"""Reading xlsx: openpyxl gives values and formats, `xlsx_layout` what it leaves out."""

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from oar_analysis.read.archive import DAMAGE, damaged, open_archive
from oar_analysis.read.cells import Sheet
from oar_analysis.read.formats import EMPTY, Shown, show_number, show_time
from oar_analysis.read.shape import check_shape
from oar_analysis.read.source import Source
from oar_analysis.read.table import Table, build_sheet, show_boolean, show_text
from oar_analysis.read.xlsx_layout import Layout, read_layouts
from oar_analysis.read.xlsx_strict import transitional

# openpyxl pads rows: a few stray cells far to the right may make it walk this many times the limit.
PADDING = 4


def read_xlsx(source: Source) -> list[Sheet]:
    """Return the filled sheets of an xlsx workbook; raises ReadError."""
    with open_archive(source) as archive:
        try:
            return [sheet for sheet in _sheets(source, archive) if sheet is not None]
        except (*DAMAGE, TypeError, IndexError, AttributeError, ArithmeticError) as error:
            raise damaged(source, error) from error


def _sheets(source: Source, archive: zipfile.ZipFile) -> Iterator[Sheet | None]:
    import openpyxl

    with warnings.catch_warnings():
        # openpyxl warns of what it drops (print settings, slicers, validation): none of it is data.
        warnings.simplefilter("ignore")
        layouts = read_layouts(archive)
        raw = transitional(archive, source.raw)
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for worksheet in book.worksheets:
            layout = layouts.get(worksheet.title, Layout())
            yield build_sheet(source, _table(source, worksheet, layout))
        book.close()


def _table(source: Source, worksheet: Any, layout: Layout) -> Table:  # noqa: ANN401 (untyped)
    table = Table(
        worksheet.title, hidden=worksheet.sheet_state != "visible",
        hidden_rows=layout.hidden_rows, hidden_columns=layout.hidden_columns, merged=layout.merged,
    )  # fmt: skip
    worksheet.reset_dimensions()  # what the file says of its size is not to be trusted
    walked, limits = 0, source.limits
    for number, row in enumerate(worksheet.iter_rows(min_row=1, min_col=1), start=1):
        walked += len(row)
        if number > limits.rows or walked > PADDING * limits.cells:
            check_shape(source, table.name, rows=number, columns=len(row), area=walked // PADDING)
        cells = {
            column: _shown(cell)
            for column, cell in enumerate(row, start=1)
            if cell.value is not None
        }
        if cells:
            table.cells[number] = cells
    for row_number, column in layout.unvalued:
        table.cells.setdefault(row_number, {}).setdefault(
            column, Shown("", None, ("formula-no-value",))
        )
    return table


def _shown(cell: Any) -> Shown:  # noqa: ANN401 (openpyxl types a cell's value as anything)
    value = cell.value
    if cell.data_type == "e":
        return Shown(str(value), None, ("error",))
    if isinstance(value, bool):
        return show_boolean(value)
    if isinstance(value, int | float):
        return show_number(value, cell.number_format or "General")
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return show_time(value)
    text = str(value)
    return show_text(text) if text.strip() else EMPTY
