"""Writes tables as the offices of a body send them: csv, tsv, xlsx and ods, byte for byte the same.

A grid is rows of cells; a cell is a text, a number, a date or a `Shown` number.
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from oar_analysis.french import number
from oar_analysis.review.archive import without_times


@dataclass(frozen=True, slots=True)
class Shown:
    """A number with the format that a spreadsheet shows it in ("0.0%", "#,##0")."""

    value: float
    format: str


Content = str | int | float | dt.date | Shown | None
Grid = Sequence[Sequence[Content]]

_ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
# The oldest date that a zip can hold: the same bytes whenever it is written.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def text_bytes(grid: Grid, *, separator: str = ";", encoding: str = "utf-8") -> bytes:
    """Return a grid of texts as a text file: quotes where needed, CRLF."""
    memory = io.StringIO()
    writer = csv.writer(memory, delimiter=separator, lineterminator="\r\n")
    writer.writerows(grid)
    return memory.getvalue().encode(encoding)


def xlsx_bytes(
    sheets: dict[str, Grid], *, merged: Sequence[str] = (), hidden_rows: Sequence[int] = ()
) -> bytes:
    """Return a workbook; `merged` ranges and `hidden_rows` are those of its first sheet.

    A text that begins with "=" is a formula, which nothing has computed.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, grid in sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(grid, start=1):
            for column, content in enumerate(cells, start=1):
                if content is None:
                    continue
                value = content.value if isinstance(content, Shown) else content
                cell = sheet.cell(row=row, column=column, value=value)
                if isinstance(content, Shown):
                    cell.number_format = content.format
                elif isinstance(content, dt.date):
                    cell.number_format = "dd/mm/yyyy"
    first = book.worksheets[0]
    for place in merged:
        first.merge_cells(place)
    for row in hidden_rows:
        first.row_dimensions[row].hidden = True
    memory = io.BytesIO()
    book.save(memory)
    return without_times(memory.getvalue())


def ods_bytes(name: str, grid: Grid, *, merged: int = 0) -> bytes:
    """Return an OpenDocument spreadsheet of one sheet; `merged` columns share the first cell."""
    rows = []
    for number_, cells in enumerate(grid):
        texts = [_ods_cell(one) for one in cells]
        if number_ == 0 and merged > 1:
            spanned = f'<table:table-cell table:number-columns-spanned="{merged}"'
            texts[0] = texts[0].replace("<table:table-cell", spanned, 1)
            texts[1:merged] = ["<table:covered-table-cell/>"] * (merged - 1)
        rows.append(f"<table:table-row>{''.join(texts)}</table:table-row>")
    content = (
        f'{_XML}<office:document-content {_ODS_NAMES} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="{escape(name)}">{"".join(rows)}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _ODS_MIME), ("content.xml", "text/xml"))
    )
    manifest = (
        f'{_XML}<manifest:manifest xmlns:manifest="{space}" manifest:version="1.3">'
        f"{entries}</manifest:manifest>"
    )
    # OpenDocument wants its type first, and not compressed.
    members = (
        ("mimetype", _ODS_MIME), ("content.xml", content), ("META-INF/manifest.xml", manifest),
    )  # fmt: skip
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for path, text in members:
            info = zipfile.ZipInfo(path, _ZIP_DATE)
            info.create_system = 3
            info.compress_type = zipfile.ZIP_STORED if path == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return memory.getvalue()


def _ods_cell(content: Content) -> str:
    if content is None or content == "":
        return "<table:table-cell/>"
    if isinstance(content, int | float):
        attributes = f'office:value-type="float" office:value="{content}"'
        text = number(content) if abs(content) >= 10000 else str(content)
    else:
        attributes, text = 'office:value-type="string"', str(content)
    return f"<table:table-cell {attributes}><text:p>{escape(text)}</text:p></table:table-cell>"
