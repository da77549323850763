"""Pictures pasted in a workbook: nobody can read figures from them, so they are told, by cell."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from oar_analysis.normalise.container import (
    find_parts,
    hung_on_sheets,
    tables_of_ods,
    walk_cells,
)
from oar_analysis.read import column_letters
from oar_analysis.read.archive import elements, local


class Picture(NamedTuple):
    """A picture: the sheet and the cell where it begins ("" where the file does not say)."""

    sheet: str
    cell: str


def find_pictures(path: Path) -> list[Picture]:
    """Return the pictures of an xlsx or ods workbook, [] for another kind of file."""
    return find_parts(path, _of_xlsx, _of_ods)


def _of_xlsx(archive: zipfile.ZipFile) -> Iterator[Picture]:
    for sheet, drawing in hung_on_sheets(archive, "/drawing"):
        for cell in _anchors(archive, drawing):
            yield Picture(sheet, cell)


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


def _frames(element: Element) -> Iterator[Element]:
    return (child for child in element.iter() if local(child.tag) == "frame")
