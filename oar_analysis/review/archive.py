"""Zip files, workbooks among them, whose bytes depend on what they hold only."""

import io
import re
import zipfile
from pathlib import Path
from typing import BinaryIO

# The first moment that a zip can hold.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_zip(file: Path | BinaryIO, members: dict[str, bytes]) -> None:
    """Write a zip whose bytes depend on its members only."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in sorted(members.items()):
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)


def without_times(content: bytes) -> bytes:
    """Return a workbook that openpyxl wrote, its bytes free of when it was written."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    core = members["docProps/core.xml"]
    members["docProps/core.xml"] = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", core)
    memory = io.BytesIO()
    write_zip(memory, members)
    return memory.getvalue()
