"""`oar demo`: the files of the body that does not exist."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from oar_analysis.demo import write_demo
from oar_analysis.demo.write import BODY, demo_files
from oar_analysis.errors import DiskError, UsageError
from oar_analysis.read import read_sheets


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(demo_files())


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("demo")
    write_demo(place)
    return place


def test_every_campaign_from_2008_to_2018_is_there(files):
    years = {name.split("/")[2] for name in files if name.startswith("data/raw/2")}
    assert years == {str(year) for year in range(2008, 2019)}


def test_the_command_writes_the_same_bytes_whatever_the_machine(files, tmp_path):
    """Another hash order, locale and time zone; more than two seconds may pass: no clock."""
    command = [sys.executable, "-m", "oar_analysis.cli", "demo", str(tmp_path / "essai")]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    done = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    assert "oar review --data" in done.stdout.decode()
    place = tmp_path / "essai"
    written = {
        path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in place.rglob("*")
        if path.is_file()
    }
    assert written == {name: hashlib.sha256(one).hexdigest() for name, one in files.items()}


def test_writing_again_changes_nothing(folder):
    before = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    write_demo(folder)
    assert {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()} == before


def test_nothing_is_written_over_a_file_of_someone_else(tmp_path):
    (tmp_path / "notebooks").mkdir()
    mine = tmp_path / "notebooks/axe.ipynb"
    mine.write_text("à moi", encoding="utf-8")
    with pytest.raises(UsageError, match="Rien n'a été écrit"):
        write_demo(tmp_path)
    assert mine.read_text(encoding="utf-8") == "à moi"
    assert not (tmp_path / "data").exists()


def test_a_folder_of_a_file_s_name_is_refused(tmp_path):
    (tmp_path / "notebooks/axe.ipynb").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"axe\.ipynb"):
        write_demo(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "occupé").write_text("un fichier", encoding="utf-8")
    with pytest.raises((DiskError, UsageError), match="occupé"):
        write_demo(tmp_path / "occupé")


def test_a_disk_that_refuses_is_told(tmp_path, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DiskError, match="No space left"):
        write_demo(tmp_path / "plein")


@pytest.mark.parametrize("name", ["axe", "synthese", "qualite_des_donnees"])
def test_the_general_notebooks_are_those_of_the_project(name, root):
    """A change to one is a change to both: copy notebooks/ to oar_analysis/demo/body/notebooks."""
    file = f"{name}.ipynb"
    assert (BODY / "notebooks" / file).read_bytes() == (root / "notebooks" / file).read_bytes()


@pytest.mark.parametrize(
    ("name", "encoding", "separator"),
    [
        ("demo-electricite.csv", "cp1252", ";"),
        ("demo-papier.tsv", "utf-16", "\t"),
        ("demo-dechets.csv", "utf-8-sig", ","),
        ("demo-aides.csv", "cp1252", ";"),
    ],
)
def test_texts_come_in_several_encodings_and_separators(folder, name, encoding, separator):
    path = folder / "data/raw/2018" / name
    (sheet,) = read_sheets(path)
    assert sheet.separator == separator
    assert path.read_bytes().decode(encoding).lstrip('"').startswith(sheet.rows[0][0].text[:4])
    with pytest.raises(UnicodeDecodeError):
        path.read_bytes().decode("ascii")


def test_workbooks_hold_the_traps_that_people_leave(folder):
    (fleet, _) = read_sheets(folder / "data/raw/2018/demo-flotte.xlsx")
    cells = {cell.address: cell for row in fleet.rows for cell in row}
    assert cells["C5"].text.endswith("%")  # stored as a fraction, shown as a percentage
    assert cells["C6"].number is None  # a number kept as a text, with its unit
    assert cells["C6"].text.endswith("L")
    assert "hidden-row" in cells["C7"].flags
    assert "formula-no-value" in cells["B8"].flags
    assert "error" in cells["C8"].flags
    (hours,) = read_sheets(folder / "data/raw/2018/demo-insertion.ods")
    assert [cell.text for cell in hours.rows[1]][-1] == "Cumul depuis 2008"
    (meetings, _) = read_sheets(folder / "data/raw/2018/demo-rencontres.xlsx")
    assert "date" in meetings.rows[1][1].flags
    assert meetings.rows[-1][1].text == "2019-03-14"
