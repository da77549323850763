"""What is made once and kept in the user's cache folder: the JavaScript bundle, the drawings.

Each is kept under a name that says all that it is made from, with a digest of its text: what
was cut or spoilt is made again. Without a home, or with a cache that cannot be written, nothing
else changes: it is made anew each time.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

FOLDER = "oar-analysis"
# A review draws some eighty charts: the drawings of the last thirty reviews or so are kept.
MOST_FILES = 2500


def cached(name: str, make: Callable[[], str], *, alone: bool = False) -> str:
    """Return the text kept under a name, or make it and keep it.

    `alone`: what takes seconds is made by one process, while the others wait for it.
    """
    path = _path(name)
    if path is None:
        return make()
    text = _read(path)
    if text is not None:
        return text
    with _one_at_a_time(path) if alone else contextlib.nullcontext():
        text = _read(path) if alone else None
        if text is None:
            text = make()
            _keep(path, text)
    return text


def digest(text: str) -> str:
    """Return what names a text: its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()


def _path(name: str) -> Path | None:
    """Return where a text is kept, or None when the user has no home."""
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:
        return None
    return Path(base) / FOLDER / name


def _read(path: Path) -> str | None:
    """Return a kept text, None where there is none, or not the one that was kept."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            stamp, _, text = file.read().partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return text if stamp == digest(text) else None


def _keep(path: Path, text: str) -> None:
    """Write a text whole or not at all; a cache that refuses is no fault."""
    with suppress(OSError):
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:20]}-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(f"{digest(text)}\n{text}")
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)


@contextlib.contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the lock of a name, if the cache folder can have one."""
    from filelock import FileLock

    lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=30)
    held = False
    with suppress(OSError, NotImplementedError):  # Timeout is an OSError: made twice, then
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        held = True
    try:
        yield
    finally:
        if held:
            lock.release()


def trim() -> None:
    """Let go of the texts kept longest ago, when there are too many."""
    folder = _path("")
    if folder is None:
        return
    with suppress(OSError):
        dated = sorted((one.stat().st_mtime_ns, one) for one in folder.rglob("*.svg"))
        for _, old in dated[: max(0, len(dated) - MOST_FILES)]:
            old.unlink(missing_ok=True)
