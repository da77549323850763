"""The corpus of cells really seen, and the cells of the first review: read whole, doubts told."""

import csv
from pathlib import Path

import pytest

from oar_analysis.numbers import parse_cell, parse_date

DATES = {"date", "period"}


@pytest.fixture(scope="module")
def rows(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "cells.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def expected(text: str) -> list[object]:
    readings: list[object] = []
    for part in filter(None, text.split("|")):
        low, bounds, high = part.partition("..")
        if bounds:
            readings.append((float(low) if low else None, float(high) if high else None))
        else:
            readings.append(float(low))
    return readings


def read(quantities) -> list[object]:
    return [
        (one.low, one.high) if one.low is not None or one.high is not None else one.value
        for one in quantities
        if not one.missing
    ]


def test_corpus_cells_meet_the_bar(rows):
    right = wrong = total = 0
    silent = []
    for row in rows:
        column = row["expected_unit"]
        if column in DATES | {"id"}:
            continue
        total += 1
        found = parse_cell(row["cell"], unit=column or None)
        units = {one.unit for one in found if not one.missing}
        good = read(found) == expected(row["expected_value"]) and (not column or units <= {column})
        right += good
        if not good and units:
            wrong += 1
            if not any(one.flags for one in found):
                silent.append(row["cell"])
    assert silent == []
    assert right >= 0.95 * total
    assert wrong <= 0.02 * total


def test_corpus_cells_said_suspicious_are_flagged(rows):
    for row in rows:
        if "flag" in row["note"].split() and row["expected_unit"].startswith("EUR"):
            assert any(one.flags for one in parse_cell(row["cell"], unit=row["expected_unit"]))


def test_corpus_dates(rows):
    for row in rows:
        if row["expected_unit"] in DATES:
            periods = parse_date(row["cell"])
            assert "|".join(one.text_iso for one in periods) == row["expected_value"], row["cell"]
            assert row["expected_value"] or periods[0].flags


def told(text: str) -> list[tuple[float | None, str | None, str]]:
    return [(one.value, one.unit, one.label) for one in parse_cell(text)]


def test_review_composite_cells():
    fleet = (
        "Kms : - 8,2% (8 642 568 kms) Carburant : - 10,1% (496 739 L) Electricité: - 7% (32 891 kW)"
    )
    assert told(fleet) == [
        (-8.2, "%", "Kms"), (8642568, "km", ""), (-10.1, "%", "Carburant"),
        (496739, "L", ""), (-7, "%", "Electricité"), (32891, "kW", ""),
    ]  # fmt: skip
    assert told("Kms : 9 417 536 Carburant : 552 631 L Electricité: 35 372 kW") == [
        (9417536, "km", "Kms"), (552631, "L", "Carburant"), (35372, "kW", "Electricité"),
    ]  # fmt: skip
    assert told(
        "42% des réservations (13% des kms) Trajets courts: 72% des réservations (72% des kms)"
    ) == [
        (42, "%", "des réservations"), (13, "%", "des kms"),
        (72, "%", "Trajets courts des réservations"), (72, "%", "des kms"),
    ]  # fmt: skip
    waste = (
        "1 chantier réceptionné : 100% déchets valorisés = 2 054 tonnes (Déchets Inertes) "
        "+ 39 tonnes (Déchets Non Dangereux)"
    )
    assert told(waste) == [
        (1, "chantier", "réceptionné"), (100, "%", "déchets valorisés"),
        (2054, "t", "Déchets Inertes"), (39, "t", "Déchets Non Dangereux"),
    ]  # fmt: skip
    under_way = (
        "Chantiers en cours 100% déchets valorisés = 196 tonnes (Déchets Inertes) "
        "+ 212,17 tonnes (Déchets Non Dangereux)"
    )
    assert [one[:2] for one in told(under_way)] == [(100, "%"), (196, "t"), (212.17, "t")]


@pytest.mark.parametrize(
    ("text", "value", "unit", "label"),
    [
        ("25 Kg / poste informatique", 25, "kg/poste", "informatique"),
        ("23,2Kg / poste informatique", 23.2, "kg/poste", "informatique"),
        ("1 (EA/ESAT plantations)", 1, None, "EA/ESAT plantations"),
        (
            "4 (lots réservés à l'insertion sur du 2nd œuvre)",
            4,
            None,
            "lots réservés à l'insertion sur du 2nd œuvre",
        ),
        ("une 40aine d'agents", 40, "agents", ""),
        ("une vingtaine", 20, None, ""),
        ("10,43%", 10.43, "%", ""),
        ("-7,3%", -7.3, "%", ""),
        ("+1,8%", 1.8, "%", ""),
        ("14 réunions", 14, "réunions", ""),
    ],
)
def test_review_single_cells(text, value, unit, label):
    assert told(text) == [(value, unit, label)]


def test_review_share_has_its_words():
    (only,) = parse_cell("60% des kms parcourus par des véhicules de norme euro 5 et +")
    assert (only.value, only.unit) == (60, "%")
    assert only.label.startswith("des kms parcourus par des véhicules")


def test_review_hours():
    (done,) = parse_cell("plus de 34 000 heures")
    assert (done.value, done.low, done.high, done.unit) == (34000, 34000, None, "h")
    (planned,) = parse_cell("318 420 heures d'insertion programmées jusqu'en 2021")
    assert (planned.value, planned.unit, planned.year) == (318420, "h", None)
