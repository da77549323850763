"""The short way for plain numbers gives what the whole grammar gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oar_analysis.numbers import parse_cell
from oar_analysis.numbers.fast import read_plain
from oar_analysis.numbers.parse import read_whole

SPACES = st.sampled_from(["", " ", "\u00a0", "\u202f", "  "])
WORDS = ["", "%", "€", "€ HT", "€TTC", "km", "kms", "kWh", "KWH", "t", "T", "tonnes", "heures",
         "h", "j", "HT", "k",
         "M", "minute", "maxi", "point", "VAE", "ans", "x", "e", "agents"]  # fmt: skip
COLUMNS = [None, "EUR", "EUR_HT", "%", "km", "kWh", "t", "agents", "1", "points/120", "EUR/t"]


@st.composite
def cells(draw):
    groups = [str(draw(st.integers(0, 99_999)))]
    groups += draw(st.lists(st.from_regex(r"[0-9]{3}", fullmatch=True), max_size=3))
    space = draw(st.sampled_from(["", " ", "\u00a0", "\u202f"]))
    decimals = draw(st.one_of(st.just(""), st.from_regex(r"[.,][0-9]{1,4}", fullmatch=True)))
    sign = draw(st.sampled_from(["", "-", "- ", "−", "+", "–"]))
    word = draw(SPACES) + draw(st.sampled_from(WORDS))
    return draw(SPACES) + sign + space.join(groups) + decimals + word + draw(SPACES)


@settings(max_examples=1_500)
@given(cells(), st.sampled_from(COLUMNS))
def test_short_way_and_grammar_agree(text, column):
    assert parse_cell(text, unit=column) == read_whole(text, column)


@pytest.mark.parametrize(
    "text", ["12 540", "26821,4", "0,08", "-8,2", "251\u202f201,00", "7 %", "3 km"]
)
def test_plain_numbers_take_the_short_way(text):
    assert read_plain(text, None, read_whole) is not None


@pytest.mark.parametrize(
    "text", ["2017", "1,000", "12.5", "012", "12 34", "3 agents", "n.c.", "12 k"]
)
def test_doubtful_cells_take_the_grammar(text):
    assert read_plain(text, None, read_whole) is None
