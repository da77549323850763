"""Number formats of office files: what is shown, in French, and the number behind it."""

# ruff: noqa: DTZ001, E501 (spreadsheets know no time zone; one case a line)

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis.read.formats import general, is_duration, show_number, show_time

SHOWN = [
    (0.125, "0.0%", "12,5 %", 12.5),
    (0.07, "0%", "7 %", 7.0),
    (-0.0823, "0.0%", "-8,2 %", -8.23),
    (1234.5, "General", "1234,5", 1234.5),
    (0.1 + 0.2, "General", "0,3", 0.1 + 0.2),
    (22530001100015, "General", "22530001100015", 22530001100015.0),
    (1e17, "General", "100000000000000000", 1e17),
    (1e-7, "General", "0,0000001", 1e-7),
    (12, "@", "12", 12.0),
    (1234.5, "#,##0.00", "1\u00a0234,50", 1234.5),
    (1234567.891, "#,##0", "1\u00a0234\u00a0568", 1234567.891),
    (34080, "00000", "34080", 34080.0),
    (1000, "00000", "01000", 1000.0),
    (1234.5, '#,##0.00\\ "€"', "1\u00a0234,50 €", 1234.5),
    (-1234.5, '#,##0.00\\ "€";\\-#,##0.00\\ "€"', "-1\u00a0234,50 €", -1234.5),
    (-1234.5, '#,##0.00\\ "€";[Red]\\-#,##0.00\\ "€"', "-1\u00a0234,50 €", -1234.5),
    (30000, '_-* #,##0.00\\ _€_-;\\-* #,##0.00\\ _€_-;_-* "-"??\\ _€_-;_-@_-', "30\u00a0000,00", 30000.0),
    (12.5, "#,##0.00 [$€-40C]", "12,50 €", 12.5),
    (-12.5, "#,##0.00;(#,##0.00)", "(12,50)", -12.5),
    (15, '0" kWh"', "15 kWh", 15.0),
    (1234.5, "# ##0.00", "1\u00a0234,50", 1234.5),
    (1234567.5, '#\\ ##0.00\\ "€"', "1\u00a0234\u00a0567,50 €", 1234567.5),
    (321223344, "00\\ 00\\ 00\\ 00\\ 00", "321223344", 321223344.0),
    (22620001200012, "000\\ 000\\ 000\\ 00000", "22620001200012", 22620001200012.0),
    (5, "[>=1000]#,##0;0", "5", 5.0),
    (1.5, "# ?/?", "1,5", 1.5),
    (8.2e13, "0.00E+00", "82000000000000", 8.2e13),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "text", "number"), SHOWN)
def test_shown(value, code, text, number):
    shown = show_number(value, code)
    assert shown.text == text
    assert shown.number == pytest.approx(number)
    assert shown.flags == ()


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [(0.5, "0", "1"), (2.5, "0", "3"), (-2.5, "0", "-3"), (0.125, "0.00", "0,13")],
)
def test_halves_are_rounded_away_from_zero_as_spreadsheets_do(value, code, text):
    assert show_number(value, code).text == text


@pytest.mark.parametrize(
    ("value", "code", "text", "flag"),
    [
        (0, '_-* #,##0.00_-;_-* "-"??_-', "0,00", None),
        (0, '0;-0;"-"', "0", "hidden-value"),
        (12, ";;;", "12", "hidden-value"),
        (-12, "0.00;[Red]0.00", "-12,00", "hidden-sign"),
        (1234567, "#,##0,", "1\u00a0235", "scaled"),
        (1234567, '0.0,,"M€"', "1,2M€", "scaled"),
    ],
)
def test_formats_that_hide_something_are_flagged(value, code, text, flag):
    shown = show_number(value, code)
    assert shown.text == text
    assert shown.flags == ((flag,) if flag else ())
    assert shown.number == value


@given(
    st.floats(min_value=-1e12, max_value=1e12, allow_nan=False),
    st.sampled_from(
        ["General", "0.00", "#,##0.00", '#,##0.00\\ "€";\\-#,##0.00\\ "€"', "0.00;[Red]0.00"]
    ),
)
def test_what_is_shown_reads_back(value, code):
    text = show_number(value, code).text.removesuffix(" €").replace("\u00a0", "").replace(",", ".")
    assert float(text) == pytest.approx(value, abs=0.00501, rel=1e-12)


@given(st.floats(min_value=-1e3, max_value=1e3, allow_nan=False))
def test_percentages_are_times_one_hundred(value):
    assert show_number(value, "0.0%").number == pytest.approx(value * 100)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('0#?.,;%E+-/"\\_*[]$€@ Redhms', max_size=20),
)
def test_any_format_gives_a_text(value, code):
    assert isinstance(show_number(value, code).text, str)


def test_general_keeps_fifteen_digits():
    assert general(1 / 3) == "0,333333333333333"
    assert general(True * 5) == "5"


def test_times():
    assert show_time(dt.datetime(2017, 4, 1, 14, 30)).text == "2017-04-01T14:30"
    assert show_time(dt.date(2017, 4, 1)) == ("2017-04-01", None, ("date",))
    assert show_time(dt.time(14, 30)) == ("14:30", None, ("time",))
    assert show_time(dt.timedelta(hours=-1)).number == -1
    assert is_duration("[h]:mm:ss")
    assert not is_duration("hh:mm")
