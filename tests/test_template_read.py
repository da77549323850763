"""Workbooks that came back: answers, reasons, statuses, days, texts, and who is silent."""

import datetime as dt

import pytest
from collecting import (
    COMPLETE,
    COUNT,
    FLEET,
    FLEET_BOOK,
    KM,
    PAPER,
    PAPER_BOOK,
    SHARE,
    TONNES,
    YEAR,
    address,
    answers,
    built,
    drop,
    observed,
    told,
)
from reading import payloads, plain
from reading import table as shown_table

from oar_analysis import section
from oar_analysis.dataset import open_review, write
from oar_analysis.normalise.narrative import markdown
from oar_analysis.normalise.workbook import read_workbook


def test_answers_become_observations_with_their_file_and_cell(body):
    path = drop(body, FLEET_BOOK, COMPLETE)
    row = observed(built(body), KM)
    assert (row["value"], row["unit"], row["status"], row["vintage"]) == (8e6, "km", "A", 2018)
    assert row["source_file"] == f"2018/{FLEET_BOOK}"
    assert row["source_cell"] == f"1-1.1!{address(path, KM, 'valeur')}"
    assert len(row["source_sha256"]) == 64


def test_a_complete_campaign_has_nothing_that_blocks(body):
    drop(body, FLEET_BOOK, COMPLETE)
    drop(body, PAPER_BOOK, answers({TONNES: 11.8}))
    dataset = built(body)
    assert dataset.blocking == []
    assert dataset.unexpected == []
    receipts = [one.message for one in told(dataset, "workbook-read")]
    assert len(receipts) == 2
    assert f"« {FLEET} », 3 réponses sur 3 demandées" in "".join(receipts)


def test_what_is_computed_is_computed_from_the_answers(body):
    drop(body, FLEET_BOOK, COMPLETE)
    table = built(body).observations
    changes = table[(table["measure"] == "change") & (table["year"] == YEAR)]
    change = changes[(changes["breakdown"] == "km") & (changes["unit"] == "%")]["value"].tolist()
    assert change == pytest.approx([100 * (8_000_000 / 8_642_568 - 1)])


@pytest.mark.parametrize(
    ("typed", "value", "decimals"),
    [(27.3, 27.3, 1), ("27,3", 27.3, 1), ("27,3 %", 27.3, 1), (27.345678, 27.345678, 6), (0, 0, 0)],
)
def test_numbers_are_read_whole_however_they_were_typed(body, typed, value, decimals):
    drop(body, FLEET_BOOK, answers({SHARE: typed}))
    row = observed(built(body), SHARE)
    assert (row["value"], row["decimals"]) == (value, decimals)


def test_a_percentage_typed_as_such_is_not_divided(body):
    def percent(book):
        answers({SHARE: 0.273})(book)
        cell = next(c for c in book["1-1.1"]["G"] if c.value == 0.273)
        cell.number_format = "0.0%"

    drop(body, FLEET_BOOK, percent)
    assert observed(built(body), SHARE)["value"] == 27.3


@pytest.mark.parametrize(
    ("word", "status"), [("définitive", "A"), ("provisoire", "P"), ("Estimée", "E")]
)
def test_the_status_is_the_one_chosen(body, word, status):
    drop(body, FLEET_BOOK, answers({KM: {"valeur": 12, "statut": word}}))
    assert observed(built(body), KM)["status"] == status


@pytest.mark.parametrize(
    ("reason", "status"),
    [("non communiqué", "O"), ("sans objet", "M"), ("action non démarrée", "M"), ("néant", "O")],
)
def test_a_reason_makes_a_missing_value_and_no_warning(body, reason, status):
    drop(body, FLEET_BOOK, answers({KM: {"motif": reason}, SHARE: 1, COUNT: 1}))
    dataset = built(body)
    row = observed(dataset, KM)
    assert (row["value"], row["status"], row["missing_reason"]) == (None, status, reason)
    assert not [one for one in told(dataset) if one.rule.startswith("workbook-reason")]


@pytest.mark.parametrize("typed", [dt.date(2019, 3, 1), "01/03/2019", "1er mars 2019"])
def test_a_day_becomes_the_period(body, typed):
    drop(body, FLEET_BOOK, answers({KM: {"valeur": 12, "arrete": typed}}))
    row = observed(built(body), KM)
    assert row["period"] == "2019-03-01"
    assert "arrêtée au 1er mars 2019" in row["note"]


def test_comments_and_texts_are_kept(body):
    texts = {"Réalisations": "Bornes posées :\n- Arras\n- Lens", "Analyse": "Moins de *trajets*."}
    given = answers({KM: {"valeur": 12, "commentaire": "Hors autocars"}}, texts)
    drop(body, FLEET_BOOK, given)
    dataset = built(body)
    assert "Commentaire de la direction : Hors autocars" in observed(dataset, KM)["note"]
    assert dataset.narratives == {
        "1-1.1": {
            "Réalisations": "Bornes posées :\n\n- Arras\n- Lens",
            "Analyse": "Moins de \\*trajets\\*.",
        }
    }


def test_pages_find_the_texts_and_what_the_author_wrote_stands_first(body):
    drop(body, FLEET_BOOK, answers({KM: 12}, {"Analyse": "De la direction."}))
    write(built(body), body.folder / "processed")
    review = open_review(year=YEAR, data=body.folder)
    assert review.narrative("1-1.1") == {"Analyse": "De la direction."}
    (body.raw / "2018" / "1-1.1.md").write_text("## Analyse\n\nDe l'auteur.\n", "utf-8")
    assert review.narrative("1-1.1") == {"Analyse": "De l'auteur."}
    assert open_review(year=2017, data=body.folder).narrative("1-1.1") == {}


def test_texts_of_two_directorates_are_both_kept_and_signed(body):
    drop(body, FLEET_BOOK, answers({KM: 12}, {"Analyse": "Roule moins."}))
    drop(body, PAPER_BOOK, answers({TONNES: 12}, {"Analyse": "Imprime moins."}))
    text = built(body).narratives["1-1.1"]["Analyse"]
    assert text == f"**{PAPER}**\n\nImprime moins.\n\n**{FLEET}**\n\nRoule moins."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("un\ndeux", "un\n\ndeux"),
        ("- a\n- b\n\n- c", "- a\n- b\n\n- c"),
        ("• a\n· b", "- a\n- b"),
        ("1. premier", "1\\. premier"),
        ("<b>gras</b> # non", "\\<b\\>gras\\</b\\> \\# non"),
        ("  \n\n ", ""),
    ],
)
def test_typed_texts_are_shown_as_they_were_typed(typed, shown):
    assert markdown(typed) == shown


def test_a_directorate_that_did_not_answer_is_told_and_blocks_nothing(body):
    drop(body, FLEET_BOOK, COMPLETE)
    dataset = built(body)
    (finding,) = told(dataset, "respondent-silent")
    assert finding.severity == "info"
    assert PAPER in finding.message
    row = observed(dataset, TONNES)
    assert (row["status"], row["missing_reason"]) == ("O", "non communiqué")
    assert dataset.blocking == []


def test_a_directorate_that_answered_by_its_table_is_not_silent(body):
    drop(body, FLEET_BOOK, COMPLETE)
    (body.raw / "2018" / "a.csv").write_text("donnée;2018\nPapier;11,9 t\n", "utf-8")
    dataset = built(body)
    assert observed(dataset, TONNES)["value"] == 11.9
    assert not told(dataset, "respondent-silent")


def test_without_workbooks_a_missing_table_is_an_error(body):
    (body.raw / "2018").mkdir()
    assert [one.severity for one in told(built(body), "file-missing")] == ["error"]


def test_a_workbook_needs_no_origin_and_other_files_do(body):
    drop(body, FLEET_BOOK, COMPLETE)
    assert not told(built(body), "origin-missing")
    (body.raw / "2018" / "note.md").write_text("une note", "utf-8")
    assert [one.file for one in told(built(body), "origin-missing")] == ["2018/note.md"]
    (body.raw / "2018" / "origins.yaml").write_text("files: []\n", "utf-8")
    assert [one.file for one in told(built(body), "origin-missing")] == ["2018/note.md"]


def test_a_workbook_keeps_its_meaning_under_any_name(body):
    drop(body, FLEET_BOOK, COMPLETE, to="Copie de réponse (2).xlsx")
    assert observed(built(body), KM)["source_file"] == "2018/Copie de réponse (2).xlsx"


def test_a_blank_copy_beside_the_answers_changes_nothing(body):
    drop(body, FLEET_BOOK, COMPLETE)
    drop(body, FLEET_BOOK, to="vide.xlsx")
    dataset = built(body)
    assert observed(dataset, KM)["value"] == 8e6
    assert not told(dataset, "series-duplicate")
    (finding,) = told(dataset, "workbook-empty")
    assert finding.file == "2018/vide.xlsx"


def test_other_office_files_are_no_workbooks(body, tmp_path):
    import openpyxl

    path = tmp_path / "autre.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "oar-classeur"
    book.active["A2"] = "oar-classeur|1|deux mille|1-1.1|Direction"
    book.save(path)
    assert read_workbook(path, tmp_path) is None
    drop(body, FLEET_BOOK, COMPLETE)
    path.rename(body.raw / "2018" / "autre.xlsx")
    (finding,) = told(built(body), "workbook-unknown")
    assert finding.file == "2018/autre.xlsx"


def test_what_a_directorate_writes_beside_its_answer_is_on_the_page_of_its_action(body):
    said = "Compté sur neuf mois ;\nle reste en juin."
    silent = {"motif": "non disponible", "commentaire": "Le logiciel a changé."}
    drop(
        body, FLEET_BOOK, COMPLETE,
        answers({KM: {"commentaire": said, "arrete": dt.date(2018, 10, 31)},
                 COUNT: {"valeur": None, **silent}}),
    )  # fmt: skip
    write(built(body), body.folder / "processed")
    review = open_review(year=YEAR, data=body.folder)
    shown = shown_table(section.actions(review, 1), "indicateurs-1-1.1")
    notes = plain(" | ".join(str(one[-1]) for one in shown["rows"]))
    assert (
        "2018, valeur arrêtée au 31 octobre 2018 ; Commentaire de la direction : "
        "Compté sur neuf mois ; le reste en juin"
    ) in notes
    assert "2018 : non disponible ; 2018, commentaire de la direction : Le logiciel a" in notes
    (chosen,) = payloads(section.highlights(review))
    assert chosen["text"] == "La campagne 2018 ne met aucune action en avant."
