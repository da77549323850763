"""Which indicators of a campaign are filled, which are missing and from whom.

Reads the tidy CSV with the standard library: `oar status` answers without importing pandas.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oar_analysis.scheme import Scheme

# SDMX statuses that say that there is no value.
_ABSENT = {"O", "L", "M"}


@dataclass(frozen=True, slots=True)
class IndicatorState:
    """A declared indicator in one campaign: whether a value was given for its year.

    `reason` says why it is missing, where the data says so; `expected` is False for a value that
    cannot exist that year (status M).
    """

    code: str
    label: str
    action: str
    respondent: str
    filled: bool
    expected: bool = True
    reason: str = ""


def indicator_states(
    scheme: "Scheme", observations: Iterable[Mapping[str, str]], year: int
) -> list[IndicatorState]:
    """Return the state of each declared indicator, from the observations' rows as text."""
    filled: set[str] = set()
    reasons: dict[str, str] = {}
    statuses: dict[str, set[str]] = {}
    for row in observations:
        if row["year"] != str(year) or row["origin"] != "published":
            continue
        code = row["indicator"]
        if row["status"] not in _ABSENT and (row["value"] or row["low"] or row["high"]):
            filled.add(code)
        else:
            statuses.setdefault(code, set()).add(row["status"])
            reasons.setdefault(code, row["missing_reason"])
    return [
        IndicatorState(
            one.code, one.label, action.code, one.respondent, one.code in filled,
            expected=one.code in filled or statuses.get(one.code) != {"M"},
            reason=reasons.get(one.code, "aucune valeur reçue"),
        )
        for action in scheme.actions
        for one in action.indicators
        if one.kind == "declared"
    ]  # fmt: skip


def read_observations(processed: Path) -> list[dict[str, str]]:
    """Return the rows of observations.csv as text.

    Raises:
        FileNotFoundError: the data has not been normalised yet.
    """
    with (processed / "observations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def missing_by_respondent(states: Iterable[IndicatorState]) -> dict[str, list[IndicatorState]]:
    """Return the missing indicators that are expected, under who is to give them."""
    missing: dict[str, list[IndicatorState]] = {}
    for state in states:
        if state.expected and not state.filled:
            missing.setdefault(state.respondent, []).append(state)
    return dict(sorted(missing.items()))
