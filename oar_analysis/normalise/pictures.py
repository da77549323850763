"""Pictures pasted in a workbook: nobody can read figures from them, so they are told, by cell."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from oar_analysis.read import column_letters
from oar_analysis.read.archive import DAMAGE, elements, local

_SHEET = re.compile(r"xl/worksheets/([^/]+)\.xml")


class Picture(NamedTuple):
    """A picture: the sheet and the cell where it begins ("" where the file does not say)."""

    sheet: str
    cell: str


def find_pictures(path: Path) -> list[Picture]:
    """Return the pictures of an xlsx or ods workbook, [] for another kind of file."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "content.xml" in names:
                return list(_of_ods(archive))
            return list(_of_xlsx(archive, names)) if "xl/workbook.xml" in names else []
    except DAMAGE:  # an xls, which is no archive; a damaged archive is told by the reader
        return []


def _of_xlsx(archive: zipfile.ZipFile, names: set[str]) -> Iterator[Picture]:
    titles = sheet_titles(archive)
    for member in sorted(names):
        match = _SHEET.fullmatch(member)
        relations = f"xl/worksheets/_rels/{match[1]}.xml.rels" if match else ""
        if relations in names:
            for target in related(archive, relations, "/drawing"):
                drawing = posixpath.normpath(posixpath.join("xl/worksheets", target)).lstrip("/")
                if drawing in names:
                    for cell in _anchors(archive, drawing):
                        yield Picture(titles.get(member, ""), cell)


def sheet_titles(archive: zipfile.ZipFile) -> dict[str, str]:
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


def related(archive: zipfile.ZipFile, member: str, kind: str) -> Iterator[str]:
    """Yield what a member of an xlsx names as related to it, of one kind."""
    for _, element in elements(archive, member):
        if local(element.tag) == "Relationship" and element.get("Type", "").endswith(kind):
            yield element.get("Target", "")


def _anchors(archive: zipfile.ZipFile, member: str) -> Iterator[str]:
    """Yield the cell of each picture of a drawing; charts and shapes are told alike."""
    for _, element in elements(archive, member):
        if local(element.tag) in {"oneCellAnchor", "twoCellAnchor", "absoluteAnchor"}:
            start = next((child for child in element if local(child.tag) == "from"), None)
            if start is None:
                yield ""
                continue
            place = {local(child.tag): int(child.text or 0) for child in start}
            yield f"{column_letters(place.get('col', 0) + 1)}{place.get('row', 0) + 1}"


def _of_ods(archive: zipfile.ZipFile) -> Iterator[Picture]:
    for name, table in tables_of_ods(archive):
        for shapes in table:
            if local(shapes.tag) == "shapes":
                for _ in _frames(shapes):
                    yield Picture(name, "")
        for cell, place in walk_cells(table):
            for _ in _frames(cell):
                yield Picture(name, place)


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


def _frames(element: Element) -> Iterator[Element]:
    return (child for child in element.iter() if local(child.tag) == "frame")


def _attribute(element: Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if local(k) == name), "")
