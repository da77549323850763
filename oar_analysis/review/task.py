"""One page of the matrix: a plain, picklable function of its inputs.

`run_page` is what any `concurrent.futures` executor runs, on this machine or elsewhere: papermill
sets the parameters and runs the notebook, the exporter prints it, the page is checked, and all
that comes back is a small result. Files travel by their paths.
"""

import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from oar_analysis.review.deadline import page_deadline
from oar_analysis.review.exitcode import is_disk
from oar_analysis.review.failure import Failure, describe, report_path
from oar_analysis.review.limits import Limits
from oar_analysis.review.nursery import KILLED, current_nursery, last_exit
from oar_analysis.review.pagecheck import check_page_file

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTask:
    """All that one page is made from, and where its files go."""

    page: str
    title: str
    notebook: Path
    parameters: dict[str, Any]
    scratch: Path  # short folder: sockets, logs
    folder: Path  # the kernel's working folder, of this page only
    executed: Path
    html: Path
    static_html: Path | None = None
    pdf: Path | None = None
    identity: str = ""
    draft: bool = False
    limits: Limits = field(default_factory=Limits)


# The outputs of a cell that is done may lag behind on a busy machine: nbclient's own 4 seconds
# failed a page where twenty processes shared two cores.
OUTPUT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of a page: `error` is "" (done), "page" or "disk"."""

    page: str
    error: Literal["", "page", "disk"] = ""
    failure: Failure | None = None
    seconds: float = 0.0


def run_page(task: PageTask) -> PageResult:
    """Run, export and check one page; never raises for what a page can do wrong.

    A kernel that something outside killed (SIGKILL: an administrator, a lack of memory on the
    machine) says nothing of the page: it is tried once more.
    """
    result = _try_page(task)
    if result.failure and result.failure.dead_kernel and last_exit() == KILLED:
        report_path(task.executed).unlink(missing_ok=True)
        return _try_page(task)
    return result


def _try_page(task: PageTask) -> PageResult:
    started = time.monotonic()
    try:
        with page_deadline(task.limits.page_seconds):
            export(task, execute(task))
    except Exception as error:  # noqa: BLE001 (whatever a notebook raises becomes its report)
        kind: Literal["page", "disk"] = "disk" if is_disk(error) else "page"
        return PageResult(task.page, kind, describe(error, task), time.monotonic() - started)
    finally:
        if nursery := current_nursery():
            nursery.end_kernels()
    return PageResult(task.page, seconds=time.monotonic() - started)


def execute(task: PageTask) -> "NotebookNode":
    """Run the notebook by papermill and return it, its record kept in `task.executed`.

    Raises:
        papermill.PapermillExecutionError: a cell raised; nbclient's errors for a dead kernel
            and for a timeout.
    """
    import papermill
    from papermill.engines import papermill_engines
    from traitlets.config import Config

    from oar_analysis.review.engine import PageRecord, ReviewEngine
    from oar_analysis.review.warm import ReviewKernelManager

    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    settings = {
        "folder": str(task.scratch),
        "name": task.page,
        "memory_mib": task.limits.memory_mib,
    }
    papermill_engines.register("oar", ReviewEngine)
    record = PageRecord(task.executed)
    try:
        executed: NotebookNode = papermill.execute_notebook(
            task.notebook,
            None,  # it would be written twice more, and at length
            parameters=task.parameters,
            engine_name="oar",
            kernel_name="python3",
            language="python",
            progress_bar=False,
            cwd=task.folder,
            start_timeout=60,
            execution_timeout=task.limits.cell_seconds,
            iopub_timeout=OUTPUT_SECONDS,
            kernel_manager_class=ReviewKernelManager,
            shutdown_kernel="immediate",
            config=Config({"ReviewKernelManager": settings}),
            record=record,
        )
    finally:
        record.write()
    return executed


def export(task: PageTask, notebook: "NotebookNode") -> None:
    """Print the executed notebook as pages, checked before anyone can see them.

    Raises:
        PageError: the page is not fit to be published.
    """
    from oar_analysis.export.drawing import forget_drawings
    from oar_analysis.export.page import Options, build_page, read_page

    reading = read_page(notebook)
    targets = {False: task.html, True: task.static_html}
    for static, path in targets.items():
        if path is None:
            continue
        options = Options(static=static, identity=task.identity, draft=task.draft)
        page = build_page(reading, options).html()
        path.write_text(page, encoding="utf-8", newline="\n")
        check_page_file(path)
    forget_drawings()
    if task.pdf:
        from oar_analysis.export import export_pdf

        export_pdf(task.static_html or task.html, task.pdf)
