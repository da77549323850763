"""What a file really is, judged on its bytes rather than on its name."""

import io
import re
import zipfile

HTML = re.compile(rb"<(!doctype\s+html|html|head|meta|style|body|div|table)\b", re.IGNORECASE)
XHTML = re.compile(rb"<(!doctype\s+)?html\b", re.IGNORECASE)
JSON = re.compile(rb'\s*(\{\s*["}]|\[\s*[\[{"\d\]])')
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ROOT = "Root Entry".encode("utf-16-le")

# First bytes of formats that are often sent in place of a table.
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"), (b"{\\rtf", "rtf"), (b"\x1f\x8b", "gzip"), (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"),
    (b"SQLite format 3", "sqlite"), (b"PAR1", "parquet"), (b"PK\x05\x06", "zip"),
    (b"MIME-Version:", "mhtml"), (b"version https://git-lfs", "lfs"),
)  # fmt: skip

# Members that tell the formats that are zip archives.
ZIP_KINDS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"), ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
)  # fmt: skip

# Names that tell the workbooks written as one XML file.
XML_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "xml2003"),
    (b"opendocument:xmlns:office", "fods"),
)  # fmt: skip

# Streams that tell the formats that are OLE containers, by their UTF-16 name.
OLE_KINDS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("PowerPoint Document", "ppt"),
    ("Workbook", "xls"), ("Book", "xls"),
)  # fmt: skip

# What findings call the kinds that are not read.
NAMES: dict[str, str] = {
    "pdf": "PDF", "rtf": "texte RTF", "gzip": "archive gzip", "7z": "archive 7z",
    "rar": "archive rar", "image": "image", "sqlite": "base SQLite", "parquet": "Parquet",
    "xlsb": "classeur Excel binaire (xlsb)",
    "docx": "document Word (docx)", "pptx": "présentation (pptx)", "doc": "document Word (doc)",
    "ppt": "présentation (ppt)", "ole": "fichier Office ancien sans tableau", "zip": "archive zip",
    "odt": "document texte (odt)", "html": "page HTML", "json": "JSON", "xml": "XML",
    "xml2003": "classeur Excel en XML (2003)", "fods": "classeur OpenDocument en XML (fods)",
    "mhtml": "page web en un seul fichier (mht)", "lfs": "renvoi Git LFS, sans les données",
}  # fmt: skip


def content_kind(raw: bytes) -> str:
    """Return "text", "xlsx", "xls", "ods", "encrypted", or a key of NAMES.

    >>> content_kind(b"%PDF-1.4"), content_kind(b"a;b"), content_kind(b'{"a": 1}')
    ('pdf', 'text', 'json')
    """
    for magic, kind in MAGIC:
        if raw.startswith(magic):
            return kind
    if raw.startswith(ZIP):
        return _zip_kind(raw)
    if raw.startswith(OLE):
        kinds = (kind for name, kind in OLE_KINDS if name.encode("utf-16-le") in raw)
        # A container that lost its list of streams was cut: the reader of workbooks will say so.
        return next(kinds, "ole" if OLE_ROOT in raw else "xls")
    if _is_bare_xls(raw):
        return "xls"
    return _text_kind(raw)


def _is_bare_xls(raw: bytes) -> bool:
    """Excel 2 to 4 wrote sheets without a container: a BOF record comes first."""
    return raw[:4] in {b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"}


def _zip_kind(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception:  # noqa: BLE001 (any damage: the name of the first member still tells the kind)
        head = raw[:4096]
        return "ods" if b"opendocument.spreadsheet" in head else "xlsx"
    if b"opendocument.spreadsheet" in mime or ("content.xml" in names and not mime):
        return "ods"
    if b"opendocument" in mime:
        return "odt"
    return next((kind for name, kind in ZIP_KINDS if name in names), "zip")


def _text_kind(raw: bytes) -> str:
    head = raw[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    if HTML.match(head):
        return "html"
    if head.startswith(b"<?xml"):
        kinds = (kind for name, kind in XML_KINDS if name in head)
        return next(kinds, "html" if XHTML.search(head) else "xml")
    if JSON.match(head):
        return "json"
    return "text"
