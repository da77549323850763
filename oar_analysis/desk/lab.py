"""JupyterLab on the notebooks: in French, nothing asked of the network.

The settings stand in `jupyter/`, which Jupyter reads as a folder of its configuration: no news,
no search for updates, no extension catalogue, the French language pack.
"""

import importlib.util
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from oar_analysis.errors import UsageError

CONFIG = Path(__file__).parent / "jupyter"


def lab_command(notebooks: Path, arguments: Sequence[str] = ()) -> list[str]:
    """Return the command that opens JupyterLab on a folder of notebooks.

    The file browser reaches the folder's parent, where data/ stands. `arguments` are
    JupyterLab's own ("--no-browser").

    Raises:
        UsageError: there is no such folder, or JupyterLab is not installed.
    """
    if not notebooks.is_dir():
        raise UsageError(
            f"Le dossier de carnets {notebooks} n'existe pas. Se placer dans le dossier du projet, "
            "ou donner celui des carnets avec --notebooks."
        )
    if importlib.util.find_spec("jupyterlab") is None:
        raise UsageError(
            "JupyterLab n'est pas installé ici. « make lab » l'installe, ou : "
            "pip install --require-hashes -r requirements-lab.lock"
        )
    folder = notebooks.resolve()
    return [
        sys.executable, "-m", "jupyterlab",
        f"--ServerApp.root_dir={folder.parent}",
        f"--LabApp.default_url=/lab/tree/{folder.name}",
        *arguments,
    ]  # fmt: skip


def lab_environment(environment: Mapping[str, str], data: Path | None = None) -> dict[str, str]:
    """Return the environment of JupyterLab: our settings first, the data folder for `oar`."""
    known = environment.get("JUPYTER_CONFIG_PATH", "")
    paths = [str(CONFIG), *(one for one in known.split(os.pathsep) if one)]
    found = {**environment, "JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}
    # The project's own interpreter must win over a kernel of the user's account.
    found.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    if data is not None:
        found["OAR_DATA"] = str(data.resolve())
    return found
