"""The index of a year: as good as the pages."""

import re

import pytest

from oar_analysis.errors import UsageError
from oar_analysis.export import (
    Download,
    IndexModel,
    IndexPage,
    PastYear,
    StateRow,
    export_index,
)


def model(**more: object) -> IndexModel:
    """An index with everything."""
    fields: dict[str, object] = {
        "title": "Bilan 2017",
        "body": "Département d’essai",
        "scheme": "Schéma des achats responsables",
        "year": 2017,
        "campaign": 2017,
        "description": "Les pages du bilan annuel.",
        "contact": "accessibilite@example.org",
        "identity": "empreinte 12ab",
        "pages": (
            IndexPage(
                href="synthese.html",
                title="Synthèse",
                description="L’essentiel.",
                pdf="synthese.pdf",
            ),
            IndexPage(
                href="axe-1.html",
                title="Axe 1",
                state="stale",
                detail="La cellule 4 a échoué.",
                static="envoi/axe-1.html",
            ),
            IndexPage(href="axe-2.html", title="Axe 2", state="failed", detail="Aucune version."),
        ),
        "scheme_state": (StateRow(label="Actions engagées", value="13", detail="sur 21"),),
        "data_state": (StateRow(label="Observations", value="312"),),
        "downloads": (Download(href="observations.csv", title="Observations (CSV)", size=349_184),),
        "bundle": Download(
            href="envoi.zip", title="Envoi", description="Pages et PDF", size=2_100_000
        ),
        "past_years": (PastYear(year=2016, href="../2016/index.html"),),
    }
    return IndexModel(**{**fields, **more})  # type: ignore[arg-type]


def test_index_tells_pages_states_and_downloads() -> None:
    page = export_index(model())
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert page.rstrip().endswith("</html>")
    assert "<script" not in page
    assert '<a href="synthese.html">Synthèse</a>' in page
    assert '<a href="axe-2.html">' not in page, "a page without a good version is not linked"
    assert "Dernière bonne version.</strong> La cellule 4 a échoué." in page
    assert "(349\u00a0Ko)" in page
    assert "(2,1\u00a0Mo)" in page
    assert 'href="../2016/index.html"' in page
    assert "aucun audit manuel" in page
    assert "non conformes" in page
    assert "empreinte 12ab" in page


def test_the_statement_has_the_parts_that_rgaa_asks_for() -> None:
    page = export_index(model())
    start = page.index('id="accessibilite"')
    titles = re.findall(r"<h3>(.*?)</h3>", page[start:])
    assert titles == [
        "État de conformité",
        "Résultats des tests",
        "Contenus non accessibles",
        "Établissement de cette déclaration",
        "Retour d’information et contact",
        "Voies de recours",
    ]
    for said in ("campagne 2017", "axe-core", "accessibilite@example.org", "Libre réponse 71120"):
        assert said in page[start:]


def test_index_leaves_out_what_is_empty() -> None:
    page = export_index(
        model(scheme_state=(), data_state=(), downloads=(), bundle=None, past_years=(), contact="")
    )
    for anchor in ("etat-du-schema", "etat-des-donnees", "telechargements", "annees"):
        assert anchor not in page
    assert "Aucune adresse de contact" in page


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "//example.org/x", "/etc/passwd", "../../x", "a b"]
)
def test_index_links_only_to_published_files(href: str) -> None:
    with pytest.raises(UsageError, match="fichier du dossier publié"):
        export_index(model(past_years=(PastYear(year=2016, href=href),)))


def test_same_model_same_bytes() -> None:
    assert export_index(model()) == export_index(model())


def test_draft_and_fictitious_are_said() -> None:
    page = export_index(model(draft=True, fictitious=True))
    assert "Brouillon." in page
    assert "Organisme fictif." in page
