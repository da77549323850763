"""What people put in a published folder, or changed there, is never lost."""

import json
import zipfile

import pytest

pytestmark = pytest.mark.slow


def test_files_that_people_put_beside_the_pages_are_kept_from_run_to_run(tiny_body):
    assert tiny_body.oar("review").returncode == 0
    folder = tiny_body.reports / "2024"
    (folder / "notes.txt").write_text("à discuter", encoding="utf-8")
    (folder / ".htaccess").write_text("Deny from all", encoding="utf-8")
    (folder / "lien").symlink_to("notes.txt")
    (folder / "axe-1.html").write_text("annoté à la main", encoding="utf-8")
    assert tiny_body.oar("verify", "reports/2024").returncode == 6
    for number in range(2):
        tiny_body.notebook("synthese", f"print({number})")
        done = tiny_body.oar("review")
        assert done.returncode == 0, done.stderr
        assert (folder / "notes.txt").read_text(encoding="utf-8") == "à discuter"
        assert (folder / ".htaccess").read_text(encoding="utf-8") == "Deny from all"
        assert (folder / "lien").is_symlink()
        # Told once, when it is new.
        assert ("Fichier ajouté, gardé : reports/2024/notes.txt" in done.stderr) == (number == 0)
    kept = list(tiny_body.reports.glob(".runs/*/modifies/axe-1.html"))
    assert [path.read_text(encoding="utf-8") for path in kept] == ["annoté à la main"]
    assert set(json.loads((folder / "manifest.json").read_text("utf-8"))["added"]) == {
        "notes.txt", "lien",
    }  # fmt: skip
    assert tiny_body.oar("verify", "reports/2024").returncode == 0
    assert "rien à faire" in tiny_body.oar("review").stdout


def test_a_parcel_changed_by_hand_is_made_again_from_the_notebooks(tiny_body):
    assert tiny_body.oar("review").returncode == 0
    parcel = tiny_body.reports / "2024" / "envoi.zip"
    good = parcel.read_bytes()
    with zipfile.ZipFile(parcel, "w") as archive:
        for name in ("synthese.html", "axe-1.html", "axe-2.html"):
            archive.writestr(name, "altéré")
    assert tiny_body.oar("review").returncode == 0
    assert parcel.read_bytes() == good


def test_a_folder_that_oar_did_not_make_is_left_alone(tiny_body):
    mine = tiny_body.reports / "2024" / "rapport.docx"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"a report of mine")
    done = tiny_body.oar("review")
    assert done.returncode == 2
    assert "n'a pas été fait par" in done.stderr
    assert mine.read_bytes() == b"a report of mine"
