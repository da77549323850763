"""What all tests share: where the corpus, the browser and the office suite are."""

import os
import shutil
from pathlib import Path

import pytest

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
        # The corpus is not part of the project: a machine without it has nothing to install.
        pytest.skip("OAR_CORPUS ne nomme pas le dossier du corpus")
    return Path(folder)
