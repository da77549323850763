"""One directorate's workbook, as bytes that depend on the register and the year only."""

import io

from oar_analysis.review.archive import without_times
from oar_analysis.scheme import Scheme
from oar_analysis.scheme.asked import Key, Part
from oar_analysis.scheme.workbook import (
    BODY,
    FORMAT,
    MARKER_SHEET,
    RESPONDENT,
    SIGN,
    YEAR,
    Line,
)


def workbook_bytes(
    scheme: Scheme, year: int, respondent: str, parts: list[Part], before: dict[Key, str]
) -> bytes:
    """Return the XLSX that a directorate is sent for a campaign.

    A sheet of instructions, a sheet an action, and a hidden sheet that keeps what was sent.
    `before` shows the value of the year before, by series.
    """
    import openpyxl
    from openpyxl.workbook.protection import WorkbookProtection

    from oar_analysis.template.guide import add_guide
    from oar_analysis.template.sheet import add_sheet

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = f"Collecte {year} : {respondent}"
    book.properties.creator = scheme.body.observatory or scheme.body.name
    book.properties.language = "fr-FR"
    add_guide(book, scheme, year, respondent, parts)
    lines: list[Line] = []
    for part in parts:
        lines += add_sheet(book, part, year, respondent, before)
    _add_marker(book, scheme.body.name, year, respondent, lines)
    book.security = WorkbookProtection(lockStructure=True)
    memory = io.BytesIO()
    book.save(memory)
    return without_times(memory.getvalue())


def _add_marker(book: "object", body: str, year: int, respondent: str, lines: list[Line]) -> None:
    """Add the hidden sheet that says for whom the workbook was made and what it held."""
    from openpyxl import Workbook

    from oar_analysis.template.style import put

    assert isinstance(book, Workbook)  # noqa: S101 (openpyxl is imported when used)
    sheet = book.create_sheet(MARKER_SHEET)
    rows = [(SIGN, FORMAT), (BODY, body), (YEAR, str(year)), (RESPONDENT, respondent)]
    for number, texts in enumerate([*rows, Line._fields, *lines], start=1):
        for column, text in enumerate(texts, start=1):
            put(sheet, number, column, text)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
