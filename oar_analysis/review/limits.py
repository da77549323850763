"""What a run may use, and how its processes are kept from outliving it.

Nothing here needs a control group or root: `prctl` ties a process to its parent's life,
`setrlimit` bounds its memory. Elsewhere than on Linux both do nothing, and the time limits stay.
"""

import contextlib
import os
import signal
import sys
from dataclasses import dataclass

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """Time for a cell and for a page, in seconds; memory of one kernel, in MiB (0: unbounded)."""

    cell_seconds: int = 120
    page_seconds: int = 300
    memory_mib: int = 2048


def die_with_parent(parent: int) -> None:
    """Have the system kill this process when its parent ends, whatever ends it.

    `parent` is the parent that we believe to have: if it is gone already, so are we.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def limit_memory(mib: int) -> None:
    """Let this process take `mib` MiB of private memory more than it has now.

    RLIMIT_DATA rather than RLIMIT_AS: mapped libraries and thread stacks do not count, so the
    figure means what a reader thinks it means (Linux 4.7 and later; see setrlimit(2)).
    """
    if not mib or not sys.platform.startswith("linux"):
        return
    import resource

    limit = _private_bytes() + mib * 1024 * 1024
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _private_bytes() -> int:
    with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123
        for line in status:
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0


def kill_group(pid: int) -> None:
    """Kill a process and all that it started in its group."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
