"""Reading xls: xlrd gives values, formats, merged cells and what is hidden."""

import io
from collections.abc import Iterator
from typing import Any

from oar_analysis.read.archive import damaged, protected
from oar_analysis.read.cells import Sheet
from oar_analysis.read.formats import EMPTY, Shown, is_duration, show_number, show_time
from oar_analysis.read.source import Source
from oar_analysis.read.table import Table, build_sheet, show_boolean, show_text


def read_xls(source: Source) -> list[Sheet]:
    """Return the filled sheets of an xls workbook; raises ReadError.

    The format keeps the last result of each formula, but xlrd does not say which cells hold one:
    a formula never calculated reads as 0, or as an empty cell.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=source.raw, formatting_info=True, logfile=io.StringIO(), on_demand=True
        )
        return [sheet for sheet in _sheets(source, book) if sheet is not None]
    except xlrd.XLRDError as error:
        raise protected(source) if "encrypted" in str(error) else damaged(source, error) from error
    except Exception as error:
        # xlrd meets damaged files with struct, index, key, assertion, Unicode and memory errors.
        if hasattr(error, "findings"):
            raise
        raise damaged(source, error) from error


def _sheets(source: Source, book: Any) -> Iterator[Sheet | None]:  # noqa: ANN401 (xlrd is untyped)
    for index, name in enumerate(book.sheet_names()):
        sheet = book.sheet_by_index(index)
        yield build_sheet(source, _table(book, sheet, name))
        book.unload_sheet(index)


def _table(book: Any, sheet: Any, name: str) -> Table:  # noqa: ANN401
    table = Table(
        name,
        hidden=sheet.visibility != 0,
        hidden_rows={row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={column + 1 for column, info in sheet.colinfo_map.items() if info.hidden},
        merged=_merged(sheet),
    )
    for row in range(sheet.nrows):
        cells = {}
        for column, cell in enumerate(sheet.row(row), start=1):
            shown = _shown(book, cell)
            if shown != EMPTY:
                cells[column] = shown
        if cells:
            table.cells[row + 1] = cells
    return table


def _merged(sheet: Any) -> set[tuple[int, int]]:  # noqa: ANN401
    return {
        (row + 1, column + 1)
        for top, bottom, left, right in sheet.merged_cells
        for row in range(top, min(bottom, sheet.nrows))
        for column in range(left, min(right, sheet.ncols))
        if (row, column) != (top, left)
    }


def _shown(book: Any, cell: Any) -> Shown:  # noqa: ANN401
    import xlrd

    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return EMPTY
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return show_text(cell.value) if cell.value.strip() else EMPTY
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return show_boolean(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(cell.value, "#ERR!")
        return Shown(text, None, ("error",))
    code = _format(book, cell)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(book, cell.value, code)
    return show_number(cell.value, code)


def _format(book: Any, cell: Any) -> str:  # noqa: ANN401
    style = book.xf_list[cell.xf_index]
    known = book.format_map.get(style.format_key)
    return str(known.format_str) if known else "General"


def _date(book: Any, value: float, code: str) -> Shown:  # noqa: ANN401
    import datetime as dt

    import xlrd

    if is_duration(code):
        return show_time(dt.timedelta(seconds=round(value * 86_400)))
    try:
        moment = xlrd.xldate_as_datetime(value, book.datemode)
    except (xlrd.XLDateError, OverflowError, ValueError):
        return Shown("#VALUE!", None, ("error",))
    return show_time(moment.time() if 0 <= value < 1 else moment)
