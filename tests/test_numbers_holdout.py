"""Cells as administrations write them and what must be read; typed before tuning the grammar.

tests/data/numbers_holdout.csv: `kind` of cell, `cell`, `column` (the unit given to parse_cell;
empty: none) and `expected`. Readings are separated by " ; ". One is a value or bounds and a unit
(`-`: no unit); `~` is approximate; `2016:` the year; `none`, `empty`, `unreadable`... a missing
value. A final `!` says that a flag must stand on the cell.
"""

import csv
import io
from pathlib import Path

import pytest

from oar_analysis.numbers import Quantity, parse_cell

LIST = Path(__file__).parent / "data" / "numbers_holdout.csv"


def cases() -> list[tuple[str, str | None, str]]:
    rows = csv.DictReader(io.StringIO(LIST.read_text(encoding="utf-8"), newline=""))
    return [(row["cell"], row["column"] or None, row["expected"]) for row in rows]


def written(one: Quantity) -> str:
    year = f"{one.year}: " if one.year else ""
    if one.missing:
        return year + one.missing
    about = "~" if one.approximate else ""
    if one.low is not None or one.high is not None:
        shown = f"{_short(one.low)}..{_short(one.high)}"
    else:
        shown = _short(one.value)
    return f"{year}{about}{shown} {one.unit or '-'}"


def _short(value: float | None) -> str:
    return "" if value is None else repr(int(value) if value == int(value) else value)


@pytest.mark.parametrize(("text", "column", "expected"), cases())
def test_cell_reads_as_typed(text, column, expected):
    found = parse_cell(text, unit=column)
    assert " ; ".join(written(one) for one in found) == expected.removesuffix("!").strip()
    if expected.endswith("!"):
        assert any(one.flags for one in found)


def test_the_list_is_long_enough():
    assert len(cases()) > 200
