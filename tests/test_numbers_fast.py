"""The short way for plain numbers gives what the whole grammar gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oar_analysis.numbers import parse_cell
from oar_analysis.numbers.fast import read_plain
from oar_analysis.numbers.names import _HINT, _NAMES
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
    decimals = draw(st.one_of(st.just(""), st.from_regex(r"[.,][0-9]{1,9}", fullmatch=True)))
    sign = draw(st.sampled_from(["", "-", "- ", "−", "+", "–"]))
    word = draw(SPACES) + draw(st.sampled_from(WORDS))
    return draw(SPACES) + sign + space.join(groups) + decimals + word + draw(SPACES)


@settings(max_examples=1_500)
@given(cells(), st.sampled_from(COLUMNS))
def test_short_way_and_grammar_agree(text, column):
    assert parse_cell(text, unit=column) == read_whole(text, column)


@pytest.mark.parametrize(
    "text",
    [
        "12 540",
        "26821,4",
        "0,08",
        "0,125",
        "0,0008",
        "3,1416",
        "-8,2",
        "251\u202f201,00",
        "7 %",
        "3 km",
    ],
)
def test_plain_numbers_take_the_short_way(text):
    assert read_plain(text, None, read_whole) is not None


@pytest.mark.parametrize(
    "text", ["2017", "1,000", "12 540,125", "12.5", "012", "12 34", "3 agents", "n.c.", "12 k"]
)
def test_doubtful_cells_take_the_grammar(text):
    assert read_plain(text, None, read_whole) is None


@pytest.mark.parametrize(
    "name", ["n - 1", "l. 2111-3", "r2123-1", "loi n° 2015-992", "n° 17-45", "2017-045", "17f045",
             "2h682501", "crit'air 2", "au 31/12"],
)  # fmt: skip
def test_every_name_made_with_digits_holds_its_hint(name):
    assert _NAMES.search(name)
    assert _HINT.search(name)


@given(st.text("nlrdhcaitr'°.,-/ 0123456789", max_size=20))
def test_what_has_no_hint_has_no_name(text):
    assert _HINT.search(text) or not _NAMES.search(text)
