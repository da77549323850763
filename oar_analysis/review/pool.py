"""Runs tasks on an executor, and goes on when one of its processes is killed."""

import contextlib
import multiprocessing
import os
import socket
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path
from typing import Any, Generic, TypeVar

from oar_analysis.errors import PageError
from oar_analysis.export.renderer import ADDRESSES_VARIABLE, serve
from oar_analysis.review import preload
from oar_analysis.review.descendants import kill_descendants
from oar_analysis.review.limits import die_with_parent
from oar_analysis.review.sockets import socket_fits

TaskType = TypeVar("TaskType")
ResultType = TypeVar("ResultType")
# How often all unfinished tasks are tried together again after a worker was killed; then each
# is tried alone, so that the one that kills its worker is known.
TOGETHER = 2
# A forkserver that was killed takes a moment to end: as long as it has not, it forks no worker, and
# no other starts.
DYING_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Lost(Generic[TaskType]):
    """A task whose process ended under it, twice at least."""

    task: TaskType


def has_forkserver(folder: Path) -> bool:
    """Tell whether this system can fork from a warm server, whose socket stands in `folder`."""
    methods = multiprocessing.get_all_start_methods()
    return "forkserver" in methods and socket_fits(folder / "listener-12345678")


def start_forkserver(folder: Path, register: Path) -> None:
    """Start the forkserver, which imports everything while this process goes on.

    Its socket stands in `folder`; it reads the register in another, once for all kernels. To be
    called from the main thread: the forkserver lives as long as the thread that starts it.
    """
    os.environ[preload.PARENT_VARIABLE] = str(os.getpid())
    os.environ[preload.REGISTER_VARIABLE] = str(register.resolve())
    multiprocessing.get_context("forkserver").set_forkserver_preload([preload.__name__])
    _multiprocessing_config()["tempdir"] = str(folder)
    forkserver.ensure_running()


def _multiprocessing_config() -> dict[str, Any]:
    """Return where multiprocessing notes its folder of sockets.

    Its own, made elsewhere, would be left behind by a run that is killed as it makes it.
    """
    config: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001
    return config


def page_pool(workers: int, *, warm: bool, review: tuple[int, Path] | None = None) -> Executor:
    """Return the executor of the pages: processes forked warm, or ordinary ones.

    Warm kernels find the `review` of that year and folder open.
    """
    return _pool(
        workers, "forkserver" if warm else "spawn", start_worker,
        (dict(os.environ), os.getpid(), warm, review),
    )  # fmt: skip


def side_pool() -> Executor:
    """Return the executor of the data's preparation: one process that starts at once."""
    return _pool(1, "spawn", _tie, (os.getpid(),))


def start_renderers(folder: Path, cores: int) -> None:
    """Start the processes that draw for the workers, one for two cores; none where they cannot be.

    Their sockets stand in `folder`; whoever starts later finds them in the environment.
    """
    count = max(1, cores // 2)
    addresses = [str(folder / f"renderer-{number}") for number in range(count)]
    if not hasattr(socket, "AF_UNIX") or not socket_fits(Path(addresses[-1])):
        return
    os.environ[ADDRESSES_VARIABLE] = os.pathsep.join(addresses)
    pool = _pool(count, "spawn", _tie, (os.getpid(),))
    for address in addresses:
        pool.submit(serve, address)


# Those of this process, until they are ended.
_pools: list[ProcessPoolExecutor] = []


def _pool(
    workers: int, method: str, initializer: Callable[..., None], arguments: tuple[object, ...]
) -> Executor:
    context = multiprocessing.get_context(method)
    _pools.append(
        ProcessPoolExecutor(
            workers, mp_context=context, initializer=initializer, initargs=arguments
        )
    )
    return _pools[-1]


def start_worker(
    environment: dict[str, str],
    run: int,
    warm: bool,  # noqa: FBT001 (an executor's initializer takes no keywords)
    review: tuple[int, Path] | None = None,
) -> None:
    """Make this process a page worker: tied to the run, deaf to Ctrl-C, with its nursery."""
    from oar_analysis.review.nursery import start_nursery

    os.environ.update(environment)
    # A warm worker's parent is the forkserver, itself tied to the run.
    _tie(os.getppid() if warm else run)
    start_nursery(warm=warm, review=review)


def _tie(parent: int) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent(parent)


def run_tasks(
    function: Callable[[TaskType], ResultType],
    tasks: Iterable[TaskType],
    make_pool: Callable[[], Executor],
) -> Iterator[ResultType | Lost[TaskType]]:
    """Yield each task's result as it comes; a task that kills its process twice is `Lost`.

    Any `concurrent.futures` executor will do: this machine's cores or a cluster's.
    """
    left = list(tasks)
    for _attempt in range(TOGETHER):
        left = yield from _try(function, left, make_pool)
    for task in left:
        lost = yield from _try(function, [task], make_pool)
        yield from (Lost(one) for one in lost)


def _try(
    function: Callable[[TaskType], ResultType],
    tasks: list[TaskType],
    make_pool: Callable[[], Executor],
) -> Generator[ResultType, None, list[TaskType]]:
    """Yield the tasks' results, return those whose process ended under them.

    What no process could be had for has not been tried: it waits for the next forkserver.
    """
    broken: list[TaskType] = []
    until = time.monotonic() + DYING_SECONDS
    while tasks:
        refused: list[TaskType] = []
        yield from _run_together(function, tasks, make_pool, broken, refused)
        tasks = refused
        if refused and time.monotonic() > until:
            return broken + refused
        time.sleep(0.05 if refused else 0)
    return broken


def _run_together(
    function: Callable[[TaskType], ResultType],
    tasks: list[TaskType],
    make_pool: Callable[[], Executor],
    broken: list[TaskType],
    refused: list[TaskType],
) -> Iterator[ResultType]:
    pool = make_pool()
    try:
        futures: dict[Future[ResultType], TaskType] = {}
        for number, task in enumerate(tasks):
            try:
                futures[pool.submit(function, task)] = task
            except BrokenProcessPool:
                broken.extend(tasks[number:])
                break
            except (EOFError, ConnectionError):
                # The forkserver was killed before it could fork a worker. The others must end with
                # it: they would go on with what is tried again.
                refused.extend(tasks[number:])
                _kill_workers()
                break
        for future in each_done(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                broken.append(futures[future])
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _kill_workers() -> None:
    for child in multiprocessing.active_children():
        if type(child).__name__ == "ForkServerProcess":  # a class that Windows has not
            child.kill()


def each_done(futures: Iterable[Future[ResultType]]) -> Iterator[Future[ResultType]]:
    """Yield futures as they end.

    It looks up each second: a signal that the system gave to another thread is met then.
    """
    left = set(futures)
    while left:
        done, left = wait(left, timeout=1, return_when=FIRST_COMPLETED)
        yield from done


class Aside:
    """One process beside the pages: the data, the downloads, the index.

    It starts at once and imports on its own core while the forkserver imports on another. When
    it is killed, what it was doing is done once more in a new one.
    """

    def __init__(self) -> None:
        self._pool = side_pool()

    def submit(self, function: Callable[..., ResultType], *args: object) -> "Work[ResultType]":
        """Start a call."""
        return Work(self, function, args)

    def start(
        self, function: Callable[..., ResultType], args: tuple[object, ...]
    ) -> Future[ResultType]:
        """Start a call in the process, a new one if the last was killed."""
        try:
            return self._pool.submit(function, *args)
        except BrokenProcessPool:
            self._pool = side_pool()
            return self._pool.submit(function, *args)


class Work(Generic[ResultType]):
    """A call going on in the process aside."""

    def __init__(
        self, aside: Aside, function: Callable[..., ResultType], args: tuple[object, ...]
    ) -> None:
        self._again = (aside, function, args)
        self._future = aside.start(function, args)

    def result(self) -> ResultType:
        """Return the call's result, or raise what it raised.

        Raises:
            PageError: its process was killed, twice.
        """
        try:
            return next(each_done([self._future])).result()
        except BrokenProcessPool:
            aside, function, args = self._again
        try:
            return next(each_done([aside.start(function, args)])).result()
        except BrokenProcessPool as error:
            raise PageError(
                f"Le processus qui devait faire « {function.__name__} » a été tué deux fois : "
                "mémoire épuisée ou arrêt demandé. Voir le journal du système, puis relancer."
            ) from error


def kill_children(spared: frozenset[int] = frozenset()) -> None:
    """Kill every process that this one started, and whatever descends from them."""
    os.environ.pop(ADDRESSES_VARIABLE, None)
    _multiprocessing_config().pop("tempdir", None)
    for child in multiprocessing.active_children():
        child.kill()
    # Their threads see it and end now: later they would meet the interpreter's own end.
    while _pools:
        _pools.pop().shutdown(cancel_futures=True)
    with contextlib.suppress(OSError):  # no file left to look with: their nurseries see to it
        kill_descendants(spared)
