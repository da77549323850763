"""What the forkserver imports before it forks: everything that workers and kernels need.

Imported by name in the forkserver only. Its first act is to tie the forkserver to the run.
"""

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from oar_analysis.review.limits import die_with_parent

PARENT_VARIABLE = "OAR_RUN_PID"
# The folder of the run's register, read here once for all its kernels.
REGISTER_VARIABLE = "OAR_RUN_REGISTER"

MODULES = (
    "pandas",
    "altair",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    # Every kernel imports these at its start: the debugger alone is half of it.
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "papermill",
    "vl_convert",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "oar_analysis",
    "oar_analysis.desk",
    "oar_analysis.desk.open",
    "oar_analysis.section",
    "oar_analysis.export",
    "oar_analysis.review.task",
    "oar_analysis.review.warm",
)


def preload() -> None:
    """Import all that is there, and make a first figure so that its lazy parts are loaded too."""
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # it would warn, of nothing
    with collected_later():
        for name in MODULES:
            # A module that cannot be imported is told by the page that needs it, not from here.
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        for warm in (_warm_figures, _warm_register):
            with contextlib.suppress(Exception):
                warm()
        # Each fork would else walk through all of it at its first full collection, and copy it so.
        gc.freeze()


@contextlib.contextmanager
def collected_later() -> Iterator[None]:
    """Import without the garbage collector: a fifth of the time less, and nothing to collect."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _warm_register() -> None:
    from oar_analysis.scheme import load_scheme

    if folder := os.environ.get(REGISTER_VARIABLE):
        load_scheme(Path(folder))


def _warm_figures() -> None:
    from oar_analysis.figure import Point, Series, dumbbell_figure
    from oar_analysis.figure.markdown import markdown_html
    from oar_analysis.figure.render import environment

    for name in environment().list_templates():
        environment().get_template(name)
    markdown_html("*essai*")
    points = (Point(year=2016, value=1), Point(year=2017, value=2))
    series = [Series(label="Essai", unit="%", points=points)]
    figure = dumbbell_figure(series, years=(2016, 2017), key="essai", title="Essai", source="Essai")
    figure._repr_mimebundle_()


def keep_review(year: int, data: Path) -> None:
    """Have a review open, with what all its pages ask of it, for the forks of this process."""
    from oar_analysis.dataset import keep_open, open_review
    from oar_analysis.section.line import every_line

    with collected_later(), contextlib.suppress(Exception):  # a page that needs it tells it
        review = open_review(year=year, data=data)
        _ = list(every_line(review)), review.claims, review.references, review.verdict_rows
        keep_open(review)
        gc.freeze()


def is_forkserver() -> bool:
    """Tell whether this process is a forkserver: the other processes of a run need none of it."""
    return any("multiprocessing.forkserver" in word for word in sys.orig_argv)


if os.environ.get(PARENT_VARIABLE) and is_forkserver():
    die_with_parent(int(os.environ[PARENT_VARIABLE]))
    preload()
