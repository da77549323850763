"""manifest.json: what a published folder was made from and what is in it.

Deterministic: hashes, parameters, versions, the outcome of each page; no time and no path of a
machine. Times stand in reports/.runs/.
"""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from oar_analysis.review.fingerprint import hash_tree

NAME = "manifest.json"
FORMAT = 1

# `good`: made from these inputs. `stale`: failed this time, its last good copy stands.
# `missing`: failed, and there never was a good one.
State = Literal["good", "stale", "missing"]


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the manifest; `fingerprint` is of the inputs of the copy that stands."""

    id: str
    title: str
    notebook: str
    parameters: dict[str, Any]
    state: State
    fingerprint: str = ""
    files: tuple[str, ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a published folder says of itself.

    `files`: what the run made, name -> sha256; `added`: what people put beside it, kept from one
    version to the next.
    """

    year: int
    fingerprint: str
    options: dict[str, Any]
    versions: dict[str, str]
    library: str
    raw: dict[str, str]
    notebooks: dict[str, str]
    findings: dict[str, int]
    pages: tuple[PageEntry, ...]
    files: dict[str, str] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)

    def page(self, identifier: str) -> PageEntry | None:
        """Return the entry of a page, if it has one."""
        return next((one for one in self.pages if one.id == identifier), None)


def write_manifest(folder: Path, manifest: Manifest, added: Collection[str] = ()) -> None:
    """Write manifest.json: what `folder` holds, apart from it what people `added`."""
    held = _files(folder)
    files = {name: digest for name, digest in held.items() if name not in added}
    others = {name: digest for name, digest in held.items() if name in added}
    content = {"format": FORMAT, **asdict(manifest), "files": files, "added": others}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def read_manifest(folder: Path) -> Manifest | None:
    """Return a folder's manifest, None if it has none that can be read."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if content.pop("format") != FORMAT:
            return None
        content["pages"] = tuple(
            PageEntry(**{**page, "files": tuple(page["files"])}) for page in content["pages"]
        )
        return Manifest(**content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


@dataclass(frozen=True, slots=True)
class Differences:
    """How a folder differs from its manifest: files changed, missing, added."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.added)


def compare(folder: Path, manifest: Manifest) -> Differences:
    """Hold a folder's files against its manifest."""
    found = _files(folder)
    said = {**manifest.files, **manifest.added}
    return Differences(
        changed=tuple(name for name in said if name in found and found[name] != said[name]),
        missing=tuple(name for name in said if name not in found),
        added=tuple(name for name in found if name not in said),
    )


def _files(folder: Path) -> dict[str, str]:
    return {name: digest for name, digest in hash_tree(folder).items() if name != NAME}
