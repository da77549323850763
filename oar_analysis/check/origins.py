"""Raw files held against origins.yaml: each file has its origin, and is what its origin says."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from oar_analysis.check.context import Context
from oar_analysis.contract import Finding, Severity, is_left_behind
from oar_analysis.errors import SchemeError
from oar_analysis.scheme.origins import OriginFile, Origins, load_origins

# What describes a campaign is not received from anyone.
_OWN_FILES = {"origins.yaml", "campaign.yaml"}
_OFFICE = (".xlsx", ".xlsm", ".xls", ".ods")
# What `oar origins` writes where only a person knows.
TO_COMPLETE = "à compléter"


def check_origins(context: Context) -> Iterator[Finding]:
    """Hold the files of the campaign's folder against origins.yaml, hashes included.

    A directorate's workbook says itself whose it is: it needs no entry.
    """
    folder = context.raw / str(context.year)
    present = raw_files(folder)
    workbooks = _workbooks(context)
    origins = Origins()
    # Without any origins.yaml each file is told, with the command that writes it.
    if (folder / "origins.yaml").exists():
        try:
            origins = load_origins(folder)
        except SchemeError as error:
            yield from error.findings
            return
    described = {origin.file: origin for origin in origins.files}
    actions = _actions_by_file(context)
    for name in sorted(present.keys() | described.keys()):
        place = _Place(context.year, name, actions.get(name, ""))
        if name not in described:
            if name not in workbooks:
                yield place.without_origin()
        elif name not in present:
            yield place.without_file()
        else:
            yield from _compare(present[name], folder, described[name], place)
            if TO_COMPLETE in described[name].model_dump().values():
                yield place.to_complete()


def raw_files(folder: Path) -> dict[str, Path]:
    """Return the files of a campaign that were received from someone, by their name below it."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name not in _OWN_FILES
        and not is_left_behind(path.relative_to(folder))
    }


def _workbooks(context: Context) -> set[str]:
    """Return the files that normalising knew as directorates' workbooks, or could not open.

    A workbook that cannot be opened is told as such: sending it again is all there is to do.
    """
    rules = {"workbook-read", "workbook-wrong-year", "workbook-other-body"}
    described = _actions_by_file(context)
    found = {
        one.file.removeprefix(f"{context.year}/")
        for one in context.read_findings
        if one.rule in rules or (one.severity == "error" and one.file.endswith(_OFFICE))
    }
    return found - described.keys()


def _actions_by_file(context: Context) -> dict[str, str]:
    return {table.file: action.code for action in context.scheme.actions for table in action.tables}


def _compare(path: Path, folder: Path, origin: OriginFile, place: "_Place") -> Iterator[Finding]:
    if not path.resolve().is_relative_to(folder.resolve()):
        yield place.outside(path.resolve())
        return
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != origin.sha256:
        yield place.changed(found, origin.sha256)


class _Place:
    """A raw file, and the findings it may give."""

    def __init__(self, year: int, name: str, action: str) -> None:
        self.year, self.file, self.action = year, f"{year}/{name}", action

    def without_origin(self) -> Finding:
        return self._finding(
            rule="origin-missing",
            expected=f"une entrée dans {self.year}/origins.yaml",
            message=f"{self.file} n'a pas d'origine : {self.year}/origins.yaml ne le décrit pas.",
            remedy=f"« oar origins --year {self.year} » ajoute une entrée à compléter ; sinon, "
            "retirez le fichier.",
        )

    def to_complete(self) -> Finding:
        return self._finding(
            severity="warning",
            rule="origin-incomplete",
            got=TO_COMPLETE,
            expected="d'où vient le fichier",
            message=f"L'origine de {self.file} reste à compléter.",
            remedy=f"Remplacez « {TO_COMPLETE} » dans {self.year}/origins.yaml.",
        )

    def without_file(self) -> Finding:
        return self._finding(
            rule="origin-without-file",
            expected=self.file,
            message=f"{self.year}/origins.yaml décrit {self.file}, qui est introuvable.",
            remedy="Déposez le fichier, ou retirez son entrée.",
        )

    def changed(self, found: str, expected: str) -> Finding:
        return self._finding(
            rule="origin-changed",
            got=found,
            expected=expected,
            message=f"{self.file} a changé : son empreinte n'est plus celle de son origine.",
            remedy="Si le changement est voulu, notez-le dans origins.yaml, puis lancez "
            f"« oar origins --year {self.year} » ; sinon, remettez le fichier reçu.",
        )

    def outside(self, target: Path) -> Finding:
        return self._finding(
            rule="path-outside",
            got=target.name,
            expected=f"un fichier de data/raw/{self.year}/",
            message=f"{self.file} mène hors de son dossier.",
            remedy="Remplacez le lien par une copie du fichier.",
        )

    def _finding(self, severity: Severity = "error", **keys: str) -> Finding:
        return Finding(
            severity=severity,
            action=self.action,
            year=self.year,
            file=self.file,
            **keys,
        )
