"""Writes the demonstration body to a folder: register, campaigns, notebooks."""

from collections.abc import Iterator
from pathlib import Path

from oar_analysis.demo.campaign import campaign_files
from oar_analysis.demo.figures import FIRST_YEAR, LAST_YEAR, Figures
from oar_analysis.errors import DiskError, UsageError
from oar_analysis.scheme import load_scheme

BODY = Path(__file__).parent / "body"


def write_demo(folder: Path) -> list[Path]:
    """Write data/raw and notebooks of the demonstration body, and return the files written.

    The same bytes each time. A file already there as it would be written is left alone.

    Raises:
        UsageError: a file of that name is there and differs: nothing is written.
        DiskError: the folder cannot be written.
    """
    files = {folder / name: content for name, content in demo_files()}
    taken = [path for path, content in files.items() if _differs(path, content)]
    if taken:
        raise UsageError(
            f"{taken[0]} existe déjà et n'est pas celui de la démonstration. Rien n'a été écrit. "
            "Donner un dossier neuf."
        )
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise DiskError(
            f"{folder} ne peut pas être écrit : {error.strerror}. Donner un autre dossier."
        ) from error
    return list(files)


def demo_files() -> Iterator[tuple[str, bytes]]:
    """Yield every file of the demonstration: its path below the folder, its content."""
    for source in sorted((BODY / "scheme").rglob("*.yaml")):
        yield f"data/raw/{source.relative_to(BODY).as_posix()}", source.read_bytes()
    for source in sorted((BODY / "notebooks").glob("*.ipynb")):
        yield f"notebooks/{source.name}", source.read_bytes()
    scheme, figures = load_scheme(BODY / "scheme"), Figures(BODY / "recipe.yaml")
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for name, content in campaign_files(BODY, scheme, figures, year).items():
            yield f"data/raw/{year}/{name}", content


def _differs(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() != content
    except FileNotFoundError:
        return False
    except OSError:  # a folder of that name, a file that cannot be read: not ours
        return True
