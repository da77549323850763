"""Starts another body: the smallest register that `oar review` turns into pages."""

import hashlib
import json
import re
from pathlib import Path

import yaml

from oar_analysis.errors import UsageError

_START = Path(__file__).resolve().parent / "start"
_TABLE = "1-1.1_papier.csv"
# A notebook of the desk: no page of the review is made from it.
_EXPLORER = "explorer.ipynb"
# What the explorer shows first: the action and the indicator of the register.
_FIRST = {"action: str": "1-1.1", "indicator: str": "1-1.1.1"}
# Made-up figures: the register that goes with them says so on every page.
_FIGURES = "donnée;{before};{year}\nPapier consommé;12,5 t;11,8 t\n"


def start_body(folder: Path, *, name: str, year: int, notebooks: Path | None = None) -> list[Path]:
    """Write a minimal body to `folder` and return its files.

    data/raw with a register of one axis and one action, one campaign of one table, and the
    notebooks of its pages and the explorer, copied from `notebooks` (those of the project if not
    given), their parameters those of the new body: they run as they are in JupyterLab.

    Raises:
        UsageError: the folder holds something already; there are no notebooks to copy; the year
            cannot be.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder} existe déjà et n'est pas vide : rien n'a été écrit. Donner un autre dossier."
        )
    if not 1900 < year < 2200:
        raise UsageError(f"L'année {year} ne peut pas être celle d'une campagne (--year).")
    source = _notebooks(notebooks)
    table = _FIGURES.format(before=year - 1, year=year).encode("utf-8")
    words = {
        "@NAME@": json.dumps(name, ensure_ascii=False), "@YEAR@": str(year),
        "@BEFORE@": str(year - 1), "@NEXT@": str(year + 1),
        "@SHA256@": hashlib.sha256(table).hexdigest(),
    }  # fmt: skip
    raw, campaign = folder / "data" / "raw", folder / "data" / "raw" / str(year)
    files = {
        raw / "scheme" / "scheme.yaml": _filled("scheme.yaml", words),
        raw / "scheme" / "actions" / "1-1.1.yaml": _filled("action.yaml", words),
        campaign / "campaign.yaml": _filled("campaign.yaml", words),
        campaign / "origins.yaml": _filled("origins.yaml", words),
        campaign / _TABLE: table,
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [*files, *_schemas(raw / "scheme"), *_copies(source, folder / "notebooks", year)]


def _filled(name: str, words: dict[str, str]) -> bytes:
    text = (_START / name).read_text(encoding="utf-8")
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text.encode("utf-8")


def _notebooks(given: Path | None) -> Path:
    """Return where the notebooks are: given, in the current folder, or beside the library."""
    beside = Path(__file__).resolve().parents[2] / "notebooks"
    places = [given] if given else [Path("notebooks"), beside]
    for place in places:
        if all((place / name).is_file() for name in _names()):
            return place
    looked = " ni ".join(str(place) for place in places)
    raise UsageError(
        f"Les carnets à recopier ({', '.join(_names())}) ne sont pas dans {looked}. Lancer la "
        "commande dans le dossier du projet, ou donner leur dossier avec --notebooks."
    )


def _names() -> list[str]:
    """Return the notebooks that the pages of the new register name."""
    text = (_START / "scheme.yaml").read_text(encoding="utf-8").replace("@NAME@", '""')
    text = text.replace("@BEFORE@", "0")
    return [page["notebook"] for page in yaml.safe_load(text)["pages"]]


def _schemas(folder: Path) -> list[Path]:
    from oar_analysis.scheme.schema import write_schemas

    return write_schemas(folder)


def _copies(source: Path, target: Path, year: int) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    names = [*_names(), *(one for one in (_EXPLORER,) if (source / one).is_file())]
    for name in names:
        text = (source / name).read_bytes().decode("utf-8")
        (target / name).write_bytes(_for_body(text, year).encode("utf-8"))
    return [target / name for name in names]


def _for_body(notebook: str, year: int) -> str:
    """Return a notebook whose parameters are those of the new body."""
    for name, value in (("year: int", str(year)), *_FIRST.items()):
        notebook = re.sub(rf'("{name} = (?:\\")?)[^"\\]+', rf"\g<1>{value}", notebook, count=1)
    return notebook
