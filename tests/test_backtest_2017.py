"""Back-tests: what is computed agrees with what the review of 2017 published, to its rounding."""

import pytest

from oar_analysis.dataset import build


@pytest.fixture(scope="module")
def derived(root):
    rows = build(root / "data", 2017).observations
    rows = rows[rows["origin"] == "derived"]
    keys = ["indicator", "breakdown", "measure", "year", "unit"]
    assert not rows.duplicated([*keys, "vintage"]).any()
    return {tuple(row[name] for name in keys): row for row in rows.to_dict("records")}


# Published figure, to its own rounding.
PUBLISHED = [
    (("1-1.5.3", "km", "change", 2017, "%"), -8.2, 1),
    (("1-1.5.3", "carburant", "change", 2017, "%"), -10.1, 1),
    (("1-1.5.3", "électricité", "change", 2017, "%"), -7, 0),
    (("1-2.2.1", "", "share", 2016, "%"), 10.43, 2),
    (("1-2.2.1", "", "share", 2017, "%"), 6.05, 2),
    (("1-2.2.1", "total", "level", 2016, "1"), 1381, 0),
    (("1-2.2.1", "total", "level", 2017, "1"), 1388, 0),
    (("1-3.2.1", "", "change", 2017, "point"), -27.85, 2),
    (("1-3.3.1", "", "change", 2017, "point"), -7.88, 2),
    (("2-1.2.1", "", "share", 2017, "%"), 28, 0),
    (("2-1.2.1", "hors MPS", "share", 2017, "%"), 72, 0),
    (("2-1.2.1", "total", "level", 2017, "1"), 224, 0),
    (("3-1.2.1", "", "level", 2017, "1"), 110, 0),
    (("S.1", "", "level", 2017, "1"), 13, 0),
    (("S.3", "", "level", 2017, "1"), 8, 0),
]

# Worked by hand from the published figures (see the comment of each).
WORKED = [
    (("1-1.5.3", "km", "change", 2017, "%"), -8.23, 2),  # 8 642 568 / 9 417 536 - 1
    (("1-1.5.3", "carburant", "change", 2017, "%"), -10.11, 2),  # 496 739 / 552 631 - 1
    (("1-1.5.3", "électricité", "change", 2017, "%"), -7.01, 2),  # 32 891 / 35 372 - 1
    (("2-1.2.1", "", "share", 2017, "%"), 28.1, 1),  # 63 / 224
    (("1-3.2.1", "", "change", 2017, "%"), -45.0, 1),  # 34,03 / 61,88 - 1
    (("1-3.3.1", "", "change", 2017, "%"), -33.8, 1),  # 15,42 / 23,30 - 1
    (("1-1.3.1", "", "change", 2017, "point"), 0.9, 1),  # -6,4 - (-7,3)
    (("1-1.3.1", "", "index", 2016, "1"), 92.7, 1),  # 100 x (1 - 7,3 %)
    (("1-1.3.1", "", "index", 2017, "1"), 86.8, 1),  # 92,7 x (1 - 6,4 %)
    # Litres over the kilometres that were not driven electrically.
    (("1-1.5.3", "carburant aux 100 km thermiques", "level", 2016, "L/100km"), 5.96, 2),
    (("1-1.5.3", "carburant aux 100 km thermiques", "level", 2017, "L/100km"), 5.84, 2),
    # kWh over the electric kilometres: plausible for a car, where kW would be no amount at all.
    (("1-1.5.3", "électricité aux 100 km électriques", "level", 2016, "kWh/100km"), 23.5, 1),
    (("1-1.5.3", "électricité aux 100 km électriques", "level", 2017, "kWh/100km"), 24.4, 1),
    (("3-2.1.1", "ensemble des natures publiées", "share", 2017, "%"), 98, 0),  # 60+32+5+1
]


@pytest.mark.parametrize(("key", "figure", "decimals"), PUBLISHED + WORKED)
def test_derived_agrees(derived, key, figure, decimals):
    row = derived[key]
    assert abs(row["value"] - figure) <= 0.5 * 10**-decimals + 1e-9
    assert row["source_cell"]
    assert row["source_file"].startswith("2017/")


def test_hours_a_project_and_share_of_studied_projects(derived):
    """14 000 h / 60 projects, 60 / 91 projects studied."""
    values = [
        (row["unit"], round(row["value"], 1))
        for key, row in derived.items()
        if key[0].startswith("3-3.2")
    ]
    assert ("%", 65.9) in values
    assert any(unit == "h/projet" and abs(value - 233.3) < 0.1 for unit, value in values)


def test_participants(derived):
    row = derived[("2-3.1.c4", "", "change", 2017, "%")]
    assert row["value"] == pytest.approx(45)
