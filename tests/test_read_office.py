"""Workbooks: xlsx (openpyxl), xls (xlwt) and ods (made by hand), with the traps they bring."""

# ruff: noqa: DTZ001, E501 (spreadsheets know no time zone; one trap a line)

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from oar_analysis.errors import ReadError
from oar_analysis.read import Cell, Sheet, read_frame, read_sheets

ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' office:version="1.3"><office:automatic-styles><style:style style:name="masquee"'
    ' style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
MIME = "application/vnd.oasis.opendocument.spreadsheet"


def write_ods(path: Path, tables: str, head: str = ODS_HEAD) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr("content.xml", head + tables + ODS_TAIL)
    return path


def ods_cell(text: str = "", attributes: str = "", repeated: int = 1) -> str:
    repeat = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    if not text and not attributes:
        return f"<table:table-cell{repeat}/>"
    attributes = attributes or 'office:value-type="string"'
    return f"<table:table-cell{repeat} {attributes}><text:p>{text}</text:p></table:table-cell>"


def ods_number(value: str, text: str, kind: str = "float") -> str:
    return ods_cell(text, f'office:value-type="{kind}" office:value="{value}"')


def ods_table(*rows: str, name: str = "Feuille", attributes: str = "") -> str:
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}" {attributes}>{body}</table:table>'


def one(path: Path) -> Sheet:
    (sheet,) = read_sheets(path)
    return sheet


def cells(sheet: Sheet) -> dict[str, Cell]:
    return {cell.address: cell for row in sheet.rows for cell in row}


def rules(sheet: Sheet) -> dict[str, str]:
    return {finding.rule: finding.got for finding in sheet.findings}


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


def test_ods_values_are_shown_in_french(tmp_path):
    path = write_ods(
        tmp_path / "t.ods",
        ods_table(
            ods_cell(repeated=2) + ods_number("34354.6", "34\u00a0354,60") + ods_cell(repeated=1000),
            ods_cell(repeated=2) + ods_number("1234.5", "1,234.50"),
            ods_cell(repeated=2) + ods_number("0.125", "12.5%", "percentage"),
            ods_cell(repeated=2) + ods_number("-200", "-200 €", "currency"),
            ods_cell(repeated=2) + ods_number("0", "0,00"),
            ods_cell(repeated=2) + ods_number("1000", "01000"),
            ods_cell(repeated=2) + ods_number("5", "-"),
            ods_cell(repeated=2) + ods_number("-12.5", "12,5"),
            ods_cell(repeated=2) + ods_cell("31/01/06", 'office:value-type="date" office:date-value="2006-01-31"'),
            ods_cell(repeated=2) + ods_cell("26:30", 'office:value-type="time" office:time-value="PT26H30M00S"'),
            ods_cell(repeated=2) + ods_cell("14:30", 'office:value-type="time" office:time-value="PT14H30M00S"'),
            ods_cell(repeated=2) + ods_cell("VRAI", 'office:value-type="boolean" office:boolean-value="true"'),
            ods_cell(repeated=2) + ods_cell("#REF!", 'table:formula="of:=[.#REF!]" office:value-type="string" calcext:value-type="error"'),
            ods_cell(repeated=2) + '<table:table-cell table:formula="of:=1+1"/>',
            ods_cell(repeated=2) + ods_cell("1 234,5"),
        ),
    )  # fmt: skip
    sheet = one(path)
    column = [row[0] for row in sheet.rows]
    assert [(cell.text, cell.number, cell.flags) for cell in column] == [
        ("34\u00a0354,60", 34354.6, ()), ("1\u00a0234,50", 1234.5, ()), ("12,5 %", 12.5, ()),
        ("-200 €", -200.0, ()), ("0,00", 0.0, ()), ("01000", 1000.0, ()), ("5", 5.0, ("hidden-value",)),
        ("-12,5", -12.5, ("hidden-sign",)), ("2006-01-31", None, ("date",)),
        ("26,5 h", 26.5, ("duration",)), ("14:30", None, ("time",)), ("VRAI", None, ("boolean",)),
        ("#REF!", None, ("error",)), ("", None, ("formula-no-value",)), ("1 234,5", None, ("text-number",)),
    ]  # fmt: skip
    assert column[0].address == "C1"
    assert {len(row) for row in sheet.rows} == {1}


def test_ods_repeats_text_marks_and_comments(tmp_path):
    rich = (
        '<table:table-cell office:value-type="string"><office:annotation><dc:creator>x</dc:creator>'
        '<text:p>ne pas lire</text:p></office:annotation><text:p>un<text:s text:c="3"/>'
        "<text:span>deux</text:span><text:tab/>trois</text:p><text:p>quatre</text:p></table:table-cell>"
    )
    path = write_ods(
        tmp_path / "t.ods",
        '<table:table table:name="F"><table:table-column/>'
        '<table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{rich}{ods_cell('b', repeated=2)}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2">{ods_cell("x")}</table:table-row>'
        f'<table:table-row table:visibility="filter">{ods_cell("h")}</table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-spanned="2"'
        ' office:value-type="string"><text:p>m</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell'
        ' table:number-columns-repeated="1024"/></table:table-row></table:table>'
        + ods_table(ods_cell("z"), name="Cachée", attributes='table:style-name="masquee"'),
    )
    first, second = read_sheets(path)
    found = cells(first)
    assert found["A1"].text == "un   deux\ttrois\nquatre"
    assert [found[a].text for a in ("B1", "C1", "A2", "A3")] == ["b", "b", "x", "x"]
    assert found["B1"].flags == ("hidden-column",)
    assert found["A4"].flags == ("hidden-row",)
    assert found["B5"].flags == ("merged", "hidden-column")
    assert len(first.rows) == 5
    assert rules(second) == {"feuille-masquee": ""}


def test_ods_repeated_filled_cells_are_limited(tmp_path):
    for tables in (
        f'<table:table table:name="F"><table:table-row table:number-rows-repeated="1000000">{ods_cell("x", repeated=1000)}</table:table-row></table:table>',
        f'<table:table table:name="F"><table:table-row>{ods_cell("x", repeated=2_000_000_000)}</table:table-row></table:table>',
    ):
        with pytest.raises(ReadError) as caught:
            read_sheets(write_ods(tmp_path / "t.ods", tables))
        assert caught.value.findings[0].rule == "tableau-trop-grand"


def test_workbooks_without_data_are_refused(tmp_path):
    openpyxl.Workbook().save(tmp_path / "vide.xlsx")
    for path in (tmp_path / "vide.xlsx", write_ods(tmp_path / "vide.ods", ods_table(ods_cell()))):
        with pytest.raises(ReadError) as caught:
            read_sheets(path)
        assert [f.rule for f in caught.value.findings] == ["fichier-vide"]


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
