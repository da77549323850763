"""Puts a whole new folder in the place of another in one step.

On Linux `renameat2` exchanges the two names: a reader sees the old folder or the new one, never
a mixture or nothing, whenever the process is killed. Elsewhere (macOS, Windows, file systems
without it) two renames: the old one aside, the new one in; killed between the two, the next
command puts the old one back (`folders.recover`).
"""

import contextlib
import ctypes
import errno
import os
import shutil
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


def swap_in(new: Path, target: Path, aside: Path) -> None:
    """Put `new` in the place of `target`; what was there is removed.

    All three stand in one folder. `aside` is used by the fallback only.

    Raises:
        OSError: the disk or the permissions refuse; `target` is then as it was.
    """
    flush(new)
    if not target.exists():
        new.rename(target)
    elif exchange(new, target):
        shutil.rmtree(new, ignore_errors=True)
    else:
        target.rename(aside)
        new.rename(target)
        shutil.rmtree(aside, ignore_errors=True)
    with contextlib.suppress(OSError):  # it stands, whatever the disk says of it now
        _flush_folder(target.parent)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system cannot.

    Raises:
        OSError: it can, and refused.
    """
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    result = renameat2(
        AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), ctypes.c_uint(RENAME_EXCHANGE)
    )
    if result == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))


def flush(folder: Path) -> None:
    """Have the disk hold the folder's files before they are shown: a power cut may follow."""
    for parent, _folders, files in os.walk(folder):
        for name in files:
            descriptor = os.open(os.path.join(parent, name), os.O_RDONLY)  # noqa: PTH118
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        _flush_folder(Path(parent))


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
