"""`oar lab`: JupyterLab on the notebooks."""

from pathlib import Path
from typing import Annotated

import typer

from oar_analysis.cli.options import notebooks_folder


def lab(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(help="Arguments donnés à JupyterLab, après --.", metavar="ARGUMENTS"),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", help="Dossier des données des verbes oar ; celui du projet sinon.",
            metavar="DOSSIER",
        ),
    ] = None,
    notebooks: Annotated[
        Path | None,
        typer.Option(
            "--notebooks",
            help="Dossier des carnets ; celui d'à côté des données s'il n'est pas donné.",
            metavar="DOSSIER",
        ),
    ] = None,
) -> int:  # fmt: skip
    """Ouvrir JupyterLab sur les carnets, en français et sans réseau.

    Exemple : oar lab
              oar lab --data ma-ville/data
              oar lab -- --no-browser --port 8899

    Codes de retour : celui de JupyterLab ; 2 demande impossible.
    """
    import os
    import subprocess

    from oar_analysis.desk.folder import find_data
    from oar_analysis.desk.lab import lab_command, lab_environment

    folder = notebooks_folder(notebooks, data or Path("data"))
    command = lab_command(folder, arguments or [])
    environment = lab_environment(os.environ, find_data(data) if data else None)
    return subprocess.call(command, env=environment)  # noqa: S603 (our own interpreter)
