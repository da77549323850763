"""Cells of administrations' tables, listed with their meaning before any rule was mended.

tests/data/numbers_blind.csv: `cell`, `column` (the unit that its column would give),
`expected_value` as in the corpus (`4`, `10..20`, `..20`, `4|5`; empty: no value may be read; `?`:
doubtful, to be refused or flagged) and `expected_unit` (one a reading, empty: not checked).
"""

import csv
from pathlib import Path

import pytest

from oar_analysis.numbers import Quantity, parse_cell

LIST = Path(__file__).parent / "data" / "numbers_blind.csv"
ROWS = list(csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()))


def bound(number: float | None) -> str:
    return "" if number is None else f"{number:.15g}"


def written(quantities: list[Quantity]) -> str:
    """The readings as the list writes them."""
    return "|".join(
        bound(one.value)
        if one.low is None and one.high is None
        else f"{bound(one.low)}..{bound(one.high)}"
        for one in quantities
        if not one.missing
    )


def judge(row: dict[str, str]) -> str:
    """`right`, `flagged` (wrong, with a flag) or `silent` (wrong, without)."""
    found = parse_cell(row["cell"], unit=row["column"] or None)
    values = [one for one in found if not one.missing]
    flagged = any(one.flags or one.approximate for one in found)
    if row["expected_value"] == "?":
        return "right" if flagged or not values else "silent"
    units = row["expected_unit"].split("|") if row["expected_unit"] else []
    good = written(found) == row["expected_value"] and (
        not units or [one.unit for one in values] == units
    )
    if good:
        return "right"
    return "flagged" if flagged or not values else "silent"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['cell']} [{row['column']}]")
def test_blind_list(row):
    found = parse_cell(row["cell"], unit=row["column"] or None)
    assert judge(row) == "right", found
