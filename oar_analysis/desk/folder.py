"""Where the data is: named by OAR_DATA, or found by walking up from the working folder."""

import os
from pathlib import Path

from oar_analysis.errors import UsageError

_MARK = Path("raw") / "scheme" / "scheme.yaml"


def find_data(data: str | Path | None = None) -> Path:
    """Return the folder that holds raw/ and processed/.

    The one given; else the one that the environment names (OAR_DATA); else `data`, or the folder
    itself, in the working folder or the nearest folder above it: notebooks/ finds ../data.

    Raises:
        UsageError: none of them holds a register (raw/scheme/scheme.yaml).
    """
    named = data or os.environ.get("OAR_DATA")
    if named:
        folder = Path(named)
        if not (folder / _MARK).is_file():
            by = "" if data else " (donné par OAR_DATA)"
            raise UsageError(
                f"Le dossier {folder}{by} ne contient pas {_MARK.as_posix()}. Donner le dossier "
                'qui contient raw/ : data="…", ou la variable d\'environnement OAR_DATA.'
            )
        return folder
    start = Path.cwd()
    for folder in (start, *start.parents):
        for candidate in (folder / "data", folder):
            if (candidate / _MARK).is_file():
                return candidate
    raise UsageError(
        f"Aucun dossier data/{_MARK.as_posix()} dans {start} ni au-dessus. Se placer dans le "
        'dossier du projet, ou donner le dossier des données : data="…" ou OAR_DATA.'
    )
