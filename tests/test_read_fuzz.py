"""Damaged files of every kind: read, or refused by a ReadError with its finding; nothing else.

A sample runs with the other tests; OAR_SOAK=1 runs 100 000 files.
"""

# ruff: noqa: DTZ001, E501 (spreadsheets know no time zone)

import datetime as dt
import io
import os
import random
import zipfile

import openpyxl
import pytest
import xlwt

from oar_analysis.errors import ReadError
from oar_analysis.read import Limits, find_grid, read_sheets

pytestmark = pytest.mark.soak

ROUNDS = 20_000 if os.environ.get("OAR_SOAK") == "1" else 150
# A damaged length must not make the test walk through millions of cells.
LIMITS = Limits(cells=50_000, rows=20_000)
ROWS = [
    ["Bilan 2017", None, None],
    ["nom", "montant", "date"],
    ["déchets", -1234.5, dt.datetime(2017, 4, 1)],
    ["papier", 0.125, dt.datetime(2018, 1, 2)],
    ["(1) note", None, None],
]


def csv_file() -> bytes:
    lines = [
        ",".join('"a ""b"" c"' if value is None else str(value) for value in row) for row in ROWS
    ]
    return "\r\n".join(lines).encode("cp1252")


def tsv_file() -> bytes:
    return "\n".join("\t".join(str(value or "") for value in row) for row in ROWS).encode("utf-16")


def xlsx_file() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["B4"].number_format = "0.0%"
    book.active["D4"] = "=1+1"
    book.active.merge_cells("A1:C1")
    book.active.row_dimensions[3].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls_file() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("F")
    for r, row in enumerate(ROWS[1:]):
        for c, value in enumerate(row):
            sheet.write(r, c, value, xlwt.easyxf(num_format_str="0.0%" if c == 1 else "General"))
    sheet.write_merge(9, 9, 0, 2, "fusion")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods_file() -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    rows = "".join(
        '<t:table-row t:number-rows-repeated="2"><t:table-cell o:value-type="float" o:value="12.5">'
        '<x:p>12,5</x:p></t:table-cell><t:table-cell t:number-columns-repeated="3"><x:p>a<x:s x:c="3"/>'
        '</x:p></t:table-cell><t:covered-table-cell/><t:table-cell o:value-type="date" '
        'o:date-value="2017-04-01"/><t:table-cell o:value-type="time" o:time-value="PT26H"/></t:table-row>'
        for _ in range(3)
    )
    content = (
        f'<o:d xmlns:o="{office}" xmlns:t="{office.replace("office", "table", 1)}" xmlns:x="urn:text">'
        f'<t:table t:name="F">{rows}</t:table></o:d>'
    )
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
        }
    )


def archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return stream.getvalue()


MAKERS = {"csv": csv_file, "tsv": tsv_file, "xlsx": xlsx_file, "xls": xls_file, "ods": ods_file}


def damage(raw: bytes, chance: random.Random) -> bytes:
    """Cut, overwrite, swap, repeat or insert some bytes."""
    data = bytearray(raw)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at = chance.randrange(len(data) + 1)
        what = chance.randrange(5)
        if what == 0 and len(data) > 1:
            data = data[: max(at, 1)] if chance.random() < 0.3 else data[:at] + data[at + 4 :]
        elif what == 1:
            data[at : at + 4] = chance.randbytes(4)
        elif what == 2:
            data[at:at] = bytes(data[at : at + chance.randrange(40)])
        elif what == 3:
            data[at : at + 2] = chance.choice(
                [b"\xff\xff", b"\x00\x00", b'"', b"<", b"999999999", b"-1"]
            )
        elif data:
            at = min(at, len(data) - 1)
            data[at] ^= 1 << chance.randrange(8)
    return bytes(data)


def damage_member(raw: bytes, chance: random.Random) -> bytes:
    """Damage one file inside the archive, so that the damage passes the zip's checksums."""
    with zipfile.ZipFile(io.BytesIO(raw)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    name = chance.choice(sorted(members))
    members[name] = damage(members[name], chance)
    if chance.random() < 0.05:
        del members[name]
    return archive(members)


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_damaged_files_are_read_or_refused(tmp_path, kind):
    chance = random.Random(f"oar {kind}")  # the same files each time
    raw = MAKERS[kind]()
    path = tmp_path / f"f.{kind}"
    refusals = []
    for _ in range(ROUNDS):
        inside = kind in {"xlsx", "ods"} and chance.random() < 0.7
        path.write_bytes((damage_member if inside else damage)(raw, chance))
        try:
            for sheet in read_sheets(path, limits=LIMITS):
                find_grid(sheet)
        except ReadError as error:
            refusals.append([finding.severity for finding in error.findings])
    assert all(severities == ["error"] for severities in refusals)
    assert len(refusals) < ROUNDS  # damage is not always fatal: the readers did run
