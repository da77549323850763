"""Tasks on an executor, whatever becomes of its processes."""

import errno
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from oar_analysis.errors import PageError
from oar_analysis.review import nursery, pool
from oar_analysis.review.failure import describe
from oar_analysis.review.prepare import prepare
from oar_analysis.review.task import PageTask, run_page


def die_or_double(path: Path) -> str:
    if path.name == "dies" or (path.name == "once" and not path.exists()):
        path.touch()
        os._exit(9)
    return path.name


def test_tasks_outlive_the_process_that_one_of_them_kills(tmp_path):
    tasks = [tmp_path / name for name in ("a", "dies", "b", "once", "c")]
    results = list(pool.run_tasks(die_or_double, tasks, lambda: ProcessPoolExecutor(2)))
    done = sorted(one for one in results if isinstance(one, str))
    lost = [one.task.name for one in results if isinstance(one, pool.Lost)]
    assert (done, lost) == (["a", "b", "c", "once"], ["dies"])


def test_any_executor_runs_the_tasks():
    results = pool.run_tasks(str.upper, ["a", "b"], lambda: ThreadPoolExecutor(1))
    assert sorted(results) == ["A", "B"]


@pytest.mark.slow
def test_a_page_is_made_by_an_executor_that_knows_nothing_of_us(tiny_body):
    """A plain function of picklable inputs, in a process that nobody prepared."""
    folder = tiny_body.folder / "page"
    prepare(tiny_body.folder / "data", 2024, folder / "data" / "processed")
    task = PageTask(
        page="axe-1", title="Axe 1", notebook=tiny_body.notebooks / "axe.ipynb",
        parameters={"year": 2024, "data": "data", "axis": 1}, scratch=folder, folder=folder,
        executed=folder / "axe-1.ipynb", html=folder / "axe-1.html",
    )  # fmt: skip
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as executor:
        result = executor.submit(run_page, task).result()
    assert (result.error, result.failure) == ("", None)
    assert task.html.read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_work_aside_is_done_once_more_when_its_process_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "side_pool", lambda: ProcessPoolExecutor(1))
    aside = pool.Aside()
    assert aside.submit(die_or_double, tmp_path / "once").result() == "once"
    with pytest.raises(PageError, match="tué deux fois"):
        aside.submit(die_or_double, tmp_path / "dies").result()


def test_the_pool_s_own_error_is_what_we_think():
    with ProcessPoolExecutor(1) as executor, pytest.raises(BrokenProcessPool):
        executor.submit(os._exit, 1).result()


def test_what_the_system_grants_no_more_of_is_told_as_such(tmp_path, monkeypatch):
    def refuse():
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert nursery.start_nursery(warm=False) is None
    task = PageTask(
        page="a", title="A", notebook=tmp_path / "a.ipynb", parameters={}, scratch=tmp_path,
        folder=tmp_path, executed=tmp_path / "a.ipynb", html=tmp_path / "a.html",
    )  # fmt: skip
    failure = describe(OSError(errno.EMFILE, "Too many open files"), task)
    assert "n'accorde plus" in failure.what
    assert "ulimit -n" in (tmp_path / "a-echec.md").read_text(encoding="utf-8")


def test_a_page_talks_to_its_kernel_by_our_client(tmp_path):
    """The stock client sleeps through fixed delays: most of a warm kernel's start."""
    from oar_analysis.review.warm import ReviewClient, ReviewKernelManager

    assert type(ReviewKernelManager(folder=str(tmp_path), name="page").client()) is ReviewClient
