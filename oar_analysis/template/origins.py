"""Keeps origins.yaml up to date: the SHA-256 of files that changed, an entry for new ones.

The file is edited as text, so that nothing a person typed in it, comments included, is lost.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from oar_analysis.check.origins import TO_COMPLETE, raw_files
from oar_analysis.errors import ReadError, UsageError
from oar_analysis.scheme.models import FileName
from oar_analysis.scheme.yaml import read_yaml

_SPACES = "  "
_HEADER = (
    "# D'où vient chaque fichier de la campagne. Une empreinte (sha256) qui n'est plus celle du "
    "fichier est un constat.\n"
)


@dataclass(slots=True)
class Refreshed:
    """What was done to origins.yaml: hashes refreshed, entries added, entries without a file.

    `refused` are files whose name cannot stand in it (a colon in it, for one).
    """

    path: Path
    changed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Edit:
    """A piece of text to put between two places of origins.yaml."""

    start: int
    end: int
    text: str


def refresh_origins(raw: Path, year: int) -> Refreshed:
    """Refresh data/raw/<year>/origins.yaml and return what was done; unchanged if all is right.

    An entry is added for each file without one, its title, producer and licence to be completed;
    a directorate's workbook gives its own title and producer.

    Raises:
        UsageError: there is no such campaign.
        SchemeError: origins.yaml is no valid YAML, or is not a list of files.
    """
    from oar_analysis.dataset.store import replace_file

    folder = raw / str(year)
    if not folder.is_dir():
        raise UsageError(
            f"Aucune campagne {year} : le dossier {folder} n'existe pas. Choisir une année avec "
            "--year, ou un autre dossier avec --data."
        )
    path = folder / "origins.yaml"
    text = _read(path, f"{year}/origins.yaml")
    result = Refreshed(path)
    present = {name: _sha256(file) for name, file in raw_files(folder).items()}
    edits = list(_edits(text, present, result))
    new = {name: digest for name, digest in present.items() if name in result.added}
    edited = _append(_apply(text, edits), [_entry(folder, raw, *one) for one in new.items()])
    if edited != text:
        content = edited.encode("utf-8")
        replace_file(path, lambda beside: beside.write_bytes(content))
    return result


def _read(path: Path, name: str) -> str:
    """Return the text of origins.yaml as it is, line ends included, "" if there is none."""
    if not path.exists():
        return ""
    content = read_yaml(path, name)  # refuses what is no YAML, in French
    files = content.get("files") if isinstance(content, dict) else content
    entries = files or []
    if (content is not None and not isinstance(content, dict)) or not (
        isinstance(entries, list) and all(isinstance(one, dict) for one in entries)
    ):
        raise UsageError(
            f"{name} n'est pas une liste de fichiers : une clé « files », puis une entrée par "
            "fichier est attendue. Rien n'a été changé."
        )
    return path.read_bytes().decode("utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(text: str) -> yaml.SequenceNode | None:
    """Return the node of the list of files, None where there is none yet."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "files" and isinstance(value, yaml.SequenceNode):
                return value
    return None


def _edits(text: str, present: dict[str, str], result: Refreshed) -> Iterator[_Edit]:
    """Yield the refreshed hashes, and note in `result` what they are of and what has no entry."""
    described = set()
    node = _files(text)
    for entry in node.value if node else []:
        values = {key.value: value for key, value in entry.value}
        name = values["file"].value if "file" in values else ""
        described.add(name)
        if name not in present:
            result.absent.append(name)
            continue
        known = values.get("sha256")
        if known is None:
            result.changed.append(name)
            yield _new_hash(text, entry, values["file"], present[name])
        elif known.value != present[name]:
            result.changed.append(name)
            start, end = known.start_mark.index, known.end_mark.index
            quote = known.style if known.style in {"'", '"'} else ""
            rest = text[start:end]  # a block of text ends with the line end after it
            rest = rest[len(rest.rstrip()) :]
            yield _Edit(start, end, f"{quote}{present[name]}{quote}{rest}")
    for name in sorted(present.keys() - described):
        (result.added if _may_be_named(name) else result.refused).append(name)


def _may_be_named(name: str) -> bool:
    """Tell whether origins.yaml accepts the name: one entry that it refuses spoils them all."""
    try:
        TypeAdapter(FileName).validate_python(name)
    except ValidationError:
        return False
    return True


def _new_hash(text: str, entry: yaml.MappingNode, file: yaml.ScalarNode, digest: str) -> _Edit:
    """Return the edit that gives a hash to an entry that has none, after its file's name."""
    if entry.flow_style:
        end = file.end_mark.index
        return _Edit(end, end, f", sha256: {digest}")
    margin = " " * entry.start_mark.column
    if text[: file.end_mark.index].endswith("\n"):  # a block of text: its line is over
        place = file.end_mark.index
        return _Edit(place, place, f"{margin}sha256: {digest}\n")
    end = text.find("\n", file.end_mark.index)
    place = len(text) if end < 0 else end
    line_end = "\r" if text[:place].endswith("\r") else ""
    place -= len(line_end)
    return _Edit(place, place, f"{line_end}\n{margin}sha256: {digest}")


def _apply(text: str, edits: list[_Edit]) -> str:
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _entry(folder: Path, raw: Path, name: str, digest: str) -> dict[str, str]:
    """Return the entry of a file: what it says of itself, the rest to be completed."""
    from oar_analysis.normalise.workbook import SUFFIXES, read_workbook

    title = producer = TO_COMPLETE
    path = folder / name
    if path.suffix.lower() in SUFFIXES:
        try:
            book = read_workbook(path, raw)
        except ReadError:  # told by `oar check`
            book = None
        if book is not None:
            title, producer = f"Classeur de collecte {book.year}", book.respondent
    return {
        "file": name, "title": title, "producer": producer, "licence": TO_COMPLETE,
        "sha256": digest,
    }  # fmt: skip


def _append(text: str, entries: list[dict[str, str]]) -> str:
    """Return the text with entries added at the end of its list."""
    if not entries:
        return text
    node = _files(text)
    if node is not None and node.flow_style:
        return _append_in_flow(text, node, entries)
    line_end = "\r\n" if "\r\n" in text else "\n"
    margin = " " * node.start_mark.column if node is not None else _SPACES
    added = "".join(f"{margin}- {_block(one, margin)}" for one in entries)
    if node is None:
        return _new_list(text, added, line_end)
    place = _end_of(text, node)
    before, after = text[:place], text[place:]
    if before and not before.endswith("\n"):
        before += line_end
    return before + added.replace("\n", line_end) + after


def _block(entry: dict[str, str], margin: str) -> str:
    lines = [
        f"{key}: {value if key == 'sha256' else json.dumps(value, ensure_ascii=False)}\n"
        for key, value in entry.items()
    ]
    return f"{margin}  ".join(lines)


def _append_in_flow(text: str, node: yaml.SequenceNode, entries: list[dict[str, str]]) -> str:
    place = node.end_mark.index - 1
    added = ", ".join(json.dumps(one, ensure_ascii=False) for one in entries)
    # A comma may already stand after the last entry.
    last = node.value[-1].end_mark.index if node.value else place
    comma = ", " if node.value and "," not in text[last:place] else ""
    return text[:place] + comma + added + text[place:]


def _new_list(text: str, added: str, line_end: str) -> str:
    """Return the text with its first list of files; "files:" may stand there, empty."""
    node = yaml.compose(text, Loader=yaml.SafeLoader) if text else None
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            if key.value == "files":
                end = text.find("\n", key.end_mark.index)
                place = len(text) if end < 0 else end + 1
                before = text[:place] if end >= 0 else text + line_end
                return before + added.replace("\n", line_end) + text[place:]
    before = text or _HEADER
    if not before.endswith("\n"):
        before += line_end
    return before + f"files:\n{added}".replace("\n", line_end)


def _end_of(text: str, node: yaml.SequenceNode) -> int:
    """Return where the last line of a block list ends: comments after it stay after it."""
    last = node.value[-1].value[-1][1]
    end = int(last.end_mark.index)
    if end and text[end - 1] == "\n":  # a block of text ends at the next line
        return end
    place = text.find("\n", end)
    return len(text) if place < 0 else place + 1
