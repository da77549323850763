"""`oar status` and what a run leaves when its end itself goes wrong."""

import errno
from pathlib import Path

import pytest

from oar_analysis.review import make, run
from oar_analysis.review.fingerprint import page_fingerprint, read_inputs
from oar_analysis.review.folders import Target
from oar_analysis.review.journal import PlainJournal
from oar_analysis.review.manifest import Manifest, PageEntry, write_manifest
from oar_analysis.review.prepare import publish_processed
from oar_analysis.review.record import Record
from oar_analysis.review.request import Outcome, ReviewRequest
from oar_analysis.review.run import hold_lock
from oar_analysis.review.status import is_locked, read_status
from oar_analysis.scheme import load_scheme


def publish(body) -> None:
    """Publish an empty version made from the body as it is."""
    inputs = read_inputs(body.raw, body.notebooks)
    pages = tuple(
        PageEntry(one.id, one.title, one.notebook, one.parameters, "good",
                  page_fingerprint(inputs, one, body.year, {}))
        for one in load_scheme(body.raw / "scheme").pages
    )  # fmt: skip
    folder = body.reports / str(body.year)
    folder.mkdir(parents=True, exist_ok=True)
    write_manifest(folder, Manifest(
        body.year, inputs.digest({}), {}, inputs.versions, inputs.library, inputs.raw,
        inputs.notebooks, {}, pages,
    ))  # fmt: skip


def status(body) -> str:
    data = body.folder / "data"
    return "\n".join(read_status(body.year, data, body.reports, body.notebooks))


def test_status_says_which_pages_are_stale_and_why(tiny_body):
    publish(tiny_body)
    assert "à refaire" not in status(tiny_body)
    tiny_body.notebook("synthese", "print(1)")
    said = status(tiny_body)
    assert "Changé depuis (carnets) : synthese.ipynb" in said
    assert "Pages à refaire : Synthèse. Relancer" in said
    publish(tiny_body)
    tiny_body.table("1-1_papier.csv", "Indicateur;2023;2024\nPapier;12,5;10\n")
    said = status(tiny_body)
    assert "Changé depuis (données) : 2024/1-1_papier.csv, 2024/origins.yaml" in said
    assert "Pages à refaire : Synthèse, Axe 1. Relancer" in said


def test_a_run_going_on_is_seen_by_who_may_only_read(tmp_path, monkeypatch):
    target = Target(tmp_path, "2024")
    assert not is_locked(target)
    with hold_lock(target):
        opened = []
        real = Path.open
        monkeypatch.setattr(
            Path, "open", lambda path, mode="r", *more: opened.append(mode) or real(path, mode)
        )
        assert is_locked(target)
        assert opened == ["rb"]
    assert not is_locked(target)


def test_a_record_that_cannot_be_ended_does_not_unsay_what_is_published(
    tiny_body, monkeypatch, capsys
):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    done = Outcome(tiny_body.reports / "2024" / "index.html", made=("a",))
    monkeypatch.setattr(make, "make", lambda work: done)
    monkeypatch.setattr(Record, "end", full)
    request = ReviewRequest(
        year=2024, data=tiny_body.folder / "data", reports=tiny_body.reports,
        notebooks=tiny_body.notebooks,
    )  # fmt: skip
    assert run.review(request, PlainJournal()) is done
    assert "Publié, mais" in capsys.readouterr().err


def test_tables_are_copied_whole_and_nothing_is_left_of_a_killed_copy(tmp_path):
    made, place = tmp_path / "made", tmp_path / "processed"
    for folder in (made, place):
        folder.mkdir()
    (made / "observations.csv").write_text("a", encoding="utf-8")
    (place / ".copie-en-cours").write_text("half", encoding="utf-8")
    assert publish_processed(made, place) == ""
    assert [path.name for path in place.iterdir() if path.suffix or "copie" in path.name] == [
        "observations.csv"
    ]
    assert "File exists" in publish_processed(made, made / "observations.csv")


def test_the_data_can_be_prepared_again_over_what_a_killed_process_began(tiny_body, tmp_path):
    for _ in range(2):
        prepared = make._prepare(tiny_body.raw, tmp_path / "work", 2024)
        assert prepared.blocking == ()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_no_signal_interrupts_what_follows_the_swap(name):
    import subprocess
    import sys

    script = f"""
import os, signal
from oar_analysis.review.signals import finish_whatever_comes, raise_on_termination
raise_on_termination()
try:
    os.kill(os.getpid(), signal.{name})
except BaseException as error:
    print("raised", getattr(error, "exit_code", 130))
finish_whatever_comes()
os.kill(os.getpid(), signal.{name})
print("finished")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    code = {"SIGTERM": 143, "SIGHUP": 129, "SIGINT": 130}[name]
    assert done.stdout.split() == ["raised", str(code), "finished"]
