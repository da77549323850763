"""Notes attached to cells of a workbook (comments in the margin): they are not read, so told."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from oar_analysis.normalise.pictures import related, sheet_titles, tables_of_ods, walk_cells
from oar_analysis.read.archive import DAMAGE, elements, local

_SHEET = re.compile(r"xl/worksheets/([^/]+)\.xml")


class Note(NamedTuple):
    """A note: the sheet and the cell that it is attached to, and what it says."""

    sheet: str
    cell: str
    text: str


def find_notes(path: Path) -> list[Note]:
    """Return the notes of an xlsx or ods workbook, [] for another kind of file."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "content.xml" in names:
                return list(_of_ods(archive))
            return list(_of_xlsx(archive, names)) if "xl/workbook.xml" in names else []
    except DAMAGE:  # an xls, which is no archive; a damaged archive is told by the reader
        return []


def _of_xlsx(archive: zipfile.ZipFile, names: set[str]) -> Iterator[Note]:
    titles = sheet_titles(archive)
    for member in sorted(names):
        match = _SHEET.fullmatch(member)
        relations = f"xl/worksheets/_rels/{match[1]}.xml.rels" if match else ""
        if relations not in names:
            continue
        for target in related(archive, relations, "/comments"):
            notes = posixpath.normpath(posixpath.join("xl/worksheets", target)).lstrip("/")
            if notes in names:
                for _, element in elements(archive, notes):
                    if local(element.tag) == "comment":
                        yield Note(titles.get(member, ""), element.get("ref", ""), _text(element))


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
