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
ROUNDS = int(os.environ.get("OAR_KILLS", "200" if SOAK else "4"))


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


def executed(body):
    return set(body.reports.glob(".runs/*/synthese.ipynb"))


def wait_for_kernel(body, process, seconds=90, known=frozenset()):
    """Wait until pages run; return all processes seen."""
    deadline = time.monotonic() + seconds
    while not executed(body) - known:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.5)
    return family(process)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)]
)
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
    """A regular expression in C holds the interpreter: no thread of the kernel can see the end.

    What the kernel has started dies too, were it in a session of its own.
    """
    start = "import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True)"
    tiny_body.notebook("synthese", start, "import re; re.match('(a+)+b', 'a' * 60)")
    process = tiny_body.start("review")
    processes = wait_for_kernel(tiny_body, process)
    deadline = time.monotonic() + 60
    while not any("600" in one.cmdline() for one in alive(processes)):
        assert time.monotonic() < deadline
        time.sleep(0.1)
        processes = family(process)
    process.kill()
    process.communicate()
    assert_gone(processes)


DAEMON = """
import os
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp('sleep', ['sleep', '601.5'])
    os._exit(0)
"""
# Kills its own kernel the first time only, as an administrator would.
KILLED_ONCE = """
import os, pathlib
once = pathlib.Path({!r})
if not once.exists():
    once.touch()
    os.kill(os.getpid(), 9)
"""
SPOILS = """
import os, shutil
for name in os.listdir():
    os.unlink(name) if os.path.islink(name) else shutil.rmtree(name)
os.rmdir(os.getcwd())
"""


@pytest.mark.parametrize("options", [(), ("--cold",)])
def test_a_notebook_harms_nobody_but_its_own_page(tiny_body, options):
    tiny_body.page("demon", DAEMON)
    tiny_body.page("tue", KILLED_ONCE.format(str(tiny_body.folder / "once")))
    tiny_body.page("efface", SPOILS)
    done = tiny_body.oar("review", *options)
    # One took away the folder that it worked in: not even its own page needs it any more.
    assert done.returncode == 0, done.stderr
    assert "6 pages faites" in done.stdout
    assert not list(tiny_body.reports.glob(".runs/*/*-echec.md"))
    commands = [one.info["cmdline"] or [] for one in psutil.process_iter(["cmdline"])]
    assert ["sleep", "601.5"] not in commands


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
@pytest.mark.timeout(7200 if ROUNDS > 4 else 600)
def test_storm_of_kills(tiny_body):
    """After each kill -9 of a random process: one whole good version, and the next run succeeds."""
    seed = int(os.environ.get("OAR_SEED", "0")) or random.randrange(1_000_000)
    dice = random.Random(seed)
    temporary = tiny_body.folder / "temporaire"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    first = tiny_body.oar("review", env=environment)
    assert first.returncode == 0, first.stderr
    begun = time.monotonic()  # the second run: the first one also filled the caches
    assert tiny_body.oar("review", "--force", env=environment).returncode == 0
    duration = time.monotonic() - begun
    kills = number = 0
    while kills < ROUNDS:  # a run that ended first was not killed: it does not count
        number += 1
        # Each round has something new to publish.
        tiny_body.notebook("synthese", f"print({number})")
        before, known = one_version(tiny_body), executed(tiny_body)
        process = tiny_body.start("review", "--force", env=environment)
        if number % 2:  # half of them while pages run, which takes less time than to get there
            wait_for_kernel(tiny_body, process, known=known)
        delay = dice.uniform(0, (0.3 if number % 2 else 0.95) * duration)
        seen, victim = kill_someone(process, dice, delay)
        kills += victim != "nobody"
        _, errors = process.communicate(timeout=120)
        told = (seed, number, kills, victim, process.returncode, errors)
        print(told)
        assert_gone(seen)
        after = one_version(tiny_body)
        # The run says 0 when its version was published, and only then.
        assert process.returncode < 0 or (process.returncode == 0) == (after != before), told
        # Whatever process was killed but the run itself, the run mends.
        assert process.returncode in {0, -signal.SIGKILL}, told
        again = tiny_body.oar("review", env=environment)
        assert again.returncode == 0, (told, again.stderr)
        assert one_version(tiny_body) != before, told
        assert not list(tiny_body.reports.glob(".[no][el][wd]-*")), told
        assert list(temporary.iterdir()) == [], told


def kill_someone(process, dice, delay):
    """Kill a random process of a run after a delay; return those seen, and what was killed."""
    deadline = time.monotonic() + delay
    while time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.01)
    seen = family(process)
    if not seen:
        return seen, "nobody"
    victim = dice.choice(seen)
    try:
        name = " ".join(
            [f"{delay:.2f} s, n° {seen.index(victim)} of {len(seen)}", *victim.cmdline()]
        )
        victim.kill()
    except psutil.NoSuchProcess:
        return seen, "nobody"
    return seen, name
