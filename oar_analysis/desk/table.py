"""The three tables, narrowed by the values of their own columns."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from oar_analysis.contract import MEASURES, STATUSES
from oar_analysis.dataset import Review
from oar_analysis.desk.open import open_review
from oar_analysis.desk.word import unknown
from oar_analysis.scheme.catalogue import all_indicators

if TYPE_CHECKING:
    import pandas as pd

# Columns whose values are words of a list: another word is a mistake, not an empty answer.
_WORDS = ("indicator", "action", "axis", "measure", "breakdown", "unit", "status", "origin",
          "severity", "rule", "verdict")  # fmt: skip


def observations(
    *, every_vintage: bool = False, review: Review | None = None, **columns: object
) -> "pd.DataFrame":
    """Return the observations in force, tidy: one row a series and year, the contract's columns.

    `columns` narrows by any column, by one value or several:
    `observations(action="1-1.5", year=[2016, 2017], origin="published")`. Of each value the
    latest campaign's is given; `every_vintage=True` gives those that it replaced as well.
    A percentage is 27.3, never 0.273; `unit` says the unit, `missing_reason` why a value lacks.

    Raises:
        UsageError: a column, or a value of one, that does not exist; the nearest is named.
    """
    review = review or open_review()
    table = review.all_observations if every_vintage else review.observations
    return narrowed(table, review, columns)


def verdicts(*, review: Review | None = None, **columns: object) -> "pd.DataFrame":
    """Return each series held against its targets: one row a series and target.

    `target` is in the unit of its series; rates and `ratio` are fractions a year (0.0224).
    `columns` narrows as for `observations`: `verdicts(verdict="limited")`,
    `verdicts(authority="own")`.

    Raises:
        UsageError: a column, or a value of one, that does not exist; the nearest is named.
    """
    review = review or open_review()
    return narrowed(review.verdicts, review, columns)


def findings(*, review: Review | None = None, **columns: object) -> "pd.DataFrame":
    """Return what the checks noticed: one row a finding, with file, cell and remedy.

    Expected findings are there too. `columns` narrows as for `observations`:
    `findings(severity="error")`, `findings(indicator="1-1.5.3")`.

    Raises:
        UsageError: a column, or a value of one, that does not exist; the nearest is named.
    """
    review = review or open_review()
    return narrowed(review.findings, review, columns)


def narrowed(table: "pd.DataFrame", review: Review, columns: dict[str, object]) -> "pd.DataFrame":
    """Return the rows that have the values asked for in each column, in the table's order."""
    from pandas.api.types import is_numeric_dtype

    for name, wanted in columns.items():
        if name not in table.columns:
            raise unknown("Colonne", name, table.columns)
        values = (
            list(wanted)
            if isinstance(wanted, Iterable) and not isinstance(wanted, str)
            else [wanted]
        )
        if is_numeric_dtype(table[name]):
            values = [_number(one) for one in values]
        if name in _WORDS:
            known = _known(table, review, name)
            for value in values:
                if value not in known:
                    raise unknown(f"Valeur de « {name} »", value, known)
        table = table[table[name].isin(values)]
    return table.reset_index(drop=True)


def _number(value: object) -> object:
    """Return a number typed as text as the number that it says: "2017" is 2017."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def _known(table: "pd.DataFrame", review: Review, name: str) -> list[object]:
    """Return the words that a column may hold: the register's, the contract's, those it holds."""
    from oar_analysis.assess import VERDICT_WORDS
    from oar_analysis.check.titles import RULE_TITLES

    scheme = review.scheme
    listed: dict[str, Iterable[object]] = {
        "indicator": [one.code for one in all_indicators(scheme)],
        "action": ["", *(one.code for one in scheme.actions)],
        "axis": [one.number for one in scheme.axes],
        "measure": MEASURES,
        "status": STATUSES,
        "origin": ("published", "derived"),
        "rule": RULE_TITLES,
        "severity": ("error", "warning", "info"),
        "verdict": VERDICT_WORDS,
    }
    return list(dict.fromkeys([*listed.get(name, ()), *table[name].dropna().tolist()]))
