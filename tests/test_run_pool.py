"""Tasks on an executor, whatever becomes of its processes."""

import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from oar_analysis.errors import PageError
from oar_analysis.review import pool


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


def test_work_aside_is_done_once_more_when_its_process_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "side_pool", lambda: ProcessPoolExecutor(1))
    aside = pool.Aside()
    assert aside.submit(die_or_double, tmp_path / "once").result() == "once"
    with pytest.raises(PageError, match="tué deux fois"):
        aside.submit(die_or_double, tmp_path / "dies").result()


def test_the_pool_s_own_error_is_what_we_think():
    with ProcessPoolExecutor(1) as executor, pytest.raises(BrokenProcessPool):
        executor.submit(os._exit, 1).result()
