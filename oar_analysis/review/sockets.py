"""Whether a path can be a Unix socket's."""

import os
from pathlib import Path

# sun_path holds 108 bytes on Linux, 104 on macOS; Jupyter adds "-1" to "-5" to the path.
SOCKET_PATH_LIMIT = 100
# Where a socket may stand when the folder of temporary files is too deep for its path.
SHORT_FOLDERS = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108 (private folders are made in them)


def socket_fits(path: Path) -> bool:
    """Tell whether Jupyter can make Unix sockets that begin with this path."""
    return os.name == "posix" and len(os.fsencode(path)) < SOCKET_PATH_LIMIT
