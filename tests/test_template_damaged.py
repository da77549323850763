"""Cells, rows and columns of a workbook that came back otherwise than sent: each damage has its
finding, nothing is lost."""

import pytest
from collecting import (
    COMPLETE,
    COUNT,
    FLEET_BOOK,
    KM,
    SHARE,
    address,
    answers,
    built,
    column,
    drop,
    observed,
    only,
    row,
    sent,
    told,
)


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
    assert "12\xa0km est lu" in findings["douze"].message
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


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8 500 000 m", "8\xa0500\xa0km est lu"),
        ("7 à 8 millions", "7\xa0000\xa0000 à 8\xa0000\xa0000\xa0km est lu"),
        ("plus de 8 millions", "plus de 8\xa0000\xa0000\xa0km est lu"),
    ],
)
def test_a_text_is_told_as_it_was_read_with_its_unit(body, typed, read):
    drop(body, FLEET_BOOK, answers({KM: typed, SHARE: 30, COUNT: 540}))
    assert read in only(built(body), "workbook-value-text").message


@pytest.mark.parametrize("typed", ["n.c.", "voir le courriel"])
def test_a_reason_chosen_beside_words_is_kept(body, typed):
    given = {"valeur": typed, "motif": "sans objet"}
    drop(body, FLEET_BOOK, answers({KM: given, SHARE: 30, COUNT: 540}))
    dataset = built(body)
    row_read = observed(dataset, KM)
    assert (row_read["value"], row_read["missing_reason"]) == (None, "sans objet")
    assert told(dataset, "workbook-value-reason") or told(dataset, "cell-unreadable")


def test_a_reason_in_the_place_of_a_value(body):
    path = drop(body, FLEET_BOOK, answers({KM: "en cours", SHARE: 30, COUNT: 540}))
    finding = only(built(body), "workbook-value-reason")
    assert finding.cell == f"1-1.1!{address(path, KM, 'valeur')}"
    assert "non disponible" in finding.message


@pytest.mark.parametrize("typed", [12.5, "540,5", "1/2"])
def test_a_part_of_what_is_counted_whole(body, typed):
    path = drop(body, FLEET_BOOK, answers({KM: 8e6, SHARE: 30, COUNT: typed}))
    finding = only(built(body), "workbook-value-part")
    assert (finding.severity, finding.expected) == ("warning", "un nombre entier")
    assert finding.cell == f"1-1.1!{address(path, COUNT, 'valeur')}"


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        (SHARE, 0.305, "30,5\xa0% se saisit 30,5"),
        (KM, 0, "tombe à 0"),
        (COUNT, 5400, "multipliée par 10"),
    ],
)
def test_a_value_far_from_the_year_before(body, key, typed, said):
    """The workbook gives one year: the one before is of the campaign before."""
    path = drop(body, FLEET_BOOK, answers({KM: 8e6, SHARE: 30, COUNT: 540, key: typed}))
    finding = only(built(body), "value-tenfold")
    assert finding.cell == f"1-1.1!{address(path, key, 'valeur')}"
    assert said in finding.message + finding.remedy


def test_lines_sorted_without_their_hidden_key(body):
    def swap(book):
        COMPLETE(book)
        sheet = book["1-1.1"]
        first, second = row(sheet, KM), row(sheet, COUNT)
        for c in range(2, 12):
            one, other = sheet.cell(first, c), sheet.cell(second, c)
            one.value, other.value = other.value, one.value

    drop(body, FLEET_BOOK, swap)
    dataset = built(body)
    moved = told(dataset, "workbook-line-moved")
    assert {one.severity for one in moved} == {"error"}
    assert {one.indicator for one in moved} == {"1-1.1.1", "1-1.1.2"}
    assert not told(dataset, "workbook-label-edited")


def test_a_month_is_not_told_as_a_day(body):
    drop(body, FLEET_BOOK, answers({KM: {"valeur": 8e6, "arrete": "fin 2018"}}))
    row_read = observed(built(body), KM)
    assert row_read["note"] == "Arrêtée au : fin 2018"
