"""A process that starts kernels on demand, and answers for all that they leave behind.

When a page worker starts, and while it still has one thread only, it forks its nursery. Where
the worker comes from a multiprocessing forkserver that has preloaded the libraries, the nursery
forks a kernel in 20 ms instead of the second that a cold one takes; elsewhere it starts an
interpreter. Being the kernels' parent, it reaps them, adopts what their notebooks started and
let go of, and kills all of it after each page, and as soon as its worker goes.
"""

import contextlib
import os
import signal
import sys
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from oar_analysis.review.descendants import adopt_orphans, kill_descendants
from oar_analysis.review.kernel import run_kernel
from oar_analysis.review.limits import die_with_parent, kill_group, limit_memory
from oar_analysis.review.preload import keep_review

# The exit code of a kernel killed from outside: SIGKILL's number, known where there is no signal.
KILLED = -9


@dataclass(frozen=True, slots=True)
class KernelRequest:
    """What a kernel is started with: its command, environment, folder, log and memory."""

    command: tuple[str, ...]
    env: dict[str, str]
    cwd: str
    log: str = os.devnull
    memory_mib: int = 0


@dataclass(slots=True)
class Nursery:
    """The worker's end: asks for kernels and for their exit codes."""

    connection: Connection
    pid: int
    ended: dict[int, int] = field(default_factory=dict)

    def start_kernel(self, request: KernelRequest) -> int:
        """Return the process id of a new kernel.

        Raises:
            OSError: the system grants no more processes.
        """
        return int(self._ask(request))

    def end_kernels(self) -> None:
        """Kill the kernels that are left, with all that their notebooks started."""
        with contextlib.suppress(EOFError, OSError):  # the nursery is gone, and its kernels
            self._ask(None)

    def poll(self, pid: int) -> int | None:
        """Return a kernel's exit code (negative for a signal), or None while it lives."""
        if pid not in self.ended:
            try:
                code = self._ask(pid)
            except (EOFError, OSError):  # the nursery is gone, and its kernels with it
                kill_group(pid)
                code = KILLED
            if code is None:
                return None
            self.ended[pid] = int(code)
        return self.ended[pid]

    def _ask(self, question: object) -> Any:  # noqa: ANN401
        self.connection.send(question)
        answer = self.connection.recv()
        if isinstance(answer, OSError):
            raise answer
        return answer


_own: list[Nursery] = []


def start_nursery(*, warm: bool, review: tuple[int, Path] | None = None) -> Nursery | None:
    """Fork this process's nursery; None where the system has no fork, or refuses one more.

    `warm`: this process has everything imported, a kernel is a fork of it, and finds the
    `review` of that year and folder open.
    """
    if not hasattr(os, "fork"):
        return None
    ours, theirs = Pipe()
    try:
        pid = os.fork()
    except OSError:
        return None
    if pid == 0:
        code = 1
        try:
            ours.close()
            # Not tied to its worker by a signal: it reads the end of the pipe, and ends its
            # kernels first.
            if warm and review:
                keep_review(*review)
            _serve(theirs, warm=warm)
            code = 0
        finally:
            os._exit(code)
    theirs.close()
    _own[:] = [Nursery(ours, pid)]
    return _own[0]


def current_nursery() -> Nursery | None:
    """Return the nursery of this process, if it started one and it still lives."""
    for nursery in _own:
        with contextlib.suppress(OSError):
            if os.waitpid(nursery.pid, os.WNOHANG) == (0, 0):
                return nursery
    return None


def last_exit() -> int | None:
    """Return how this process's last kernel ended (negative: a signal), None if unknown."""
    return next((code for one in _own for code in reversed(one.ended.values())), None)


def _serve(worker: Connection, *, warm: bool) -> None:
    adopt_orphans()
    try:
        while True:
            worker.send(_answer(worker.recv(), worker, warm=warm))
    except (EOFError, OSError):
        pass
    finally:
        kill_descendants()


def _answer(question: object, worker: Connection, *, warm: bool) -> int | OSError | None:
    if isinstance(question, KernelRequest):
        try:
            return _start_kernel(question, worker, warm=warm)
        except OSError as error:
            return error
    if isinstance(question, int):
        return _exit_code(question)
    kill_descendants()
    return None


def _exit_code(pid: int) -> int | None:
    try:
        ended, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return KILLED
    return os.waitstatus_to_exitcode(status) if ended else None


def _start_kernel(request: KernelRequest, worker: Connection, *, warm: bool) -> int:
    nursery = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        worker.close()
        os.setsid()
        die_with_parent(nursery)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _redirect(request.log)
        os.chdir(request.cwd)
        if not warm:
            os.execve(request.command[0], request.command, request.env)  # noqa: S606
        os.environ.clear()
        os.environ.update(request.env)
        limit_memory(request.memory_mib)
        code = run_kernel(list(request.command[request.command.index("-f") :]))
        sys.stderr.flush()
    finally:
        os._exit(code)


def _redirect(log: str) -> None:
    sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    source = os.open(os.devnull, os.O_RDONLY)
    for descriptor, number in ((source, 0), (sink, 1), (sink, 2)):
        os.dup2(descriptor, number)
    sys.stdout = open(1, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr  # type: ignore[misc]
