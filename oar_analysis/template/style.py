"""How the workbook looks: colours that stay apart in black and white, borders, text that wraps."""

import math
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_SIDE = Side(style="thin", color="767676")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_HEADER = PatternFill("solid", start_color="1F3A5F")
_TYPED = PatternFill("solid", start_color="FFF7D6")
_ASIDE = PatternFill("solid", start_color="EFEFEF")
_POINTS_PER_LINE = 15.0
_TALLEST = 409.0  # what Excel allows


def put(sheet: "Worksheet", row: int, column: int, text: str) -> "Cell | MergedCell":
    """Write a text, never a formula, and return its cell."""
    cell = sheet.cell(row, column)
    if text:
        cell.value = text
        cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def as_title(cell: "Cell | MergedCell") -> None:
    """Show a cell as the title of its sheet."""
    cell.font = Font(name="Calibri", bold=True, size=14)


def as_heading(cell: "Cell | MergedCell") -> None:
    """Show a cell as the title of a column or block."""
    cell.font = Font(name="Calibri", bold=True, color="FFFFFF")
    cell.fill = _HEADER
    cell.border = _BORDER


def as_given(cell: "Cell | MergedCell") -> None:
    """Show a cell as one that nobody types in."""
    cell.border = _BORDER


def as_aside(cell: "Cell | MergedCell") -> None:
    """Show a cell as there for comparison."""
    cell.fill = _ASIDE
    cell.border = _BORDER
    cell.alignment = Alignment(vertical="top", horizontal="right", wrap_text=True)


def as_typed(cell: "Cell | MergedCell") -> None:
    """Show a cell as one to fill in, and let it be typed in."""
    cell.fill = _TYPED
    cell.border = _BORDER
    cell.protection = Protection(locked=False)


def fit_height(sheet: "Worksheet", row: int, texts: dict[str, float], least: int = 1) -> None:
    """Give a row the height of its longest text; `texts` are texts and the width they have."""
    lines = [least]
    for text, width in texts.items():
        parts = text.split("\n")
        lines.append(sum(max(1, math.ceil(len(part) * 1.05 / width)) for part in parts))
    sheet.row_dimensions[row].height = min(max(lines) * _POINTS_PER_LINE, _TALLEST)


def set_up_page(sheet: "Worksheet", footer: str, title_rows: str = "") -> None:
    """Make a sheet ready to print: A4 landscape, as wide as the page, titles repeated."""
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(footer.replace("&", "&&")), center=_HeaderFooterPart(),
        right=_HeaderFooterPart("&A, page &P sur &N"),
    )  # fmt: skip
    if title_rows:
        sheet.print_title_rows = title_rows


def protect(sheet: "Worksheet") -> None:
    """Lock what is not to be typed in, without password; widths and heights stay free."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.selectLockedCells = False
