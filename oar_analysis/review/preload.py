"""What the forkserver imports before it forks: everything that workers and kernels need.

Imported by name in the forkserver only. Its first act is to tie the forkserver to the run.
"""

import contextlib
import importlib
import os

from oar_analysis.review.limits import die_with_parent

PARENT_VARIABLE = "OAR_RUN_PID"

MODULES = (
    "pandas",
    "altair",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "papermill",
    "nbconvert",
    "vl_convert",
    "pyarrow.parquet",
    "oar_analysis",
    "oar_analysis.desk",
    "oar_analysis.section",
    "oar_analysis.export",
    "oar_analysis.review.task",
    "oar_analysis.review.warm",
)


def preload() -> None:
    """Import all that is there, and draw a first chart so that its lazy parts are loaded too."""
    for name in MODULES:
        # A module that cannot be imported is told by the page that needs it, not from here.
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    with contextlib.suppress(Exception):
        _warm_altair()


def _warm_altair() -> None:
    import altair as alt
    import pandas as pd

    frame = pd.DataFrame({"year": ["2016", "2017"], "value": [1.0, 2.0]})
    alt.Chart(frame).mark_bar().encode(x="year:N", y="value:Q").to_dict()


if os.environ.get(PARENT_VARIABLE):
    die_with_parent(int(os.environ[PARENT_VARIABLE]))
    preload()
