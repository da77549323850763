"""The kernel of a page, warm or ordinary: `python -m oar_analysis.review.kernel -f FILE`."""

import contextlib
import os
import sys
from typing import Any

from oar_analysis.review.limits import die_with_parent, limit_memory


def run_kernel(arguments: list[str]) -> int:
    """Be a kernel until it is asked to end; return its exit code."""
    import ipykernel.kernelapp

    kernelapp: Any = ipykernel.kernelapp

    _trust_charts()
    kernelapp.IOPubThread = _without_listening(kernelapp.IOPubThread)
    sys.argv = ["kernel", *arguments]
    try:
        kernelapp.IPKernelApp.launch_instance(argv=arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def _trust_charts() -> None:
    """Switch off Altair's validation of each part of each chart: three quarters of a page's time.

    The charts of a review are the library's, held by its tests; the export refuses what cannot
    be drawn.
    """
    with contextlib.suppress(ImportError):
        from altair.utils import schemapi

        schemapi.disable_debug_mode()


def _without_listening(thread: Any) -> Any:  # noqa: ANN401
    """Return ipykernel's output thread without its TCP port.

    Whatever the transport, the stock thread listens on a port of the loopback, for what forked
    children of the kernel print. Pages fork no children.
    """

    class QuietThread(thread):  # type: ignore[misc]
        """Output over the kernel's own sockets only."""

        def _setup_pipe_in(self) -> None:
            self._pipe_flag = False

    return QuietThread


def main() -> None:
    """Bound this process, then be a kernel."""
    die_with_parent(os.getppid())
    limit_memory(int(os.environ.get("OAR_KERNEL_MEMORY_MIB", "0")))
    sys.exit(run_kernel(sys.argv[1:]))


if __name__ == "__main__":
    main()
