"""Which series the checks doubt: no rate is judged of years that may not count the same thing."""

from collections.abc import Iterable

import pandas as pd

from oar_analysis.contract import Finding

# The finding of a cell whose words count something else than those of the year before.
SCOPE_CHANGED = "scope-changed"

SeriesKey = tuple[str, str, str]  # indicator, breakdown, measure


def doubtful_series(
    observations: pd.DataFrame, findings: Iterable[Finding]
) -> frozenset[SeriesKey]:
    """Return the series read in a cell whose words changed from one year to the next."""
    cells = {(one.indicator, one.file, one.cell) for one in findings if one.rule == SCOPE_CHANGED}
    if not cells:
        return frozenset()
    names = ["indicator", "source_file", "source_cell", "breakdown", "measure"]
    return frozenset(
        (indicator, breakdown, measure)
        for indicator, file, cell, breakdown, measure in observations[names].itertuples(index=False)
        if (indicator, file, cell) in cells
    )
