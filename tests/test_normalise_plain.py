"""The quick readings of extracts give what the grammar of numbers gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis.normalise.plain import read_amount, read_year
from oar_analysis.numbers import parse_cell

SPACES = st.sampled_from([" ", "\u00a0", "\u202f"])


@st.composite
def amounts(draw):
    """Amounts as people and exports write them: spaces or none, decimals or none, unit or none."""
    value = draw(st.integers(min_value=0, max_value=10**11))
    space = draw(st.one_of(st.just(""), SPACES))
    text = f"{value:,}".replace(",", space)
    decimals = draw(st.integers(min_value=0, max_value=3))
    if decimals:
        text += "," + "".join(
            draw(st.lists(st.sampled_from("0123456789"), min_size=decimals, max_size=decimals))
        )
    sign = draw(st.sampled_from(["", "-"]))
    unit = draw(st.sampled_from(["", "€", " €", "\u00a0€", " %", " t"]))
    return sign + text + unit


@given(amounts(), st.sampled_from(["", "EUR", "%", "t"]))
def test_amounts_are_those_of_the_grammar(text, unit):
    quick, slow = read_amount(text, unit), parse_cell(text, unit=unit or None)[0]
    assert (
        quick.value == pytest.approx(slow.value) if slow.value is not None else quick.value is None
    )
    if not unit:
        return
    assert quick.unit == slow.unit
    assert quick.missing == slow.missing


@given(st.text(max_size=30))
def test_any_other_text_is_left_to_the_grammar(text):
    quick, slow = read_amount(text, "EUR"), parse_cell(text, unit="EUR")[0]
    assert (quick.value, quick.low, quick.high, quick.missing) == (
        slow.value, slow.low, slow.high, slow.missing,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("24/02/2017", 2017),
        ("2017-02-24", 2017),
        ("21 avril 2018", 2018),
        ("hier", None),
        ("", None),
    ],
)
def test_years_of_dates(text, year):
    assert read_year(text) == year
