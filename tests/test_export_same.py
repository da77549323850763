"""A page is the same bytes whatever the zone, process, cache or program that makes it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from page_sample import notebook

from oar_analysis.export import export_page
from oar_analysis.export.bundle import bundle
from oar_analysis.export.drawing import image_href, renumbered
from oar_analysis.export.page import Options, build_page, read_page


def test_a_page_read_once_has_both_its_forms_as_if_alone() -> None:
    reading = read_page(notebook())
    for static in (False, True, False):
        alone = export_page(notebook(), static=static, identity="essai")
        assert build_page(reading, Options(static=static, identity="essai")).html() == alone


@pytest.mark.slow
def test_same_bytes_whatever_zone_seed_home_and_locale(tmp_path: Path) -> None:
    found = set()
    nowhere = tmp_path / "file"
    nowhere.write_text("no folder")
    for zone, seed, home in (("UTC", "1", str(tmp_path)), ("Asia/Tokyo", "2", str(nowhere))):
        given = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "HOME": home, "LC_ALL": "C"}
        given.pop("XDG_CACHE_HOME", None)
        script = Path(__file__).with_name("page_sample.py")
        made = subprocess.run(
            [sys.executable, script], env=given, capture_output=True, text=True, check=True
        )
        found.add(made.stdout.strip())
    assert len(found) == 1


@pytest.mark.slow
def test_dates_are_drawn_alike_in_every_zone(tmp_path: Path) -> None:
    code = (
        "from oar_analysis.export.drawing import drawings;from oar_analysis.figure.theme import themed;"  # noqa: E501
        "print(drawings(themed({'data':{'values':[{'d':'2017-04-01T23:30:00Z','v':1},{'d':'2018-01-01T00:00:00Z','v':2}]},"
        "'mark':'line','encoding':{'x':{'field':'d','type':'temporal'},'y':{'field':'v','type':'quantitative'}}}))[0].href)"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "TZ": zone, "XDG_CACHE_HOME": str(tmp_path / zone)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for zone in ("America/New_York", "Asia/Tokyo")
    ]
    assert found[0] == found[1]
    assert re.search("avril|juil\\.|juillet|oct", found[0])


@pytest.mark.slow
def test_nbconvert_gives_the_same_page(tmp_path: Path) -> None:
    path = tmp_path / "page.ipynb"
    path.write_text(nbformat.writes(notebook()), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "nbconvert",
        "--to",
        "oar",
        "--OarExporter.static=True",
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True)
    made = path.with_suffix(".html").read_text(encoding="utf-8")
    assert made == export_page(notebook(), static=True)


@pytest.mark.slow
def test_exporting_imports_neither_altair_nor_nbconvert() -> None:
    code = (
        "import sys, oar_analysis.export\n"
        "print([m for m in ('altair', 'nbconvert', 'pandas') if m in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"


def test_image_addresses_hold_the_same_drawing() -> None:
    from urllib.parse import unquote
    from xml.dom import minidom

    svg = '<svg xmlns="http://www.w3.org/2000/svg"><text fill="#fff" a=\'"\'>l\'été 5 % &amp; \u00a0</text></svg>'  # noqa: E501
    href = image_href(svg)
    assert not set('"#&\n') & set(href)
    text = minidom.parseString(
        unquote(href.partition(",")[2])
    ).documentElement.firstChild.firstChild
    assert text.data == "l'été 5 % & \u00a0"


def test_ids_of_a_drawing_start_anew() -> None:
    first = '<linearGradient id="gradient_4"/><rect fill="url(#gradient_4)"/><clipPath id="clip9"/>'
    later = first.replace("4", "7").replace("clip9", "clip31")
    assert renumbered(first) == renumbered(later)


def test_the_bundle_is_kept_whole_and_made_again_when_spoilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    whole = bundle.__wrapped__()
    (kept,) = (tmp_path / "oar-analysis").glob("*.js")
    assert kept.read_text(encoding="utf-8").endswith(whole)
    kept.write_text(kept.read_text(encoding="utf-8")[: len(whole) // 2], encoding="utf-8")
    assert bundle.__wrapped__() == whole
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept))  # a file, where a folder is needed
    assert bundle.__wrapped__() == whole
