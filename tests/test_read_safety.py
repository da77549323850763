"""Files that are refused: each with one finding that says why, and what to do."""

# ruff: noqa: E501 (one file a line)

import os
import re
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from workbooks import MIME

from oar_analysis.errors import ReadError
from oar_analysis.read import Limits, read_frame, read_sheets


def refusal(path: Path, **options) -> str:
    with pytest.raises(ReadError) as caught:
        read_sheets(path, **options)
    (finding,) = caught.value.findings
    assert finding.severity == "error"
    assert finding.message.endswith(".")
    assert finding.remedy.endswith((".", ")"))
    assert not Path(finding.file).is_absolute()
    assert finding.message in str(caught.value)
    with pytest.raises(ReadError) as again:
        read_frame(path, **options)
    assert again.value.findings == caught.value.findings
    return finding.rule


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["nom", "montant"])
    book.active.append(["A", 1])
    book.save(path)
    return path


def ole(*streams: str) -> bytes:
    """The beginning of an OLE container that names these streams."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("t.json", b'{"marches": []}', "format-non-pris-en-charge"),
        ("t.csv", b'[{"a": 1}]', "format-non-pris-en-charge"),
        ("t.pdf", b"%PDF-1.4 ...", "format-non-pris-en-charge"),
        ("t.doc", ole("WordDocument"), "format-non-pris-en-charge"),
        ("t.xls", ole("Root Entry", "Autre"), "format-non-pris-en-charge"),
        ("t.xls", ole(), "fichier-endommage"),
        ("t.xlsx", ole("EncryptionInfo", "EncryptedPackage"), "fichier-protege"),
        ("t.xls", ole("Workbook"), "fichier-endommage"),
        ("t.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "format-non-pris-en-charge"),
        ("t.xls", b"<?xml version='1.0'?><html><body/></html>", "format-non-pris-en-charge"),
        ("t.xml", b"<?xml version='1.0'?><a/>", "format-non-pris-en-charge"),
        ("t.xls", b"<style>td{x:1;}</style>\n<table/>;", "format-non-pris-en-charge"),
        ("t.xls", b"MIME-Version: 1.0\r\na;b\r\nc;d", "format-non-pris-en-charge"),
        ("t.csv", b"version https://git-lfs.github.com/spec/v1\noid", "format-non-pris-en-charge"),
        ("t.xlsx", b"PK\x05\x06" + bytes(18), "format-non-pris-en-charge"),
        ("t.ods", b"ceci n'est pas un classeur", "format-non-pris-en-charge"),
        ("t.yaml", b"a: [1, 2]\nb: 3\n", "format-non-pris-en-charge"),
        ("t.png", b"\x89PNG\r\n\x1a\n", "format-non-pris-en-charge"),
        ("t.xlsx", b"PK\x03\x04 tronque", "fichier-endommage"),
        ("t.ods", b"PK\x03\x04" + MIME.encode(), "fichier-endommage"),
        ("t.parquet", b"PAR1....", "format-non-pris-en-charge"),
        ("t.rtf", b"{\\rtf1 abc}", "format-non-pris-en-charge"),
    ],
)
def test_what_is_no_table(tmp_path, name, content, rule):
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == rule


@pytest.mark.parametrize(
    ("namespace", "named"),
    [
        (b"urn:schemas-microsoft-com:office:spreadsheet", "classeur Excel en XML (2003)"),
        (b"urn:oasis:names:tc:opendocument:xmlns:office:1.0", "classeur OpenDocument en XML"),
        (b"http://www.w3.org/1999/xhtml", "XML"),
    ],
)
def test_workbooks_in_one_xml_file_are_named(tmp_path, namespace, named):
    path = tmp_path / "t.xls"
    path.write_bytes(b'<?xml version="1.0"?><Workbook xmlns="' + namespace + b'"><Table/>')
    with pytest.raises(ReadError, match=re.escape(named)):
        read_sheets(path)


@pytest.mark.parametrize(
    ("member", "content"),
    [("word/document.xml", "<a/>"), ("xl/workbook.bin", "x"), ("lisez-moi.txt", "x")],
)
def test_other_archives(tmp_path, member, content):
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, content)
    assert refusal(path) == "format-non-pris-en-charge"


def test_misnamed_tables_are_read_and_said(tmp_path):
    as_xls = tmp_path / "t.xls"
    workbook(tmp_path / "t.xlsx").rename(as_xls)
    as_csv = tmp_path / "u.xlsx"
    as_csv.write_text("a;b\n1;2\n", encoding="utf-8")
    for path in (as_xls, as_csv):
        (sheet,) = read_sheets(path)
        assert [f.rule for f in sheet.findings] == ["extension-trompeuse"]
        frame, head = read_frame(path)
        assert len(frame) == 1
        assert head.findings[-1].rule == "extension-trompeuse" or path == as_xls


def test_absent_folder_and_special_files(tmp_path):
    assert refusal(tmp_path / "absent.csv") == "fichier-absent"
    assert refusal(tmp_path) == "fichier-illisible"
    fifo = tmp_path / "tube.csv"
    os.mkfifo(fifo)
    assert refusal(fifo) == "fichier-illisible"


def test_nothing_leads_out_of_the_root(tmp_path):
    root = tmp_path / "raw"
    root.mkdir()
    outside = tmp_path / "outside.csv"
    outside.write_text("a;b\n1;2\n", encoding="utf-8")
    (root / "link.csv").symlink_to(outside)
    (root / "loop.csv").symlink_to(root / "loop.csv")
    (root / "inside.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    (root / "good.csv").symlink_to(root / "inside.csv")
    assert refusal(root / "link.csv", root=root) == "fichier-hors-dossier"
    assert refusal(outside, root=root) == "fichier-hors-dossier"
    assert refusal(root / ".." / "outside.csv", root=root) == "fichier-hors-dossier"
    assert refusal(root / "link.csv") == "fichier-hors-dossier"
    assert refusal(root / "loop.csv", root=root) in {"fichier-illisible", "fichier-absent"}
    assert read_sheets(root / "good.csv", root=root)[0].file == "good.csv"


def test_findings_name_the_file_from_the_root(tmp_path):
    folder = tmp_path / "2017"
    folder.mkdir()
    (folder / "vide.csv").write_bytes(b"")
    with pytest.raises(ReadError) as caught:
        read_sheets(folder / "vide.csv", root=tmp_path)
    assert caught.value.findings[0].file == "2017/vide.csv"


def bomb(path: Path, member: str, size: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr(member, b"<a>" + b" " * size)
    return path


def test_zip_bombs(tmp_path):
    assert refusal(bomb(tmp_path / "t.ods", "content.xml", 30_000_000)) == "archive-piegee"
    small = workbook(tmp_path / "t.xlsx")
    assert refusal(small, limits=Limits(unzipped_bytes=1000)) == "archive-piegee"
    assert refusal(small, limits=Limits(zip_members=3)) == "archive-piegee"


def test_a_size_that_lies_does_not_help_a_bomb(tmp_path):
    path = bomb(tmp_path / "t.ods", "content.xml", 30_000_000)
    raw = bytearray(path.read_bytes())
    real = struct.pack("<I", 30_000_003)
    while (at := raw.find(real)) >= 0:
        raw[at : at + 4] = struct.pack("<I", 100)
    path.write_bytes(raw)
    assert refusal(path) == "fichier-endommage"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "entity",
    ['<!ENTITY a "aaaa">', '<!ENTITY a SYSTEM "file:///etc/hostname">', '<!ENTITY % a "x">'],
)
def test_entities_are_refused(tmp_path, entity, encoding):
    content = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{entity}]><x/>'.encode(
        encoding
    )
    ods = tmp_path / "t.ods"
    with zipfile.ZipFile(ods, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", content)
    assert refusal(ods) == "xml-interdit"
    xlsx = workbook(tmp_path / "t.xlsx")
    with zipfile.ZipFile(xlsx, "a") as archive:
        archive.writestr("xl/extra.xml", content)
    assert refusal(xlsx) == "xml-interdit"


def test_encrypted_ods(tmp_path):
    path = tmp_path / "t.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", b"\x8f\x01\x02")
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest='urn:m'><manifest:encryption-data/></manifest:manifest>",
        )
    assert refusal(path) == "fichier-protege"


def test_limits_of_a_workbook(tmp_path):
    path = workbook(tmp_path / "t.xlsx")
    assert refusal(path, limits=Limits(rows=1)) == "tableau-trop-grand"
    assert refusal(path, limits=Limits(columns=1)) == "tableau-trop-grand"
    assert refusal(path, limits=Limits(cells=3)) == "tableau-trop-grand"
    assert refusal(path, limits=Limits(characters=3)) == "cellule-trop-longue"
    assert refusal(path, limits=Limits(file_bytes=100)) == "fichier-trop-lourd"
    assert refusal(path, limits=Limits(zip_ratio=0, unzipped_bytes=1)) == "archive-piegee"
