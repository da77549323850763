"""Standard streams that can always be written to: closed, read by nobody, or unable to say é."""

import contextlib
import io
import os
import sys


def open_streams() -> None:
    """Open on nothing what the caller closed, and have the others write "?" for what they lack.

    Without this the first file opened would take the number of a closed stream, and what a
    library prints would go into it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            stream = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
            setattr(sys, name, stream)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def close_streams() -> None:
    """Write what is left to be written; that nobody can read it is no failure of the command."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
