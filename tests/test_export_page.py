"""The exported page: whole, French, offline, light, with all that it shows."""

import base64
import hashlib
import html
import itertools
import json
import re
from typing import Any

import pytest
from page_sample import blocks, figures, notebook

from oar_analysis.export import export_page
from oar_analysis.figure import BLOCK_MIME, Heading, PageInfo


@pytest.fixture(scope="module")
def live() -> str:
    return export_page(notebook(), identity="empreinte 12ab")


@pytest.fixture(scope="module")
def static() -> str:
    return export_page(notebook(), static=True, identity="empreinte 12ab")


def test_a_page_is_whole_french_and_titled(live: str) -> None:
    assert live.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert live.rstrip().endswith("</html>")
    assert "<title>Écologiquement responsable – Département d’essai</title>" in live
    assert live.count("<h1") == 1
    assert live.count("<main ") == 1
    assert 'href="#contenu">Aller au contenu' in live
    assert "Comment lire cette page" in live
    assert "Méthode, sources et limites" in live
    assert "empreinte 12ab" in live
    assert "Bilan de la 1ère année (2017)</li>" in live, "a figure's source stands at the foot"


def test_headings_skip_no_level_and_the_contents_follow_them(live: str) -> None:
    body = re.sub(r"<script.*?</script>", "", live, flags=re.DOTALL)
    levels = [int(one) for one in re.findall(r"<h([1-6])[ >]", body)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    nav = body[body.index("<nav") : body.index("</nav>")]
    anchors = re.findall(r'<li class="toc-\d"><a href="#([^"]+)"', nav)
    assert anchors == ["les-actions-en-bref", "a-1-1.3", "a-1-1.5", "chantiers-2"]
    places = [body.index(f'id="{one}"') for one in anchors]
    assert places == sorted(places)


def test_ids_are_unique_and_internal_links_lead_somewhere(live: str) -> None:
    body = re.sub(r"<script.*?</script>", "", live, flags=re.DOTALL)
    ids = re.findall(r'\bid="([^"]+)"', body)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', body)) <= set(ids)


def test_the_policy_lets_these_texts_run_and_nothing_else(live: str, static: str) -> None:
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', live)[1])  # type: ignore[index]
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["default-src"] == "'none'"
    assert parts["img-src"] == "data:"
    assert parts["base-uri"] == parts["form-action"] == "'none'"
    assert "unsafe" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", live, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts]
    assert parts["script-src"] == " ".join(f"'sha256-{one}'" for one in hashes)
    assert "script-src" not in static
    assert "<script" not in static


def test_nothing_is_loaded_from_outside(live: str, static: str) -> None:
    for page in (live, static):
        bare = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
        assert not re.search(r"""(?:src|srcset)=["'](?!data:)""", bare)
        assert not re.search(r"<(link|iframe|object|embed|base)\b", bare)
        assert " style=" not in re.sub(r'src="data:[^"]*"', "", bare)


def test_sizes_of_a_page_of_fifteen_figures() -> None:
    shown: list[Any] = [PageInfo(title="Axe", body="B", scheme="S", year=2017)]
    for copy in range(2):
        for one in figures():
            payload = {**one.payload(), "key": f"{one.key}-{copy}"}
            shown.append({BLOCK_MIME: payload})
    shown = shown[:16]
    assert len(export_page(notebook(shown)).encode()) <= 1_500_000
    assert len(export_page(notebook(shown), static=True).encode()) <= 400_000


def test_the_bundle_stands_once(live: str) -> None:
    assert live.count("window.vegaEmbed=") == 1
    assert "BSD-3-Clause" in live
    assert "window.vegaEmbed=" not in export_page(notebook([Heading("Sans graphique")]))


def test_code_is_hidden_or_folded(live: str) -> None:
    assert "bloc(3)" not in live
    folded = export_page(notebook(), fold_code=True)
    assert "<summary>Code de la cellule 5</summary>" in folded
    assert "bloc(3)" in folded


def test_banners(live: str) -> None:
    assert 'class="banner' not in live
    page = export_page(notebook(), draft=True, stale="La page a échoué le mois dernier.")
    assert "Brouillon." in page
    assert "Dernière bonne version.</strong> La page a échoué le mois dernier." in page
    info = PageInfo(title="A", body="B", scheme="S", year=2017, fictitious=True)
    assert "Organisme fictif." in export_page(notebook([info]))


def test_same_notebook_same_bytes(live: str) -> None:
    assert export_page(notebook(), identity="empreinte 12ab") == live


def test_a_drawing_stands_in_the_page_as_it_is(static: str) -> None:
    """Escaped again, each `<` and `'` of a drawing would be four or five characters."""
    sources = re.findall(r'<img [^>]*?src="([^"]*)"', static)
    assert sources
    for one in sources:
        assert one.startswith("data:image/svg+xml,<svg ")
        assert one.endswith("</svg>")
        assert "&" not in one


def test_specs_share_the_house_theme(live: str) -> None:
    specs = re.findall(r'<script type="application/json" class="spec"[^>]*>(.*?)</script>', live)
    assert len(specs) == 9
    assert all("config" not in json.loads(one) for one in specs)
    house = re.search(r'id="charte">(.*?)</script>', live)
    assert house is not None
    assert json.loads(house[1])["locale"]["number"]["decimal"] == ","


def test_the_sample_is_what_these_tests_think() -> None:
    assert sum(one.kind == "figure" for one in blocks()) == 9
