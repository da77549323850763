"""Ends that nobody chose: signals, and kill -9 of any process at any moment."""

import json
import os
import random
import signal
import time
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.slow

SOAK = os.environ.get("OAR_SOAK") == "1"


def family(process):
    """Return the processes of a run, itself first."""
    try:
        root = psutil.Process(process.pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def alive(processes):
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def assert_gone(processes):
    """No process outlives its run by more than a few seconds."""
    deadline = time.monotonic() + 10
    while left := alive(processes):
        assert time.monotonic() < deadline, [one.cmdline() for one in left]
        time.sleep(0.05)


def wait_for_kernel(body, process, seconds=90):
    """Wait until pages run; return all processes seen."""
    deadline = time.monotonic() + seconds
    while not list(body.reports.glob(".runs/*/synthese.ipynb")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.5)
    return family(process)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_everything_and_its_code_says_so(tiny_body, number, code):
    tiny_body.notebook("synthese", "import time; time.sleep(120)")
    process = tiny_body.start("review")
    processes = wait_for_kernel(tiny_body, process)
    assert len(processes) > 4
    process.send_signal(number)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == code, errors
    assert_gone(processes)
    assert not (tiny_body.reports / "2024").exists()
    assert not list(tiny_body.reports.glob(".new-*"))
    record = json.loads(next(tiny_body.reports.glob(".runs/*/run.json")).read_text("utf-8"))
    assert record["exit_code"] == code


def test_no_process_listens_on_tcp(tiny_body):
    tiny_body.notebook("synthese", "import time; time.sleep(6)")
    process = tiny_body.start("review")
    processes = wait_for_kernel(tiny_body, process)
    listening = [
        link
        for one in alive(processes)
        for link in one.net_connections(kind="tcp")
        if link.status == psutil.CONN_LISTEN
    ]
    process.communicate(timeout=100)
    assert process.returncode == 0
    assert listening == []


def test_a_kernel_that_gives_nobody_its_turn_dies_with_its_run(tiny_body):
    """A regular expression in C holds the interpreter: no thread of the kernel can see the end."""
    tiny_body.notebook("synthese", "import re; re.match('(a+)+b', 'a' * 60)")
    process = tiny_body.start("review")
    processes = wait_for_kernel(tiny_body, process)
    process.kill()
    process.communicate()
    assert_gone(processes)


def one_version(body: Path) -> str:
    """Return the fingerprint of the published version, which must be whole."""
    from oar_analysis.review.manifest import compare, read_manifest

    folder = body.reports / "2024"
    manifest = read_manifest(folder)
    assert manifest is not None
    assert not compare(folder, manifest)
    assert all(page.state == "good" for page in manifest.pages)
    return manifest.fingerprint


@pytest.mark.soak
@pytest.mark.timeout(7200 if SOAK else 600)
def test_storm_of_kills(tiny_body):
    """After each kill -9 of a random process: one whole good version, and the next run succeeds."""
    seed = int(os.environ.get("OAR_SEED", "0")) or random.randrange(1_000_000)
    print(f"OAR_SEED={seed}")
    dice = random.Random(seed)
    begun = time.monotonic()
    first = tiny_body.oar("review")
    assert first.returncode == 0, first.stderr
    duration = time.monotonic() - begun
    outcomes = []
    for number in range(200 if SOAK else 10):
        # Each round has something new to publish.
        tiny_body.notebook("synthese", f"print({number})")
        before = one_version(tiny_body)
        process = tiny_body.start("review", "--force")
        delay = dice.uniform(0, duration)
        deadline = time.monotonic() + delay
        while time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.01)
        processes = family(process)
        if processes:
            victim = dice.choice(processes)
            try:
                victim.kill()
            except psutil.NoSuchProcess:
                victim = None
        _, errors = process.communicate(timeout=120)
        assert_gone(processes)
        after = one_version(tiny_body)
        # The run says 0 when its version was published, and only then.
        if process.returncode == 0:
            assert after != before or not processes, (seed, number, errors)
        elif process.returncode > 0:
            assert after == before, (seed, number, process.returncode, errors)
        outcomes.append(process.returncode)
        if number % 5 == 4 or process.returncode != 0:
            again = tiny_body.oar("review")
            assert again.returncode == 0, (seed, number, again.stderr)
            assert not list(tiny_body.reports.glob(".new-*"))
    assert len(outcomes) == (200 if SOAK else 10)
