"""Row-level extracts straight into a DataFrame, without one object a cell."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oar_analysis.read.cells import Sheet, collector_at_rest, number_of, split_address
from oar_analysis.read.content import content_kind
from oar_analysis.read.files import check_text, read_source, say_misnamed
from oar_analysis.read.grid import Grid, find_grid
from oar_analysis.read.limits import Limits
from oar_analysis.read.source import open_source
from oar_analysis.read.text import TextTable, parse_text, text_sheet

if TYPE_CHECKING:
    import pandas as pd

# Records enough to find the header above, and the footnotes below, of a long text file.
HEAD, TAIL = 60, 30


def read_frame(
    path: Path, *, sheet: str = "", header_rows: Sequence[int] = (),
    root: Path | None = None, limits: Limits | None = None,
) -> "tuple[pd.DataFrame, Sheet]":  # fmt: skip
    """Return the rows of a long table as texts, and its sheet without these rows.

    All values are texts (dtype `str`), "" where empty. The index, named "row", is each row's
    number in the file; blank rows, section titles and footnotes are left out. Columns are named
    by the header; a column without name takes its letters ("F"), the second "Montant" becomes
    "Montant (2)". The sheet holds the rows down to the header, and the findings of the file.

    Args:
        path: the file, as for `read_sheets`.
        sheet: which sheet of a workbook, its first one if not given.
        header_rows: as for `find_grid`.
        root: as for `read_sheets`.
        limits: as for `read_sheets`.

    Raises:
        ReadError: as `read_sheets`; "feuille-absente" if there is no sheet of that name.
    """
    source = open_source(path, root, limits or Limits.configured())
    kind = content_kind(source.raw)
    if kind == "text":
        with collector_at_rest():
            table = parse_text(source)
            check_text(source, table.records.separator)
            frame, head = _from_text(table, header_rows)
        return frame, say_misnamed(source, kind, [head])[0]
    sheets = read_source(source, kind)
    chosen = next((s for s in sheets if not sheet or s.sheet == sheet), None)
    if chosen is None:
        raise source.refusal(
            "feuille-absente", f"Le classeur n'a pas de feuille « {sheet} ».",
            "Corriger le nom de la feuille dans le registre.",
            got=", ".join(s.sheet for s in sheets), expected=sheet,
        )  # fmt: skip
    return _from_cells(chosen, header_rows)


def _from_text(table: TextTable, header_rows: Sequence[int]) -> "tuple[pd.DataFrame, Sheet]":
    bottom = min(table.top + HEAD, table.bottom)
    head = text_sheet(table, range(table.top, max(bottom, *header_rows, table.top)))
    grid = find_grid(head, header_rows=header_rows)
    first = _first_body_row(head, grid)
    footnotes = _footnotes(table, first)
    positions = [
        position for position in range(first - 1, table.bottom)
        if position + 1 not in footnotes and any(table.rejoined.fields[position])
    ]  # fmt: skip
    letters = [cell.address.rstrip("0123456789") for cell in head.rows[0]]
    names = {
        split_address(c.address)[1]: name
        for name, c in zip(grid.header, grid.header_cells, strict=False)
    }
    columns = [names.get(table.left + 1 + i, "") for i in range(len(letters))]
    rows = [table.texts(position) for position in positions]
    frame = _frame(rows, columns, letters, [position + 1 for position in positions])
    return frame, _above(head, first)


def _from_cells(sheet: Sheet, header_rows: Sequence[int]) -> "tuple[pd.DataFrame, Sheet]":
    grid = find_grid(sheet, header_rows=header_rows)
    cells = grid.body[0].cells if grid.body else grid.header_cells
    letters = [cell.address.rstrip("0123456789") for cell in cells]
    rows = [[cell.text for cell in row.cells] for row in grid.body]
    frame = _frame(rows, list(grid.header), letters, [row.number for row in grid.body])
    return frame, _above(sheet, _first_body_row(sheet, grid))


def _first_body_row(sheet: Sheet, grid: Grid) -> int:
    """Return the number, in the file, of the row under the header."""
    if not grid.header_cells:
        return number_of(sheet.rows[0])
    return max(split_address(cell.address)[0] for cell in grid.header_cells) + 1


def _footnotes(table: TextTable, first: int) -> set[int]:
    start = max(first - 1, table.bottom - TAIL)
    if start >= table.bottom:
        return set()
    # The row before the tail stands in for the header, so that no row of data is taken for one.
    tail = text_sheet(table, range(max(start - 1, table.top), table.bottom))
    grid = find_grid(tail, header_rows=[number_of(tail.rows[0])])
    return {row.number for row in grid.footnotes}


def _above(sheet: Sheet, first: int) -> Sheet:
    rows = tuple(row for row in sheet.rows if number_of(row) < first)
    return Sheet(
        sheet.file, sheet.sheet, rows, sheet.sha256, sheet.encoding, sheet.separator, sheet.findings
    )


def _frame(
    rows: list[list[str]], names: list[str], letters: list[str], numbers: list[int]
) -> "pd.DataFrame":
    import pandas as pd

    named = [name or letter for name, letter in zip(names, letters, strict=True)]
    unique: list[str] = []
    for name in named:
        count = 1
        candidate = name
        while candidate in unique:
            count += 1
            candidate = f"{name} ({count})"
        unique.append(candidate)
    index = pd.Index(numbers, name="row", dtype="int64")
    columns = (
        dict(zip(unique, zip(*rows, strict=True), strict=True))
        if rows
        else dict.fromkeys(unique, ())
    )
    nameless = {column for column, name in zip(unique, names, strict=True) if not name}
    kept = {
        column: pd.array(list(values), dtype="str")
        for column, values in columns.items()
        if column not in nameless or any(values)
    }
    return pd.DataFrame(kept, index=index)
