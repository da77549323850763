"""Recognises a directorate's workbook by its hidden marks, whatever its name, and lays it open."""

from dataclasses import dataclass, field
from pathlib import Path

from oar_analysis.contract import Finding
from oar_analysis.read import Cell, Sheet, column_letters, read_sheets, split_address
from oar_analysis.scheme.workbook import (
    BODY,
    COLUMNS,
    GUIDE_SHEET,
    MARKER_SHEET,
    RESPONDENT,
    SIGN,
    YEAR,
    Line,
    Sent,
    read_sign,
)

# What Excel and LibreOffice save a workbook as, templates apart.
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
# What a sheet alone is saved as: the rest of its workbook is lost.
TEXT_SUFFIXES = frozenset({".csv", ".tsv"})
# Our own sheets hide a row, a column and a sheet: that they do is no finding.
_OUR_HIDING = {"feuille-masquee", "ligne-masquee", "colonne-masquee"}
# The corner may have been pushed by rows or columns inserted before it.
_CORNER = 12


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet of an action as it came back.

    `cells` by (row, column) from 1; `columns` gives the column of each code, `keys` the key of
    each row that has one, `top` the hidden row of codes, `left` the hidden column of keys.
    """

    sheet: Sheet
    year: int
    action: str
    respondent: str
    top: int
    left: int
    cells: dict[tuple[int, int], Cell]
    columns: dict[str, int]
    keys: dict[int, str]
    # Empty cells of which the reader has something to say: a formula without value, a merge.
    noted: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def cell(self, row: int, code: str) -> Cell:
        """Return a cell by its row and the code of its column, an empty one where there is none."""
        column = self.columns.get(code, 0)
        empty = Cell("", f"{column_letters(column)}{row}" if column else f"{row}")
        return self.cells.get((row, column)) or self.noted.get((row, column), empty)

    def address(self, cell: Cell) -> str:
        """Return where a cell stands: "Feuille!B4"."""
        return self.sheet.address(cell)


@dataclass(slots=True)
class Returned:
    """A directorate's workbook as it came back.

    `sent` is what its hidden sheet says was sent, None if that sheet is gone; `others` are the
    sheets that are not ours.
    """

    path: Path
    file: str
    sha256: str
    year: int
    respondent: str
    sent: Sent | None
    pages: list[Page] = field(default_factory=list)
    others: list[Sheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_workbook(path: Path, raw: Path) -> Returned | None:
    """Return a workbook as it came back, None if nothing in it says that it is one of ours.

    Raises:
        ReadError: the file is damaged, protected, or not what its name says.
    """
    sheets = read_sheets(path, root=raw)
    sent = next((found for one in sheets if (found := _sent(one)) is not None), None)
    pages = [page for one in sheets if (page := _page(one)) is not None]
    if sent is None and not pages:
        return None
    year, respondent = (
        (sent.year, sent.respondent) if sent else (pages[0].year, pages[0].respondent)
    )
    ours = {id(page.sheet) for page in pages}
    return Returned(
        path, sheets[0].file, sheets[0].sha256, year, respondent, sent,
        [page for page in pages if page.action != GUIDE_SHEET],
        [one for one in sheets if id(one) not in ours and _sent(one) is None],
        [found for one in sheets for found in one.findings if found.rule not in _OUR_HIDING],
    )  # fmt: skip


def _sent(sheet: Sheet) -> Sent | None:
    """Return what the hidden sheet says was sent, None if this is not that sheet."""
    texts = [[cell.text for cell in row] for row in sheet.rows]
    if not texts or texts[0][0] != SIGN or not _is_marker(sheet, texts):
        return None
    said = {row[0]: row[1] for row in texts[:4] if len(row) > 1}
    if not said.get(YEAR, "").isdecimal():
        return None
    width = len(Line._fields)
    lines = tuple(
        Line(*(row + [""] * width)[:width])
        for row in texts[5:]
        if row[0] or (len(row) > 1 and row[1])
    )
    return Sent(said.get(BODY, ""), int(said[YEAR]), said.get(RESPONDENT, ""), lines)


def _is_marker(sheet: Sheet, texts: list[list[str]]) -> bool:
    return sheet.sheet == MARKER_SHEET or any(row[0] == RESPONDENT for row in texts[:4])


def _page(sheet: Sheet) -> Page | None:
    """Return a sheet as one of ours, by the sign in its corner."""
    every = {split_address(cell.address): cell for row in sheet.rows for cell in row}
    cells = {place: cell for place, cell in every.items() if cell.text}
    noted = {place: cell for place, cell in every.items() if cell.flags and not cell.text}
    for (row, column), cell in cells.items():
        if row > _CORNER or column > _CORNER or not cell.text.startswith(f"{SIGN}|"):
            continue
        found = read_sign(cell.text)
        if found is None:
            continue
        codes = {one.code for one in COLUMNS}
        columns = {
            other.text: c for (r, c), other in cells.items() if r == row and other.text in codes
        }
        keys = {r: other.text for (r, c), other in cells.items() if c == column and r > row}
        return Page(sheet, *found, row, column, cells, columns, keys, noted)
    return None
