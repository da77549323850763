"""The PDF: tagged, titled, French, with alternative texts, the same bytes twice, or an error."""

import stat
from pathlib import Path
from typing import Any

import pypdf
import pytest
from page_sample import notebook

from oar_analysis.errors import PageError
from oar_analysis.export import export_page, export_pdf, find_chromium
from oar_analysis.figure import PageInfo, Prose


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "page.html"
    path.write_text(export_page(notebook(), static=True), encoding="utf-8")
    return path


def walk(node: Any) -> list[Any]:
    """Return the structure elements under a node of the structure tree."""
    node = node.get_object()
    if not isinstance(node, pypdf.generic.DictionaryObject):
        return []
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    return [node, *(one for kid in kids if not isinstance(kid, int) for one in walk(kid))]


@pytest.mark.browser
@pytest.mark.slow
def test_pdf_is_tagged_titled_french_with_alternatives(
    chromium: str, page: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "page.pdf"
    export_pdf(page, pdf)
    reader = pypdf.PdfReader(pdf)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("fr")
    assert reader.metadata is not None
    assert reader.metadata.title == "Écologiquement responsable – Département d’essai"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    elements = walk(root["/StructTreeRoot"])
    alternatives = [str(one["/Alt"]) for one in elements if "/Alt" in one]
    assert sum(text.startswith("Graphique : ") for text in alternatives) == 9
    kinds = {str(one.get("/S")) for one in elements}
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure", "/L"} <= kinds
    text = "\n".join(one.extract_text() for one in reader.pages)
    assert f"Page 1 sur {len(reader.pages)}" in text.replace("\u00a0", " ")
    assert "graphique perdu" in text, "closed details are printed"
    width, height = (float(one) for one in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) in {(594, 841), (595, 842), (595, 841), (594, 842)}
    again = tmp_path / "again.pdf"
    export_pdf(page, again)
    assert again.read_bytes() == pdf.read_bytes()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("draft", "said"),
    [(False, "Données fictives"), (True, "Données fictives, brouillon : ne pas diffuser")],
)
def test_every_sheet_says_that_its_data_are_invented(
    chromium: str, tmp_path: Path, draft: bool, said: str
) -> None:
    info = PageInfo(title="A", body="B", scheme="S", year=2017, fictitious=True)
    page = tmp_path / "page.html"
    blocks = [info, *[Prose("Texte. " * 200) for _ in range(12)]]
    page.write_text(export_page(notebook(blocks), static=True, draft=draft), encoding="utf-8")
    export_pdf(page, page.with_suffix(".pdf"))
    sheets = [one.extract_text() for one in pypdf.PdfReader(page.with_suffix(".pdf")).pages]
    assert len(sheets) > 2
    assert all(said in one.replace("\u00a0", " ") for one in sheets)


def fake(tmp_path: Path, script: str) -> str:
    """Write a program that stands for a browser that misbehaves."""
    path = tmp_path / "navigateur"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_without_browser_it_says_what_to_install(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("OAR_CHROMIUM", raising=False)
    assert find_chromium() is None
    with pytest.raises(PageError, match=r"aucun Chromium trouvé. Installez Chromium"):
        export_pdf(page, tmp_path / "p.pdf")


@pytest.mark.parametrize(
    ("script", "message"),
    [("echo trop tard >&2; exit 3", "a échoué .trop tard."), ("exit 0", "n'a pas écrit de PDF")],
)
def test_a_browser_that_fails_leaves_the_former_pdf(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    former = tmp_path / "p.pdf"
    former.write_bytes(b"%PDF ancien")
    monkeypatch.setenv("OAR_CHROMIUM", fake(tmp_path, script))
    with pytest.raises(PageError, match=message):
        export_pdf(page, former)
    assert former.read_bytes() == b"%PDF ancien"


def test_a_browser_that_hangs_is_ended(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OAR_CHROMIUM", fake(tmp_path, "sleep 60"))
    monkeypatch.setattr("oar_analysis.export.pdf.TIMEOUT", 0.2)
    with pytest.raises(PageError, match="n'a pas fini en"):
        export_pdf(page, tmp_path / "p.pdf")
