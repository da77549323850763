"""Workbooks filled in by LibreOffice itself, in French, saved as xlsx and as ods."""

import collecting
import openpyxl
import pytest
from collecting import column, row, sent
from office import Office
from pasted import Pasted

from oar_analysis.read import read_sheets

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

# As a person types them in French.
TYPED = {
    (collecting.KM, "valeur"): "8123456,75",
    (collecting.KM, "arrete"): "01/03/2019",
    (collecting.KM, "statut"): "provisoire",
    (collecting.KM, "commentaire"): "Périmètre élargi à l'été ; « hors » autocars",
    (collecting.SHARE, "valeur"): "27,3%",
    (collecting.COUNT, "motif"): "non disponible",
}
TEXT = "Fait :\n- des bornes\n- un plan d'été"


@pytest.fixture(scope="session")
def office(soffice, tmp_path_factory):
    return Office(soffice, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def filled(office, tmp_path_factory):
    """The same collecting.answers saved as xlsx and as ods, each in a body of its own."""
    bodies = {}
    jobs = {}
    for suffix in (".xlsx", ".ods"):
        body = collecting.collecting_body(tmp_path_factory.mktemp(suffix[1:]))
        source = sent(body) / collecting.FLEET_BOOK
        (body.raw / "2018").mkdir()
        target = (body.raw / "2018" / collecting.FLEET_BOOK).with_suffix(suffix)
        typed = {
            ("1-1.1", collecting.address(source, *place)): text for place, text in TYPED.items()
        }
        typed["1-1.1", text_cell(source)] = TEXT
        jobs[source, target] = typed
        bodies[suffix] = body
    office.fill(jobs)
    return bodies


def text_cell(path):
    sheet = openpyxl.load_workbook(path)["1-1.1"]
    return next(f"C{r}" for r in range(1, 30) if sheet.cell(r, 1).value == "texte|Réalisations")


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_french_decimals_dates_and_choices_come_back(filled, suffix):
    dataset = collecting.built(filled[suffix])
    km = collecting.observed(dataset, collecting.KM)
    assert (km["value"], km["status"], km["period"]) == (8123456.75, "P", "2019-03-01")
    assert "Périmètre élargi à l'été ; « hors » autocars" in km["note"]
    assert collecting.observed(dataset, collecting.SHARE)["value"] == 27.3
    assert collecting.observed(dataset, collecting.COUNT)["missing_reason"] == "non disponible"
    assert dataset.narratives["1-1.1"]["Réalisations"] == "Fait :\n\n- des bornes\n- un plan d'été"


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_what_libreoffice_saves_is_told_as_sent(filled, suffix):
    dataset = collecting.built(filled[suffix])
    rules = {one.rule for one in collecting.told(dataset)}
    expected = {"workbook-read", "respondent-silent", "value-provisional"}
    assert rules == expected | {"indicator-without-figure"}


def test_xlsx_and_ods_give_the_same_observations(filled):
    tables = []
    for suffix in (".xlsx", ".ods"):
        table = collecting.built(filled[suffix]).observations
        # A derived value names the files of its operands too.
        table["source_cell"] = table["source_cell"].str.replace(suffix, "", regex=False)
        tables.append(table.drop(columns=["source_file", "source_sha256"]))
    assert tables[0].equals(tables[1])


def test_the_workbook_as_sent_opens_and_saves_without_change(office, tmp_path):
    body = collecting.collecting_body(tmp_path)
    jobs = {}
    (body.raw / "2018").mkdir()
    for name, suffix in ((collecting.FLEET_BOOK, ".ods"), (collecting.PAPER_BOOK, ".xlsx")):
        source = sent(body) / name
        jobs[source, (body.raw / "2018" / name).with_suffix(suffix)] = {}
    office.fill(jobs)
    grave = [one for one in collecting.told(collecting.built(body)) if one.severity != "info"]
    assert {one.rule for one in grave} == {"workbook-empty", "indicator-without-figure"}


def test_protection_and_validation_survive_in_libreoffice(filled):
    sheet = openpyxl.load_workbook(filled[".xlsx"].raw / "2018" / collecting.FLEET_BOOK)["1-1.1"]
    assert sheet.protection.sheet
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    assert kinds == {"decimal", "whole", "list", "date"}
    assert sheet.column_dimensions["A"].hidden


def test_what_is_not_to_be_filled_in_is_locked_in_libreoffice(office, tmp_path):
    body = collecting.collecting_body(tmp_path)
    source = sent(body) / collecting.PAPER_BOOK
    target = (tmp_path / collecting.PAPER_BOOK).with_suffix(".ods")
    label = collecting.address(source, collecting.TONNES, "unite")
    office.fill({(source, target): {("1-1.1", label): "kg"}})
    texts = {
        sheet.address(cell): cell.text
        for sheet in read_sheets(target)
        for cells in sheet.rows
        for cell in cells
    }
    assert texts[f"1-1.1!{label}"] == "t"


def test_damage_done_in_ods_is_told_by_cell(office, tmp_path):
    body = collecting.collecting_body(tmp_path)

    def paste(book):
        collecting.answers({collecting.TONNES: "douze"})(book)
        book["1-1.1"].add_image(Pasted(), "K5")
        book["1-1.1"]["L6"] = "en plus"
        book["1-1.1"].cell(
            row(book["1-1.1"], collecting.TONNES), column(book["1-1.1"], "unite")
        ).value = "kg"

    path = collecting.drop(body, collecting.PAPER_BOOK, paste)
    label = collecting.address(path, collecting.TONNES, "unite")
    target = path.with_suffix(".ods")
    office.fill({(path, target): {}})
    path.unlink()
    found = {
        one.rule: one.cell
        for one in collecting.told(collecting.built(body))
        if one.severity != "info"
    }
    assert found["workbook-picture"] == "1-1.1!K5"
    assert found["workbook-column-added"] == "1-1.1!L6"
    assert found["workbook-label-edited"] == f"1-1.1!{label}"
    assert found["workbook-value-text"] == f"1-1.1!{address_of(path, body)}"


def address_of(path, body):
    return collecting.address(body.folder / "classeurs" / path.name, collecting.TONNES, "valeur")
