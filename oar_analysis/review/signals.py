"""Signals of a run: an end asked for by the system is an exception, until the swap begins."""

import signal
from types import FrameType

from oar_analysis.errors import OarError

# Asked by the system, by the end of a session; SIGHUP is not everywhere.
_ENDS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class TerminatedError(OarError):
    """The system asked the run to end."""

    def __init__(self, number: int) -> None:
        name = signal.Signals(number).name
        super().__init__(f"Arrêt demandé par le système ({name}) : rien n'a été publié.")
        self.exit_code = 128 + number


def raise_on_termination() -> None:
    """Have SIGTERM and SIGHUP raise TerminatedError, as Ctrl-C raises KeyboardInterrupt.

    A signal that is ignored already (`nohup`) stays ignored.
    """

    def terminate(number: int, _frame: FrameType | None) -> None:
        raise TerminatedError(number)

    for number in _ENDS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, terminate)


def finish_whatever_comes() -> None:
    """Ignore signals from here on: what is published is told as such, with exit code 0 or 3.

    What is left of a run takes less than a second.
    """
    for number in (signal.SIGINT, *_ENDS):
        signal.signal(number, signal.SIG_IGN)
