"""Words around a number that no rule took: a doubt, but where they only name or complete."""

import pytest
from bodies import Body, built, findings, indicator, series, table

from oar_analysis.numbers import FLAGS, parse_cell

# What stands beside the number may bound, scale or deny it in a way that no rule knows.
DOUBTFUL = [
    "ne franchira point 90 000 €",
    "12 000 € sauf avenant",
    "43 200 € (hors options)",
    "12 t environnées de mystère",
    "3 000 € annulés",
    "FESTIVAL MONTPELLIER 100 %",
    "prestations 3D",
    "1024 Architecture",
    "2LA",
    "12 000 € pas encore versés",
    "seuil inférieurement fixé : 5 000 €",
]
# A heading, a complement, a bracket that names, the everyday words of contracts.
PLAIN = [
    "Construction du collège de Lens : 90 000 €",
    "12 t de papier recyclé",
    "690 acheteurs publics",
    "4 (lots réservés à l'insertion)",
    "25 kg / poste informatique",
    "marché à bons de commande, montant maximum 90 000 € HT",
    "HT : 12 500,00 €",
    "12 300 € par an",
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_words_that_may_change_the_value_are_told(text):
    assert all("unread-words" in one.flags for one in parse_cell(text)), parse_cell(text)


@pytest.mark.parametrize("text", PLAIN)
def test_words_that_name_or_complete_are_not(text):
    assert not any("unread-words" in one.flags for one in parse_cell(text)), parse_cell(text)


@pytest.mark.parametrize(
    "text",
    [
        "mini 15 000 € HT maxi 60 000 € TTC",
        "mini = maxi = 30 000 € HT",
        "montant minimum 30 000 € HT montant minimum 100 000 € HT",
    ],
)
def test_bounds_that_make_no_range_are_told(text):
    assert any("bounds-apart" in one.flags for one in parse_cell(text)), parse_cell(text)


def test_two_bounds_a_lot_are_two_ranges_without_doubt():
    found = parse_cell("lot 1 : mini 5 000 € HT maxi 20 000 € HT\nlot 2 : maxi 8 000 € HT")
    assert [(one.low, one.high, one.flags) for one in found] == [
        (5000, 20000, ()),
        (None, 8000, ()),
    ]


def test_three_numbers_between_dashes_are_no_range_in_silence():
    found = parse_cell("42 000 - 55 000 - 5 000", unit="EUR")
    assert all("odd-joint" in one.flags for one in found)


def test_the_doubt_is_said_in_french():
    assert "interprète" in FLAGS["unread-words"]


def described(folder, *parts):
    quantities = [{"unit": unit, "indicator": "1-1.1.1", "breakdown": name} for unit, name in parts]
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", series("t", breakdown="t"), series("%", breakdown="%"))],
        tables=[table("a.csv", {"match": "Déchets", "quantities": quantities})],
    )
    return body.file("a.csv", "x;2017\nDéchets;100 % valorisés soigneusement et 196 tonnes\n")


def test_a_cell_described_whole_by_the_register_has_no_doubt_about_its_words(tmp_path):
    body = described(tmp_path, ("t", "t"), ("%", "%"))
    values = built(body).observations
    assert sorted(values[values["origin"] == "published"]["value"].dropna()) == [100, 196]
    assert findings(body, "cell-flagged") == []


def test_a_cell_described_in_part_keeps_it(tmp_path):
    body = described(tmp_path, ("t", "t"))
    assert [one.cell for one in findings(body, "cell-flagged")] == ["B2"]


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("sans mini 15 000 maxi", 15000, None, 15000),
        ("sans mini ni maxi 50 000", 50000, None, None),
        ("sans mini / maxi : 50 000 €", 50000, None, 50000),
        ("pas de mini\n15 000 maxi", 15000, None, 15000),
    ],
)
def test_without_takes_away_the_bound_that_it_names(text, value, low, high):
    *none, one = parse_cell(text)
    assert {other.missing for other in none} <= {"none"}
    assert (one.value, one.low, one.high) == (value, low, high)


@pytest.mark.parametrize(
    ("text", "unit", "flag"),
    [
        ("999 999 999", "EUR_HT", "placeholder"),
        ("100 000 (lot 1 : 60 000 - lot 2 : 50 000)", "EUR_HT", "parts-not-total"),
        ("O € HT mini - 40 000 € HT maxi", None, "letter-zero"),
        ("mini 20 000 max", "EUR_HT", "bounds-apart"),
        ("04/06/2026 12h", None, "date"),
        ("69003 LYON", None, "unit-assumed"),
    ],
)
def test_doubts_of_their_own(text, unit, flag):
    assert any(flag in one.flags for one in parse_cell(text, unit=unit)), parse_cell(text)


@pytest.mark.parametrize(
    "text",
    ["BIKE 34", "___ / 120", "..../..../20....", "2024A0012L03", "M-2011-045", "45233140-2",
     "2019-08-20/2019-12-31", "2017_11_CP_0004", "du 5 au 9/11/2013", "saison 13 / 14",
     "autre : 2 versements 50%-50%", "marché sans mini ni maxi (4 ans)"],
)  # fmt: skip
def test_digits_that_are_no_value(text):
    assert all(one.missing for one in parse_cell(text)), parse_cell(text)


def test_a_small_amount_that_its_word_names_is_read():
    (one,) = parse_cell("850 forfaitaire", unit="EUR_HT")
    assert (one.value, one.unit, bool(one.flags)) == (850, "EUR_HT", True)


def test_a_count_in_a_column_of_amounts_is_refused():
    (one,) = parse_cell("3 devis demandés", unit="EUR_HT")
    assert (one.value, one.missing, "unit-mismatch" in one.flags) == (None, "unreadable", True)


def test_the_finding_quotes_the_cell(tmp_path):
    body = described(tmp_path, ("t", "t"))
    (found,) = findings(body, "cell-flagged")
    assert "« 100 % valorisés soigneusement et 196 tonnes », lecture à confirmer" in found.message
