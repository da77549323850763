"""The pages of the demonstration, made by the command as an analyst makes them."""

import html
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from oar_analysis.demo import write_demo

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

PAGES = [
    "synthese", "axe-1", "axe-2", "axe-3", "axe-4", "zoom-mobilite", "zoom-insertion",
    "zoom-territoires", "qualite-des-donnees",
]  # fmt: skip


def oar(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "oar_analysis.cli", *words]
    done = subprocess.run(command, capture_output=True, cwd=folder, check=False, timeout=800)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def body(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    for year in ("2017", "2018"):
        oar(folder, "review", "--year", year)
    return folder


def page(body: Path, name: str, year: int = 2018) -> str:
    """A page's HTML with ordinary spaces."""
    text = (body / f"reports/{year}/{name}.html").read_text(encoding="utf-8")
    return html.unescape(text).replace("\u00a0", " ").replace("’", "'")


def table(body: Path, name: str, key: str) -> list[list[str]]:
    """The rows of the CSV that a table or figure of a page offers."""
    href = re.search(rf'download="demonstration-{key}.csv" href="([^"]*)"', page(body, name))
    assert href, key
    text = unquote(href[1].partition(",")[2]).replace("\u00a0", " ")
    return [line.split(";") for line in text.lstrip("\ufeff").splitlines()]


@pytest.mark.parametrize("name", [*PAGES, "index"])
@pytest.mark.parametrize("year", [2017, 2018])
def test_every_page_says_that_its_data_are_invented(body, name, year):
    text = page(body, name, year)
    assert "Organisme fictif." in text
    assert "Collectivité de démonstration (données fictives)" in text


@pytest.mark.parametrize("name", [*PAGES, "index"])
def test_every_download_says_so_in_its_name(body, name):
    text = page(body, name)
    assert "download=" in text
    assert re.findall(r'download="(?!demonstration-)[^"]*"', text) == []
    assert re.findall(r'data-file="(?!demonstration-)[^"]*"', text) == []
    assert " download>" not in text


def test_each_row_taken_away_says_so(body):
    rows = table(body, "zoom-territoires", "communes")
    assert rows[0][-1] == "Avertissement"
    assert {one[-1] for one in rows[1:]} == {"données fictives"}
    assert len(rows) == 37


@pytest.mark.parametrize("year", [2017, 2018])
def test_an_axis_page_is_light_enough_to_send(body, year):
    with zipfile.ZipFile(body / f"reports/{year}/envoi.zip") as sent:
        for axis in range(1, 5):
            name = f"axe-{axis}.html"
            assert (body / f"reports/{year}/{name}").stat().st_size <= 1_500_000, name
            assert sent.getinfo(name).file_size <= 400_000, name


def test_many_series_have_panels_and_too_many_parts_the_tables(body):
    text = page(body, "axe-3")
    assert text.count("Petits panneaux, une courbe chacun, 2008 à 2018.") == 2
    assert "« Dossiers aidés, par commune » a trop de parties pour une figure" in text
    assert 'aria-label="Dossiers aidés, par commune"' not in text


def test_each_drawing_says_so(body):
    text = page(body, "zoom-insertion")
    drawings = re.findall(r'src="(data:image/svg[^"]*)"', text)
    assert len(drawings) >= 4
    assert all("Données fictives" in unquote(one).replace("\u00a0", " ") for one in drawings)


def test_lines_have_eleven_years_a_target_and_a_trend_with_its_interval(body):
    text = page(body, "zoom-insertion")
    assert len(table(body, "zoom-insertion", "cumul")) >= 12
    assert "Cible : 600 000 h en 2021 (cible du schéma)" in text
    assert "Tendance robuste de 11 années" in text
    assert "la cible serait atteinte en 2025 (entre 2024 et 2026)" in text
    assert "accélération nécessaire" in text


def test_breaks_provisional_bounds_and_revisions_are_told(body):
    text = page(body, "axe-2")
    assert "Rupture de série en 2014" in text
    assert "(provisoire)" in text
    assert "entre 45 % et 50 % en 2008, 64,1 % en 2018" in text
    assert "échéance dépassée" in text
    assert "révisé" in page(body, "zoom-insertion")
    changes = page(body, "qualite-des-donnees")
    assert "valeur révisée" in changes
    assert "valeur retirée" not in changes


def test_the_fleet_is_decomposed_with_the_interval_of_its_rounding(body):
    text = page(body, "zoom-mobilite")
    assert 'id="cascade-carburant"' in text
    assert 'id="cascade-co2e"' in text
    assert "Facteurs d'émission : arrêté du 26 avril 2017" in text


def test_territories_have_bars_and_communes_a_long_table(body):
    text = page(body, "zoom-territoires")
    assert "Barres, 2018. Territoire Alpha" in text
    assert re.search(r'class="table-block long" id="communes"', text)


def test_claims_true_and_false_are_shown(body):
    text = page(body, "qualite-des-donnees")
    assert 'id="affirmations-vraies"' in text
    assert 'id="affirmations-douteuses"' in text


def test_a_file_is_told_once_for_all_its_campaigns(body):
    assert "demo-flotte.xlsx (campagnes 2009 à 2018)" in page(body, "zoom-mobilite")


def test_diff_shows_the_revisions(body):
    told = oar(body, "diff", "2017", "2018")
    assert re.search(r"De la campagne 2017 à la campagne 2018 : .*révisées", told)


def test_a_second_run_has_nothing_to_do_and_verify_agrees(body):
    assert "rien à faire, 9 pages à jour" in oar(body, "review", "--year", "2018")
    oar(body, "verify", "reports/2018")
