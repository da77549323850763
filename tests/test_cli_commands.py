"""The command line from outside: help, codes, messages, files."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import lacking

# pydantic is not among them: typer itself imports it to read an option.
HEAVY = ("pandas", "altair", "nbconvert", "nbformat", "papermill", "rich", "numpy")


def imported(body, *arguments):
    """Return the heavy modules that a command imports."""
    code = (
        "import sys; sys.argv = ['oar', *sys.argv[1:]]\n"
        "from oar_analysis.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('IMPORTED', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=body.folder, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return done.stdout.splitlines()[-1].split()[1:]


def test_the_help_imports_nothing_heavy(tiny_body):
    assert imported(tiny_body, "--help") == []


ENGLISH = re.compile(
    r"Usage:|Error|Missing|No such|Try |Got |unexpected|Did you|Invalid|'--|Erreur : Usage"
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("revue",), "la commande « revue » n'existe pas"),
        (("review", "--yeer", "3"), "l'option « --yeer » n'existe pas"),
        (("review", "--workers", "x"), "un nombre entier est attendu"),
        (("verify",), "il manque l'argument"),
        (("revie",), "Vouliez-vous dire « review » ?"),
        (("review", "2024"), "argument de trop : 2024"),
        (("review", "--force=oui"), "l'option « --force » n'attend pas de valeur"),
        (("template",), "il manque l'option « --year »"),
        (("template",), "« oar template --help »"),
        ((), "Usage : "),
        (("verify", "nowhere"), "n'a pas de manifest.json"),
        (("review", "--data", "nowhere"), "Aucune campagne"),
    ],
)
def test_a_wrong_command_line_is_told_in_french_with_code_2(tiny_body, arguments, said):
    done = tiny_body.oar(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not ENGLISH.search(done.stderr)


def test_check_shows_and_writes_the_findings(tiny_body):
    tiny_body.table("1-1_papier.csv", "Indicateur;2023;2024\nPapier;12,5;=1+onze\n")
    tiny_body.expect("unit-unknown")
    done = tiny_body.oar("check", "--csv", "c.csv", "--html", "c.html")
    assert done.returncode == 1
    assert "1 constat empêche la publication" in done.stdout
    with (tiny_body.folder / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0][0] == "Gravité"
    assert not any(cell.startswith("=") for row in rows for cell in row)
    page = (tiny_body.folder / "c.html").read_text(encoding="utf-8")
    assert "unit-unknown" in page
    assert "http://" not in page
    assert "https://" not in page


def test_check_of_sound_data(tiny_body):
    done = tiny_body.oar("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "rien n'empêche la publication" in done.stdout


def test_normalise_writes_the_tables(tiny_body):
    done = tiny_body.oar("normalise")
    assert done.returncode == 0
    text = (tiny_body.folder / "data/processed/observations.csv").read_text(encoding="utf-8")
    assert "1-1.1" in text


def test_status_before_anything(tiny_body):
    done = tiny_body.oar("status")
    assert done.returncode == 0
    assert "Dernière exécution : aucune" in done.stdout
    assert "rien n'est publié" in done.stdout
    assert imported(tiny_body, "status") == []


@pytest.mark.slow
def test_json_lines_and_what_a_run_with_nothing_to_do_imports(tiny_body):
    done = tiny_body.oar("review", "--log-format", "json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["event"] for one in events if one["event"].startswith("page-")] == ["page-made"] * 3
    assert events[-1]["event"] == "done"
    assert events[-1]["exit_code"] == 0
    assert done.stderr == ""
    assert imported(tiny_body, "review") == []
    status = tiny_body.oar("status")
    assert "Pages : 3 sur 3 à jour" in status.stdout
    tiny_body.table("1-1_papier.csv", "Indicateur;2023;2024\nPapier;12,5;n.c.\n")
    assert tiny_body.oar("normalise").returncode in {0, 1}
    status = tiny_body.oar("status")
    assert "Changé depuis (données) : 2024/1-1_papier.csv" in status.stdout
    assert re.search(r"Moyens généraux :\n\s+1-1\.1 Papier consommé", status.stdout)


@pytest.mark.slow
def test_scheduling_files(root, tmp_path):
    """systemd's own checker takes the units; the paths of the example replaced by real ones."""
    if not shutil.which("systemd-analyze"):
        lacking("systemd-analyze", "le paquet systemd de Debian l'apporte")
    program = tmp_path / ".venv" / "bin" / "oar"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    for name in ("oar-review.service", "oar-review.timer", "oar-review-failed.service"):
        text = (root / "deploy" / name).read_text(encoding="utf-8")
        text = text.replace("/srv/oar", str(tmp_path)).replace("User=oar", "User=root")
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / "oar-review.timer"),
         str(tmp_path / "oar-review.service")],
        capture_output=True, text=True, check=False,
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )  # fmt: skip
    ours = [line for line in done.stderr.splitlines() if "oar-review" in line]
    assert (done.returncode, ours) == (0, [])
