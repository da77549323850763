"""A process that has everything imported and forks kernels on demand.

Each page worker comes from a multiprocessing forkserver that has preloaded the libraries; when
it starts, and while it still has one thread only, it forks its nursery. The nursery forks a
kernel in 20 ms instead of the second that a cold one takes. Being the kernels' parent, it reaps
them, and kills them as soon as its worker goes, even one that never gives Python its turn.
"""

import contextlib
import os
import signal
import sys
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe
from typing import Any

from oar_analysis.review.kernel import run_kernel
from oar_analysis.review.limits import die_with_parent, kill_group, limit_memory


@dataclass(frozen=True, slots=True)
class KernelRequest:
    """What a kernel is started with: its arguments, environment, folder, log and memory."""

    argv: tuple[str, ...]
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
        """Return the process id of a new kernel."""
        return int(self._ask(request))

    def poll(self, pid: int) -> int | None:
        """Return a kernel's exit code (negative for a signal), or None while it lives."""
        if pid not in self.ended:
            code = self._ask(pid)
            if code is None:
                return None
            self.ended[pid] = int(code)
        return self.ended[pid]

    def _ask(self, question: object) -> Any:  # noqa: ANN401
        self.connection.send(question)
        return self.connection.recv()


_own: list[Nursery] = []


def start_nursery() -> Nursery | None:
    """Fork this process's nursery; None where the system has no fork."""
    if not hasattr(os, "fork"):
        return None
    ours, theirs = Pipe()
    worker = os.getpid()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            ours.close()
            die_with_parent(worker)
            _serve(theirs)
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


def _serve(worker: Connection) -> None:
    kernels: set[int] = set()
    try:
        while True:
            question = worker.recv()
            if isinstance(question, KernelRequest):
                kernels.add(pid := _fork_kernel(question, worker))
                worker.send(pid)
            else:
                worker.send(_exit_code(question, kernels))
    except (EOFError, OSError):
        pass
    finally:
        for pid in kernels:
            kill_group(pid)


def _exit_code(pid: int, kernels: set[int]) -> int | None:
    try:
        ended, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        kernels.discard(pid)
        return -signal.SIGKILL
    if not ended:
        return None
    kernels.discard(pid)
    return os.waitstatus_to_exitcode(status)


def _fork_kernel(request: KernelRequest, worker: Connection) -> int:
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
        os.environ.clear()
        os.environ.update(request.env)
        os.chdir(request.cwd)
        limit_memory(request.memory_mib)
        code = run_kernel(list(request.argv))
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
