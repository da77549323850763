"""Drawings: made in this process or in one that draws for several, kept in a cache."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from series_sample import fleet

from oar_analysis.errors import PageError
from oar_analysis.export import cache, renderer
from oar_analysis.export.drawing import drawings, forget_drawings
from oar_analysis.figure import dumbbell_figure, line_figure
from oar_analysis.figure.theme import Spec, themed

SPEC = themed({"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}})


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    forget_drawings()
    yield
    forget_drawings()
    renderer._open.clear()


@pytest.fixture
def drawer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """A process that draws for this one."""
    address = str(tmp_path / "r")
    code = f"from oar_analysis.export.renderer import serve; serve({address!r})"
    process = subprocess.Popen([sys.executable, "-c", code])
    monkeypatch.setenv(renderer.ADDRESSES_VARIABLE, address)
    yield process
    process.kill()
    process.wait()


def refuse(_text: str) -> str:
    raise AssertionError("drawn in this process")


def first(spec: Spec) -> str:
    return unquote(drawings(spec)[0].href)


@pytest.fixture
def here() -> str:
    return renderer.render_here('{"mark": "point"}')


def test_the_other_process_draws_the_same(
    drawer: subprocess.Popen[bytes], here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "render_here", refuse)
    assert renderer.render('{"mark": "point"}') == here
    with pytest.raises(PageError, match="ne peut pas être dessiné"):
        drawings({"mark": "nosuch"})
    assert renderer.render('{"mark": "point"}') == here, "one that failed ends nothing"
    assert drawer.poll() is None


def test_without_an_answer_a_process_draws_itself(
    drawer: subprocess.Popen[bytes], here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert renderer.render('{"mark": "point"}') == here
    drawer.send_signal(signal.SIGSTOP)
    monkeypatch.setattr(renderer, "PATIENCE_SECONDS", 0.2)
    assert renderer.render('{"mark": "point"}') == here, "it waits no longer than it must"
    drawer.kill()
    drawer.wait()
    assert renderer.render('{"mark": "point"}') == here, "nobody listens at the socket"
    monkeypatch.setattr(renderer, "START_SECONDS", 0.1)
    monkeypatch.setenv(renderer.ADDRESSES_VARIABLE, "/nonexistent/r")
    assert renderer.render('{"mark": "point"}') == here


def test_an_answer_given_up_is_no_answer_to_the_next(
    drawer: subprocess.Popen[bytes], here: str
) -> None:
    """A page's deadline may come while it waits for a drawing."""

    class Late(Exception):  # noqa: N818
        pass

    def give_up(_number: int, _frame: object) -> None:
        raise Late

    renderer.render('{"mark": "point"}')
    drawer.send_signal(signal.SIGSTOP)
    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(Late):
            renderer.render('{"mark": "bar"}')
    finally:
        signal.signal(signal.SIGALRM, before)
    drawer.send_signal(signal.SIGCONT)
    assert renderer.render('{"mark": "point"}') == here


def test_many_may_ask_at_once(drawer: subprocess.Popen[bytes], here: str) -> None:
    code = 'from oar_analysis.export.renderer import render; print(render(\'{"mark": "point"}\'))'
    asking = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert {one.communicate(timeout=60)[0].rstrip("\n") for one in asking} == {here}
    assert drawer.poll() is None


def test_what_the_other_cannot_do_is_done_here(drawer: subprocess.Popen[bytes], here: str) -> None:
    connection = renderer._connect(os.environ[renderer.ADDRESSES_VARIABLE])
    connection.send_bytes(b"\xff is no text")
    with pytest.raises(EOFError):
        connection.recv_bytes()
    assert renderer.render('{"mark": "point"}') == here
    assert drawer.poll() is None


def test_one_who_leaves_before_the_answer_disturbs_nobody(
    drawer: subprocess.Popen[bytes], here: str
) -> None:
    connection = renderer._connect(os.environ[renderer.ADDRESSES_VARIABLE])
    connection.send_bytes(b'{"mark": "point"}')
    connection.close()
    assert renderer.render('{"mark": "point"}') == here
    assert drawer.poll() is None


def test_a_drawing_is_kept_and_drawn_anew_when_spoilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = first(SPEC)
    (kept,) = (tmp_path / "cache").rglob("*.svg")
    with monkeypatch.context() as patch:
        patch.setattr(renderer, "render_here", refuse)
        forget_drawings()
        assert first(SPEC) == whole, "read, not drawn"
    for spoilt in (b"", kept.read_bytes()[:-9], kept.read_bytes().replace(b"<", b"["), b"\xff"):
        kept.write_bytes(spoilt)
        forget_drawings()
        assert first(SPEC) == whole
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept))  # a file, where a folder is needed
    forget_drawings()
    assert first(SPEC) == whole
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    monkeypatch.delenv("XDG_CACHE_HOME")
    forget_drawings()
    assert first(SPEC) == whole


def test_the_oldest_drawings_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        cache.cached(f"d/{name}.svg", name.upper)
        time.sleep(0.01)
    cache.cached("bundle.js", lambda: "js")
    monkeypatch.setattr(cache, "MOST_FILES", 2)
    cache.trim()
    kept = {one.name for one in (tmp_path / "cache").rglob("*.*")}
    assert kept == {"b.svg", "c.svg", "bundle.js"}
    monkeypatch.setenv("XDG_CACHE_HOME", "/nonexistent")
    cache.trim()


def test_what_takes_seconds_is_made_by_one(tmp_path: Path) -> None:
    made = []

    def make() -> str:
        made.append(threading.get_ident())
        time.sleep(0.3)
        return "text"

    threads = [
        threading.Thread(target=cache.cached, args=("slow.js", make), kwargs={"alone": True})
        for _ in range(4)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(made) == 1
    assert cache.cached("slow.js", lambda: "other", alone=True) == "text"
    (tmp_path / "cache/oar-analysis").rename(tmp_path / "gone")
    (tmp_path / "cache/oar-analysis").write_text("a file, where a folder is needed")
    assert cache.cached("slow.js", lambda: "other", alone=True) == "other"


def test_a_run_keeps_what_the_user_s_cache_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file, where a folder is needed")
    monkeypatch.setenv(cache.RUN_VARIABLE, str(tmp_path / "run"))
    assert cache.cached("a.js", lambda: "first", alone=True) == "first"
    assert cache.cached("a.js", lambda: "second", alone=True) == "first"
    cache.trim()


def test_the_process_is_as_it_was_after_a_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}

    def look(_text: str, vl_version: str) -> str:
        seen.update({name: os.environ[name] for name in renderer.SURROUNDINGS}, version=vl_version)
        return "<svg/>"

    monkeypatch.setattr("vl_convert.vegalite_to_svg", look)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    renderer.render_here("{}")
    assert seen["TZ"] == "Europe/Paris"
    fonts = Path(seen["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
    assert re.findall("<dir>(.*?)</dir>", fonts) == ["/dev/null"], "no font of the system"
    assert os.environ["TZ"] == "Asia/Tokyo"
    assert "FONTCONFIG_FILE" not in os.environ


def test_rows_are_as_wide_as_asked_and_axes_fit() -> None:
    rows = dumbbell_figure(fleet(), years=(2016, 2017), key="k", title="T", source="S")
    lines = line_figure(fleet(), key="k", title="T", source="S")
    for figure in (rows, lines):
        widths = [one.width for one in drawings(figure.spec)]
        assert widths[0] in range(680, 690), widths
        assert widths[1] in range(340, 350), widths
