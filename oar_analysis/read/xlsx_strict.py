"""Workbooks saved as "Strict Open XML" (ISO 29500-1), whose names openpyxl does not know."""

import io
import re
import zipfile

# ISO 29500-4, annex A: the transitional names are the strict ones with another beginning.
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"


def transitional(archive: zipfile.ZipFile, raw: bytes) -> bytes:
    """Return the bytes of the workbook, its namespaces translated if they are the strict ones."""
    workbook = "xl/workbook.xml"
    if workbook not in archive.namelist() or not STRICT.search(archive.read(workbook)):
        return raw
    translated = io.BytesIO()
    with zipfile.ZipFile(translated, "w") as target:
        for member in archive.infolist():
            content = archive.read(member)
            if member.filename.endswith((".xml", ".rels")):
                content = STRICT.sub(TRANSITIONAL, content)
            target.writestr(member.filename, content)
    return translated.getvalue()
