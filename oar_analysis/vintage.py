"""Compares campaigns: what a later one adds, revises or withdraws, and which value is in force.

A value stays as its campaign gave it. When a later campaign gives another, both are kept and
the later one is used; a later campaign that is silent on a past year takes nothing away.
"""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from oar_analysis.contract import OBSERVATION_KEY, OBSERVATIONS, pandas_dtypes

# The key of a value whatever the campaign.
VALUE_KEY: list[str] = [name for name in OBSERVATION_KEY if name != "vintage"]

# What makes two values the same; a changed decimal is a revision of what was published.
_CONTENT: list[str] = ["value", "low", "high"]

CHANGE_WORDS: dict[str, str] = {
    "new": "nouvelle valeur",
    "revised": "valeur révisée",
    "withdrawn": "valeur retirée",
    "unchanged": "valeur inchangée",
}
CHANGE_COLUMNS: list[str] = [
    *VALUE_KEY, "action", "change", "value_older", "value_newer", "difference",
    "status_older", "status_newer", "series_break", "comment",
]  # fmt: skip


def in_force(observations: pd.DataFrame, vintage: int | None = None) -> pd.DataFrame:
    """Return the latest value of each key among the campaigns not later than `vintage`.

    `observations` has the columns of the contract; so has the result, in the same order of rows.
    A missing value is used only where no campaign gives one.

    >>> rows = pd.DataFrame({"indicator": "A", "measure": "level", "breakdown": "", "year": 2017,
    ...     "origin": "published", "vintage": [2017, 2018], "unit": "t", "value": [10.0, 9.5],
    ...     "low": None, "high": None})
    >>> [float(value) for value in in_force(rows)["value"]]
    [9.5]
    >>> [float(value) for value in in_force(rows, 2017)["value"]]
    [10.0]
    """
    table = observations
    if vintage is not None:
        table = table[table["vintage"] <= vintage]
    known = table[_CONTENT].notna().any(axis=1)
    ranked = table.assign(_known=known).sort_values(["_known", "vintage"], kind="stable")
    kept = ranked.drop_duplicates(VALUE_KEY, keep="last").index
    return table.loc[table.index.isin(kept)].reset_index(drop=True)


def compare_vintages(observations: pd.DataFrame, older: int, newer: int) -> pd.DataFrame:
    """Return what campaign `newer` changes to the values published up to campaign `older`.

    One row a published value that either gives, with `change` (new, revised, withdrawn,
    unchanged), both values, their difference, both statuses, and `series_break` where the newer
    campaign breaks the series that year. Values of years that the newer campaign does not cover
    are left out: it is silent on them. Nothing is compared on the first campaign: without any
    older row the result is empty.
    """
    published = observations[observations["origin"] == "published"]
    before = in_force(published, older)
    after = published[published["vintage"] == newer].drop_duplicates(VALUE_KEY, keep="last")
    if before.empty:
        return _typed(pd.DataFrame(columns=CHANGE_COLUMNS))
    both = before.merge(after, on=VALUE_KEY, how="outer", suffixes=("_older", "_newer"))
    both["action"] = both["action_newer"].fillna(both["action_older"])
    both["difference"] = both["value_newer"] - both["value_older"]
    both["change"] = [
        _change(older_known, newer_known, same=same)
        for older_known, newer_known, same in zip(
            _known(both, "older"), _known(both, "newer"), _same(both), strict=True
        )
    ]
    both["series_break"] = both["status_newer"] == "B"
    both["comment"] = [_comment(row) for row in both.to_dict("records")]
    told = both[(both["change"] != "") & _covered(both, after, newer)]
    return _typed(told[CHANGE_COLUMNS].sort_values(VALUE_KEY, kind="stable", ignore_index=True))


def _known(both: pd.DataFrame, side: str) -> pd.Series:
    return both[[f"{name}_{side}" for name in _CONTENT]].notna().any(axis=1)


def _same(both: pd.DataFrame) -> pd.Series:
    same = pd.Series(data=True, index=both.index)
    for name in _CONTENT:
        older, newer = both[f"{name}_older"], both[f"{name}_newer"]
        same &= (older == newer) | (older.isna() & newer.isna())
    return same


def _change(older: bool, newer: bool, *, same: bool) -> str:  # noqa: FBT001
    if not older:
        return "new" if newer else ""
    if not newer:
        return "withdrawn"
    return "unchanged" if same else "revised"


def _covered(both: pd.DataFrame, after: pd.DataFrame, newer: int) -> pd.Series:
    """Tell which rows are of a year on which the newer campaign speaks.

    It speaks of the years that its tables give for the indicator (years that the register only
    declares absent are not told by the campaign). An indicator that a table no longer gives loses
    the year before and the campaign's own, those that a review shows; without that table, as when
    directorates answer by workbook for their year alone, the campaign says nothing of it.
    """
    told = after[~after["source_file"].str.startswith("scheme/")]
    years = {code: set(group["year"]) for code, group in told.groupby("indicator", sort=False)}
    tables = {_table(one) for one in told["source_file"]}
    covered = [
        year in years[code] if code in years else year >= newer - 1 and _table(file) in tables
        for code, year, file in zip(
            both["indicator"], both["year"], both["source_file_older"], strict=True
        )
    ]
    return pd.Series(covered, index=both.index)


def _table(file: object) -> str:
    """Return the name of a table without the folder of its campaign.

    >>> _table("2017/1-1.3_papier.csv")
    '1-1.3_papier.csv'
    """
    return str(file).partition("/")[2]


def _comment(row: Mapping[Hashable, Any]) -> str:
    parts = []
    if row["series_break"]:
        parts.append("rupture de série : ne se compare pas aux années précédentes")
    if row["change"] == "withdrawn":
        reason = row["missing_reason_newer"]
        parts.append(str(reason) if isinstance(reason, str) and reason else "non reprise")
    older, newer = row["status_older"], row["status_newer"]
    if older == "P" and newer == "A":
        parts.append("valeur provisoire devenue définitive")
    return " ; ".join(parts)


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    types = {name: kind for name, kind in pandas_dtypes(OBSERVATIONS).items() if name in table}
    numbers = {"value_older": "float64", "value_newer": "float64", "difference": "float64"}
    texts = dict.fromkeys(("change", "status_older", "status_newer", "comment"), "str")
    for name in (*texts, "action"):
        table = table.assign(**{name: table[name].astype("object").fillna("")})
    return table.astype({**types, **numbers, **texts, "series_break": "bool"})
