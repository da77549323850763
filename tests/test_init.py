"""`oar init`: another body's folder, whose pages come at once."""

import json
import subprocess
import sys

import pytest
import yaml

import oar_analysis
from oar_analysis.dataset import build
from oar_analysis.errors import UsageError
from oar_analysis.template.start_body import start_body


def oar(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "oar_analysis.cli", *arguments], cwd=folder, check=False,
        capture_output=True, text=True, encoding="utf-8", timeout=280,
    )  # fmt: skip


@pytest.fixture
def started(tmp_path):
    start_body(tmp_path / "ville", name="Ville « d'Essai »: 1", year=2025)
    return tmp_path / "ville"


def test_the_register_is_minimal_and_its_data_has_no_finding(started):
    dataset = build(started / "data", 2025)
    assert dataset.scheme.body.name == "Ville « d'Essai »: 1"
    assert dataset.scheme.body.fictitious
    assert [action.code for action in dataset.scheme.actions] == ["1-1.1"]
    assert len(dataset.scheme.axes) == 1
    assert dataset.findings.empty


def test_its_yaml_leads_on_in_french(started):
    scheme = started / "data" / "raw" / "scheme"
    for path in [*scheme.rglob("*.yaml"), *(started / "data" / "raw" / "2025").glob("*.yaml")]:
        text = path.read_text("utf-8")
        assert "@" not in text, path
        assert text.startswith("# yaml-language-server: $schema="), path
        comments = [line for line in text.splitlines() if line.lstrip().startswith("# ")]
        assert len(comments) > 2, path
        schema = path.parent / text.splitlines()[0].partition("$schema=")[2]
        assert json.loads(schema.read_text("utf-8"))["title"]


def test_its_notebooks_are_those_of_its_pages(started):
    scheme = yaml.safe_load((started / "data/raw/scheme/scheme.yaml").read_text("utf-8"))
    wanted = {page["notebook"] for page in scheme["pages"]}
    copied = {path.name for path in (started / "notebooks").iterdir()}
    assert copied == wanted | {"explorer.ipynb"}


def test_its_notebooks_run_as_they_are(started):
    """Their parameters are the new body's: nothing to change in JupyterLab."""
    review = oar_analysis.open_review(data=started / "data")
    for path in (started / "notebooks").iterdir():
        given: dict[str, object] = {}
        (cell, *_) = json.loads(path.read_text("utf-8"))["cells"]
        exec("".join(cell["source"]), given)
        assert given["year"] == 2025
        if path.name == "explorer.ipynb":
            assert not oar_analysis.scheme(review=review)[given["action"]].series.empty
            assert not oar_analysis.observations(indicator=given["indicator"], review=review).empty


def test_same_words_same_bytes(started, tmp_path):
    start_body(tmp_path / "autre", name="Ville « d'Essai »: 1", year=2025)
    for path in started.rglob("*"):
        if path.is_file():
            other = tmp_path / "autre" / path.relative_to(started)
            assert other.read_bytes() == path.read_bytes()


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "note.txt").write_text("à garder", "utf-8")
    with pytest.raises(UsageError, match="n'est pas vide"):
        start_body(tmp_path, name="Ville", year=2025)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_year_that_cannot_be_is_refused(tmp_path):
    with pytest.raises(UsageError, match="12"):
        start_body(tmp_path / "ville", name="Ville", year=12)


def test_without_notebooks_to_copy_nothing_is_written(tmp_path):
    with pytest.raises(UsageError, match="carnets"):
        start_body(tmp_path / "ville", name="Ville", year=2025, notebooks=tmp_path)
    assert not (tmp_path / "ville").exists()


@pytest.mark.slow
def test_its_first_review_makes_the_pages(root, tmp_path):
    run = oar(root, "init", str(tmp_path / "ville"), "--year", "2025", "--name", "Ville de A")
    assert run.returncode == 0, run.stderr
    assert f"oar review --data {tmp_path}/ville/data" in run.stdout
    assert f"oar lab --data {tmp_path}/ville/data" in run.stdout
    # From another folder than the body's: the notebooks beside the data are used.
    review = oar(tmp_path, "review", "--data", "ville/data")
    assert review.returncode == 0, review.stdout + review.stderr
    pages = tmp_path / "reports" / "2025"
    assert {path.name for path in pages.glob("*.html")} == {
        "index.html", "synthese.html", "axe-1.html", "qualite-des-donnees.html",
    }  # fmt: skip
    assert "Ville de A" in (pages / "axe-1.html").read_text("utf-8")
    template = oar(tmp_path, "template", "--data", "ville/data", "--year", "2026")
    assert template.returncode == 0, template.stderr
    assert (tmp_path / "classeurs" / "classeur_2026_direction-des-achats.xlsx").exists()
