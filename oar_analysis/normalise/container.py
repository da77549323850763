"""What a workbook holds beside its cells: the parts of its zip, and what hangs on its sheets."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import Element

from oar_analysis.read import column_letters
from oar_analysis.read.archive import DAMAGE, elements, local

Found = TypeVar("Found")
_SHEET = re.compile(r"xl/worksheets/([^/]+)\.xml")


def find_parts(
    path: Path,
    of_xlsx: Callable[[zipfile.ZipFile], Iterator[Found]],
    of_ods: Callable[[zipfile.ZipFile], Iterator[Found]],
) -> list[Found]:
    """Return what one of the two functions finds in a workbook, [] for another kind of file."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "content.xml" in names:
                return list(of_ods(archive))
            return list(of_xlsx(archive)) if "xl/workbook.xml" in names else []
    except DAMAGE:  # an xls, which is no archive; a damaged archive is told by the reader
        return []


def hung_on_sheets(archive: zipfile.ZipFile, kind: str) -> Iterator[tuple[str, str]]:
    """Yield (sheet, member) for what hangs on the sheets of an xlsx, of one kind of relation."""
    titles, names = _sheet_titles(archive), set(archive.namelist())
    for member in sorted(names):
        match = _SHEET.fullmatch(member)
        relations = f"xl/worksheets/_rels/{match[1]}.xml.rels" if match else ""
        if relations not in names:
            continue
        for target in _related(archive, relations, kind):
            part = posixpath.normpath(posixpath.join("xl/worksheets", target)).lstrip("/")
            if part in names:
                yield titles.get(member, ""), part


def _sheet_titles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of each sheet by its member."""
    relations = {
        element.get("Id", ""): element.get("Target", "")
        for _, element in elements(archive, "xl/_rels/workbook.xml.rels")
        if local(element.tag) == "Relationship"
    }
    titles = {}
    for _, element in elements(archive, "xl/workbook.xml"):
        if local(element.tag) == "sheet":
            identifier = next((v for k, v in element.attrib.items() if local(k) == "id"), "")
            target = posixpath.join("xl", relations.get(identifier, "")).lstrip("/")
            titles[target] = element.get("name", "")
    return titles


def _related(archive: zipfile.ZipFile, member: str, kind: str) -> Iterator[str]:
    """Yield what a member of an xlsx names as related to it, of one kind."""
    for _, element in elements(archive, member):
        if local(element.tag) == "Relationship" and element.get("Type", "").endswith(kind):
            yield element.get("Target", "")


def tables_of_ods(archive: zipfile.ZipFile) -> Iterator[tuple[str, Element]]:
    """Yield the sheets of an ods, each with its name."""
    for _, element in elements(archive, "content.xml"):
        if local(element.tag) == "spreadsheet":
            for table in element:
                if local(table.tag) == "table":
                    yield _attribute(table, "name"), table


def walk_cells(table: Element) -> Iterator[tuple[Element, str]]:
    """Yield the cells of a sheet of an ods, each with its address."""
    row = 1
    for element in table.iter():
        if local(element.tag) != "table-row":
            continue
        column = 1
        for cell in element:
            yield cell, f"{column_letters(column)}{row}"
            column += int(_attribute(cell, "number-columns-repeated") or 1)
        row += int(_attribute(element, "number-rows-repeated") or 1)


def _attribute(element: Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if local(k) == name), "")
