"""Row-level extracts straight into a DataFrame, without one object a cell."""

from pathlib import Path
from typing import TYPE_CHECKING

from oar_analysis.read.cells import Sheet
from oar_analysis.read.limits import Limits

if TYPE_CHECKING:
    import pandas as pd


def read_frame(
    path: Path, *, sheet: str = "", root: Path | None = None, limits: Limits | None = None
) -> "tuple[pd.DataFrame, Sheet]":
    """Return the rows of a long table as texts, and its sheet without them."""
    raise NotImplementedError
