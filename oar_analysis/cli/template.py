"""`oar template`: the workbooks that directorates fill in."""

from pathlib import Path
from typing import Annotated

import typer

from oar_analysis.cli.options import DataOption, given_data


def template(
    year: Annotated[
        int, typer.Option("--year", help="Année de la campagne à préparer.", metavar="ANNÉE")
    ],
    data: DataOption = Path("data"),
    output: Annotated[
        Path, typer.Option("--output", help="Dossier où écrire les classeurs.", metavar="DOSSIER")
    ] = Path("classeurs"),
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Remplacer des classeurs déjà là, même remplis.")
    ] = False,
) -> int:
    """Écrire les classeurs à envoyer, un par direction.

    Exemple : oar template --year 2018 --output classeurs

    Codes de retour : 0 fait ; 1 registre illisible ; 2 demande impossible ; 5 disque ou droits.
    """
    from oar_analysis.french import plural
    from oar_analysis.template import write_workbooks

    written = write_workbooks(data, year, output, force=force)
    for one in written:
        values = f"{one.questions} {plural('valeur', one.questions)}"
        state = "" if one.new else ", classeur inchangé"
        print(f"{one.respondent} : {values}{state}\n  {one.path}")
    print(
        f"\nCampagne {year}, classeurs à envoyer : {len(written)}. Au retour, les déposer dans "
        f"{data / 'raw' / str(year)}, puis :\n  oar check --year {year}{given_data(data)}"
    )
    return 0
