"""A notebook with every kind of block, as a page of the review has them."""

from collections.abc import Sequence
from typing import Any

import nbformat
from series_sample import fleet, lost, marked, recycled, territories

from oar_analysis.figure import (
    Block,
    Callout,
    Card,
    CardGrid,
    CardRow,
    Column,
    DataTable,
    Details,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    PageFoot,
    PageInfo,
    Part,
    Point,
    Prose,
    Series,
    Step,
    Value,
    Whole,
    bar_figure,
    dumbbell_figure,
    index_figure,
    line_figure,
    stacked_figure,
    waterfall_figure,
)  # fmt: skip

SOURCE = "Bilan de la 1ère année (2017)"


def figures() -> list[Figure]:
    """One figure of each standard chart."""
    steps = [
        Step(label="Kilomètres parcourus", value=-45014, low=-45620, high=-44410),
        Step(label="Part des kilomètres électriques", value=213, low=-80, high=506),
        Step(label="Consommation au kilomètre", value=-11091, low=-11384, high=-10798),
        Step(label="Ensemble", value=-55892, total=True),
    ]
    parts = [("Travaux", 60), ("Travaux publics", 32), ("Services", 5), ("Fournitures", 1)]
    whole = Whole(label="Depuis 2008", parts=tuple(Part(label=a, value=b) for a, b in parts))
    index = Series(
        label="Consommation de papier",
        unit="1",
        points=(
            Point(year=2015, value=100),
            Point(year=2016, value=92.7),
            Point(year=2017, value=86.8),
        ),
    )
    common: dict[str, Any] = {"source": SOURCE}
    return [
        line_figure(
            [recycled()],
            key="papier-recycle",
            title="Papier recyclé : la cible s’éloigne",
            **common,
        ),
        line_figure([lost()], key="papier-tonnage", title="Tonnage de papier", **common),
        line_figure(
            marked(),
            key="marques",
            title="Toutes les marques",
            notes=("Données d’essai.",),
            **common,
        ),
        dumbbell_figure(
            fleet(), years=(2016, 2017), key="parc-km", title="Kilomètres par énergie", **common
        ),
        bar_figure(fleet(), year=2017, key="parc-barres", title="Kilomètres de 2017", **common),
        waterfall_figure(
            steps, unit="L", key="carburant", title="Pourquoi le carburant baisse", **common
        ),
        stacked_figure([whole], key="typologie", title="Typologie des achats", **common),
        index_figure([index], key="indice", title="Indice du papier", base_year=2015, **common),
        line_figure(territories(), key="territoires", title="Heures par territoire", **common),
    ]


def blocks() -> list[Block]:
    """A page's blocks, in reading order."""
    drawn = figures()
    card = Card(
        code="1-1.3",
        title="Diminuer la consommation de papier et favoriser l’utilisation de papier recyclé",
        year=2017,
        status="engagée",
        verdict="Progrès limités",
        sign="limited",
        steering="Direction des Achats et de la Logistique",
        link="a-1-1.3",
        rows=(
            CardRow(
                label="Part de papier recyclé",
                previous="27,2\u00a0%",
                current="27,3\u00a0%",
                change="+0,1\u00a0point",
                target="50\u00a0% en 2020 (schéma)",
                verdict="Progrès limités",
                sign="limited",
                link="papier-recycle",
            ),
            CardRow(label="Consommation de papier", current="−6,4\u00a0%", note="rythme annuel"),
        ),
    )
    other = Card(
        code="1-1.5", title="Remplacer le parc automobile", year=2017, verdict="Cible atteinte",
        sign="achieved", rows=(CardRow(label="Kilomètres", previous="9\u00a0418\u00a0147\u00a0km",
        current="8\u00a0642\u00a0568\u00a0km", change="−8,2\u00a0%"),),
    )  # fmt: skip
    sites = DataTable(
        key="chantiers",
        caption="Déchets des chantiers",
        columns=(
            Column(title="Chantier", kind="text"),
            Column(title="Déchets inertes", unit="t"),
            Column(title="Année", kind="year"),
        ),
        rows=(
            ("Réceptionné", 2054.0, 2016),
            ("En cours", Value(value=196, unit="t"), 2017),
            ("À venir", None, None),
        ),
        source=SOURCE,
        notes=("Un chantier *réceptionné* ne se compare pas à un chantier en cours.",),
    )
    return [
        PageInfo(
            title="Écologiquement responsable",
            body="Département d’essai",
            scheme="Schéma des achats responsables",
            year=2017,
            campaign=2017,
            section="Axe 1",
            description="Ce que donnent les actions engagées, et ce qui manque pour en juger.",
            reading="Les actions suivent l’ordre du **schéma**.",
        ),
        KeyFigures(
            (
                KeyFigure(value="13", label="actions engagées", detail="sur les 21 du schéma"),
                KeyFigure(value="27,3\u00a0%", label="de papier recyclé", link="papier-recycle"),
            )
        ),
        Heading("Les actions en bref"),
        CardGrid((card, other)),
        Heading("1-1.3 Papier", anchor="1-1.3"),
        Prose(
            "Le papier **baisse**.\n\n## Réalisations\n\n- standardisation\n\n### Détail\n\nSuite."
        ),
        drawn[0],
        Callout("limit", "Le graphique de la source a été perdu."),
        drawn[1],
        drawn[7],
        Heading("1-1.5 Parc automobile", anchor="1-1.5"),
        *drawn[2:7],
        drawn[8],
        Heading("Chantiers", level=3),
        Details("Détail des chantiers", (sites, Prose("Une *note*.")), anchor="detail"),
        PageFoot(
            method=("Le rythme **observé** est comparé au rythme requis.",),
            sources=("Bilan 2017, [page](https://example.org/bilan)",),
            limits=("Deux années seulement.",),
        ),
    ]


def notebook(shown: Sequence[Any] | None = None) -> Any:
    """Return an executed notebook that shows these blocks, a cell each."""
    # from_dict, as a file is read: a notebook of somebody else may hold what is not valid.
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "debut", "metadata": {}, "source": ""}
    ]
    for number, block in enumerate(blocks() if shown is None else shown):
        bundle = block._repr_mimebundle_() if isinstance(block, Block) else block
        cells.append(
            {
                "cell_type": "code",
                "id": f"c{number}",
                "metadata": {},
                "execution_count": 1,
                "source": f"bloc({number})",
                "outputs": [{"output_type": "display_data", "metadata": {}, "data": bundle}],
            }
        )
    return nbformat.from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


if __name__ == "__main__":
    # Prints the page's fingerprint: tests run this under other time zones and hash seeds.
    import hashlib
    import sys

    from oar_analysis.export import export_page

    page = export_page(notebook(), static="--static" in sys.argv, identity="essai")
    print(hashlib.sha256(page.encode()).hexdigest())
