"""Xlsx (openpyxl) and xls (xlwt), with the traps that they bring."""

# ruff: noqa: DTZ001 (spreadsheets know no time zone)

import datetime as dt

import openpyxl
import pytest
import xlwt
from workbooks import cells, one, rules

from oar_analysis.errors import ReadError
from oar_analysis.read import Cell, Sheet, read_frame, read_sheets


@pytest.fixture
def workbook(tmp_path) -> dict[str, Cell]:
    """The cells of an xlsx with one trap a row."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Traps"
    traps = [
        ("Part", 0.125, "0.0%"),
        ("Montant", -1234.5, '#,##0.00\\ "€"'),
        ("Date", dt.datetime(2017, 4, 1), "dd/mm/yyyy"),
        ("Heure", dt.time(14, 30), "hh:mm"),
        ("Durée", dt.timedelta(hours=26, minutes=30), "[h]:mm:ss"),
        ("Texte", "12,5", "General"),
        ("Code", "01053", "@"),
        ("Siret", 22530001100015, "General"),
        ("Bruit", 0.1 + 0.2, "General"),
        ("Vrai", True, "General"),
        ("Erreur", "#REF!", "General"),
        ("Formule", "=1+1", "General"),
        ("Riche", None, "General"),
        ("Postal", 1000, "00000"),
    ]
    for row, (label, value, code) in enumerate(traps, start=3):
        sheet.cell(row, 2, label)
        sheet.cell(row, 3, value).number_format = code
    sheet["C13"].data_type = "e"
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    sheet["C15"] = CellRichText("gras ", TextBlock(InlineFont(b=True), "et maigre"))
    from openpyxl.comments import Comment

    sheet["C16"].comment = Comment("ne pas lire", "auteur")
    path = tmp_path / "traps.xlsx"
    book.save(path)
    sheet = one(path)
    found = cells(sheet)
    assert sheet.address(found["B3"]) == "Traps!B3"
    return found


@pytest.mark.parametrize(
    ("address", "text", "number", "flags"),
    [
        ("C3", "12,5 %", 12.5, ()),
        ("C4", "-1\u00a0234,50 €", -1234.5, ()),
        ("C5", "2017-04-01", None, ("date",)),
        ("C6", "14:30", None, ("time",)),
        ("C7", "26,5 h", 26.5, ("duration",)),
        ("C8", "12,5", None, ("text-number",)),
        ("C9", "01053", None, ()),
        ("C10", "22530001100015", 22530001100015.0, ()),
        ("C11", "0,3", 0.3, ()),  # openpyxl writes 16 digits
        ("C12", "VRAI", None, ("boolean",)),
        ("C13", "#REF!", None, ("error",)),
        ("C14", "", None, ("formula-no-value",)),
        ("C15", "gras et maigre", None, ()),
        ("C16", "01000", 1000.0, ()),
    ],
)
def test_xlsx_traps(workbook, address, text, number, flags):
    assert workbook[address] == Cell(text, address, number, flags)


def test_xlsx_findings_hidden_and_merged(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bilan"
    for row in (["Titre", None, None], ["nom", "a", "b"], ["x", 1, 2], ["y", "=1/0", 4]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    hidden = book.create_sheet("Cachée")
    hidden.append(["z", 9])
    hidden.sheet_state = "hidden"
    book.create_sheet("Vide")
    path = tmp_path / "bilan.xlsx"
    book.save(path)
    first, second = read_sheets(path)
    found = cells(first)
    assert found["B1"] == Cell("", "B1", None, ("merged",))
    assert found["C1"].flags == ("merged", "hidden-column")
    assert found["A3"].flags == ("hidden-row",)
    assert found["C3"] == Cell("2", "C3", 2.0, ("hidden-row", "hidden-column"))
    assert rules(first) == {
        "ligne-masquee": "lignes 3",
        "colonne-masquee": "colonnes C",
        "formule-sans-valeur": "cellules B4",
    }
    assert all(finding.file == "bilan.xlsx" for finding in first.findings)
    assert second.sheet == "Cachée"
    assert rules(second) == {"feuille-masquee": ""}
    assert cells(second)["A1"].flags == ("hidden-sheet",)


def test_xlsx_1904_dates(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["date", dt.datetime(2017, 4, 1)])
    path = tmp_path / "mac.xlsx"
    book.save(path)
    assert cells(one(path))["B1"].text == "2017-04-01"


def test_xlsx_stray_cell_far_away_is_no_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.active["XFD1048576"] = "y"
    path = tmp_path / "far.xlsx"
    book.save(path)
    with pytest.raises(ReadError) as caught:
        read_sheets(path)
    assert caught.value.findings[0].rule == "tableau-trop-grand"


@pytest.fixture
def old_workbook(tmp_path) -> tuple[Sheet, ...]:
    """The sheets of an xls with the same traps."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Traps")
    traps = [
        (0.125, "0.0%"), (-1234.5, '#,##0.00\\ "€"'), (dt.datetime(2017, 4, 1), "DD/MM/YYYY"),
        (dt.time(14, 30), "hh:mm"), (1.5, "[h]:mm"), ("12,5", "General"), (0.1 + 0.2, "General"),
        (True, "General"), (1000, "00000"), (-12, "0.00;[Red]0.00"),
    ]  # fmt: skip
    for row, (value, code) in enumerate(traps):
        sheet.write(row, 1, value, xlwt.easyxf(num_format_str=code))
    sheet.write_merge(12, 12, 0, 3, "fusion")
    sheet.write(13, 3, "au bord")
    sheet.row(0).hidden = True
    sheet.col(3).hidden = True
    book.add_sheet("Vide")
    hidden = book.add_sheet("Cachée")
    hidden.write(0, 0, "x")
    hidden.visibility = 1
    path = tmp_path / "traps.xls"
    book.save(str(path))
    return tuple(read_sheets(path))


def test_xls_traps(old_workbook):
    first, second = old_workbook
    found = cells(first)
    assert [(found[f"B{row}"].text, found[f"B{row}"].number) for row in range(1, 11)] == [
        ("12,5 %", 12.5), ("-1\u00a0234,50 €", -1234.5), ("2017-04-01", None), ("14:30", None),
        ("36 h", 36.0), ("12,5", None), ("0,3", 0.1 + 0.2), ("VRAI", None), ("01000", 1000.0),
        ("-12,00", -12.0),
    ]  # fmt: skip
    assert found["B1"].flags == ("hidden-row",)
    assert found["B6"].flags == ("text-number",)
    assert found["B10"].flags == ("hidden-sign",)
    assert found["A13"].text == "fusion"
    assert found["D13"].flags == ("merged", "hidden-column")
    assert rules(second) == {"feuille-masquee": ""}


def test_frame_of_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    for row in (["nom", "montant"], ["A", 1.5], ["B", 2]):
        book.active.append(row)
    path = tmp_path / "t.xlsx"
    book.save(path)
    frame, head = read_frame(path, sheet="Sheet")
    assert frame.to_dict("list") == {"nom": ["A", "B"], "montant": ["1,5", "2"]}
    assert frame.index.tolist() == [2, 3]
    assert len(head.rows) == 1
    with pytest.raises(ReadError) as caught:
        read_frame(path, sheet="Absente")
    assert caught.value.findings[0].rule == "feuille-absente"
