"""The manifest, the fingerprints it rests on, and the records of past runs."""

import json
import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from oar_analysis.review.assemble import write_zip
from oar_analysis.review.fingerprint import Inputs, hash_tree, installed_versions, read_inputs
from oar_analysis.review.manifest import (
    Manifest,
    PageEntry,
    compare,
    read_manifest,
    write_manifest,
)
from oar_analysis.review.record import MODIFIED, last_record, open_record, prune, run_folders
from oar_analysis.review.state import indicator_states


def fill(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


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


def test_of_origins_a_page_depends_on_what_is_said_of_its_files(tmp_path):
    """A table changed with its hash in origins.yaml: the pages that do not read it stay."""

    def digests(first, second):
        entries = [{"file": "1-1.csv", "title": first}, {"file": "2-1.csv", "title": second}]
        for name in ("1-1.csv", "2-1.csv", "origins.yaml"):
            path = tmp_path / "raw" / "2024" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps({"files": entries}) if "yaml" in name else "x", "utf-8")
        found = read_inputs(tmp_path / "raw", tmp_path)
        return [found.page_digest("a", {}, [glob], {}) for glob in ("*/1-*", "*/2-*", "*/*")]

    before, after = digests("a", "b"), digests("a", "c")
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, False]


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


def test_the_last_runs_are_kept_whatever_the_clock_says(tmp_path, monkeypatch):
    """A clock put back a year: the last run is the last, not the one with the latest date."""

    years = iter(range(2040, 2000, -1))

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(next(years), 1, 1, tzinfo=tz)

    monkeypatch.setattr("oar_analysis.review.record.datetime", Clock)
    for _ in range(12):
        open_record(tmp_path, "2024").end("done", 0)
    open_record(tmp_path, "2023").end("done", 0)
    (run_folders(tmp_path, "2024")[3] / MODIFIED).mkdir()
    prune(tmp_path, "2024", 2)
    kept = run_folders(tmp_path, "2024")
    # What people had changed by hand is never removed.
    assert [path.name[:9] for path in kept] == ["2024-0004", "2024-0011", "2024-0012"]
    assert last_record(tmp_path, "2024")["run"] == kept[-1].name
    assert last_record(tmp_path, "2022") is None


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
