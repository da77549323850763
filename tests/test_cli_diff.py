"""`oar diff`, from outside."""

import subprocess
import sys

import pytest
from bodies import one_series_body


@pytest.fixture(scope="module")
def two_campaigns(tmp_path_factory):
    body = one_series_body(tmp_path_factory.mktemp("corps"), {2016: "10", 2017: "12"})
    body.file("a.csv", "donnée;2017;2018\nIndicateur 1;13;15\n", 2018)
    return body.write()


def oar_diff(folder, *words, columns="200"):
    command = [sys.executable, "-m", "oar_analysis.cli", "diff", *words, "--data", str(folder)]
    environment = {"LC_ALL": "C", "PATH": "", "COLUMNS": columns}
    return subprocess.run(command, capture_output=True, check=False, env=environment, timeout=120)


def test_revised_and_new_values_are_shown(two_campaigns, tmp_path):
    file = tmp_path / "diff.csv"
    done = oar_diff(two_campaigns, "2017", "2018", "--csv", str(file))
    assert done.returncode == 0, done.stderr.decode()
    shown = done.stdout.decode()
    assert "De la campagne 2017 à la campagne 2018 : 1 nouvelle, 1 révisée." in shown
    rows = file.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("Changement;Action;Indicateur")
    assert "valeur révisée;1-1.1;1-1.1.1;;level;2017;12;13;1;" in rows
    assert "nouvelle valeur;1-1.1;1-1.1.1;;level;2018;n.c.;15;1;" in rows


def test_words_stay_whole_on_a_narrow_terminal(tmp_path):
    body = one_series_body(tmp_path, {2017: "-12,5 %"}, unit="%", measure="change")
    body.file("a.csv", "donnée;2017;2018\nIndicateur 1;-12 %;3 %\n", 2018)
    shown = oar_diff(body.write(), "2017", "2018", columns="80").stdout.decode()
    (revised,) = (line for line in shown.splitlines() if "valeur révisée" in line)
    cells = [cell.strip().replace("\xa0", " ") for cell in revised.split("│")]
    assert cells[1:6] == ["valeur révisée", "1-1.1.1//change", "2017", "−12,5 %", "−12 %"]


def test_unchanged_values_are_shown_when_asked(tmp_path):
    body = one_series_body(tmp_path, {2016: "10", 2017: "12"})
    body.file("a.csv", "donnée;2017;2018\nIndicateur 1;12;15\n", 2018)
    folder = body.write()
    short = oar_diff(folder, "2017", "2018").stdout.decode()
    assert "valeur inchangée" not in short
    assert "1 nouvelle, 1 inchangée." in short
    assert "valeur inchangée" in oar_diff(folder, "2017", "2018", "--tout").stdout.decode()


def test_an_unknown_older_campaign_leaves_nothing_to_compare(two_campaigns):
    assert oar_diff(two_campaigns, "2016", "2018").returncode == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [(("2017", "2019"), "2019"), (("2018", "2017"), "la plus ancienne"), (("2018", "2018"), "ne")],
)
def test_years_that_cannot_be_compared(two_campaigns, words, said):
    done = oar_diff(two_campaigns, *words)
    assert done.returncode == 2
    assert said in done.stderr.decode()
