"""`oar init`: another body's folder, ready for its first review."""

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(help="Dossier à créer.", metavar="DOSSIER")],
    year: Annotated[
        int, typer.Option("--year", help="Année de la première campagne.", metavar="ANNÉE")
    ],
    name: Annotated[
        str, typer.Option("--name", help="Nom de l'organisme.", metavar="NOM")
    ] = "Mon organisme",
    notebooks: Annotated[
        Path | None, typer.Option(help="Dossier des carnets à recopier.", metavar="DOSSIER")
    ] = None,
) -> int:
    """Commencer le suivi d'un autre organisme.

    Écrit un registre minimal, une campagne d'un tableau d'exemple et des carnets, à remplacer.

    Exemple : oar init ma-ville --year 2025 --name "Ma ville"

    Codes de retour : 0 fait ; 2 demande impossible ; 5 disque ou droits.
    """
    import shlex

    from oar_analysis.cli.options import given_data
    from oar_analysis.template.start_body import start_body

    for path in start_body(folder, name=name, year=year, notebooks=notebooks):
        print(path)
    data = given_data(folder / "data")
    reports = shlex.quote(str(folder / "reports"))
    print(
        "\nLes chiffres sont des exemples. Ensuite :\n"
        f"  oar review{data} --reports {reports}\n"
        f"  oar lab{data}\n"
        f"Puis décrire le schéma dans {folder / 'data' / 'raw' / 'scheme'} "
        "(docs/guide-analyste.md, étapes 5 à 8)."
    )
    return 0
