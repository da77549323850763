"""Workbooks that came back otherwise than sent: each damage has its finding, nothing is lost."""

import io
import struct
import zlib

import pytest
from collecting import (
    COMPLETE,
    COUNT,
    FLEET_BOOK,
    KM,
    PAPER_BOOK,
    SHARE,
    TONNES,
    address,
    answers,
    built,
    collecting_body,
    column,
    drop,
    observed,
    row,
    sent,
    told,
)
from openpyxl.drawing.image import Image


@pytest.fixture
def body(tmp_path):
    return collecting_body(tmp_path)


def only(dataset, rule):
    """The one finding of a rule."""
    (finding,) = told(dataset, rule)
    assert finding.message
    assert finding.remedy
    return finding


def test_a_workbook_of_another_year(body):
    sent(body, 2019)
    drop(body, FLEET_BOOK.replace("2018", "2019"), COMPLETE)
    dataset = built(body)
    finding = only(dataset, "workbook-wrong-year")
    assert (finding.severity, finding.got, finding.expected) == ("error", "2019", "2018")
    assert "data/raw/2019/" in finding.remedy
    assert dataset.blocking


def test_a_sheet_of_another_year(body):
    def last_years_sheet(book):
        COMPLETE(book)
        copy = book.copy_worksheet(book["1-1.1"])
        copy["A1"] = str(copy["A1"].value).replace("|2018|", "|2017|")
        copy.cell(row(copy, KM), column(copy, "valeur")).value = 1

    drop(body, FLEET_BOOK, last_years_sheet)
    dataset = built(body)
    assert only(dataset, "workbook-wrong-year").got == "2017"
    assert observed(dataset, KM)["value"] == 8e6


def test_a_workbook_of_another_body(body):
    def other(book):
        COMPLETE(book)
        book["_oar"]["B2"] = "Autre organisme"

    drop(body, FLEET_BOOK, other)
    assert only(built(body), "workbook-other-body").got == "Autre organisme"


@pytest.mark.parametrize(
    ("code", "severity"), [("indicateur", "warning"), ("serie", "warning"), ("unite", "error")]
)
def test_an_edited_label(body, code, severity):
    def edit(book):
        COMPLETE(book)
        sheet = book["1-1.1"]
        sheet.cell(row(sheet, KM), column(sheet, code)).value = "milliers de km"

    path = drop(body, FLEET_BOOK, edit)
    dataset = built(body)
    finding = only(dataset, "workbook-label-edited")
    assert (finding.severity, finding.got) == (severity, "milliers de km")
    assert finding.cell == f"1-1.1!{address(path, KM, code)}"
    assert observed(dataset, KM)["value"] == 8e6


def test_an_edited_column_title(body):
    def edit(book):
        COMPLETE(book)
        book["1-1.1"].cell(4, column(book["1-1.1"], "valeur")).value = "Valeur 2019"

    drop(body, FLEET_BOOK, edit)
    finding = only(built(body), "workbook-label-edited")
    assert (finding.got, finding.expected) == ("Valeur 2019", "Valeur 2018")


def test_an_edited_value_of_the_year_before(body):
    def edit(book):
        COMPLETE(book)
        sheet = book["1-1.1"]
        sheet.cell(row(sheet, KM), column(sheet, "precedent")).value = 8_700_000

    drop(body, FLEET_BOOK, edit)
    finding = only(built(body), "workbook-previous-edited")
    assert (finding.got, finding.expected) == ("8700000", "8\xa0642\xa0568")


@pytest.mark.parametrize("place", [3, 12])
def test_an_extra_column(body, place):
    def add(book):
        COMPLETE(book)
        sheet = book["1-1.1"]
        if place < 12:
            for merged in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(merged))
            sheet.insert_cols(place)
        sheet.cell(5, place).value = "dont autocars : 12"

    drop(body, FLEET_BOOK, add)
    dataset = built(body)
    finding = only(dataset, "workbook-column-added")
    assert "dont autocars : 12" in finding.got
    assert finding.cell == f"1-1.1!{'C' if place == 3 else 'L'}5"
    assert [observed(dataset, key)["value"] for key in (KM, SHARE, COUNT)] == [8e6, 30.5, 540]


def test_rows_inserted_and_moved_are_read_by_their_key(body):
    def move(book):
        COMPLETE(book)
        sheet = book["1-1.1"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.insert_rows(1, 2)
        sheet.insert_rows(8)
        sheet["B8"] = "Trottinettes"
        sheet["G8"] = 12

    drop(body, FLEET_BOOK, move)
    dataset = built(body)
    finding = only(dataset, "workbook-row-added")
    assert (finding.cell, finding.got) == ("1-1.1!B8", "« Trottinettes », « 12 »")
    assert [observed(dataset, key)["value"] for key in (KM, SHARE, COUNT)] == [8e6, 30.5, 540]


def test_a_row_deleted(body):
    def delete(book):
        COMPLETE(book)
        book["1-1.1"].delete_rows(row(book["1-1.1"], SHARE))

    drop(body, FLEET_BOOK, delete)
    finding = only(built(body), "workbook-row-missing")
    assert finding.indicator == "1-1.1.1"
    assert finding.expected == "Série"


def test_a_column_deleted(body):
    def delete(book):
        COMPLETE(book)
        sheet = book["1-1.1"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_cols(column(sheet, "statut"))

    drop(body, FLEET_BOOK, delete)
    dataset = built(body)
    assert only(dataset, "workbook-column-missing").expected == "Statut"
    assert observed(dataset, KM)["value"] == 8e6


def test_a_value_as_text(body):
    path = drop(body, FLEET_BOOK, answers({KM: "douze", SHARE: "30,5", COUNT: "beaucoup"}))
    dataset = built(body)
    findings = {one.got: one for one in told(dataset, "workbook-value-text")}
    assert {got: one.severity for got, one in findings.items()} == {
        "douze": "warning",
        "30,5": "info",
    }
    assert findings["douze"].cell == f"1-1.1!{address(path, KM, 'valeur')}"
    assert "12 est lu" in findings["douze"].message
    unreadable = only(dataset, "cell-unreadable")
    assert (unreadable.severity, unreadable.got) == ("error", "beaucoup")
    assert observed(dataset, COUNT)["missing_reason"] == "cellule illisible"


def test_a_date_where_a_value_is_due(body):
    import datetime as dt

    drop(body, FLEET_BOOK, answers({KM: dt.date(2018, 4, 1), SHARE: 1, COUNT: 1}))
    assert only(built(body), "cell-unreadable").got == "2018-04-01"


def test_a_value_outside_its_bounds(body):
    path = drop(body, FLEET_BOOK, answers({KM: 8_000_000, SHARE: 130, COUNT: 540}))
    finding = only(built(body), "share-out-of-range")
    assert finding.severity == "error"
    assert finding.cell == f"1-1.1!{address(path, SHARE, 'valeur')}"


def test_a_value_missing_without_a_reason(body):
    path = drop(body, FLEET_BOOK, answers({KM: 8_000_000, SHARE: 30.5}))
    dataset = built(body)
    finding = only(dataset, "workbook-reason-missing")
    assert finding.cell == f"1-1.1!{address(path, COUNT, 'motif')}"
    assert observed(dataset, COUNT)["missing_reason"] == "cellule vide"


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"motif": "perdu"}, "workbook-reason-unknown"),
        ({"valeur": 12, "motif": "sans objet"}, "workbook-value-and-reason"),
        ({"valeur": 12, "statut": "presque"}, "workbook-status-unknown"),
        ({"valeur": 12, "arrete": "bientôt"}, "date-unreadable"),
        ({"valeur": 12, "arrete": "01/03/2015"}, "date-outside-year"),
    ],
)
def test_words_that_the_lists_do_not_offer(body, given, rule):
    drop(body, FLEET_BOOK, answers({KM: given, SHARE: 30, COUNT: 540}))
    dataset = built(body)
    finding = only(dataset, rule)
    assert finding.severity == "warning"
    row_read = observed(dataset, KM)
    assert row_read["value"] == given.get("valeur")
    kept = f"{row_read['note']} {row_read['missing_reason']} {finding.got}"
    assert str([*given.values()][-1]) in kept


def test_two_answers_to_one_indicator(body):
    first = drop(body, FLEET_BOOK, COMPLETE)
    drop(body, FLEET_BOOK, answers({KM: 7_000_000}), to="second.xlsx")
    dataset = built(body)
    finding = only(dataset, "series-duplicate")
    assert finding.severity == "error"
    assert "second.xlsx" in finding.message
    assert f"{first.name} 1-1.1!" in finding.message
    assert "8\xa0000\xa0000" in finding.got
    assert "7\xa0000\xa0000" in finding.got


def png():
    """The smallest picture."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


class Pasted(Image):
    """A picture without PIL, which the project does not use."""

    def __init__(self):
        self.ref, self.format, self.width, self.height = io.BytesIO(), "png", 10, 10

    def _data(self):
        return png()


def test_a_pasted_picture(body):
    def paste(book):
        COMPLETE(book)
        book["1-1.1"].add_image(Pasted(), "K5")

    drop(body, FLEET_BOOK, paste)
    dataset = built(body)
    assert only(dataset, "workbook-picture").cell == "1-1.1!K5"
    assert observed(dataset, KM)["value"] == 8e6


def test_a_sheet_deleted(body):
    def delete(book):
        del book["1-1.1"]

    drop(body, FLEET_BOOK, delete)
    finding = only(built(body), "workbook-sheet-missing")
    assert finding.action == "1-1.1"
    assert KM in finding.expected


def test_a_sheet_added(body):
    def add(book):
        COMPLETE(book)
        book.create_sheet("Détail")["B3"] = "Par site"

    drop(body, FLEET_BOOK, add)
    finding = only(built(body), "workbook-sheet-added")
    assert (finding.cell, finding.got) == ("Détail!B3", "« Par site »")


def test_the_hidden_sheet_deleted(body):
    def delete(book):
        COMPLETE(book)
        del book["_oar"]

    drop(body, FLEET_BOOK, delete)
    dataset = built(body)
    assert only(dataset, "workbook-marker-missing").severity == "warning"
    assert observed(dataset, KM)["value"] == 8e6


def test_a_directorate_that_the_register_no_longer_knows(body):
    drop(body, FLEET_BOOK, COMPLETE)
    for one in body.indicators:
        one["respondent"] = "Nouvelle direction"
    body._yaml(body.raw / "scheme/actions/1-1.1.yaml", body._action())
    dataset = built(body)
    assert "Direction du Parc" in only(dataset, "workbook-respondent-unknown").message
    assert observed(dataset, KM)["value"] == 8e6


def test_a_series_that_the_register_no_longer_knows(body):
    drop(body, PAPER_BOOK, answers({TONNES: 11.8}))
    body.indicators[2]["code"] = "1-1.1.4"
    body.tables.clear()
    body._yaml(body.raw / "scheme/actions/1-1.1.yaml", body._action())
    finding = only(built(body), "workbook-series-unknown")
    assert (finding.severity, finding.got) == ("error", "11,8")


def test_a_damaged_file(body):
    path = drop(body, FLEET_BOOK, COMPLETE)
    path.write_bytes(path.read_bytes()[:3000])
    assert only(built(body), "fichier-endommage").file == f"2018/{FLEET_BOOK}"


def test_a_formula_that_refers_to_nothing(body):
    drop(body, FLEET_BOOK, answers({KM: "#REF!", SHARE: 1, COUNT: 1}))
    assert only(built(body), "cell-unreadable").got == "#REF!"


def test_a_text_that_would_run_is_told(body):
    given = {"valeur": 12, "commentaire": "'=cmd|calc"}
    drop(body, FLEET_BOOK, answers({KM: given}, {"Analyse": "- un point"}))
    dataset = built(body)
    assert "'=cmd|calc" in observed(dataset, KM)["note"]
    assert not told(dataset, "text-formula")
