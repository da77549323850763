"""Units to canonical codes and from one to another; dates of every kind."""

import pytest

from oar_analysis.numbers import canonical_unit, convert, parse_date


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("€", "EUR"),
        ("euros HT", "EUR_HT"),
        ("€ TTC/m³", "EUR_TTC/m3"),
        ("EUR_HT/an", "EUR_HT/an"),
        ("k€", "kEUR"),
        ("M€ HT", "MEUR_HT"),
        ("Kms", "km"),
        ("litres", "L"),
        ("kw/h", "kWh"),
        ("kg par poste", "kg/poste"),
        ("h / projet", "h/projet"),
        ("points", "point"),
        ("teqCO2", "tCO2e"),
        ("kgco2e.m2", "kgCO2e/m2"),
        ("L/100 km", "L/100km"),
        ("1", "1"),
        ("réunions", None),
        ("", None),
        ("n'importe quoi", None),
    ],
)
def test_canonical_unit(text, code):
    assert canonical_unit(text) == code


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        (1.5, "MWh", "kWh", 1500),
        (2054, "kg", "t", 2.054),
        (12, "k€", "EUR", 12000),
        (1.2, "M€", "EUR", 1200000),
        (3, "m3", "L", 3000),
        (12, "ha", "m2", 120000),
        (1753.5, "tCO2e", "kgCO2e", 1753500),
        (120, "gCO2e/km", "kgCO2e/km", 0.12),
        (5, "%", "‰", 50),
        (90, "minute", "h", 1.5),
        (7, "agents", "agents", 7),
    ],
)
def test_convert(value, source, target, result):
    assert convert(value, source, target) == pytest.approx(result, rel=1e-12)


@pytest.mark.parametrize(
    ("source", "target"),
    [("kW", "kWh"), ("EUR_HT", "EUR_TTC"), ("", ""), ("t", "L"), ("%", "point")],
)
def test_what_measures_something_else_does_not_convert(source, target):
    with pytest.raises(ValueError, match="ne se convertit pas"):
        convert(1.0, source, target)


@pytest.mark.parametrize(
    ("text", "iso", "flag"),
    [
        ("13/2/13", "2013-02-13", "two-digit-year"),
        ("2-avr.-12", "2012-04-02", "two-digit-year"),
        ("17 fev 2012", "2012-02-17", ""),
        ("1er Février 2014", "2014-02-01", ""),
        ("21 avril 2018", "2018-04-21", ""),
        ("24 février 2017 Marcq-en-Baroeul", "2017-02-24", ""),
        ("9 au 16/03/2014", "2014-03-09/2014-03-16", ""),
        ("du 1er au 5 mai 2017", "2017-05-01/2017-05-05", ""),
        ("01/10/2013-01/10/2014", "2013-10-01/2014-10-01", ""),
        ("28/072006", "2006-07-28", "slash-typo"),
        ("31//01/2013", "2013-01-31", "slash-typo"),
        ("2022-02-31", "", "impossible"),
        ("31/4/2017", "", "impossible"),
        ("28 aout (mail)", "", "incomplete"),
        ("bientôt", "", "no-value"),
        ("1ER TRIMESTRE 2014", "2014-Q1", ""),
        ("2e semestre 2017", "2017-S2", ""),
        ("T3 2017", "2017-Q3", ""),
        ("2013/2014", "2013/2014", ""),
        ("2014 toute l'année", "2014", ""),
        ("mai 2017", "2017-05", ""),
        ("12/2017", "2017-12", ""),
        ("2017-04-05T10:00:00Z", "2017-04-05", ""),
        ("2017-12-12/fin-action", "2017-12-12/", ""),
        ("2017-09-30_2019-03-31", "2017-09-30/2019-03-31", ""),
        ("5 trimestre 2017", "2017", ""),
        ("16 au 9/03/2014", "2014-03-16/2014-03-09", "order-reversed"),
        ("2018/2017", "2018/2017", "order-reversed"),
        ("31 au 3/02/2014", "", "impossible"),
        ("05/10/22 14:30", "2022-10-05", "two-digit-year"),
    ],
)
def test_dates(text, iso, flag):
    (found,) = parse_date(text)
    assert found.text_iso == iso
    assert flag in found.flags if flag else not found.flags
