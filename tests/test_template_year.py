"""Adding a year: workbooks sent, filled in by LibreOffice, dropped, and one command."""

import html
import re
import shutil
import subprocess
import sys

import openpyxl
import pandas as pd
import pytest
from collecting import column
from office import Office

YEAR = 2018
pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]


@pytest.fixture(scope="module")
def guide(root):
    """The commands of the collector's guide, in its order."""
    text = (root / "docs" / "guide-collecte.md").read_text("utf-8")
    return [line.split()[1:] for line in re.findall(r"^oar .*$", text, re.MULTILINE)]


def oar(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "oar_analysis.cli", *arguments], cwd=folder, check=False,
        capture_output=True, text=True, encoding="utf-8", timeout=280,
    )  # fmt: skip


def typed_in(path):
    """What a directorate types in French: last year's value again, or that it is not available."""
    typed = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        if sheet.title in {"Lisez-moi", "_oar"}:
            continue
        columns = {
            code: openpyxl.utils.get_column_letter(column(sheet, code))
            for code in ("precedent", "valeur", "statut", "motif")
        }
        for number in range(5, sheet.max_row + 1):
            key = str(sheet.cell(number, 1).value or "")
            if key.startswith("texte|"):
                typed[sheet.title, f"C{number}"] = f"Écrit pour l'action {sheet.title}."
            elif key.count("/") > 1:
                shown = str(sheet[f"{columns['precedent']}{number}"].value or "")
                value = shown.partition(" ")[0].replace("\xa0", "").replace("\u2212", "-")
                if value[-1:].isdigit():
                    typed[sheet.title, f"{columns['valeur']}{number}"] = value
                    typed[sheet.title, f"{columns['statut']}{number}"] = "définitive"
                else:
                    typed[sheet.title, f"{columns['motif']}{number}"] = "non disponible"
    return typed


@pytest.fixture(scope="module")
def body(root, soffice, guide, tmp_path_factory):
    """The project's own data, with a campaign more."""
    folder = tmp_path_factory.mktemp("body")
    shutil.copytree(root / "data" / "raw", folder / "data" / "raw")
    shutil.copytree(root / "notebooks", folder / "notebooks")
    run = oar(folder, *guide[0])
    assert run.returncode == 0, run.stderr
    target = folder / "data" / "raw" / str(YEAR)
    target.mkdir()
    jobs = {}
    for number, path in enumerate(sorted((folder / "classeurs").iterdir())):
        saved = (target / path.name).with_suffix(".ods" if number % 2 else ".xlsx")
        jobs[path, saved] = typed_in(path)
    assert sum(len(typed) for typed in jobs.values()) > 100
    Office(soffice, tmp_path_factory.mktemp("office")).fill(jobs)
    return folder


def test_the_year_is_checked_then_published(body, guide):
    assert [words[0] for words in guide] == ["template", "check", "review"]
    check = oar(body, *guide[1], "--csv", "constats.csv")
    assert check.returncode == 0, check.stdout + check.stderr
    review = oar(body, *guide[2])
    assert review.returncode == 0, review.stdout + review.stderr
    published = body / "reports" / str(YEAR)
    pages = {path.stem: path.read_text("utf-8") for path in published.glob("*.html")}
    assert {"index", "synthese", "axe-1", "axe-2", "axe-3"} <= set(pages)
    words = html.unescape(re.sub(r"<[^>]+>", "", pages["axe-1"]))
    assert "Écrit pour l'action 1-1.5." in words
    receipts = (body / "constats.csv").read_text("utf-8-sig")
    count = len(list((body / "classeurs").iterdir()))
    assert receipts.count(";workbook-read;") == count
    assert not [line for line in receipts.splitlines() if line.startswith("erreur;")]


def test_each_answer_equals_what_was_typed(body):
    assert oar(body, "normalise", "--year", str(YEAR)).returncode == 0
    table = pd.read_parquet(body / "data" / "processed" / "observations.parquet")
    table = table[(table["origin"] == "published") & table["value"].notna()]
    old = table[(table["vintage"] == 2017) & (table["year"] == 2017)]
    new = table[(table["vintage"] == YEAR) & (table["year"] == YEAR)]
    keys = ["indicator", "breakdown", "measure", "unit"]
    both = new.merge(old.drop_duplicates(keys), on=keys, suffixes=("_new", "_old"))
    assert len(both) == len(new) > 50
    assert both["value_new"].tolist() == both["value_old"].tolist()
    assert set(new["source_file"].str.rpartition(".")[2]) == {"xlsx", "ods"}
    assert new["source_cell"].str.contains("!").all()
