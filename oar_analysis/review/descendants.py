"""What a notebook started and left behind: found below this process, and ended with it.

A process whose parent ends goes to the nearest ancestor that adopts orphans (prctl(2),
PR_SET_CHILD_SUBREAPER), whatever session or group it gave itself: nothing that descends from a
kernel can leave the run. Elsewhere than on Linux nothing is adopted.
"""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
# A process that forks while we look may be missed once; never as often as this.
_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class _Process:
    pid: int
    parent: int
    session: int


def adopt_orphans() -> None:
    """Become the parent of whatever descends from this process and loses its own."""
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def kill_descendants(spared: frozenset[int] = frozenset()) -> None:
    """Kill what descends from this process in another session than its own.

    Kernels have a session each, so this is they and all that their notebooks started; `spared`
    was there before.
    """
    for _round in range(_ROUNDS if _has_children() else 0):
        left = strays() - spared
        if not left:
            return
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.005)


def strays() -> frozenset[int]:
    """Return the living processes that descend from this one in another session."""
    if not sys.platform.startswith("linux"):
        return frozenset()
    own = os.getsid(0)
    living = list(_living())
    family = {os.getpid()}
    while more := {one.pid for one in living if one.parent in family} - family:
        family |= more
    return frozenset(one.pid for one in living if one.pid in family and one.session != own)


def _has_children() -> bool:
    """Tell whether there is a child at all: a thousandth of what looking at all processes costs."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except (AttributeError, ChildProcessError):
        return False
    return True


def _living() -> Iterator[_Process]:
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            # pid (name) state parent group session ...; a name may hold spaces and brackets.
            _, _, rest = (folder / "stat").read_text(errors="replace").rpartition(")")
            state, parent, _group, session = rest.split()[:4]
        except (OSError, ValueError):
            continue
        if state not in {"Z", "X"}:
            yield _Process(int(folder.name), int(parent), int(session))
