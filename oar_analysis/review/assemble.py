"""Puts a version together: kept pages, downloads, the parcel to send, index and manifest."""

import hashlib
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from oar_analysis.errors import UsageError
from oar_analysis.review.archive import write_zip
from oar_analysis.review.manifest import (
    NAME,
    Manifest,
    PageEntry,
    read_manifest,
    write_manifest,
)
from oar_analysis.review.record import MODIFIED

if TYPE_CHECKING:
    from oar_analysis.review.make import Workshop
    from oar_analysis.review.pool import Aside
    from oar_analysis.scheme import Scheme

PARCEL = "envoi.zip"
DOWNLOADS = "donnees"


def static_folder(scratch: Path) -> Path:
    """Return where a run puts its script-free pages before they go into the parcel."""
    folder = scratch / "static"
    folder.mkdir(exist_ok=True)
    return folder


def keep(work: "Workshop", entry: PageEntry) -> bool:
    """Copy a page of the published version into the new one; False if it is no longer intact."""
    published = work.request.target.folder
    manifest = read_manifest(published)
    if manifest is None or not all(
        _is_intact(published / name, manifest.files.get(name)) for name in (*entry.files, PARCEL)
    ):
        return False
    static = _read_from_parcel(published / PARCEL, f"{entry.id}.html")
    if static is None:
        return False
    (static_folder(work.scratch) / f"{entry.id}.html").write_bytes(static)
    for name in entry.files:
        shutil.copyfile(published / name, work.new / name)
    return True


def _is_intact(path: Path, digest: str | None) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _read_from_parcel(parcel: Path, name: str) -> bytes | None:
    try:
        with zipfile.ZipFile(parcel) as archive:
            return archive.read(name)
    except (OSError, KeyError, zipfile.BadZipFile):
        return None


def tend_cache() -> None:
    """Have the JavaScript bundle in the user's cache, made once for all pages; trim the rest."""
    from oar_analysis.export.bundle import bundle
    from oar_analysis.export.cache import trim

    bundle()
    trim()


def write_parcel(folder: Path, files: dict[str, Path]) -> None:
    """Write the zip that is mailed to the committee: script-free pages, and PDFs if any."""
    write_zip(folder / PARCEL, {name: path.read_bytes() for name, path in files.items()})


def write_downloads(processed: Path, folder: Path) -> None:
    """Copy the tidy tables into the version, with one workbook that holds them all."""
    from oar_analysis.review.workbook import workbook_bytes

    downloads = folder / DOWNLOADS
    downloads.mkdir(exist_ok=True)
    for path in sorted(processed.iterdir()):
        if path.suffix in {".csv", ".json"}:
            shutil.copyfile(path, downloads / path.name)
    (downloads / "donnees.xlsx").write_bytes(workbook_bytes(processed))


def finish(work: "Workshop", aside: "Aside", manifest: Manifest, scheme: "Scheme") -> None:
    """Write the parcel, the index and the manifest of a version whose pages are there."""
    from oar_analysis.review.index import published_years, write_index

    parcel = {path.name: path for path in static_folder(work.scratch).glob("*.html")}
    parcel |= {path.name: path for path in work.new.glob("*.pdf")}
    write_parcel(work.new, parcel)
    request = work.request
    past = published_years(request.reports, request.year)
    aside.submit(
        write_index, work.new, request.raw, work.data / "processed", manifest, scheme, past
    ).result()
    write_manifest(work.new, manifest, carry_over(work))


def discard(work: "Workshop", entry: PageEntry) -> None:
    """Remove what a failed page may have left half made."""
    (static_folder(work.scratch) / f"{entry.id}.html").unlink(missing_ok=True)
    for name in entry.files:
        (work.new / name).unlink(missing_ok=True)


def refuse_foreign(published: Path) -> None:
    """Refuse to replace a folder that no run made.

    Raises:
        UsageError: there is something, without a manifest.
    """
    if not published.exists() or (published.is_dir() and not any(published.iterdir())):
        return
    if read_manifest(published) is None:
        raise UsageError(
            f"{published} existe et n'a pas été fait par oar (pas de manifest.json lisible). "
            "Le déplacer, ou donner un autre dossier avec --reports."
        )


def carry_over(work: "Workshop") -> set[str]:
    """Keep what people put in the published folder or changed there; return the names added.

    Files that no run made go into the new version, whatever their names; what the run makes
    itself and people changed is kept in the run's record, in `modifies/`.
    """
    published = work.request.target.folder
    manifest = read_manifest(published)
    made = manifest.files if manifest else {}
    known = manifest.added if manifest else {}
    added = set()
    for path in sorted(published.rglob("*")):
        name = path.relative_to(published).as_posix()
        if name == NAME or not (path.is_symlink() or path.is_file()):
            continue
        if name in made and _is_intact(path, made[name]):
            continue
        if name in made or (work.new / name).exists():
            place = work.record.folder / MODIFIED / name
            told = f"{published / name} a été modifié à la main ; votre copie : {place}"
        else:
            place = work.new / name
            told = "" if name in known else f"Fichier ajouté, gardé : {published / name}"
            added.add(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place, follow_symlinks=False)
        if told:
            work.journal.say("warning", told)
    return added
