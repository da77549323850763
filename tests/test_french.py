"""French typography, and a reader that gets back what was written."""

import datetime as dt
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis import french

NUMBER = re.compile(r"^[−+]?\d{1,3}(\u00a0\d{3})*(,\d+)?$")


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (8642568, None, "8\u00a0642\u00a0568"),
        (27.3, None, "27,3"),
        (-8.23, 1, "−8,2"),
        (-0.04, 1, "0,0"),
        (0, None, "0"),
        (999.999, 2, "1\u00a0000,00"),
        (1000, 0, "1\u00a0000"),
        (None, None, "n.c."),
        (math.nan, 1, "n.c."),
    ],
)
def test_numbers_are_french(value, decimals, expected):
    assert french.number(value, decimals) == expected


def test_a_signed_zero_has_no_sign():
    assert french.number(0.0, 1, sign=True) == "0,0"
    assert french.number(-0.001, 1, sign=True) == "0,0"
    assert french.number(0.9, 1, sign=True) == "+0,9"


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_every_number_has_french_form_and_its_value(value, decimals):
    text = french.number(value, decimals)
    assert NUMBER.match(text)
    back = float(text.replace("\u00a0", "").replace(",", ".").replace("−", "-"))
    assert back == pytest.approx(value, abs=0.5 * 10**-decimals + 1e-9 * abs(value))


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (10.43, "%", "10,43\u00a0%"),
        (-7.88, "point", "−7,88\u00a0points"),
        (-0.9, "point", "−0,9\u00a0point"),
        (11, "1", "11"),
        (23.2, "kg/poste", "23,2\u00a0kg par poste"),
        (None, "%", "n.c."),
        (5, "repas", "5\u00a0repas"),
    ],
)
def test_quantities_carry_their_unit(value, unit, expected):
    assert french.quantity(value, unit) == expected


def test_plurals_start_at_two():
    assert french.plural("projet", 1.99) == "projet"
    assert french.plural("projet", -2) == "projets"
    assert french.plural("repas", 3) == "repas"


def test_dates_in_words():
    assert french.date(dt.date(2017, 10, 1)) == "1er octobre 2017"
    assert french.date(dt.date(2017, 6, 29)) == "29 juin 2017"


def test_enumerations_and_elisions():
    assert french.enumerate_words([]) == ""
    assert french.enumerate_words(["a"]) == "a"
    assert french.enumerate_words(["a", "b"], "ou") == "a ou b"
    assert french.elide("de", "évolution") == "d'évolution"
    assert french.elide("que", "il") == "qu'il"
    assert french.elide("de", "heures") == "d'heures"
    assert french.elide("de", "hausse") == "de hausse"
    assert french.elide("de", "baisse") == "de baisse"
