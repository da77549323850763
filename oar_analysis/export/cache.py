"""What is made once and kept in the user's cache folder: the JavaScript bundle, the drawings.

Each is kept under a name that says all that it is made from, with a digest of its text: what
was cut or spoilt is made again. Without a home, or with a cache that cannot be written, nothing
else changes: it is made anew each time, once a run where the run has a folder for it.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

FOLDER = "oar-analysis"
# Where the processes of a run keep what the user's cache refuses.
RUN_VARIABLE = "OAR_RUN_CACHE"
# A review draws some eighty charts: the drawings of the last thirty reviews or so are kept.
MOST_FILES = 2500
# Past this, what another process makes is made here too.
LOCK_SECONDS = 30


def cached(name: str, make: Callable[[], str], *, alone: bool = False) -> str:
    """Return the text kept under a name, or make it and keep it.

    `alone`: what takes seconds is made by one process, while the others wait for it.
    """
    paths = _paths(name)
    text = _first(paths)
    if text is None:
        with _one_at_a_time(paths) if alone else contextlib.nullcontext():
            text = _first(paths) if alone else None
            if text is None:
                text = make()
                any(_keep(path, text) for path in paths)
    return text


def digest(text: str) -> str:
    """Return what names a text: its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()


def _paths(name: str) -> list[Path]:
    """Return where a text may be kept: in the user's cache, else in the run's."""
    folders = []
    with suppress(RuntimeError):  # no home
        folders.append(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    if run := os.environ.get(RUN_VARIABLE):
        folders.append(run)
    return [Path(one) / FOLDER / name for one in folders]


def _first(paths: list[Path]) -> str | None:
    return next((text for path in paths if (text := _read(path)) is not None), None)


def _read(path: Path) -> str | None:
    """Return a kept text, None where there is none, or not the one that was kept."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            stamp, _, text = file.read().partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return text if stamp == digest(text) else None


def _keep(path: Path, text: str) -> bool:
    """Write a text whole or not at all; tell whether it is kept: a cache may refuse."""
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:20]}-")
    except OSError:
        return False
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(f"{digest(text)}\n{text}")
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        return False
    return True


@contextlib.contextmanager
def _one_at_a_time(paths: list[Path]) -> Iterator[None]:
    """Hold the lock of a name, in the first folder that can have one."""
    from filelock import FileLock

    with contextlib.ExitStack() as stack:
        for path in paths:
            lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=LOCK_SECONDS)
            with suppress(OSError, NotImplementedError):
                path.parent.mkdir(parents=True, exist_ok=True)
                stack.enter_context(lock)
                break
        yield


def trim() -> None:
    """Let go of the texts kept longest ago, when there are too many."""
    for folder in _paths(""):
        with suppress(OSError):
            dated = sorted((one.stat().st_mtime_ns, one) for one in folder.rglob("*.svg"))
            for _, old in dated[: max(0, len(dated) - MOST_FILES)]:
                old.unlink(missing_ok=True)
