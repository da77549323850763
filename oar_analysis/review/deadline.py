"""The time that a whole page may take, over and above the time of each cell."""

import contextlib
import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

from oar_analysis.errors import PageError

# After this long again, a page stuck in C code (no signal handler runs there) takes its worker
# with it; the run then does without that worker.
LAST_RESORT_SECONDS = 30


class DeadlineError(PageError):
    """A page took longer than it may."""


@contextlib.contextmanager
def page_deadline(seconds: int) -> Iterator[None]:
    """Raise DeadlineError in the block when it takes longer than `seconds` (0: no limit).

    Works in a process's main thread, on systems with SIGALRM; elsewhere the limit of each cell
    is the only one.

    Raises:
        DeadlineError: the time is over.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not seconds or not is_main or not hasattr(signal, "setitimer"):
        yield
        return

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise DeadlineError(f"la page a dépassé {seconds} secondes, le temps accordé à une page")

    previous = signal.signal(signal.SIGALRM, give_up)
    # Again each 5 seconds: asyncio swallows what is raised while it runs a callback of its own.
    signal.setitimer(signal.ITIMER_REAL, seconds, 5)
    with _last_resort(seconds + LAST_RESORT_SECONDS):
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)


@contextlib.contextmanager
def _last_resort(seconds: int) -> Iterator[None]:
    sink = open(os.devnull, "w", encoding="utf-8") if sys.stderr is None else sys.__stderr__  # noqa: SIM115, PTH123
    faulthandler.dump_traceback_later(seconds, exit=True, file=sink or sys.stderr)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
