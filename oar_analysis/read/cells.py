"""What every reader gives: sheets of cells, each cell with its address in the file."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, overload

from oar_analysis.contract import Finding


class Cell(NamedTuple):
    """One cell as a reader of the file sees it, and the exact number behind it if there is one.

    A named tuple because a long file holds millions of them: a frozen dataclass takes twice the
    time to make.

    Attributes:
        text: what is shown, outer spaces removed, with a French decimal comma ("12,5 %");
            dates are ISO 8601 ("2017-04-01"); "" if the cell is empty.
        address: column letters and row number in the file ("B4"); a text file's row is the
            record's rank, as a spreadsheet that opens the file would show it.
        number: the number of a typed office cell, percentages already times 100 and durations
            in hours; None for texts, dates, times and all cells of text files.
        flags: what a later room must know. In the order of this list where several hold:
            "merged" (covered by the merged cell that shows its value),
            "hidden-row", "hidden-column", "hidden-sheet",
            "formula-no-value" (never calculated: the text is empty),
            "error" ("#REF!"), "date", "time", "duration", "boolean",
            "text-number" (a number typed as text in an office file),
            "hidden-value" (the cell's format shows nothing, or a dash for zero),
            "hidden-sign" (the format shows a negative number without its sign),
            "scaled" (the format shows thousands or millions; `number` is the whole),
            "repaired-encoding", "repaired-comma" (text files, see `read_sheets`),
            "misaligned" (the record has too many fields: its column is not sure).
    """

    text: str
    address: str
    number: float | None = None
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class TextRow(Sequence[Cell]):
    """A row of a text file: its texts are kept, its cells made and addressed as they are asked for.

    A long file holds millions of cells, of which an aggregate reads a few columns. `letters` are
    those of the columns, one list for all rows.

    >>> TextRow(4, ["A", "B"], ["Sapin", "12"])[1].address
    'B4'
    """

    number: int
    letters: list[str]
    texts: list[str]

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Cell]:
        number = str(self.number)
        return map(Cell, self.texts, [letters + number for letters in self.letters])

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, index: int | slice) -> Cell | tuple[Cell, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        return Cell(self.texts[index], f"{self.letters[index]}{self.number}")


def texts_of(row: Sequence[Cell]) -> list[str]:
    """Return the texts of a row, those of a text file without making its cells."""
    return row.texts if isinstance(row, TextRow) else [cell.text for cell in row]


def number_of(row: Sequence[Cell]) -> int:
    """Return the number, in the file, of a row that is not empty."""
    return row.number if isinstance(row, TextRow) else split_address(row[0].address)[0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file, or the whole of a text file (`sheet` is then "").

    Rows are cropped to the filled part and all as long as each other; addresses stay true.

    Attributes:
        file: the file, relative to the root given to `read_sheets`.
        sheet: the sheet's name.
        rows: the cells, top to bottom, left to right.
        sha256: of the file's bytes.
        encoding: of a text file: utf-8, utf-8-sig (with its mark), utf-16-le, utf-16-be, utf-32-le,
            utf-32-be, cp1252, latin-1, iso8859-15, mac-roman, cp850.
        separator: of a text file: ";", ",", a tab, "|", or "" for a single column.
        findings: what was noticed while reading.
    """

    file: str
    sheet: str
    rows: tuple[Sequence[Cell], ...]
    sha256: str
    encoding: str = ""
    separator: str = ""
    findings: tuple[Finding, ...] = ()

    def address(self, cell: Cell) -> str:
        """Return where the cell stands in the file: "Feuille!B4", or "B4" in a text file.

        >>> Sheet("a.xlsx", "2017", (), "").address(Cell("12", "B4"))
        '2017!B4'
        """
        return f"{self.sheet}!{cell.address}" if self.sheet else cell.address


@cache
def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1.

    >>> [column_letters(n) for n in (1, 26, 27, 16384)]
    ['A', 'Z', 'AA', 'XFD']
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def split_address(address: str) -> tuple[int, int]:
    """Return the row and the column, both counted from 1, of an address such as "AB12".

    >>> split_address("AB12")
    (12, 28)
    """
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(address[len(letters) :]), column


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Stop the garbage collector while millions of cells are made: none of them is garbage.

    Without this, it walks through all the cells made so far again and again, and takes as long as
    making them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
