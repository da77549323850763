"""What goes wrong in a run: the exit code and the message say it, the published pages stay good."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from conftest import lacking

pytestmark = pytest.mark.slow


def manifest(body):
    return json.loads(body.published()["manifest.json"])


def states(body):
    return {page["id"]: page["state"] for page in manifest(body)["pages"]}


def failure_report(body, page):
    last = max(body.reports.glob(".runs/*/run.json")).parent
    return (last / f"{page}-echec.md").read_text(encoding="utf-8")


def is_clean(body):
    return not list(body.reports.glob(".new-*")) and not list(body.reports.glob(".old-*"))


FAILING = {
    "erreur": ("1 / 0", "ZeroDivisionError"),
    "mort": ("import os; os.kill(os.getpid(), 9)", "sans répondre (tué par SIGKILL)"),
    "segfaut": ("import ctypes; ctypes.string_at(0)", "sans répondre (tué par SIGSEGV)"),
    "boucle": ("while True: pass", "une cellule a dépassé 5 secondes"),
    "boucle-c": ("import re; re.match('(a+)+b', 'a' * 60)", "5 secondes"),
    "memoire": ("b = bytearray(3_000_000_000)", "MemoryError"),
    "sortie": ("raise SystemExit(3)", "SystemExit"),
    "syntaxe": ("(((", "SyntaxError"),
}


def test_failed_pages_stop_no_other_and_are_told(tiny_body):
    for name, (cell, _) in FAILING.items():
        tiny_body.page(name, cell)
    done = tiny_body.oar("review", "--cell-timeout", "5", "--memory", "700")
    assert done.returncode == 3, done.stderr
    expected = dict.fromkeys(("synthese", "axe-1", "axe-2"), "good")
    assert states(tiny_body) == {**expected, **dict.fromkeys(FAILING, "missing")}
    assert not set(tiny_body.published()) & {f"{name}.html" for name in FAILING}
    for name, (_, said) in FAILING.items():
        report = failure_report(tiny_body, name)
        assert said in report, name
        assert "Que faire" in report
    assert "3 pages faites, 8 en échec" in done.stdout
    assert is_clean(tiny_body)


def test_a_page_that_takes_too_long_is_ended(tiny_body):
    tiny_body.page("lente", "import time; time.sleep(100)")
    done = tiny_body.oar("review", "--page-timeout", "10")
    assert done.returncode == 3, done.stderr
    assert states(tiny_body)["lente"] == "missing"
    assert "a dépassé 10 secondes" in failure_report(tiny_body, "lente")
    assert is_clean(tiny_body)


def test_a_failed_page_keeps_its_last_good_copy_marked_as_such(tiny_body):
    assert tiny_body.oar("review").returncode == 0
    good = tiny_body.published()["synthese.html"]
    tiny_body.notebook("synthese", "1 / 0")
    done = tiny_body.oar("review")
    assert done.returncode == 3
    assert states(tiny_body)["synthese"] == "stale"
    files = tiny_body.published()
    assert files["synthese.html"] == good
    assert "Dernière bonne version" in files["index.html"].decode()
    assert "une cellule a échoué (cellule 4)" in files["index.html"].decode()
    assert tiny_body.oar("verify", "reports/2024").returncode == 0
    # Nothing changed, yet a page is not good: it is tried again, alone.
    again = tiny_body.oar("review")
    assert again.returncode == 3
    assert "2 inchangées, 1 en échec" in again.stdout
    # The notebook as it was: the copy that stands is good again, nothing needs to run.
    tiny_body.notebook("synthese")
    mended = tiny_body.oar("review")
    assert mended.returncode == 0
    assert states(tiny_body)["synthese"] == "good"
    assert tiny_body.published()["synthese.html"] == good


def test_errors_among_the_findings_publish_nothing_but_a_draft(tiny_body):
    assert tiny_body.oar("review").returncode == 0
    before = tiny_body.published()
    tiny_body.expect("unit-unknown")
    done = tiny_body.oar("review")
    assert done.returncode == 1
    assert "rien n'a été publié" in done.stderr
    assert "unit-unknown" in done.stderr
    assert "Traceback" not in done.stderr
    assert tiny_body.published() == before
    draft = tiny_body.oar("review", "--draft")
    assert draft.returncode == 1
    assert "Brouillon" in draft.stdout
    assert tiny_body.published() == before
    page = (tiny_body.reports / "2024-brouillon" / "axe-1.html").read_text(encoding="utf-8")
    assert "brouillon" in page.lower()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("scheme.yaml", "parameters: {axis: 1}", "parameters: {axis: 7}", "ne connaît pas"),
        ("scheme.yaml", "parameters: {axis: 1}", "parameters: {axes: 1}", "dire « axis »"),
        ("scheme.yaml", "parameters: {axis: 1}", "parameters: {axis: '1'}", "un int est attendu"),
        ("scheme.yaml", "notebook: synthese.ipynb", "notebook: synthse.ipynb", "« synthese."),
    ],
)  # fmt: skip
def test_parameters_are_refused_before_any_kernel_starts(tiny_body, name, old, new, said):
    path = tiny_body.raw / "scheme" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    done = tiny_body.oar("review")
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tiny_body.reports / "2024").exists()
    assert is_clean(tiny_body)


def test_all_faults_of_the_pages_are_told_at_once(tiny_body):
    tiny_body.page("index")
    tiny_body.page("synthese")
    tiny_body.page("perdue")
    (tiny_body.notebooks / "perdue.ipynb").unlink()
    done = tiny_body.oar("review")
    assert done.returncode == 2
    for said in ("« index »", "déclarée deux fois", "perdue.ipynb n'existe pas"):
        assert said in done.stderr


def test_an_unknown_year_names_the_campaigns_there_are(tiny_body):
    done = tiny_body.oar("review", "--year", "2019")
    assert done.returncode == 2
    assert "Campagnes présentes : 2024" in done.stderr


def test_one_run_at_a_time_for_a_target(tiny_body):
    tiny_body.notebook("synthese", "import time; time.sleep(8)")
    first = tiny_body.start("review")
    wait_for(lambda: list(tiny_body.reports.glob(".runs/*/synthese.ipynb")))
    second = tiny_body.oar("review")
    assert second.returncode == 4
    assert "Une autre exécution" in second.stderr
    status = tiny_body.oar("status")
    assert "en cours" in status.stdout
    first.communicate(timeout=100)
    assert first.returncode == 0


def wait_for(condition, seconds=120):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "ce qui était attendu n'est pas venu"
        time.sleep(0.05)


def test_what_a_killed_run_left_is_removed_by_the_next(tiny_body):
    tiny_body.notebook("synthese", "import time; time.sleep(30)")
    temporary = Path(tempfile.mkdtemp(prefix="oar-essai-"))  # short enough for sockets
    environment = {**os.environ, "TMPDIR": str(temporary)}
    process = tiny_body.start("review", env=environment)
    wait_for(lambda: list(tiny_body.reports.glob(".runs/*/synthese.ipynb")))
    process.kill()
    process.communicate()
    assert len(list(temporary.iterdir())) == 1, "ours, with that of multiprocessing in it"
    left = list(tiny_body.reports.glob(".new-*"))
    assert left
    status = tiny_body.oar("status")
    assert "interrompue sans prévenir" in status.stdout
    tiny_body.notebook("synthese")
    assert tiny_body.oar("review", env=environment).returncode == 0
    assert is_clean(tiny_body)
    assert list(temporary.iterdir()) == []
    temporary.rmdir()


def test_a_run_with_nothing_to_do_removes_what_a_killed_one_left(tiny_body):
    """Killed after its swap: its version is published, the former one stands beside it."""
    assert tiny_body.oar("review").returncode == 0
    left = tiny_body.reports / ".new-2024-0007-20261128T161151"
    left.mkdir()
    (left / "index.html").write_text("former", encoding="utf-8")
    done = tiny_body.oar("review")
    assert "rien à faire" in done.stdout
    assert f"retiré : {left.name}" in done.stderr
    assert is_clean(tiny_body)


def test_temporary_files_too_deep_for_a_socket_slow_nothing(tiny_body):
    deep = tiny_body.folder / ("x" * 60) / ("y" * 60)
    deep.mkdir(parents=True)
    done = tiny_body.oar("review", env={**os.environ, "TMPDIR": str(deep)})
    assert done.returncode == 0, done.stderr
    assert "Noyaux ordinaires" not in done.stderr
    assert list(deep.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path):
    """A tmpfs of 700 KB; needs the right to mount."""
    folder = tmp_path / "petit"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(folder)],
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode:
        lacking(
            "Le droit de monter un tmpfs", "lancer les tests en root, hors d'un conteneur bridé"
        )
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_spoils_nothing(tiny_body, small_disk):
    options = ("review", "--reports", str(small_disk / "reports"))
    assert tiny_body.oar(*options).returncode == 0
    folder = small_disk / "reports" / "2024"
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    filler = small_disk / "filler"
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    filler.write_bytes(b"x" * max(0, free - 60_000))
    tiny_body.notebook("synthese", "print('x' * 300_000)")
    done = tiny_body.oar(*options)
    assert done.returncode == 5, done.stderr
    assert "isque" in done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    filler.unlink()
    assert tiny_body.oar(*options).returncode in {0, 5}
    assert not list((small_disk / "reports").glob(".new-*"))


@pytest.fixture
def powerless():
    """A command prefix under which even root obeys file permissions."""
    prefix = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
    if os.geteuid() != 0:
        return ()
    if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
        lacking("setpriv", "le paquet util-linux de Debian l'apporte")
    return prefix


def test_a_user_who_may_write_its_output_only(tiny_body, powerless):
    """With a HOME that refuses, under LC_ALL=C, data read-only: the review is made all the same."""
    tiny_body.reports.mkdir()
    for path in (tiny_body.folder, *tiny_body.folder.rglob("*")):
        if path != tiny_body.reports:
            path.chmod(path.stat().st_mode & ~0o222)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": "/proc"}
    done = tiny_body.oar("review", prefix=powerless, env=environment)
    assert done.returncode == 0, done.stderr
    assert "3 pages faites" in done.stdout
    assert "n'ont pas pu être copiées" in done.stderr
    assert (tiny_body.reports / "2024" / "index.html").exists()
    tiny_body.reports.chmod(0o555)
    refused = tiny_body.oar("review", "--force", prefix=powerless, env=environment)
    assert refused.returncode == 5, refused.stderr
    assert "Accès refusé" in refused.stderr
    for path in (tiny_body.folder, *tiny_body.folder.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)


def test_the_interpreter_of_the_tests_has_compiled_packages():
    """Without .pyc each import of pandas and altair costs seconds: the install must compile."""
    import pandas as pd

    cached = Path(pd.__file__).parent / "__pycache__"
    name = f"__init__.{sys.implementation.cache_tag}.pyc"
    assert (cached / name).exists()


@pytest.mark.parametrize("command", ["review", "check"])
def test_what_nobody_foresaw_is_told_in_french_with_its_trace(tiny_body, tmp_path, command):
    broken = tmp_path / "broken" / "pandas.py"
    broken.parent.mkdir()
    broken.write_text("raise ImportError('pandas est abîmé')\n", encoding="utf-8")
    done = tiny_body.oar(command, env={**os.environ, "PYTHONPATH": str(broken.parent)})
    assert done.returncode == 70
    said = done.stderr.splitlines()
    told = [line for line in said if line.startswith("Erreur imprévue (ImportError")]
    assert len(told) == 1
    assert "refaire l'environnement" in told[0]
    assert any("broken" in line and "pandas.py" in line for line in said), "the trace follows"
    assert not (tiny_body.reports / "2024").exists()
    assert is_clean(tiny_body)
