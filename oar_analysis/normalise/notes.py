"""Notes attached to cells of a workbook (comments in the margin): they are not read, so told."""

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
from oar_analysis.read.archive import elements, local


class Note(NamedTuple):
    """A note: the sheet and the cell that it is attached to, and what it says."""

    sheet: str
    cell: str
    text: str


def find_notes(path: Path) -> list[Note]:
    """Return the notes of an xlsx or ods workbook, [] for another kind of file."""
    return find_parts(path, _of_xlsx, _of_ods)


def _of_xlsx(archive: zipfile.ZipFile) -> Iterator[Note]:
    for sheet, notes in hung_on_sheets(archive, "/comments"):
        for _, element in elements(archive, notes):
            if local(element.tag) == "comment":
                yield Note(sheet, element.get("ref", ""), _text(element))


def _of_ods(archive: zipfile.ZipFile) -> Iterator[Note]:
    for name, table in tables_of_ods(archive):
        for cell, place in walk_cells(table):
            for child in cell:
                if local(child.tag) == "annotation":
                    yield Note(name, place, _text(child))


def _text(element: Element) -> str:
    """Return the words of a note, without who wrote it and when."""
    words = [one.text or "" for one in element.iter() if local(one.tag) in {"t", "p", "span"}]
    return " ".join(" ".join(words).split())
