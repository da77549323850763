"""A run from outside: what is published, what is not made again, the same bytes every way."""

import hashlib
import io
import json
import zipfile

import openpyxl
import pytest

pytestmark = pytest.mark.slow


def digests(body):
    return {name: hashlib.sha256(content).hexdigest() for name, content in body.published().items()}


def test_a_year_is_published_whole(tiny_body):
    done = tiny_body.oar("review")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["Bilan 2024 : 3 pages faites.", "reports/2024/index.html"]
    files = tiny_body.published()
    assert set(files) == {
        "index.html", "manifest.json", "envoi.zip", "synthese.html", "axe-1.html", "axe-2.html",
        "donnees/observations.csv", "donnees/findings.csv", "donnees/verdicts.csv",
        "donnees/datapackage.json", "donnees/donnees.xlsx",
    }  # fmt: skip
    manifest = json.loads(files["manifest.json"])
    assert [page["state"] for page in manifest["pages"]] == ["good"] * 3
    assert manifest["pages"][1]["parameters"] == {"axis": 1}
    assert "2024/1-1_papier.csv" in manifest["raw"]
    assert str(tiny_body.folder) not in "".join(
        content.decode("utf-8", "replace") for content in files.values()
    )
    parcel = zipfile.ZipFile(io.BytesIO(files["envoi.zip"]))
    assert parcel.namelist() == ["axe-1.html", "axe-2.html", "synthese.html"]
    assert b"<script" not in parcel.read("axe-1.html")
    book = openpyxl.load_workbook(io.BytesIO(files["donnees/donnees.xlsx"]))
    assert book.sheetnames == ["Lisez-moi", "Observations", "Constats", "Verdicts"]
    values = {cell.value for row in book["Observations"].iter_rows() for cell in row}
    assert 12.5 in values
    executed = list(tiny_body.reports.glob(".runs/*/axe-1.ipynb"))
    assert "papermill" in json.loads(executed[0].read_text(encoding="utf-8"))["metadata"]
    assert (tiny_body.folder / "data/processed/observations.parquet").exists()


def test_only_what_changed_is_made_again(tiny_body):
    assert tiny_body.oar("review").returncode == 0
    before = digests(tiny_body)
    assert "rien à faire, 3 pages à jour" in tiny_body.oar("review").stdout
    tiny_body.table("1-1_papier.csv", "Indicateur;2023;2024\nPapier;12,5;10\n")
    done = tiny_body.oar("review")
    # origins.yaml changed with its table: axe-2 reads neither.
    assert "2 pages faites, 1 inchangée." in done.stdout
    after = digests(tiny_body)
    assert after["axe-2.html"] == before["axe-2.html"]
    assert after["axe-1.html"] != before["axe-1.html"]
    again = tiny_body.oar("review", "--force")
    assert "3 pages faites." in again.stdout
    assert digests(tiny_body) == after


def test_the_same_bytes_every_way(tiny_body, tmp_path):
    """Warm kernels or ordinary ones, one worker, two or four, another clock zone and hash seed."""
    import os
    import shutil

    ways = [
        ({}, ()),
        ({}, ("--cold",)),
        ({}, ("--workers", "1")),
        ({"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}, ("--workers", "4")),
        ({"LC_ALL": "C", "PYTHONHASHSEED": "8"}, ("--workers", "2")),
    ]
    found = []
    for extra, options in ways:
        env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), **extra}
        done = tiny_body.oar("review", "--force", *options, env=env)
        for drawn in (tmp_path / "cache/oar-analysis").glob("drawings-*"):
            shutil.rmtree(drawn)  # each way draws anew
        assert done.returncode == 0, done.stderr
        found.append(digests(tiny_body))
    assert all(one == found[0] for one in found)


def test_a_plain_journal_says_once_that_kernels_are_ordinary(tiny_body):
    done = tiny_body.oar("review", "--cold")
    assert done.returncode == 0
    assert done.stderr.count("Noyaux ordinaires") == 1


def test_verify_tells_what_differs(tiny_body):
    assert tiny_body.oar("review").returncode == 0
    folder = tiny_body.reports / "2024"
    assert tiny_body.oar("verify", "reports/2024").returncode == 0
    (folder / "axe-1.html").write_text("x", encoding="utf-8")
    (folder / "envoi.zip").unlink()
    (folder / "more.txt").write_text("x", encoding="utf-8")
    done = tiny_body.oar("verify", "reports/2024")
    assert done.returncode == 6
    for said in ("modifié : axe-1.html", "absent : envoi.zip", "ajouté : more.txt"):
        assert said in done.stderr
