"""Workbooks, sheets and files that came back otherwise than sent: twice, incomplete, older than
the register, with what nobody asked for."""

import shutil

import openpyxl
import pytest
from bodies import series
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
    drop,
    observed,
    only,
    told,
)
from openpyxl.comments import Comment
from pasted import Pasted


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


def test_an_identical_copy_is_told_and_blocks_nothing(body):
    path = drop(body, FLEET_BOOK, COMPLETE)
    shutil.copyfile(path, path.with_name("copie.xlsx"))
    dataset = built(body)
    assert {one.severity for one in told(dataset, "series-duplicate")} == {"warning"}
    assert dataset.blocking == []


def test_a_note_attached_to_a_cell(body):
    def attach(book):
        COMPLETE(book)
        book["1-1.1"]["G5"].comment = Comment("À revoir en juin", "Direction")

    drop(body, FLEET_BOOK, attach)
    finding = only(built(body), "workbook-note")
    assert (finding.cell, finding.got) == ("1-1.1!G5", "À revoir en juin")


@pytest.mark.parametrize("lost", ["delete_cols", "delete_rows"])
def test_a_sheet_without_its_hidden_marks_is_not_read_and_blocks(body, lost):
    def delete(book):
        COMPLETE(book)
        getattr(book["1-1.1"], lost)(1)

    drop(body, FLEET_BOOK, delete)
    dataset = built(body)
    finding = only(dataset, "workbook-marks-lost")
    assert finding.severity == "error"
    assert "« 1-1.1 »" in finding.message
    for rule in ("workbook-empty", "workbook-sheet-missing", "workbook-sheet-added"):
        assert told(dataset, rule) == []


def test_a_unit_that_the_register_changed_since(body):
    drop(body, FLEET_BOOK, COMPLETE)
    body.indicators[0]["series"][0]["unit"] = "m"
    body.write()
    dataset = built(body)
    finding = only(dataset, "workbook-outdated")
    assert (finding.severity, finding.expected) == ("error", "km")
    assert finding.cell == f"1-1.1!{address(body.folder / 'classeurs' / FLEET_BOOK, KM, 'valeur')}"
    assert dataset.blocking


def test_a_series_that_the_register_asks_for_since(body):
    drop(body, FLEET_BOOK, COMPLETE)
    body.indicators[0]["series"].append(series("h", breakdown="heures"))
    body.write()
    finding = only(built(body), "workbook-outdated")
    assert (finding.severity, finding.expected) == ("warning", "1-1.1.1/heures/level")
    assert "oar template" in finding.remedy


def test_a_workbook_saved_as_it_was_sent_is_up_to_date(body):
    drop(body, FLEET_BOOK, COMPLETE)
    assert told(built(body), "workbook-outdated") == []


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
    dataset = built(body)
    assert only(dataset, "fichier-endommage").file == f"2018/{FLEET_BOOK}"
    assert told(dataset, "origin-missing") == [], "a workbook needs no origin, opened or not"


def test_a_formula_that_refers_to_nothing(body):
    drop(body, FLEET_BOOK, answers({KM: "#REF!", SHARE: 1, COUNT: 1}))
    assert only(built(body), "cell-unreadable").got == "#REF!"


def test_a_text_that_would_run_is_told(body):
    given = {"valeur": 12, "commentaire": "'=cmd|calc"}
    drop(body, FLEET_BOOK, answers({KM: given}, {"Analyse": "- un point"}))
    dataset = built(body)
    assert "'=cmd|calc" in observed(dataset, KM)["note"]
    assert not told(dataset, "text-formula")


def test_a_formula_that_nothing_calculated_is_told_once(body):
    drop(body, FLEET_BOOK, COMPLETE, answers({KM: "=4000000+2000000"}))
    dataset = built(body)
    assert only(dataset, "formule-sans-valeur").cell == "1-1.1!G5"
    assert told(dataset, "workbook-reason-missing") == []
    assert observed(dataset, KM)["missing_reason"] == "formule sans valeur"


def test_a_value_merged_with_another(body):
    def merge(book):
        COMPLETE(book)
        book["1-1.1"].merge_cells("G5:G6")

    drop(body, FLEET_BOOK, merge)
    finding = only(built(body), "workbook-reason-missing")
    assert finding.cell == "1-1.1!G6"
    assert "fusionnée" in finding.message


def test_a_file_that_no_register_knows_asks_for_its_origin(body):
    drop(body, FLEET_BOOK, COMPLETE)
    (body.raw / "2018" / "reponse.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    finding = only(built(body), "origin-missing")
    assert "oar origins --year 2018" in finding.remedy


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_sheet_saved_as_text_is_told_and_blocks(body, encoding):
    path = drop(body, FLEET_BOOK, COMPLETE, to="réponse.xlsx")
    rows = openpyxl.load_workbook(path)["1-1.1"].iter_rows(values_only=True)
    lines = [";".join("" if one is None else str(one) for one in row) for row in rows]
    path.with_name("1-1.1.csv").write_text("\n".join(lines), encoding, errors="replace")
    finding = only(built(body), "workbook-as-text")
    assert (finding.severity, finding.file) == ("error", "2018/1-1.1.csv")


def test_a_table_that_no_register_reads_is_told_even_with_its_origin(body):
    drop(body, FLEET_BOOK, COMPLETE)
    (body.raw / "2018/autre.csv").write_text("Indicateur;2018\nX;1\n", "utf-8")
    assert only(built(body), "workbook-unknown").file == "2018/autre.csv"


def test_what_the_system_leaves_beside_the_answers_is_no_file(body):
    drop(body, FLEET_BOOK, COMPLETE)
    before = built(body).findings
    folder = body.raw / "2018"
    (folder / "__MACOSX").mkdir()
    for name in (
        ".DS_Store", "Thumbs.db", "Desktop.ini", "~$a.xlsx", ".~lock.a.ods#", "1A2B.tmp",
        "__MACOSX/._a.xlsx",
    ):  # fmt: skip
        (folder / name).write_bytes(b"x")
    assert built(body).findings.equals(before)
