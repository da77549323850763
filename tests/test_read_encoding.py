"""The encodings of text files as administrations send them, mixed and repaired ones included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textfiles import TABLE, read, rules, texts

from oar_analysis.read.encoding import decode

EXPECTED = [
    ["année", "montant", "libellé"],
    ["2016", "12,5", "déchets"],
    ["2017", "13,1", "à l’été"],
]


@pytest.mark.parametrize(
    ("codec", "mark", "expected"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("cp1252", b"", "cp1252"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("mac-roman", b"", "mac-roman"),
    ],
)
def test_encoding_is_found(tmp_path, codec, mark, expected):
    sheet = read(tmp_path, mark + TABLE.encode(codec))
    assert sheet.encoding == expected
    assert texts(sheet) == EXPECTED
    assert sheet.findings == ()


def test_latin1_controls_and_dos_letters():
    assert decode("à côté d'été".encode("cp850")).encoding == "cp850"
    assert decode("à côté d'été".encode("latin-1")) == decode("à côté d'été".encode("cp1252"))


def test_a_short_dos_file_is_no_mac_file():
    assert decode("Département de l'Étang".encode("cp850")).text == "Département de l'Étang"


@pytest.mark.parametrize("text", ["Le Cœur", "Œuvres", "12 €", "cœur à cœur, 3 €"])
def test_latin_9_is_known_by_its_ligatures_and_its_euro(text):
    assert decode(text.encode("iso8859-15")).text == text
    assert decode("l'ours, ½ tarif, 1½ h, 25 °C".encode("cp1252")).encoding == "cp1252"


def test_a_line_pasted_from_two_files_is_read_piece_by_piece(tmp_path):
    line = "Sète;".encode("cp1252") + "forêt, déjà – 5 €;".encode() + "été".encode("cp1252")
    for rest, encoding in ("Béziers;x;1".encode(), "utf-8"), (b"nom;x;1", "cp1252"):
        sheet = read(tmp_path, b"ville;lieu;saison\n" + line + b"\n" + rest + b"\n" + rest)
        assert texts(sheet)[1] == ["Sète", "forêt, déjà – 5 €", "été"]
        assert sheet.encoding == encoding
        assert rules(sheet) == ["encodage-mixte"]
        assert sheet.rows[1][1].flags == ("repaired-encoding",)


def test_lines_of_two_encodings_are_each_read_in_theirs(tmp_path):
    lines = ["nom;lieu", "Béziers;x", "Sète;y", "Orléans;z"]
    raw = b"\n".join(line.encode("cp1252" if "Sète" in line else "utf-8") for line in lines)
    sheet = read(tmp_path, raw)
    assert [row[0].text for row in sheet.rows] == ["nom", "Béziers", "Sète", "Orléans"]
    assert sheet.encoding == "utf-8"
    assert [row[0].flags for row in sheet.rows] == [(), (), ("repaired-encoding",), ()]
    assert rules(sheet) == ["encodage-mixte"]
    assert sheet.findings[0].got == "lignes 3"


def test_a_utf8_line_in_a_cp1252_file_is_the_repaired_one(tmp_path):
    lines = ["nom;lieu", "Béziers;x", "Sète;y", "Orléans;z"]
    raw = b"\n".join(line.encode("utf-8" if "Sète" in line else "cp1252") for line in lines)
    sheet = read(tmp_path, raw)
    assert sheet.encoding == "cp1252"
    assert [row[0].flags for row in sheet.rows] == [(), (), ("repaired-encoding",), ()]


def test_twice_encoded_lines_are_repaired(tmp_path):
    sheet = read(
        tmp_path, "nom;lieu\nBéziers;x\n" + "déchets inertes;y\n".encode().decode("cp1252")
    )
    assert [row[0].text for row in sheet.rows] == ["nom", "Béziers", "déchets inertes"]
    assert sheet.rows[2][0].flags == ("repaired-encoding",)
    assert sheet.rows[2][1].flags == ()


@given(st.binary(max_size=300))
def test_any_bytes_decode(raw):
    decoded = decode(raw)
    assert isinstance(decoded.text, str)
    assert "\r" not in decoded.text
