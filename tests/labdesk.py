"""A JupyterLab server on a copy of the project, and notebooks open in a browser that can reach
this machine only: what the tests of test_lab.py stand on."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Route

from oar_analysis.dataset import build, write
from oar_analysis.figure import VEGALITE_MIME

ROOT = Path(__file__).resolve().parent.parent
LOCAL = {"127.0.0.1", "localhost"}

# Started by every Python of the server and of its kernels: whoever they call is written down.
AUDIT = """
import os, sys
def _hook(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        target = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
        host = target[0] if isinstance(target, tuple) else target
        if isinstance(host, bytes):
            host = host.decode("utf-8", "replace")
        if host and host not in ("127.0.0.1", "localhost", "::1") and not str(host).startswith("/"):
            with open(os.environ["OAR_CALLS"], "a", encoding="utf-8") as log:
                log.write(f"{event} {host}\\n")
sys.addaudithook(_hook)
"""

CELLS = """() => {
  const cells = window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells;
  return cells.map(one => one.toJSON());
}"""


@dataclass
class Lab:
    """A JupyterLab server on a copy of the project."""

    folder: Path
    port: int
    calls: Path

    def outside_calls(self) -> str:
        return self.calls.read_text(encoding="utf-8") if self.calls.exists() else ""


@contextmanager
def served(folder: Path) -> Iterator[Lab]:
    """Serve a copy of the project as `oar lab` does, to its end."""
    shutil.copytree(ROOT / "data/raw", folder / "data/raw")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    write(build(folder / "data", 2017), folder / "data/processed")
    home, audit = folder / "maison", folder / "audit"
    audit.mkdir()
    (audit / "sitecustomize.py").write_text(AUDIT, encoding="utf-8")
    calls = folder / "appels.txt"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ, "HOME": str(home), "PYTHONPATH": str(audit), "OAR_CALLS": str(calls),
        "JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "run"), "JUPYTERLAB_SETTINGS_DIR": str(home / "set"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "work"), "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    arguments = [
        "--no-browser", "--allow-root", "--expose-app-in-browser", f"--port={port}",
        "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--ServerApp.ip=127.0.0.1",
    ]  # fmt: skip
    log = (folder / "journal.txt").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "oar_analysis.cli", "lab", "--", *arguments],
        cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for(port, process, folder / "journal.txt")
        yield Lab(folder, port, calls)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)
        log.close()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        assert process.poll() is None, log.read_text(encoding="utf-8")[-3000:]
        try:
            with urlopen(f"http://127.0.0.1:{port}/api", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(log.read_text(encoding="utf-8")[-3000:])


@dataclass
class Desk:
    """One notebook open in JupyterLab, in a browser that can reach this machine only."""

    lab: Lab
    page: Page
    shots: Path
    refused: list[str] = field(default_factory=list)

    def open(self, name: str) -> "Desk":
        self.page.context.route("**/*", self._local_only)
        address = f"http://127.0.0.1:{self.lab.port}/lab/workspaces/auto-{Path(name).stem}"
        self.page.goto(f"{address}/tree/notebooks/{name}?reset")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=180_000)
        self.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel"
            "?.connectionStatus === 'connected'",
            timeout=180_000,
        )
        return self

    def _local_only(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname in LOCAL:
            route.continue_()
        else:
            self.refused.append(route.request.url)
            route.abort()

    def run_all(self) -> list[dict]:
        """Run all cells as the menu does, and return them with their outputs."""
        ran = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
        self.page.evaluate(ran)
        self.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
            " === 'idle'",
            timeout=300_000,
        )
        return self.page.evaluate(CELLS)

    def shoot(self, name: str) -> None:
        """Keep what the window shows, to be looked at."""
        self.page.screenshot(path=self.shots / f"{name}.png")

    def scroll_to(self, index: int) -> None:
        """Bring a cell to the top of the window."""
        self.page.evaluate(
            "i => window.jupyterapp.shell.currentWidget.content.scrollToItem(i, 'start')", index
        )

    def show_charts(self, cells: list[dict], name: str) -> int:
        """Scroll to each cell that has charts, and count those drawn with something in them."""
        drawn = 0
        for index, cell in enumerate(cells):
            wanted = len(of_mime([cell], VEGALITE_MIME))
            if not wanted:
                continue
            self.scroll_to(index)
            charts = self.page.locator(f'.jp-Cell[data-windowed-list-index="{index}"] .vega-embed')
            marks = charts.locator("svg.marks, canvas.marks")
            # Drawn one after the other: a cell of many charts takes its time on a busy machine.
            marks.nth(wanted - 1).wait_for(state="attached", timeout=180_000)
            assert marks.count() == wanted
            for each in range(wanted):
                box = marks.nth(each).bounding_box()
                assert box is not None
                assert box["width"] > 200
                assert box["height"] > 30
            marks.first.scroll_into_view_if_needed()
            self.shoot(f"{name}-{index}")
            drawn += wanted
        return drawn

    def close(self) -> None:
        """Close without saving; nothing asked of the network by the browser or the server."""
        self.page.context.close()
        assert self.refused == []
        assert self.lab.outside_calls() == ""


def of_mime(cells: list[dict], mime: str) -> list:
    """Return the data of a mime type in the outputs of cells, in their order."""
    return [
        output["data"][mime]
        for cell in cells
        for output in cell.get("outputs", [])
        if mime in output.get("data", {})
    ]


def errors(cells: list[dict]) -> list[str]:
    return [
        f"{output['ename']}: {output['evalue']}"
        for cell in cells
        for output in cell.get("outputs", [])
        if output["output_type"] == "error"
    ]
