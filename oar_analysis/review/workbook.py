"""The tables of a review as one XLSX workbook, a sheet a table, with the same bytes each time."""

import csv
import io
from pathlib import Path

from oar_analysis.contract import FINDINGS, OBSERVATIONS, VERDICTS, Field
from oar_analysis.review.archive import without_times

SHEETS: tuple[tuple[str, str, tuple[Field, ...]], ...] = (
    ("observations", "Observations", OBSERVATIONS),
    ("findings", "Constats", FINDINGS),
    ("verdicts", "Verdicts", VERDICTS),
)
_WIDEST = 60


def workbook_bytes(processed: Path) -> bytes:
    """Return the workbook of the tables in `processed`.

    A text that begins like a formula stays a text; a missing value stays an empty cell.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    guide = book.create_sheet("Lisez-moi")
    guide.append(["Table", "Colonne", "Titre", "Description"])
    for name, title, fields in SHEETS:
        for field in fields:
            guide.append([title, field.name, field.title, field.description])
        _fill(book.create_sheet(title), processed / f"{name}.csv", fields)
    _dress(guide, [16, 18, 24, 80])
    memory = io.BytesIO()
    book.save(memory)
    return without_times(memory.getvalue())


def _fill(sheet: "object", path: Path, fields: tuple[Field, ...]) -> None:
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)  # noqa: S101 (openpyxl's create_sheet is loosely typed)
    sheet.append([field.title for field in fields])
    widths = [len(field.title) for field in fields]
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            for column, field in enumerate(fields, 1):
                text = row[field.name]
                widths[column - 1] = max(widths[column - 1], min(len(text), _WIDEST))
                if text:
                    _write(sheet.cell(number, column), text, field)
    _dress(sheet, [width + 2 for width in widths])


def _write(cell: "object", text: str, field: Field) -> None:
    from openpyxl.cell import Cell

    assert isinstance(cell, Cell)  # noqa: S101 (merged cells are of another type: there are none)
    if field.type == "integer":
        cell.value = int(text)
    elif field.type == "number":
        cell.value = float(text)
    elif field.type == "boolean":
        cell.value = text == "true"
    else:
        cell.value = text
        cell.data_type = "s"


def _dress(sheet: "object", widths: list[int]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)  # noqa: S101 (openpyxl's create_sheet is loosely typed)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
