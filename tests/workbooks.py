"""Reads the cells and findings of a workbook, and writes ods by hand, for tests."""

import zipfile
from pathlib import Path

from oar_analysis.read import Cell, Sheet, read_sheets

ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' office:version="1.3"><office:automatic-styles><style:style style:name="masquee"'
    ' style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
MIME = "application/vnd.oasis.opendocument.spreadsheet"


def write_ods(path: Path, tables: str, head: str = ODS_HEAD) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr("content.xml", head + tables + ODS_TAIL)
    return path


def ods_cell(text: str = "", attributes: str = "", repeated: int = 1) -> str:
    repeat = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    if not text and not attributes:
        return f"<table:table-cell{repeat}/>"
    attributes = attributes or 'office:value-type="string"'
    return f"<table:table-cell{repeat} {attributes}><text:p>{text}</text:p></table:table-cell>"


def ods_number(value: str, text: str, kind: str = "float") -> str:
    return ods_cell(text, f'office:value-type="{kind}" office:value="{value}"')


def ods_table(*rows: str, name: str = "Feuille", attributes: str = "") -> str:
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}" {attributes}>{body}</table:table>'


def one(path: Path) -> Sheet:
    (sheet,) = read_sheets(path)
    return sheet


def cells(sheet: Sheet) -> dict[str, Cell]:
    return {cell.address: cell for row in sheet.rows for cell in row}


def rules(sheet: Sheet) -> dict[str, str]:
    return {finding.rule: finding.got for finding in sheet.findings}
