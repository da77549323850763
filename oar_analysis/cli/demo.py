"""`oar demo`: a fictitious body, to see every feature at work."""

from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[Path, typer.Argument(help="Dossier neuf où écrire.", metavar="DOSSIER")],
) -> int:
    """Écrire une collectivité fictive, pour voir tout ce que fait l'outil.

    Un registre, les campagnes de 2008 à 2018, des carnets. Toutes ses données sont
    inventées ; chaque page et chaque téléchargement le disent.

    Exemple : oar demo essai

    Codes de retour : 0 fait ; 2 dossier déjà occupé ; 5 disque ou droits.
    """
    from oar_analysis.demo import write_demo

    written = write_demo(folder)
    print(
        f"{len(written)} fichiers d'une collectivité fictive écrits dans {folder}.\n"
        "Son bilan :\n"
        f"  oar review --data {folder / 'data'} --reports {folder / 'reports'} --year 2018"
    )
    return 0
