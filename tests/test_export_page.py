"""The exported page: whole, French, offline, the same bytes everywhere; or refused."""

import base64
import hashlib
import html
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from page_sample import (
    blocks,
    figures,
    notebook,
    recycled,
)

from oar_analysis.errors import PageError
from oar_analysis.export import export_page
from oar_analysis.export.bundle import bundle
from oar_analysis.export.drawing import image_href, renumbered
from oar_analysis.figure import (
    BLOCK_MIME,
    Card,
    DataTable,
    Details,
    Heading,
    PageFoot,
    PageInfo,
    Prose,
    line_figure,
)


@pytest.fixture(scope="module")
def live() -> str:
    return export_page(notebook(), identity="empreinte 12ab")


@pytest.fixture(scope="module")
def static() -> str:
    return export_page(notebook(), static=True, identity="empreinte 12ab")


def output(data: dict[str, Any]) -> Any:
    return notebook([data])


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


@pytest.mark.slow
def test_same_bytes_whatever_zone_seed_home_and_locale(tmp_path: Path) -> None:
    found = set()
    for zone, seed, home in (("UTC", "1", str(tmp_path)), ("Asia/Tokyo", "2", "/nonexistent")):
        given = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "HOME": home, "LC_ALL": "C"}
        given.pop("XDG_CACHE_HOME", None)
        script = Path(__file__).with_name("page_sample.py")
        made = subprocess.run(
            [sys.executable, script], env=given, capture_output=True, text=True, check=True
        )
        found.add(made.stdout.strip())
    assert len(found) == 1


@pytest.mark.slow
def test_dates_are_drawn_alike_in_every_zone() -> None:
    code = (
        "from oar_analysis.export.drawing import drawings;from oar_analysis.figure.theme import themed;"  # noqa: E501
        "print(drawings(themed({'data':{'values':[{'d':'2017-04-01T23:30:00Z','v':1},{'d':'2018-01-01T00:00:00Z','v':2}]},"
        "'mark':'line','encoding':{'x':{'field':'d','type':'temporal'},'y':{'field':'v','type':'quantitative'}}}))[0].href)"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "TZ": zone},
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


STOCK = [
    {"application/vnd.vegalite.v5+json": {}},
    {"application/vnd.vegalite.v6.json": {}},
    {"image/png": "iVBORw0KGgo="},
    {"image/svg+xml": "<svg/>"},
    {"text/html": '<div id="altair-viz-12"></div>'},
    {"text/html": "<div><script>vegaEmbed()</script></div>"},
    {"application/javascript": "alert(1)"},
]


@pytest.mark.parametrize("data", STOCK, ids=lambda one: next(iter(one)))
def test_a_stock_renderer_is_refused_with_its_cell(data: dict[str, Any]) -> None:
    with pytest.raises(
        PageError, match=r"cellule 2 \(« bloc\(0\) »\) : sortie .* sans description"
    ) as caught:
        export_page(output({**data, "text/plain": "alt.Chart(...)"}))
    assert caught.value.findings[0].rule == "page-stock-renderer"
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("name", ["description", "title"])
def test_a_chart_without_its_words_is_refused(name: str) -> None:
    payload = {**line_figure([recycled()], key="k", title="T", source="S").payload(), name: " "}
    with pytest.raises(PageError, match=r"graphique « k » sans"):
        export_page(output({BLOCK_MIME: payload}))
    folded = {"type": "details", "summary": "S", "blocks": [payload], "anchor": "", "open": False}
    with pytest.raises(PageError, match=r"graphique « k » sans"):
        export_page(output({BLOCK_MIME: folded}))


def test_every_fault_is_told_at_once() -> None:
    book = notebook([STOCK[2], {BLOCK_MIME: {"type": "tarte"}}, {BLOCK_MIME: "rien"}])
    error = nbformat.v4.new_output("error", ename="ValueError", evalue="non", traceback=[])
    book.cells.append(nbformat.v4.new_code_cell("1 / 0", outputs=[error]))
    with pytest.raises(PageError) as caught:
        export_page(book)
    assert [one.rule for one in caught.value.findings] == [
        "page-stock-renderer",
        "page-unknown-block",
        "page-unknown-block",
        "page-error-output",
    ]
    assert "cellule 5 (« 1 / 0 ») : la cellule a échoué (ValueError : non)" in str(caught.value)


def test_a_chart_that_cannot_be_drawn_is_refused() -> None:
    payload = line_figure([recycled()], key="k", title="T", source="S").payload()
    with pytest.raises(PageError, match=r"cellule 2 .*ne peut pas être dessiné") as caught:
        export_page(output({BLOCK_MIME: {**payload, "spec": {"mark": 3}}}))
    assert caught.value.findings[0].rule == "page-drawing"


def test_an_anchor_taken_twice_and_a_dead_link_are_refused() -> None:
    card = Card(code="1-1", title="A", year=2017)
    with pytest.raises(PageError, match="ancre « fiche-1-1 » déjà prise par cellule 2"):
        export_page(notebook([card, card]))
    with pytest.raises(PageError, match="lien interne vers « ailleurs »"):
        export_page(notebook([Card(code="1-1", title="A", year=2017, link="ailleurs")]))
    away = export_page(notebook([Card(code="1-1", title="A", year=2017, link="axe-1.html#x")]))
    assert 'href="axe-1.html#x"' in away


def test_two_identities_are_refused() -> None:
    info = PageInfo(title="A", body="B", scheme="S", year=2017)
    with pytest.raises(PageError, match="deuxième PageInfo"):
        export_page(notebook([info, info]))


def test_two_headings_of_one_text_have_two_anchors() -> None:
    page = export_page(notebook([Heading("Papier"), Heading("Papier")]), static=True)
    assert 'id="papier"' in page
    assert 'id="papier-2"' in page


def test_markdown_cells_and_plain_outputs() -> None:
    book = notebook(
        [
            {"text/html": "<table><tr><th>A</th></tr></table><img src=x><style>a{}</style>"[:37]},
            {"text/markdown": "*souligné*"},
            {"text/plain": "<b>texte</b>"},
            {"text/plain": "None"},
        ]
    )
    book.cells[0]["source"] = (
        "# Titre\n\nTexte <script>x</script>\n\n```\n# code\n```\n\n### Profond"
    )
    stream = nbformat.v4.new_output("stream", name="stdout", text="écrit\n")
    errors = nbformat.v4.new_output("stream", name="stderr", text="gêne\n")
    book.cells.append(nbformat.v4.new_code_cell("print()", outputs=[stream, errors]))
    page = export_page(book, static=True)
    assert '<h2 id="titre">Titre</h2>' in page
    assert '<h3 id="profond">Profond</h3>' in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<em>souligné</em>" in page
    assert "&lt;b&gt;texte&lt;/b&gt;" in page
    assert ">écrit<" in page
    assert "gêne" not in page
    assert ">None<" not in page
    assert "# code" in page
    assert "<title>Page sans titre</title>" in page


def test_a_notebook_names_its_page() -> None:
    book = notebook([Prose("Bonjour")])
    book.metadata["title"] = "Essai"
    assert "<title>Essai</title>" in export_page(book)


def test_sources_inside_details_stand_at_the_foot() -> None:
    table = DataTable(key="t", caption="T", columns=(), rows=(), source="Fichier d’origine")
    page = export_page(
        notebook([Details("D", (table,)), PageFoot(limits=("Peu d’années.",))]), static=True
    )
    foot = page[page.index("Méthode, sources et limites") :]
    assert "Fichier d’origine" in foot
    assert "Peu d’années." in foot


def test_the_foot_names_each_file_once() -> None:
    sources = (
        "données reçues : 2017/a.csv, 2017/b.csv et c.xlsx (campagnes 2015, 2016 et 2017)",
        "données reçues : 2017/b.csv et 2017/d.ods",
        "Rapport annuel, p. 12 et 13",
    )
    shown = [
        DataTable(key=f"t{n}", caption="T", columns=(), rows=(), source=one)
        for n, one in enumerate(sources)
    ]
    page = export_page(notebook(shown), static=True)
    foot = page[page.index("Méthode, sources et limites") :]
    assert "<li>Rapport annuel, p. 12 et 13</li>" in foot
    files = "2017/a.csv, 2017/b.csv, c.xlsx (campagnes 2015, 2016 et 2017) et 2017/d.ods"
    assert f"<li>Données reçues : {files}</li>" in foot.replace("\u00a0", " ")
    assert foot.count("b.csv") == 1


def test_a_long_table_is_not_printed() -> None:
    rows = tuple((str(n),) for n in range(31))
    from oar_analysis.figure import Column

    table = DataTable(key="t", caption="T", columns=(Column(title="A", kind="text"),), rows=rows)
    assert 'class="table-block long"' in export_page(notebook([table]), static=True)


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


def test_a_drawing_stands_in_the_page_as_it_is(static: str) -> None:
    """Escaped again, each `<` and `'` of a drawing would be four or five characters."""
    sources = re.findall(r'<img [^>]*?src="([^"]*)"', static)
    assert sources
    for one in sources:
        assert one.startswith("data:image/svg+xml,<svg ")
        assert one.endswith("</svg>")
        assert "&" not in one


def test_ids_of_a_drawing_start_anew() -> None:
    first = '<linearGradient id="gradient_4"/><rect fill="url(#gradient_4)"/><clipPath id="clip9"/>'
    later = first.replace("4", "7").replace("clip9", "clip31")
    assert renumbered(first) == renumbered(later)


def test_the_bundle_is_kept_whole_and_made_again_when_spoilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    whole = bundle.__wrapped__()
    (kept,) = (tmp_path / "oar-analysis").iterdir()
    assert kept.read_text(encoding="utf-8") == whole
    kept.write_text(whole[: len(whole) // 2], encoding="utf-8")
    assert bundle.__wrapped__() == whole
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept))  # a file, where a folder is needed
    assert bundle.__wrapped__() == whole


def test_specs_share_the_house_theme(live: str) -> None:
    specs = re.findall(r'<script type="application/json" class="spec"[^>]*>(.*?)</script>', live)
    assert len(specs) == 8
    assert all("config" not in json.loads(one) for one in specs)
    house = re.search(r'id="charte">(.*?)</script>', live)
    assert house is not None
    assert json.loads(house[1])["locale"]["number"]["decimal"] == ","


def test_the_sample_is_what_these_tests_think() -> None:
    assert sum(one.kind == "figure" for one in blocks()) == 8
