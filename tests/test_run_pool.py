"""Tasks on an executor, whatever becomes of its processes."""

import dataclasses
import errno
import importlib
import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import nbformat
import pytest
from bodies import built, one_series_body
from nbclient.exceptions import CellTimeoutError
from nbformat.v4 import new_code_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from oar_analysis.dataset import open_review, write
from oar_analysis.dataset import review as kept
from oar_analysis.errors import PageError
from oar_analysis.review import engine, nursery, pool, preload
from oar_analysis.review.failure import describe
from oar_analysis.review.limits import Limits
from oar_analysis.review.prepare import prepare
from oar_analysis.review.task import PageTask, execute, run_page


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


def test_only_the_forkserver_imports_all_beforehand():
    """The other processes of a run read the same environment, and need little of it."""
    code = (
        "import sys, oar_analysis.review.pool, oar_analysis.export.renderer\n"
        "print({'pandas', 'altair', 'vl_convert', 'jinja2'} & set(sys.modules))"
    )
    env = {**os.environ, "OAR_RUN_PID": str(os.getpid())}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_what_the_forkserver_makes_beforehand_can_be_made(root, monkeypatch):
    """It goes on without what fails: here it must not fail."""
    monkeypatch.setenv(preload.REGISTER_VARIABLE, str(root / "data/raw/scheme"))
    for name in preload.MODULES:
        importlib.import_module(name)
    preload._warm_figures()
    preload._warm_register()


def test_a_nursery_opens_the_review_that_its_kernels_find(tmp_path, monkeypatch):
    """It goes on without what fails: here it must not fail."""
    monkeypatch.setattr(kept, "_kept", {})
    dataset = built(one_series_body(tmp_path, {2017: "12"}))
    write(dataset, tmp_path / "processed")
    preload.keep_review(2017, tmp_path)
    assert open_review(year=2017, data=tmp_path).by_series is kept._kept[2017, tmp_path].by_series


@pytest.mark.slow
def test_the_record_is_not_written_at_each_cell(tmp_path, monkeypatch):
    """Stock papermill writes the whole notebook before and after each cell."""
    written = []
    write = engine.PageRecord.write
    monkeypatch.setattr(engine, "SECONDS_BETWEEN_SAVES", 3600)  # on a busy machine too
    monkeypatch.setattr(
        engine.PageRecord, "write", lambda one: (written.append(one.path), write(one))
    )
    cells = [new_code_cell("year = 0", metadata={"tags": ["parameters"]})]
    cells += [new_code_cell(f"print({number} + year)") for number in range(5)]
    notebook = tmp_path / "a.ipynb"
    notebook.write_text(nbformat.writes(new_notebook(cells=cells)), encoding="utf-8")
    task = PageTask(
        page="a", title="A", notebook=notebook, parameters={"year": 1}, scratch=tmp_path,
        folder=tmp_path, executed=tmp_path / "b.ipynb", html=tmp_path / "a.html",
    )  # fmt: skip
    executed = execute(task)
    assert written == [task.executed] * 2, "as it started, as it ended"
    record = nbformat.read(task.executed, as_version=4)
    assert record == executed
    assert record.metadata.papermill.output_path == str(task.executed)
    assert record.cells[-1].outputs[0].text == "5\n"
    cells[-1].source = "import time; time.sleep(60)"
    notebook.write_text(nbformat.writes(new_notebook(cells=cells)), encoding="utf-8")
    with pytest.raises(CellTimeoutError):
        execute(dataclasses.replace(task, limits=Limits(cell_seconds=1)))
    assert written[2:] == [task.executed] * 2, "what ended badly is on record"
    cells[-1].source = "1 / 0"
    notebook.write_text(nbformat.writes(new_notebook(cells=cells)), encoding="utf-8")
    with pytest.raises(PapermillExecutionError):
        execute(task)
    assert "papermill-error-cell" in nbformat.read(task.executed, as_version=4).cells[0].source


class Reluctant(ThreadPoolExecutor):
    """A pool whose forkserver is killed while the second worker is asked of it, and slow to die."""

    asked = 0

    def submit(self, *arguments):
        Reluctant.asked += 1
        if 2 <= Reluctant.asked <= 7:
            raise EOFError("unexpected EOF")
        return super().submit(*arguments)


def test_a_forkserver_killed_before_it_forks_costs_no_task():
    results = pool.run_tasks(str.upper, ["a", "b", "c"], lambda: Reluctant(1))
    assert sorted(results) == ["A", "B", "C"]


class Refusing(ThreadPoolExecutor):
    """A pool that never has a process."""

    def submit(self, *_arguments):
        raise ConnectionRefusedError("no forkserver")


def test_what_never_gets_a_process_is_told(monkeypatch):
    monkeypatch.setattr(pool, "DYING_SECONDS", 0)
    results = pool.run_tasks(str.upper, ["a", "b"], lambda: Refusing(1))
    assert list(results) == [pool.Lost("a"), pool.Lost("b")]
