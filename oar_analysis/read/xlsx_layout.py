"""What openpyxl's reading mode leaves out of a worksheet.

Hidden rows and columns, merged cells, formulas that were never calculated.
"""

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from oar_analysis.read.archive import elements, local
from oar_analysis.read.cells import split_address

# A sheet without any of these has nothing to tell beyond its values.
MARKERS = re.compile(rb"""hidden=["'](1|t)|<(\w+:)?mergeCell[ />]|<(\w+:)?f[ />]""")
MAX_MERGED = 200_000


@dataclass(slots=True)
class Layout:
    """Hidden rows and columns, covered cells, and formulas without value (row, column from 1)."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: set[tuple[int, int]] = field(default_factory=set)
    unvalued: list[tuple[int, int]] = field(default_factory=list)


def read_layouts(archive: zipfile.ZipFile) -> dict[str, Layout]:
    """Return the layout of each sheet, by its name."""
    layouts = {}
    for name, member in _sheet_members(archive).items():
        if member in archive.namelist() and MARKERS.search(archive.read(member)):
            layouts[name] = _layout(archive, member)
    return layouts


def _sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the archive member of each sheet, by the sheet's name."""
    workbook = next(
        (n for n in archive.namelist() if n.endswith("xl/workbook.xml")), "xl/workbook.xml"
    )
    folder, file = posixpath.split(workbook)
    targets = {
        element.get("Id"): element.get("Target", "")
        for _, element in elements(archive, f"{folder}/_rels/{file}.rels")
        if local(element.tag) == "Relationship"
    }
    members = {}
    for _, element in elements(archive, workbook):
        if local(element.tag) == "sheet":
            identifier = next((v for k, v in element.attrib.items() if local(k) == "id"), None)
            target = targets.get(identifier, "")
            path = target if target.startswith("/") else posixpath.join("/", folder, target)
            members[element.get("name", "")] = posixpath.normpath(path).lstrip("/")
    return members


def _layout(archive: zipfile.ZipFile, member: str) -> Layout:
    layout, row = Layout(), 0
    for event, element in elements(archive, member, "start", "end"):
        tag = local(element.tag)
        if event == "start":
            if tag == "row":
                row = int(element.get("r", row + 1))
                if element.get("hidden") in {"1", "true"}:
                    layout.hidden_rows.add(row)
            continue
        if tag == "c":
            _formula(layout, element)
        elif tag == "col" and element.get("hidden") in {"1", "true"}:
            first, last = int(element.get("min", 1)), int(element.get("max", 1))
            layout.hidden_columns.update(range(first, min(last, 16_384) + 1))
        elif tag == "mergeCell":
            _merge(layout, element.get("ref", ""))
        if tag in {"row", "mergeCell"}:
            element.clear()
    return layout


def _formula(layout: Layout, cell: Element) -> None:
    children = {local(child.tag): child for child in cell}
    value = children.get("v")
    if "f" in children and (value is None or not value.text) and cell.get("t") != "str":
        address = cell.get("r")
        if address:
            layout.unvalued.append(split_address(address))


def _merge(layout: Layout, reference: str) -> None:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = split_address(first), split_address(last or first)
    if (bottom - top + 1) * (right - left + 1) + len(layout.merged) > MAX_MERGED:
        return  # a whole column merged: nobody reads a table there
    layout.merged.update(
        (row, column)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    )
