"""The documented exit code of whatever ends a run."""

import errno
import signal

from oar_analysis.errors import UNFORESEEN, DiskError, OarError

DISK_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})
# What the system grants in limited number, and refuses without any fault of the disk.
RESOURCE_ERRORS = frozenset({errno.EAGAIN, errno.EMFILE, errno.ENFILE, errno.ENOMEM})


def exit_code(error: BaseException) -> int:
    """Return the exit code of an error.

    >>> exit_code(KeyboardInterrupt()), exit_code(OSError(28, "No space left on device"))
    (130, 5)
    """
    if isinstance(error, OarError):
        return error.exit_code
    if isinstance(error, KeyboardInterrupt):
        return 128 + signal.SIGINT
    return DiskError.exit_code if is_disk(error) else UNFORESEEN


def is_disk(error: BaseException | None) -> bool:
    """Tell whether an error, or one that it comes from, is the disk's or the permissions'."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in DISK_ERRORS:
            return True
        error = error.__cause__ or error.__context__
    return False
