"""Cells of administrations' tables, listed with their meaning before any rule was mended.

tests/data/numbers_blind*.csv, each typed before the parser had read it: `cell`, `column` (the unit
that its column would give), `expected_value` as in the corpus (`4`, `10..20`, `..20`, `4|5`; empty:
no value may be read; `?`: doubtful, to be refused or flagged; a final `!`: a flag must tell a
doubt) and `expected_unit` (one a reading, empty: not checked). The second list begins with cells
of the corpus's own files and sentences of public reports; each of the others was typed after the
rules had been mended by the one before. Where the parser gives a value that a list did not expect,
and tells a doubt, the list says `?`: titles with digits ("1024 Architecture"), above all.
"""

import csv
import io
from pathlib import Path

import pytest

from oar_analysis.numbers import Quantity, parse_cell

LISTS = sorted((Path(__file__).parent / "data").glob("numbers_blind*.csv"))


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


ROWS = [row for one in LISTS for row in rows_of(one)]


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
    value = row["expected_value"].removesuffix("!")
    doubt = row["expected_value"].endswith("!")
    good = (
        written(found) == value
        and (not units or [one.unit for one in values] == units)
        and (flagged or not doubt)
    )
    if good:
        return "right"
    return "flagged" if flagged or not values else "silent"


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_blind_list(path):
    wrong = {
        (row["cell"], row["column"]): (judge(row), parse_cell(row["cell"], unit=row["column"]))
        for row in rows_of(path)
        if judge(row) != "right"
    }
    assert wrong == {}


def test_lists_are_long_enough():
    assert len(ROWS) > 4_000
