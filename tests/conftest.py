"""What all tests share: the corpus, the browser, the office suite; the review of 2017."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# What a helper asserts is told in full, as in a test.
pytest.register_assert_rewrite("browsing", "collecting", "reading")

# A machine busy with other work is no failure of a property.
settings.register_profile("oar", deadline=None)
settings.load_profile("oar")

ROOT = Path(__file__).resolve().parent.parent
REFUSE_SKIPS = os.environ.get("OAR_REFUSE_SKIPS") == "1"
SOAK = os.environ.get("OAR_SOAK") == "1"


def find_chromium() -> str | None:
    """Return the path of a Chromium, Chrome or Edge on this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
    return os.environ.get("OAR_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def lacking(what: str, how: str) -> None:
    """Skip the test for want of `what`, or fail where skips are refused (CI)."""
    message = f"{what} est introuvable : {how}"
    if REFUSE_SKIPS:
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; the test is skipped without one, save in CI."""
    path = find_chromium()
    if path is None:
        lacking("Chromium", "make system l'installe sous Debian")
    return str(path)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """An open Chromium, one a file of tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice; the test is skipped without it, save in CI."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path is None:
        lacking("LibreOffice", "make system l'installe sous Debian")
    return str(path)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The corpus of real files, named by OAR_CORPUS."""
    folder = os.environ.get("OAR_CORPUS", "")
    if not folder or not Path(folder).is_dir():
        lacking("Le corpus de fichiers réels", "OAR_CORPUS nomme son dossier")
    return Path(folder)


@pytest.fixture(scope="session")
def review(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The review of 2017, its tables built in a folder of the tests; tests only read it."""
    from oar_analysis.dataset import build, open_review, write

    folder = tmp_path_factory.mktemp("data")
    shutil.copytree(root / "data/raw", folder / "raw")
    write(build(folder, 2017), folder / "processed")
    return open_review(year=2017, data=folder)


@pytest.fixture(scope="session")
def axes(review: Any) -> dict[int, list[Any]]:
    """The actions of each axis."""
    from oar_analysis import section

    return {axis: section.actions(review, axis) for axis in (1, 2, 3)}


@pytest.fixture(scope="session")
def pages(review: Any, axes: dict[int, list[Any]]) -> dict[str, list[Any]]:
    """Every section of the review but the zooms', by name."""
    from oar_analysis import section

    return {
        **{f"axis {axis}": shown for axis, shown in axes.items()},
        **{f"cards {axis}": [section.action_cards(review, axis)] for axis in axes},
        "state": section.state(review),
        "messages": section.key_messages(review),
        "highlights": section.highlights(review),
        "overview": section.overview(review),
        "missing": section.missing(review),
        "decisions": section.decisions(review),
        "quality": section.findings_by_action(review),
        "quality state": section.quality_state(review),
        "claims": section.claims(review),
        "vintages": section.vintage_changes(review),
        "foot": [section.foot(review)],
    }


TINY_SCHEME = """
body: {name: Commune d'essai, short_name: Essai, fictitious: true}
title: Schéma d'essai
first_year: 2023
actions_total: {value: 1, source: essai}
axes:
  - {number: 1, title: Premier axe}
  - {number: 2, title: Second axe}
pages:
  - {id: synthese, title: Synthèse, notebook: synthese.ipynb, reads: ["*"]}
  - {id: axe-1, title: "Axe 1", notebook: axe.ipynb, parameters: {axis: 1}, reads: ["*/1-*"]}
  - {id: axe-2, title: "Axe 2", notebook: axe.ipynb, parameters: {axis: 2}, reads: ["*/2-*"]}
"""

TINY_ACTION = """
code: "1-1"
axis: 1
title: Réduire le papier
short_title: Papier
steering: [Moyens généraux]
objective: [Moins de papier]
indicators:
  - code: "1-1.1"
    label: Papier consommé
    respondent: Moyens généraux
    definition: Tonnes de papier achetées dans l'année.
    series: [{label: Papier, unit: t, direction: down}]
tables:
  - file: 1-1_papier.csv
    layout: years_across
    mappings: [{match: Papier, indicator: "1-1.1"}]
"""


class TinyBody:
    """A made-up body in a folder of its own: a register, one campaign, three pages."""

    year = 2024

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.raw = folder / "data" / "raw"
        self.reports = folder / "reports"
        self.notebooks = folder / "notebooks"
        self.write("data/raw/scheme/scheme.yaml", TINY_SCHEME)
        self.write("data/raw/scheme/actions/1-1.yaml", TINY_ACTION)
        self.table("1-1_papier.csv", "Indicateur;2023;2024\nPapier;12,5;11\n")
        self.notebook("synthese")
        self.notebook("axe", "import altair as alt", parameters="axis: int = 1")

    def write(self, name: str, text: str) -> Path:
        """Write a file of the body."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def table(self, name: str, text: str) -> Path:
        """Write a raw table of the campaign, and its origin."""
        path = self.write(f"data/raw/{self.year}/{name}", text)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        origin = {
            "file": name, "title": name, "producer": "Essai", "document": "Essai",
            "locator": "Essai", "licence": "Essai", "sha256": digest,
        }  # fmt: skip
        self.write(f"data/raw/{self.year}/origins.yaml", json.dumps({"files": [origin]}))
        return path

    def expect(self, rule: str) -> Path:
        """Have the campaign expect a finding: one that is not found forbids publication."""
        campaign = {
            "year": self.year, "title": "Essai",
            "expected_findings": [{"rule": rule, "reason": "Essai"}],
        }  # fmt: skip
        return self.write(f"data/raw/{self.year}/campaign.yaml", json.dumps(campaign))

    def notebook(self, name: str, *cells: str, parameters: str = "") -> Path:
        """Write a notebook that loads the observations, then runs `cells`."""
        first = 'year: int = 2024\ndata: str = "../data"\n' + parameters
        path = "{data}/processed/observations.parquet"
        load = f"import pandas as pd\ntable = pd.read_parquet(f'{path}')"
        content = [
            {
                "cell_type": "code", "id": f"c{number}", "source": source, "outputs": [],
                "execution_count": None, "metadata": {} if number else {"tags": ["parameters"]},
            }
            for number, source in enumerate((first, load, *cells))
        ]  # fmt: skip
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        book = {
            "cells": content, "metadata": {"kernelspec": kernel}, "nbformat": 4,
            "nbformat_minor": 5,
        }  # fmt: skip
        return self.write(f"notebooks/{name}.ipynb", json.dumps(book))

    def page(self, name: str, *cells: str) -> None:
        """Add a page to the review, made by a notebook of its name."""
        line = f"  - {{id: {name}, title: {name}, notebook: {name}.ipynb, reads: ['*']}}\n"
        with (self.raw / "scheme" / "scheme.yaml").open("a", encoding="utf-8") as file:
            file.write(line)
        self.notebook(name, *cells)

    def start(
        self, *arguments: str, prefix: tuple[str, ...] = (), **options: Any
    ) -> subprocess.Popen[str]:
        """Start `oar` in the body's folder, in a session of its own."""
        settings = {
            "cwd": self.folder, "text": True, "encoding": "utf-8", "start_new_session": True,
            "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options,
        }  # fmt: skip
        command = [*prefix, sys.executable, "-m", "oar_analysis.cli", *arguments]
        return subprocess.Popen(command, **settings)

    def oar(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run `oar` in the body's folder to its end."""
        process = self.start(*arguments, **options)
        output, errors = process.communicate(timeout=200)
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)

    def published(self) -> dict[str, bytes]:
        """Return the published files of the year: name -> content."""
        folder = self.reports / str(self.year)
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def tiny_body(tmp_path: Path) -> TinyBody:
    """A made-up body, ready for `oar review`."""
    return TinyBody(tmp_path)


@pytest.fixture
def body(tmp_path: Path) -> Any:
    """A made-up body whose directorates answer by workbook (collecting.py)."""
    from collecting import collecting_body

    return collecting_body(tmp_path)
