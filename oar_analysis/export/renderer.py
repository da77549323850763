"""Vega-Lite text -> SVG by vl-convert, in this process or in one that draws for several.

The renderer takes most of a second for its first chart, and twice as long for its first dozens as
for later ones. So the workers of a review ask one process for their charts, and draw themselves
when it does not answer.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from oar_analysis.export.bundle import VEGALITE_VERSION

# What the renderer takes from its process, the same whatever the machine's; see below.
SURROUNDINGS = {"TZ": "Europe/Paris", "FONTCONFIG_FILE": "no-fonts.conf"}
# Where the processes that draw for this one listen: socket paths, as in PATH.
ADDRESSES_VARIABLE = "OAR_RENDERERS"
# A chart takes a tenth of a second; one that waits this long draws by itself.
PATIENCE_SECONDS = 20
# On a busy machine the process that draws may start later than a first page asks.
START_SECONDS = 3
# The process's environment is one for all its threads.
_one_at_a_time = threading.Lock()
_FAILED, _DRAWN = b"!", b"="
_FIRST = '{"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}'


def render(text: str) -> str:
    """Return the SVG of a Vega-Lite spec.

    Raises:
        ValueError: the renderer's own words, where the spec cannot be drawn.
    """
    answer = _ask(text)
    if answer is None:
        return render_here(text)
    if answer[:1] == _FAILED:
        raise ValueError(answer[1:].decode())
    return answer[1:].decode()


def render_here(text: str) -> str:
    """Return the SVG of a Vega-Lite spec, drawn in this process; raises as `render` does."""
    import vl_convert

    with _one_at_a_time, _same_everywhere():
        return vl_convert.vegalite_to_svg(text, vl_version=VEGALITE_VERSION)


def serve(address: str) -> None:
    """Draw for whoever asks at a socket's path, until this process ends."""
    with Listener(address, "AF_UNIX", backlog=64) as listener:
        render_here(_FIRST)
        while True:
            threading.Thread(target=_answer, args=(listener.accept(),), daemon=True).start()


def _answer(connection: Connection) -> None:
    """Answer what comes through a connection, text for text, until its end.

    Whoever asked for what this process cannot do is left without answer, and meets the fault.
    """
    with connection, suppress(Exception):
        while True:
            text = connection.recv_bytes().decode()
            try:
                answer = _DRAWN + render_here(text).encode()
            except ValueError as error:
                answer = _FAILED + str(error).encode()
            connection.send_bytes(answer)


# The open connection, with the process that opened it: a fork has none.
_open: list[tuple[int, Connection]] = []


def _ask(text: str) -> bytes | None:
    """Return the answer of the process that draws for this one, None if there is none."""
    addresses = os.environ.get(ADDRESSES_VARIABLE, "").split(os.pathsep)
    if not addresses[0]:
        return None
    try:
        if not _open or _open[0][0] != os.getpid():
            connection = _connect(addresses[os.getpid() % len(addresses)])
            _open[:] = [(os.getpid(), connection)]
        connection = _open[0][1]
        connection.send_bytes(text.encode())
        if connection.poll(PATIENCE_SECONDS):
            return connection.recv_bytes()
    except (EOFError, OSError):  # it was killed
        pass
    except BaseException:  # the page's deadline: what is answered later is no answer to the next
        _open.clear()
        raise
    _open.clear()
    return None


# The sockets waited for already: what did not come is not waited for at each chart.
_awaited: set[str] = set()


def _connect(address: str) -> Connection:
    """Return a connection to a socket, waiting once for it to be there."""
    until = time.monotonic() + (0 if address in _awaited else START_SECONDS)
    while not Path(address).exists() and time.monotonic() < until:
        time.sleep(0.02)
    _awaited.add(address)
    return Client(address, "AF_UNIX")


@contextmanager
def _same_everywhere() -> Iterator[None]:
    """Draw with one time zone and the renderer's own fonts, whatever the machine's.

    It carries Liberation Sans; of a font that the system has too, it opens the file anew for
    each text that it measures: half of a drawing's time.
    """
    fonts = files("oar_analysis.export").joinpath("assets", SURROUNDINGS["FONTCONFIG_FILE"])
    fixed = {**SURROUNDINGS, "FONTCONFIG_FILE": str(fonts)}
    before = {name: os.environ.get(name) for name in fixed}
    os.environ.update(fixed)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
