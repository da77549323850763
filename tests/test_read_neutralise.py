"""Texts that a spreadsheet would run are made harmless; numbers are left alone."""

# ruff: noqa: E501 (one case a line)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis.french import UNIT_LABELS, quantity
from oar_analysis.read import neutralise


@pytest.mark.parametrize(
    "text",
    [
        '=cmd|"/C calc"!A0', "=1+1", "@SUM(A1)", "+33 6 12 34 56 78;=A1", "-A1", "+A1", "-2+3+cmd|' /C calc'!A0",
        "\t=1", "\r=1", "\n=1", "-1+1", "+1=2", "-8,2 % =A1", "=", "-(1)", "+1*2", '-HYPERLINK("x")', "＝1",
    ],
)  # fmt: skip
def test_formulas_are_neutralised(text):
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    [
        "-8,2", "+ 5,6 %", "−3", "-1\u00a0234,50 €", "- 12 kWh", "+0,9 point", "-8.2", "-1e-5", "-", "--", "12",
        "", "texte", "a=b", "-3 kg/poste", "+12 L/100 km", "-3 kg CO2e", "- 12,3\u202f%",
    ],
)  # fmt: skip
def test_numbers_and_plain_texts_are_left_alone(text):
    assert neutralise(text) == text


@given(
    st.floats(min_value=-1e9, max_value=1e9, allow_nan=False),
    st.sampled_from(sorted(UNIT_LABELS)),
    st.booleans(),
)
def test_what_french_writes_is_left_alone(value, unit, sign):
    for text in (
        quantity(value, unit, 2, sign=sign),
        quantity(value, unit, 2, sign=sign).replace("−", "-"),
    ):
        assert neutralise(text) == text


@given(st.text())
def test_twice_is_once(text):
    once = neutralise(text)
    assert neutralise(once) == once
    assert once in {text, "'" + text}
