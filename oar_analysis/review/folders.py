"""Where a run's files stand: the target, the folders beside it, the short scratch folder."""

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from oar_analysis.errors import DiskError
from oar_analysis.review.sockets import SHORT_FOLDERS, socket_fits


@dataclass(frozen=True, slots=True)
class Target:
    """A published folder reports/<name> and what stands beside it."""

    reports: Path
    name: str

    @property
    def folder(self) -> Path:
        """The published pages."""
        return self.reports / self.name

    @property
    def lock(self) -> Path:
        """The lock of this target."""
        return self.reports / f".{self.name}.lock"

    @property
    def runs(self) -> Path:
        """What each run left: times, executed notebooks, failure reports."""
        return self.reports / ".runs"

    @property
    def aside(self) -> Path:
        """The last good version while the fallback swap puts the new one in its place."""
        return self.reports / f".old-{self.name}"

    def new_folder(self, run: str) -> Path:
        """Where a run makes its pages: beside the target, on the same file system."""
        return self.reports / f".new-{run}"

    def scratch_prefix(self) -> str:
        """The beginning of this target's scratch folders' names in the temporary folder."""
        digest = hashlib.sha256(os.fsencode(self.folder.absolute())).hexdigest()
        return f"oar-{digest[:10]}-"


def find_stale(target: Target) -> list[Path]:
    """Return the folders of a run of this target: one at work, or killed."""
    # A digit after the name: the draft of a year is another target, maybe at work.
    stale = sorted(target.reports.glob(f".new-{target.name}-[0-9]*"))
    stale += [target.aside] if target.aside.exists() else []
    for base in scratch_bases(target):
        stale += [
            path
            for path in base.glob(f"{target.scratch_prefix()}*")
            if path.is_dir() and not path.is_symlink() and path.lstat().st_uid == _uid()
        ]
    return stale


def clean_stale(target: Target) -> list[Path]:
    """Remove what earlier runs of this target left when they were killed; return what it was.

    To be called with the lock held: nobody else uses these folders then.
    """
    recover(target)
    stale = find_stale(target)
    for path in stale:
        if path.is_symlink():  # the target was a link, and the swap exchanged it
            path.unlink()
            continue
        shutil.rmtree(path, ignore_errors=True)
    return stale


def recover(target: Target) -> None:
    """Put back the last good version, if the fallback swap was cut between its two renames."""
    if target.aside.exists() and not target.folder.exists():
        target.aside.rename(target.folder)


def make_scratch(target: Target) -> Path:
    """Return a new private folder, in a place short enough for sockets where there is one.

    Raises:
        DiskError: there is no place to write a temporary file at all.
    """
    for base in scratch_bases(target):
        try:
            return Path(tempfile.mkdtemp(prefix=target.scratch_prefix(), dir=base))
        except OSError:
            continue
    raise DiskError(
        "Aucun dossier temporaire où écrire. Rendre /tmp accessible, ou donner la variable TMPDIR."
    )


def scratch_bases(target: Target) -> list[Path]:
    """Return the folders that may hold scratch folders, the best first."""
    try:
        bases = [Path(tempfile.gettempdir())]
    except FileNotFoundError:
        bases = []
    bases += [target.reports.absolute(), *filter(Path.is_dir, SHORT_FOLDERS)]
    longest = f"{target.scratch_prefix()}12345678/{'p' * 32}"
    return sorted(bases, key=lambda base: not socket_fits(base / longest))


def _uid() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
