"""Kernels that start warm, as Jupyter knows them: a provisioner and its kernel manager.

The provisioner (`oar-warm` among Jupyter's entry points) asks this process's nursery for a
fork instead of starting an interpreter; papermill and nbclient need not know. Without a nursery
the same manager starts ordinary kernels, bounded in the same way.
"""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path
from queue import Empty
from typing import Any, cast

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from nbclient.exceptions import DeadKernelError
from traitlets import Int, Unicode

from oar_analysis.review.nursery import KernelRequest, Nursery, current_nursery
from oar_analysis.review.sockets import socket_fits

READY_POLL_SECONDS = 0.05


class ForkedKernel:
    """A forked kernel with the part of `subprocess.Popen` that Jupyter uses."""

    stdin = stdout = stderr = None

    def __init__(self, nursery: Nursery, request: KernelRequest) -> None:
        self._nursery = nursery
        self.pid = nursery.start_kernel(request)

    @property
    def returncode(self) -> int | None:
        """The exit code, negative for a signal, None while the kernel lives."""
        return self.poll()

    def poll(self) -> int | None:
        """Return the exit code, or None while the kernel lives."""
        return self._nursery.poll(self.pid)

    def wait(self) -> int:
        """Wait for the end and return the exit code."""
        while (code := self.poll()) is None:
            time.sleep(0.005)
        return code

    def send_signal(self, signum: int) -> None:
        """Send a signal, if the kernel still lives."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def kill(self) -> None:
        """Kill the kernel."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


class WarmProvisioner(LocalProvisioner):
    """Asks this process's nursery for a kernel, or starts one itself where there is none."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:  # noqa: ANN401
        """Start the kernel of a command `python -m ... -f <connection file> ...`."""
        nursery = current_nursery()
        if nursery is None:
            return await super().launch_kernel(cmd, **kwargs)
        request = KernelRequest(
            command=tuple(cmd),
            env={**kwargs.get("env", os.environ)},
            cwd=str(kwargs.get("cwd") or Path.cwd()),
            log=getattr(self.parent, "kernel_log", os.devnull),
            memory_mib=getattr(self.parent, "memory_mib", 0),
        )
        try:
            forked = ForkedKernel(nursery, request)
        except (EOFError, ConnectionError):  # killed just now
            return await super().launch_kernel(cmd, **kwargs)
        self.process = cast("Any", forked)
        self.pid = self.pgid = forked.pid
        self.cwd = request.cwd
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the kernel's end, looking every 5 ms (stock: 100 ms)."""
        while self.process and await self.poll() is None:
            await asyncio.sleep(0.005)
        return await super().wait()


class ReviewClient(AsyncKernelClient):
    """A client that is ready as soon as the kernel has answered on both channels.

    The stock client sleeps through fixed delays (0.2 s to flush, 1 s between questions): most
    of a warm kernel's start.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return once a question got its reply (shell) and its idle status (iopub).

        Raises:
            DeadKernelError: the kernel died.
            RuntimeError: it did not answer in time.
        """
        deadline = time.monotonic() + (60 if timeout is None else timeout)
        asked: set[str] = set()
        replied = idle = False
        while not (replied and idle):
            asked.add(self.kernel_info())
            # A reply comes late from a kernel that starts; a status that is late was published
            # before this client was heard to subscribe: the next question brings another.
            until = min(deadline, time.monotonic() + 20 * READY_POLL_SECONDS)
            while not replied and time.monotonic() < until:
                replied = await self._has_reply(asked)
                if not replied and not await self._async_is_alive():
                    raise DeadKernelError("Kernel died before replying to kernel_info")
            idle = replied and await self._is_idle(asked)
            if not idle and not await self._async_is_alive():
                raise DeadKernelError("Kernel died as it started")
            if time.monotonic() >= deadline and not (replied and idle):
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _has_reply(self, asked: set[str]) -> bool:
        try:
            message = await self.shell_channel.get_msg(timeout=READY_POLL_SECONDS)
        except Empty:
            return False
        if message["parent_header"].get("msg_id") not in asked:
            return False
        self._handle_kernel_info_reply(message)
        return True

    async def _is_idle(self, asked: set[str]) -> bool:
        try:
            message = await self.iopub_channel.get_msg(timeout=READY_POLL_SECONDS)
        except Empty:
            return False
        return (
            message["parent_header"].get("msg_id") in asked
            and message["content"].get("execution_state") == "idle"
        )


class ReviewKernelManager(AsyncKernelManager):
    """A kernel manager without kernelspec files, home folder or TCP port.

    Sockets and connection files stand in `folder`, private to the run.
    """

    # Not `client_class`: the stock manager has a factory of its own and never looks at it.
    client_factory = ReviewClient
    folder = Unicode(help="Where sockets, connection files and logs stand.").tag(config=True)
    name = Unicode("kernel", help="The name of these files.").tag(config=True)
    memory_mib = Int(0, help="Memory of a kernel; 0: unbounded.").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.shutdown_wait_time = 1.0
        folder = Path(self.folder)
        self.connection_file = str(folder / f"{self.name}.json")
        if socket_fits(folder / self.name):
            self.transport, self.ip = "ipc", str(folder / self.name)

    @property
    def kernel_log(self) -> str:
        """Where the kernel's own words go: what C code says before it dies."""
        return str(Path(self.folder) / f"{self.name}.log")

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernel that runs in this very interpreter's environment."""
        return KernelSpec(
            argv=[
                sys.executable, "-m", "oar_analysis.review.kernel", "-f", "{connection_file}",
                "--log-level=CRITICAL",  # no greeting: its log holds the last words only
                "--HistoryManager.enabled=False",
            ],
            env={
                "OAR_KERNEL_MEMORY_MIB": str(self.memory_mib),
                # Not the user's: it may be refused, and its start-up files would shape the pages.
                "IPYTHONDIR": str(Path(self.folder) / f"{self.name}.ipython"),
            },
            display_name="Python 3",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": "oar-warm"}},
        )  # fmt: skip
