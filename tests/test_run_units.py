"""The run's parts, one by one: swap, locks, checks of a page, parameters, manifest, pool."""

import json
import os
import zipfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from conftest import lacking
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis.errors import LockError, PageError, UsageError
from oar_analysis.review import pool, swap
from oar_analysis.review.assemble import write_zip
from oar_analysis.review.fingerprint import Inputs, hash_tree, installed_versions
from oar_analysis.review.folders import Target, clean_stale, make_scratch, recover
from oar_analysis.review.manifest import (
    Manifest,
    PageEntry,
    compare,
    read_manifest,
    write_manifest,
)
from oar_analysis.review.pagecheck import check_page_file, page_faults
from oar_analysis.review.parameters import PARAMETERS, check_year, declared_parameters
from oar_analysis.review.record import last_record, open_record, prune, run_folders
from oar_analysis.review.run import hold_lock
from oar_analysis.review.state import indicator_states

GOOD = "<!DOCTYPE html><html lang='fr'><head><title>T</title></head><body>{}</body></html>"


def fill(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("fallback", [False, True])
def test_a_new_folder_takes_the_place_of_the_old(tmp_path, monkeypatch, fallback):
    if fallback:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    target, aside = tmp_path / "2024", tmp_path / ".old-2024"
    for number in range(3):
        new = fill(tmp_path / ".new", str(number))
        swap.swap_in(new, target, aside)
        assert (target / "index.html").read_text(encoding="utf-8") == str(number)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["2024"]


def test_the_fallback_cut_between_its_renames_is_mended(tmp_path):
    target = Target(tmp_path, "2024")
    fill(target.aside, "old")
    fill(tmp_path / ".new-2024-x", "new")
    recover(target)
    assert (target.folder / "index.html").read_text(encoding="utf-8") == "old"
    assert [path.name for path in clean_stale(target)] == [".new-2024-x"]
    assert (target.folder / "index.html").exists()


def test_exchange_tells_what_the_system_refuses(tmp_path):
    fill(tmp_path / "one", "1")
    with pytest.raises(FileNotFoundError):
        swap.exchange(tmp_path / "one", tmp_path / "nowhere")


def test_exchange_is_one_step_on_linux(tmp_path):
    one, other = fill(tmp_path / "one", "1"), fill(tmp_path / "other", "2")
    if not swap.exchange(one, other):
        lacking("L'échange de deux noms", "un système de fichiers de Linux (ext4, tmpfs) le fait")
    assert (one / "index.html").read_text(encoding="utf-8") == "2"


def test_scratch_of_another_target_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    mine, other = Target(tmp_path / "r", "2024"), Target(tmp_path / "r", "2023")
    (tmp_path / "r").mkdir()
    one, two = make_scratch(mine), make_scratch(other)
    clean_stale(mine)
    assert not one.exists()
    assert two.exists()


def test_no_place_for_a_temporary_folder_is_told(tmp_path, monkeypatch):
    from oar_analysis.errors import DiskError

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(DiskError, match="TMPDIR"):
        make_scratch(Target(tmp_path / "nothing", "2024"))


def test_a_lock_is_held_once(tmp_path):
    target = Target(tmp_path, "2024")
    with (
        hold_lock(target),
        pytest.raises(LockError, match="Une autre exécution"),
        hold_lock(target),
    ):
        pass
    with hold_lock(target):
        pass


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (GOOD.format("x")[:-7], "tronquée"),
        (GOOD.format("x").replace("'fr'", "'en'"), "langue"),
        (GOOD.format("x").replace("<title>T</title>", ""), "titre"),
        (GOOD.format("<img src='https://a.example/b.png'>"), "réseau"),
        (GOOD.format("<script src='//a.example/b.js'></script>"), "réseau"),
        (GOOD.format("<link rel='stylesheet' href='http://a.example'>"), "réseau"),
        (GOOD.format("<p style=\"background:url('https://a.example')\">"), "réseau"),
        (GOOD.format("<style>@import 'https://a.example/x.css';</style>"), "réseau"),
        (GOOD.format("<div data-mime-type='application/vnd.jupyter.error'></div>"), "erreur"),
    ],
)
def test_a_page_unfit_to_be_published_is_refused(tmp_path, page, fault):
    assert fault in " ".join(page_faults(page))
    path = tmp_path / "p.html"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(PageError, match=fault):
        check_page_file(path)


def test_a_link_that_a_reader_follows_is_no_load():
    page = GOOD.format(
        "<a href='https://www.insee.fr'>Insee</a><img src='data:image/png;base64,AA'>"
    )
    assert page_faults(page) == []


@given(st.text())
def test_any_text_in_a_page_is_read_without_fail(text):
    assert isinstance(page_faults(text), list)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("year = 2017", "affectation annotée"),
        ("year: int = ", "ligne 1"),
        (None, "aucune cellule étiquetée"),
    ],
)
def test_a_parameters_cell_that_cannot_be_is_told(tmp_path, source, said):
    cells = [{"cell_type": "code", "source": source or "", "metadata": {}}]
    if source:
        cells[0]["metadata"]["tags"] = ["parameters"]
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        declared_parameters(path)


def test_a_notebook_that_is_none_is_told(tmp_path):
    path = tmp_path / "x.ipynb"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="carnet Jupyter lisible"):
        declared_parameters(path)


def test_a_line_with_a_second_equals_sign_is_kept(tmp_path):
    """papermill's own inspection drops it."""
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "a: str = 'x=1'"}
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert declared_parameters(path) == {"a": "str"}


def test_each_notebook_declares_what_the_register_gives(root):
    from oar_analysis.review.parameters import check_page
    from oar_analysis.scheme import load_scheme

    scheme = load_scheme(root / "data" / "raw" / "scheme")
    for page in scheme.pages:
        check_page(page, scheme, root / "notebooks" / page.notebook)
        declared = declared_parameters(root / "notebooks" / page.notebook)
        assert set(declared) == {"year", "data", *page.parameters}
        assert {name: PARAMETERS[name].type.__name__ for name in declared} == declared


def test_a_campaign_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="Aucune campagne 2024"):
        check_year(2024, tmp_path)


def manifest_of(folder: Path) -> Manifest:
    entry = PageEntry("a", "A", "a.ipynb", {"axis": 1}, "good", "f", ("a.html",))
    made = Manifest(2024, "f", {}, {}, "l", {}, {}, {}, (entry,))
    write_manifest(folder, made)
    return made


def test_a_manifest_is_read_as_it_was_written(tmp_path):
    fill(tmp_path, "x")
    made = manifest_of(tmp_path)
    found = read_manifest(tmp_path)
    assert found is not None
    assert found.pages == made.pages
    assert not compare(tmp_path, found)
    (tmp_path / "index.html").write_text("y", encoding="utf-8")
    (tmp_path / "more").write_text("y", encoding="utf-8")
    assert compare(tmp_path, found).changed == ("index.html",)
    assert compare(tmp_path, found).added == ("more",)
    (tmp_path / "index.html").unlink()
    assert compare(tmp_path, found).missing == ("index.html",)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 99}', '{"format": 1, "pages": 3}'])
def test_a_manifest_that_cannot_be_read_is_none(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    assert read_manifest(tmp_path) is None


def inputs(**raw):
    return Inputs(raw={name.replace("__", "/"): text for name, text in raw.items()},
                  notebooks={"axe.ipynb": "n"}, library="l", versions={"python": "3"})  # fmt: skip


def test_a_page_depends_on_what_it_reads_only():
    def digest(one):
        return one.page_digest("axe.ipynb", {"axis": 1}, ["*/1-*"], {"year": 2024})

    base = digest(inputs(scheme__s="1", y2024__1_a="1"))
    before = inputs(**{"scheme__s": "1", "2024__1-1": "a", "2024__2-1": "a"})
    other = inputs(**{"scheme__s": "1", "2024__1-1": "a", "2024__2-1": "b"})
    own = inputs(**{"scheme__s": "1", "2024__1-1": "b", "2024__2-1": "a"})
    register = inputs(**{"scheme__s": "2", "2024__1-1": "a", "2024__2-1": "a"})
    assert digest(before) == digest(other) != base
    assert len({digest(one) for one in (before, own, register)}) == 3
    assert before.page_digest("axe.ipynb", {"axis": 2}, ["*/1-*"], {"year": 2024}) != digest(before)


def test_editors_files_are_no_input(tmp_path):
    for name in ("a.csv", "~$a.xlsx", ".~lock.a.csv#", "a.csv~", "sub/.DS_Store"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert list(hash_tree(tmp_path)) == ["a.csv"]


def test_versions_are_those_that_are_imported():
    from importlib.metadata import version

    found = installed_versions()
    assert found["pandas"] == version("pandas")
    assert found["altair"] == version("altair")


def test_a_zip_depends_on_its_members_only(tmp_path):
    for name in ("one.zip", "two.zip"):
        write_zip(tmp_path / name, {"b.html": b"b", "a.html": b"a"})
        os.utime(tmp_path / name, (1, 1))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "one.zip").namelist() == ["a.html", "b.html"]


def test_the_last_runs_are_kept(tmp_path, monkeypatch):
    for number in range(5):
        monkeypatch.setattr("os.getpid", lambda number=number: 1000 + number)
        open_record(tmp_path, "2024").end("done", 0)
    open_record(tmp_path, "2023").end("done", 0)
    prune(tmp_path, "2024", 2)
    kept = run_folders(tmp_path, "2024")
    assert [path.name[-4:] for path in kept] == ["1003", "1004"]
    assert last_record(tmp_path, "2024")["run"] == kept[-1].name
    assert last_record(tmp_path, "2022") is None


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


def test_indicators_filled_and_missing(root):
    from oar_analysis.scheme import load_scheme

    scheme = load_scheme(root / "data" / "raw" / "scheme")
    codes = [one.code for one in scheme.actions[0].indicators if one.kind == "declared"]
    row = {
        "indicator": codes[0], "year": "2017", "origin": "published", "status": "A", "value": "1",
        "low": "", "high": "", "missing_reason": "",
    }  # fmt: skip
    states = {one.code: one for one in indicator_states(scheme, [row], 2017)}
    assert states[codes[0]].filled
    assert not states[codes[1]].filled
    never = {
        **row,
        "indicator": codes[1],
        "status": "M",
        "value": "",
        "missing_reason": "sans objet",
    }
    states = {one.code: one for one in indicator_states(scheme, [row, never], 2017)}
    assert (states[codes[1]].expected, states[codes[1]].reason) == (False, "sans objet")
