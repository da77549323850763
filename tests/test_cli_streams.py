"""Standard streams closed, read by nobody, full, or that know no é: no command minds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def shell(body, line, **extra):
    command = line.replace("oar", f"{sys.executable} -m oar_analysis.cli")
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=body.folder, capture_output=True, text=True,
        encoding="utf-8", check=False, env={**os.environ, **extra},
    )  # fmt: skip


def test_a_reader_that_has_read_enough_is_no_fault_of_ours(tiny_body):
    done = shell(tiny_body, "{ sleep 1; oar status; echo code $? >&2; } | true")
    assert done.stderr.split() == ["code", "141"], "as any command that SIGPIPE ends"


@pytest.mark.parametrize("closed", ["0<&-", ">&-", "2>&-", "0<&- >&- 2>&-"])
def test_closed_streams_change_no_exit_code(tiny_body, closed):
    done = shell(tiny_body, f"oar review --year 1999 {closed}")
    assert done.returncode == 2
    assert ("Aucune campagne 1999" in done.stderr) == ("2>&-" not in closed)
    assert "Traceback" not in done.stderr


def test_a_terminal_without_accents_gets_the_rest(tiny_body):
    done = shell(tiny_body, "oar status", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "Derni?re ex?cution" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has /dev/full")
def test_a_journal_on_a_full_disk_does_not_change_what_a_run_did(tiny_body):
    done = shell(tiny_body, "oar review --year 1999 --log-format json > /dev/full")
    assert done.returncode == 2
    assert "Disque plein" not in done.stderr


def test_each_line_of_the_json_journal_is_dated_even_when_nothing_can_start(tiny_body):
    (tiny_body.raw / "2024").rename(tiny_body.raw / "ailleurs")
    done = shell(tiny_body, "oar review --log-format json")
    assert done.returncode == 2
    (line,) = map(json.loads, done.stdout.splitlines())
    assert (line["event"], line["exit_code"]) == ("failed", 2)
    assert line["time"].endswith("+00:00")
    assert "Aucune campagne" in line["message"]
