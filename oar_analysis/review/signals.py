"""Signals of a run: an end asked for by the system is an exception, but never amid the swap."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

from oar_analysis.errors import OarError


class TerminatedError(OarError):
    """The system asked the run to end (SIGTERM)."""

    exit_code = 128 + signal.SIGTERM


def raise_on_termination() -> None:
    """Have SIGTERM raise TerminatedError in the main thread, as Ctrl-C raises KeyboardInterrupt."""

    def terminate(_number: int, _frame: FrameType | None) -> None:
        raise TerminatedError("Arrêt demandé par le système (SIGTERM) : rien n'a été publié.")

    signal.signal(signal.SIGTERM, terminate)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let the block finish whatever signal comes: the version is published, or it is not."""
    previous = {
        number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
