"""`oar verify`: hold a delivered folder against its manifest."""

from pathlib import Path
from typing import Annotated

import typer


def verify(
    folder: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help="Dossier publié, reports/2017.")
    ],
) -> int:
    """Vérifier un dossier livré, d'après son manifest.json.

    Exemple : oar verify reports/2017

    Codes de retour : 0 intact ; 2 ce n'est pas un dossier publié ; 6 une différence.
    """
    from oar_analysis.errors import UsageError, VerifyError
    from oar_analysis.review.manifest import NAME, compare, read_manifest

    manifest = read_manifest(folder)
    if manifest is None:
        raise UsageError(
            f"{folder} n'a pas de {NAME} lisible. Donner un dossier publié par « oar review »."
        )
    found = compare(folder, manifest)
    lines = [
        *(f"  modifié : {name}" for name in found.changed),
        *(f"  absent : {name}" for name in found.missing),
        *(f"  ajouté : {name}" for name in found.added),
    ]
    if lines:
        raise VerifyError(
            "\n".join([f"{folder} diffère de son manifeste :", *lines])
            + "\nReprendre le dossier d'origine, ou relancer « oar review »."
        )
    print(f"{folder} : {len(manifest.files)} fichiers, tous conformes au manifeste.")
    stale = [page.title for page in manifest.pages if page.state != "good"]
    if stale:
        print(f"Pages qui ne sont pas à jour : {', '.join(stale)}.")
    return 0
