"""What a page is made from, as hashes: when none has changed, the page need not be made again.

Nothing but the standard library is loaded here: a run with nothing to do imports nothing else.
"""

import fnmatch
import functools
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oar_analysis.contract import is_left_behind

if TYPE_CHECKING:
    from oar_analysis.scheme import Page

PACKAGE = Path(__file__).resolve().parent.parent
ORIGINS = "origins.yaml"
# The distributions whose version may change a page.
SHAPING = frozenset(
    {
        "altair", "defusedxml", "ipykernel", "ipython", "jinja2", "mistune", "narwhals", "nbclient",
        "nbconvert", "nbformat", "nh3", "numpy", "openpyxl", "pandas", "papermill", "pyarrow",
        "pydantic", "pygments", "pyyaml", "scipy", "vl-convert-python", "xlrd",
    }
)  # fmt: skip
# Read by every page, whatever its `reads` says.
# (A directorate's workbook may answer for any action, whatever its name.)
_ALWAYS = ("scheme/*", "*/campaign.yaml", "*.xlsx", "*.xlsm", "*.xls", "*.ods")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The hashes of all that a review is made from.

    `raw`: file below data/raw -> sha256; `notebooks`: file name -> sha256; `library`: of our own
    sources; `versions`: of Python and of the installed distributions that shape a page; `folder`:
    data/raw itself, where a page's digest needs what stands in a file.
    """

    raw: dict[str, str]
    notebooks: dict[str, str]
    library: str
    versions: dict[str, str]
    folder: Path | None = None

    def digest(self, options: Mapping[str, object]) -> str:
        """Return one hash of everything, with the options that change the pages."""
        return _digest([self.raw, self.notebooks, self.library, self.versions, dict(options)])

    def page_digest(
        self,
        notebook: str,
        parameters: Mapping[str, object],
        reads: Iterable[str],
        options: Mapping[str, object],
    ) -> str:
        """Return the hash of what one page is made from: `reads` are globs below data/raw.

        Of each campaign's origins.yaml, a page depends on what is said of the files it reads.
        """
        globs = (*_ALWAYS, *(reads or ("*",)))
        raw = {
            name: digest
            for name, digest in self.raw.items()
            if any(fnmatch.fnmatchcase(name, glob) for glob in globs)
        }
        told = {name: origin for name, origin in self._origins().items() if name in raw}
        own = self.notebooks.get(notebook, "")
        made = [raw, told, own, dict(parameters), self.library, self.versions, dict(options)]
        return _digest(made)

    def _origins(self) -> dict[str, str]:
        return {
            f"{name.removesuffix(ORIGINS)}{file}": digest
            for name, sha256 in self.raw.items()
            if self.folder and name.endswith(f"/{ORIGINS}")
            for file, digest in _origin_entries(self.folder / name, sha256).items()
        }


def page_fingerprint(inputs: Inputs, page: "Page", year: int, options: Mapping[str, object]) -> str:
    """Return the hash of what a page of the register is made from, in a year's review."""
    return inputs.page_digest(
        page.notebook, {"title": page.title, **page.parameters}, page.reads,
        {**options, "year": year},
    )  # fmt: skip


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the names whose hash or version differs, those added and removed among them."""
    return sorted(
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    )


@functools.lru_cache
def _origin_entries(path: Path, sha256: str) -> dict[str, str]:
    """Return file name -> hash of what an origins.yaml says of it; {} if it cannot be read.

    (Nothing is published then: the register's own reader refuses it.)
    """
    import yaml

    del sha256  # part of the key: another content is read anew
    try:
        entries = yaml.load(path.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        return {str(one["file"]): _digest(one) for one in entries["files"]}
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        return {}


def read_inputs(raw: Path, notebooks: Path) -> Inputs:
    """Return the hashes of all inputs.

    Raises:
        OSError: a file cannot be read.
    """
    return Inputs(
        raw=hash_tree(raw),
        notebooks={path.name: hash_file(path) for path in sorted(notebooks.glob("*.ipynb"))},
        library=library_digest(),
        versions=installed_versions(),
        folder=raw,
    )


def hash_file(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_tree(folder: Path) -> dict[str, str]:
    """Return file (posix path below `folder`) -> sha256, without hidden and editors' files."""
    return {
        path.relative_to(folder).as_posix(): hash_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not is_left_behind(path.relative_to(folder))
    }


def library_digest() -> str:
    """Return the hash of our own sources: what the code is, not what its version says."""
    suffixes = {".py", ".css", ".js", ".j2", ".html", ".json", ".yaml"}
    return _digest(
        {
            path.relative_to(PACKAGE).as_posix(): hash_file(path)
            for path in sorted(PACKAGE.rglob("*"))
            if path.suffix in suffixes and path.is_file()
        }
    )


def installed_versions() -> dict[str, str]:
    """Return the versions, in use here, of the distributions that shape a page.

    Read from the names of the `*.dist-info` folders: a thousandth of what asking
    `importlib.metadata` for each costs. Whatever else is installed changes no page.
    """
    found: dict[str, str] = {}
    for entry in sys.path:
        folder = Path(entry)
        if not entry or not folder.is_dir():
            continue
        for path in folder.glob("*.dist-info"):
            name, _, version = path.name.removesuffix(".dist-info").partition("-")
            name = name.lower().replace("_", "-")
            if name in SHAPING:
                found.setdefault(name, version)
    python = ".".join(map(str, sys.version_info[:3]))
    return {"python": python, **dict(sorted(found.items()))}


def _digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
