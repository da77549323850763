"""Workbooks that Excel saved as "Classeur Excel Strict Open XML"."""

import zipfile

import openpyxl

from oar_analysis.read import read_sheets

BASE, STRICT = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"


def test_strict_workbooks_are_read_as_the_others(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["lot", "part", "date"])
    book.active.append(["A", 0.125, 0])
    book.active["B2"].number_format = "0.0%"
    book.active.merge_cells("A3:B3")
    book.active["A3"] = "total"
    book.active.row_dimensions[3].hidden = True
    plain, strict = tmp_path / "plain.xlsx", tmp_path / "strict.xlsx"
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            for part in (b"spreadsheetml", b"officeDocument"):
                content = content.replace(BASE + part + b"/2006/", STRICT + part + b"/")
            # Strict workbooks write dates as such, not as serials.
            content = content.replace(
                b'<c r="C2" t="n"><v>0</v></c>', b'<c r="C2" t="d"><v>2017-04-01T00:00:00</v></c>'
            )
            target.writestr(name, content)
    (expected,), (sheet,) = read_sheets(plain), read_sheets(strict)
    assert [c.text for c in sheet.rows[1]] == ["A", "12,5 %", "2017-04-01"]
    assert sheet.rows[1][2].flags == ("date",)
    assert (sheet.rows[0], sheet.rows[2]) == (expected.rows[0], expected.rows[2])
    assert [f.rule for f in sheet.findings] == [f.rule for f in expected.findings]
