"""What a page makes of a notebook's cells and blocks: headings, texts, tables, and its foot."""

import nbformat
from page_sample import notebook

from oar_analysis.export import export_page
from oar_analysis.figure import Column, DataTable, Details, Heading, PageFoot, Prose


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
    table = DataTable(key="t", caption="T", columns=(Column(title="A", kind="text"),), rows=rows)
    assert 'class="table-block long"' in export_page(notebook([table]), static=True)
