"""Ods, made by hand, with the traps that they bring."""

# ruff: noqa: E501 (one trap a line)

import openpyxl
import pytest
from workbooks import cells, ods_cell, ods_number, ods_table, one, rules, write_ods

from oar_analysis.errors import ReadError
from oar_analysis.read import read_sheets


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
