"""Reading ods: content.xml holds both the value and the text that its author saw.

OpenDocument 1.3 part 3, sections 9 (tables) and 19 (attributes). Repeated cells and rows are
counted, never unrolled, unless they hold something.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException

from oar_analysis.read.archive import DAMAGE, damaged, elements, local, open_archive, protected
from oar_analysis.read.cells import Sheet
from oar_analysis.read.formats import EMPTY, Shown
from oar_analysis.read.ods_cell import attribute, show_cell
from oar_analysis.read.shape import check_shape
from oar_analysis.read.source import Source
from oar_analysis.read.table import Table, build_sheet

HIDDEN = frozenset({"collapse", "filter"})


def read_ods(source: Source) -> list[Sheet]:
    """Return the filled sheets of an ods workbook; raises ReadError."""
    with open_archive(source) as archive:
        try:
            if _is_encrypted(archive):
                raise protected(source)
            sheets = [build_sheet(source, table) for table in _tables(source, archive)]
        except (*DAMAGE, DefusedXmlException, TypeError, ArithmeticError) as error:
            raise damaged(source, error) from error
    return [sheet for sheet in sheets if sheet is not None]


def _is_encrypted(archive: zipfile.ZipFile) -> bool:
    member = "META-INF/manifest.xml"
    return member in archive.namelist() and b"encryption-data" in archive.read(member)


@dataclass(slots=True)
class _Reader:
    """The table being read, and the row and column that come next (from 1)."""

    source: Source
    table: Table
    row: int = 1
    column: int = 1
    area: int = 0


def _tables(source: Source, archive: zipfile.ZipFile) -> Iterator[Table]:
    """Yield the tables of content.xml, one pass, each row forgotten once read."""
    hidden_styles: set[str] = set()
    reader: _Reader | None = None
    depth = 0  # a cell may hold tables: only the outer one is a sheet
    for event, element in elements(archive, "content.xml", "start", "end"):
        tag = local(element.tag)
        if tag == "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                hidden = attribute(element, "style-name") in hidden_styles
                reader = _Reader(source, Table(attribute(element, "name"), hidden=hidden))
            elif depth == 0 and reader is not None:
                yield reader.table
                element.clear()
        elif event == "end" and tag == "style" and _hides_table(element):
            hidden_styles.add(attribute(element, "name"))
        elif event == "end" and depth == 1 and reader is not None:
            _part(reader, tag, element)


def _part(reader: _Reader, tag: str, element: Element) -> None:
    if tag == "table-column":
        _column(reader, element)
    elif tag == "table-row":
        _row(reader, element)
        element.clear()


def _hides_table(style: Element) -> bool:
    return any(
        local(child.tag) == "table-properties" and attribute(child, "display") == "false"
        for child in style
    )


def _repeated(element: Element, name: str) -> int:
    return max(int(attribute(element, name) or 1), 1)


def _column(reader: _Reader, element: Element) -> None:
    count = _repeated(element, "number-columns-repeated")
    if attribute(element, "visibility") in HIDDEN:
        last = min(reader.column + count, reader.source.limits.columns + 2)
        reader.table.hidden_columns.update(range(reader.column, last))
    reader.column += count


def _row(reader: _Reader, element: Element) -> None:
    count = _repeated(element, "number-rows-repeated")
    cells = _cells(reader, element)
    if cells:
        last = reader.row + count - 1
        reader.area += count * len(cells)
        check_shape(
            reader.source, reader.table.name, rows=last, columns=max(cells), area=reader.area
        )
        for number in range(reader.row, last + 1):
            reader.table.cells[number] = cells
            if attribute(element, "visibility") in HIDDEN:
                reader.table.hidden_rows.add(number)
    reader.row += count


def _cells(reader: _Reader, row: Element) -> dict[int, Shown]:
    """Return the filled cells of a row, by column; note the covered ones."""
    cells: dict[int, Shown] = {}
    column = 1
    for element in row:
        tag = local(element.tag)
        if tag not in {"table-cell", "covered-table-cell"}:
            continue
        count = _repeated(element, "number-columns-repeated")
        shown = show_cell(element)
        if tag == "covered-table-cell":
            _cover(reader, column, count)
        if shown != EMPTY:
            check_shape(
                reader.source, reader.table.name, rows=reader.row, columns=column + count - 1,
                area=reader.area + len(cells) + count,
            )  # fmt: skip
            cells.update(dict.fromkeys(range(column, column + count), shown))
        column += count
    return cells


def _cover(reader: _Reader, column: int, count: int) -> None:
    last = min(column + count, reader.source.limits.columns + 1)
    reader.table.merged.update((reader.row, c) for c in range(column, last))
