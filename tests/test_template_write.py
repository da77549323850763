"""`oar template`: what the directorates receive."""

import subprocess
import sys
import zipfile

import openpyxl
import pytest
from bodies import Body, indicator, one_series_body, series, table
from collecting import (
    COUNT,
    FLEET,
    FLEET_BOOK,
    KM,
    PAPER,
    PAPER_BOOK,
    SHARE,
    TONNES,
    TYPED,
    YEAR,
    column,
    row,
    sent,
)

from oar_analysis.contract import MISSING_REASONS
from oar_analysis.errors import UsageError
from oar_analysis.scheme import load_scheme
from oar_analysis.scheme.asked import asked, only_in_lists
from oar_analysis.template import write_workbooks


@pytest.fixture
def sheet(body):
    return openpyxl.load_workbook(sent(body) / FLEET_BOOK)["1-1.1"]


def test_one_workbook_a_directorate_a_sheet_an_action(body):
    folder = sent(body)
    assert {path.name for path in folder.iterdir()} == {FLEET_BOOK, PAPER_BOOK}
    book = openpyxl.load_workbook(folder / PAPER_BOOK)
    assert book.sheetnames == ["Lisez-moi", "1-1.1", "_oar"]
    assert book["_oar"].sheet_state == "hidden"


def test_it_asks_for_the_series_that_nothing_computes(sheet):
    keys = [sheet.cell(r, 1).value for r in range(5, 8)]
    assert keys == [KM, SHARE, COUNT]


def test_it_shows_definition_unit_and_the_value_of_the_year_before(sheet):
    line = row(sheet, KM)
    shown = {
        code: sheet.cell(line, column(sheet, code)).value
        for code in ("indicateur", "definition", "serie", "unite", "precedent", "valeur")
    }
    assert shown == {
        "indicateur": "1-1.1.1 Indicateur 1-1.1.1",
        "definition": "Définition de 1-1.1.1.",
        "serie": "Série km",
        "unite": "km",
        "precedent": "8\xa0642\xa0568",
        "valeur": None,
    }
    titles = [sheet.cell(4, column(sheet, code)).value for code in ("precedent", "valeur")]
    assert titles == ["Valeur 2017", "Valeur 2018"]


def rules_of(sheet, key, code):
    coordinate = sheet.cell(row(sheet, key), column(sheet, code)).coordinate
    return [one for one in sheet.data_validations.dataValidation if coordinate in one.sqref]


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        (KM, ("decimal", "0", "1000000000000")),
        (SHARE, ("decimal", "0", "100")),
        (COUNT, ("whole", "0", "1000000000000")),
    ],
)
def test_values_are_held_to_their_type_and_bounds(sheet, key, wanted):
    (rule,) = rules_of(sheet, key, "valeur")
    assert (rule.type, rule.formula1, rule.formula2) == wanted
    assert rule.errorStyle == "stop"
    assert rule.error
    assert len(rule.prompt) <= 255


def test_statuses_reasons_and_dates_are_held_too(sheet):
    (statuses,) = rules_of(sheet, KM, "statut")
    assert statuses.formula1 == '"définitive,provisoire,estimée"'
    (reasons,) = rules_of(sheet, KM, "motif")
    offered = reasons.formula1.strip('"').split(",")
    assert set(offered) < set(MISSING_REASONS.values())
    assert "cellule vide" not in offered
    (dates,) = rules_of(sheet, KM, "arrete")
    assert (dates.type, dates.formula1, dates.formula2) == ("date", "43101", "43830")


def test_only_what_is_to_be_filled_in_can_be_typed_in(sheet):
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    free = {
        cell.coordinate
        for cells in sheet.iter_rows()
        for cell in cells
        if not cell.protection.locked
    }
    wanted = {
        sheet.cell(row(sheet, key), column(sheet, code)).coordinate
        for key in (KM, SHARE, COUNT)
        for code in TYPED
    }
    texts = {sheet.cell(row(sheet, f"texte|{name}"), 3).coordinate for name in ("Analyse",)}
    assert wanted | texts <= free
    assert sheet["B5"].protection.locked
    assert sheet["A5"].protection.locked


def test_it_is_ready_to_print(sheet):
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$2:$4"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden


def test_same_register_same_bytes(body, tmp_path):
    first = {path.name: path.read_bytes() for path in sent(body).iterdir()}
    write_workbooks(body.folder, YEAR, tmp_path / "again")
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == first
    with zipfile.ZipFile(tmp_path / "again" / FLEET_BOOK) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_workbook_that_may_be_filled_in_is_never_overwritten(body):
    folder = sent(body)
    filled = (folder / FLEET_BOOK).read_bytes() + b"filled in"
    (folder / FLEET_BOOK).write_bytes(filled)
    (folder / PAPER_BOOK).unlink()
    with pytest.raises(UsageError, match=FLEET_BOOK):
        write_workbooks(body.folder, YEAR, folder)
    assert (folder / FLEET_BOOK).read_bytes() == filled
    assert not (folder / PAPER_BOOK).exists()
    written = write_workbooks(body.folder, YEAR, folder, force=True)
    assert [one.new for one in written] == [True, True]
    assert [one.new for one in write_workbooks(body.folder, YEAR, folder)] == [False, False]


def test_a_year_before_the_scheme_is_refused(body, tmp_path):
    with pytest.raises(UsageError, match="commence en 2016"):
        write_workbooks(body.folder, 2010, tmp_path / "out")


def test_a_register_that_asks_for_nothing_is_refused(tmp_path):
    body = Body(tmp_path, action={"status": "abandoned"})
    body.write()
    with pytest.raises(UsageError, match="ne demande rien"):
        write_workbooks(body.folder, YEAR, tmp_path / "out")


def test_an_action_without_figures_asks_its_pilot_for_texts(tmp_path):
    body = Body(tmp_path, action={"steering": [PAPER, FLEET]})
    body.write()
    (written,) = write_workbooks(body.folder, YEAR, tmp_path / "out")
    assert (written.respondent, written.questions) == (PAPER, 0)


def test_two_names_that_read_alike_keep_their_own_file(tmp_path):
    body = Body(
        tmp_path,
        indicators=[
            indicator("1-1.1.1", respondent="Achats - Logistique"),
            indicator("1-1.1.2", respondent="Achats & logistique"),
        ],
    )
    body.write()
    names = [one.path.name for one in write_workbooks(body.folder, YEAR, tmp_path / "out")]
    assert names == [
        "classeur_2018_achats-logistique.xlsx",
        "classeur_2018_achats-logistique-2.xlsx",
    ]


def questions(folder):
    parts = asked(load_scheme(folder / "raw" / "scheme"), YEAR).values()
    return [one.key for each in parts for part in each for one in part.questions]


def test_what_cannot_be_of_the_year_is_not_asked(tmp_path):
    absent = {"years": [2018], "reason": "enquête tous les deux ans"}
    body = Body(
        tmp_path,
        indicators=[
            indicator(
                "1-1.1.1",
                series(breakdown="absent", absent=[absent]),
                series(breakdown="période", period="2013/2021"),
                series(breakdown="année", period="2018-05/2019-04"),
            )
        ],
    )
    assert questions(body.write()) == [("1-1.1.1", "année", "level")]


def test_what_is_counted_in_a_list_is_not_asked_and_its_file_stays_required(tmp_path):
    counted = {"indicator": "1-1.1.1", "aggregate": "count", "date": "date"}
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1"), indicator("1-1.1.2")],
        tables=[{"file": "liste.csv", "layout": "dated_list", "aggregates": [counted]}],
    )
    folder = body.write()
    assert questions(folder) == [("1-1.1.2", "", "level")]
    assert only_in_lists(load_scheme(folder / "raw" / "scheme"), YEAR) == {"1-1.1.1"}


def test_formulas_that_rest_on_each_other_leave_someone_to_ask(tmp_path):
    body = Body(
        tmp_path,
        indicators=[
            indicator("1-1.1.1", series(breakdown="a"), series(breakdown="b"), series()),
        ],
        tables=[table("a.csv", {"match": "a", "indicator": "1-1.1.1", "breakdown": "a"})],
        derived=[
            {"indicator": "1-1.1.1", "measure": "level", "formula": "sum", "unit": "1",
             "of": ["1-1.1.1/a", "1-1.1.1/b"]},
            {"indicator": "1-1.1.1", "breakdown": "a", "measure": "level", "unit": "1",
             "formula": "difference", "of": ["1-1.1.1", "1-1.1.1/b"]},
        ],
    )  # fmt: skip
    assert questions(body.write()) == [("1-1.1.1", "a", "level"), ("1-1.1.1", "b", "level")]


def test_names_are_texts_even_where_they_look_like_formulas(tmp_path):
    body = one_series_body(tmp_path, {2017: "12"})
    body.indicators[0]["label"] = "=1+1"
    (written,) = write_workbooks(body.write(), YEAR, tmp_path / "out")
    sheet = openpyxl.load_workbook(written.path)["1-1.1"]
    body.indicators[0]["series"][0]["label"] = "=1+1"
    assert sheet["B5"].value == "1-1.1.1 =1+1"
    (written,) = write_workbooks(body.write(), YEAR, tmp_path / "out2")
    cell = openpyxl.load_workbook(written.path)["1-1.1"]["D5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_command_says_what_to_do_next(body):
    command = [sys.executable, "-m", "oar_analysis.cli", "template", "--year", "2018"]
    run = subprocess.run(
        [*command, "--data", body.folder, "--output", body.folder / "out"],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert f"{FLEET} : 3 valeurs" in run.stdout
    assert f"oar check --year 2018 --data {body.folder}" in run.stdout
    assert TONNES not in run.stdout
