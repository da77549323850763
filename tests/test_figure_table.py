"""Tables: what is shown is what `french` writes, what is exported is what a spreadsheet reads."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis import french
from oar_analysis.errors import UsageError
from oar_analysis.figure import Column, DataTable, Value, frame_rows
from oar_analysis.figure.table import csv_text, plain_number, table_payload


def table(*rows: tuple[object, ...], unit: str = "", decimals: int | None = None) -> DataTable:
    columns = (
        Column(title="Nom", kind="text"),
        Column(title="Valeur", unit=unit, decimals=decimals),
    )
    return DataTable(key="t", caption="T", columns=columns, rows=rows)  # type: ignore[arg-type]


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.sampled_from([None, 0, 1, 2]))
def test_a_number_is_shown_as_the_formatter_writes_it(value: float, decimals: int | None) -> None:
    shown = table(("a", value), decimals=decimals).payload()["rows"][0][1]
    assert shown == french.number(value, decimals)


@given(st.floats(-1e9, 1e9), st.sampled_from([0, 1, 2, 6]))
def test_a_number_is_exported_as_spreadsheets_read_it(value: float, decimals: int) -> None:
    text = plain_number(value, decimals)
    assert float(text.replace(",", ".")) == pytest.approx(value, abs=0.51 * 10**-decimals)
    assert "\u00a0" not in text


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1))
def test_the_csv_gives_the_rows_back_and_runs_no_formula(rows: list[tuple[str, str]]) -> None:
    text = csv_text(table(*rows).payload()).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert len(read) == len(rows) + 1
    for given_row, read_row in zip(rows, read[1:], strict=True):
        for before, after in zip(given_row, read_row, strict=True):
            assert after in {before, f"'{before}"}
            assert not after.startswith(("=", "@", "\t"))


def test_missing_values_years_and_own_units() -> None:
    columns = (
        Column(title="Indicateur", kind="text"),
        Column(title="Année", kind="year"),
        Column(title="Valeur", unit="%", decimals=1),
    )
    rows = (
        ("a", 2017, 27.3),
        ("b", None, None),
        (None, "Cible", Value(value=34000, unit="h")),
        ("d", 2017.0, Value(value=3, text="plus de 3")),
        ("e", pd.NA, Value(value=0.1, unit="%", decimals=1, sign=True)),
    )
    payload = table_payload(columns, rows)
    assert payload["rows"] == [
        ["a", "2017", "27,3"],
        ["b", "n.c.", "n.c."],
        ["", "Cible", "34\u00a0000\u00a0h"],
        ["d", "2017", "plus de 3"],
        ["e", "n.c.", "+0,1"],
    ]
    assert payload["csv"][1] == ["b", "", ""]
    assert payload["csv"][2] == ["", "Cible", "34000"]
    assert payload["csv"][3] == ["d", "2017", "3"]
    assert [one["title"] for one in payload["columns"]] == ["Indicateur", "Année", "Valeur (%)"]


def test_a_number_in_a_text_column_is_formatted() -> None:
    assert table_payload([Column(title="A", kind="text")], [(1234.5,)])["rows"] == [
        ["1\u00a0234,5"]
    ]


def test_csv_is_told_only_where_it_differs() -> None:
    assert table(("a", "b")).payload()["csv"] is None
    assert table(("a", 1234)).payload()["csv"] == [["a", "1234"]]


def test_rows_of_another_length_are_refused() -> None:
    with pytest.raises(UsageError, match=r"2 colonnes attendues.*lignes \[2\]"):
        table(("a", 1), ("b",))


def test_a_frame_gives_its_rows() -> None:
    frame = pd.DataFrame(
        {"n": pd.array([1, None], dtype="Int64"), "t": ["a", "b"], "v": [1.5, float("nan")]}
    )
    assert frame_rows(frame, ["t", "n", "v"]) == (("a", 1, 1.5), ("b", None, None))


def test_header_units_are_written_as_after_several() -> None:
    assert Column(title="Écart", unit="point").header == "Écart (points)"
    assert Column(title="Projets", unit="1").header == "Projets"
