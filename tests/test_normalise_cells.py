"""One cell becomes one observation: unit, status, bounds, reason, address, or a finding."""

import hashlib
import math

import pytest
from bodies import Body, built, findings, indicator, one_series_body, table


def the_row(body, year=2017):
    rows = built(body).observations
    (row,) = rows[(rows["origin"] == "published") & (rows["year"] == year)].itertuples()
    return row


@pytest.mark.parametrize(
    ("cell", "unit", "value", "decimals"),
    [
        ("8 642 568 kms", "km", 8642568, 0),
        ("212,17 tonnes", "t", 212.17, 2),
        ("250 kg", "t", 0.25, None),
        ("23,2Kg / poste informatique", "kg/poste", 23.2, 1),
        ("12 MWh", "kWh", 12000, None),
        ("3 marchés", "1", 3, 0),
        ("28", "%", 28, 0),
        ("15,42 %", "%", 15.42, 2),
    ],
)
def test_values_come_in_the_unit_of_their_series(tmp_path, cell, unit, value, decimals):
    row = the_row(one_series_body(tmp_path, {2017: cell}, unit=unit))
    assert row.value == pytest.approx(value)
    assert (row.unit, row.status, row.missing_reason) == (unit, "A", "")
    if decimals is not None:
        assert row.decimals == decimals


@pytest.mark.parametrize(
    ("cell", "value", "low", "high"),
    [("baisse de 3 %", -3, None, None), ("baisse de 3 à 5 %", None, -5, -3),
     ("hausse de 3 %", 3, None, None)],
)  # fmt: skip
def test_a_change_told_in_words_has_its_sign(tmp_path, cell, value, low, high):
    body = one_series_body(tmp_path, {2017: cell}, unit="%", measure="change")
    row = the_row(body)
    bounds = [None if math.isnan(one) else one for one in (row.value, row.low, row.high)]
    assert bounds == [value, low, high]
    if value != 3:
        (found,) = findings(body, "cell-flagged")
        assert "sens de l'évolution donné en mots" in found.message
        assert row.note == "sens de l'évolution donné en mots"


def test_an_observation_knows_its_file_its_cell_and_its_hash(tmp_path):
    row = the_row(one_series_body(tmp_path, {2017: "4"}))
    data = (tmp_path / "raw/2017/a.csv").read_bytes()
    assert (row.source_file, row.source_cell) == ("2017/a.csv", "B2")
    assert row.source_sha256 == hashlib.sha256(data).hexdigest()
    assert (row.action, row.axis, row.vintage, row.origin) == ("1-1.1", 1, 2017, "published")


@pytest.mark.parametrize(
    ("cell", "status", "reason"),
    [
        ("n.c.", "O", "non communiqué"),
        ("NC", "O", "non communiqué"),
        ("n.d.", "O", "non disponible"),
        ("", "O", "cellule vide"),
        ("-", "O", None),
        ("sans objet", "M", "sans objet"),
        ("s.o.", "M", "sans objet"),
        ("néant", "O", "néant"),
    ],
)
def test_a_missing_value_keeps_its_reason(tmp_path, cell, status, reason):
    row = the_row(one_series_body(tmp_path, {2017: cell}, unit="t"))
    assert row.value != row.value  # NaN
    assert row.status == status
    assert row.missing_reason == (reason or row.missing_reason) != ""


def test_the_register_says_why_a_value_is_missing(tmp_path):
    absent = [{"years": [2015, 2016, 2017], "status": "M", "reason": "action démarrée en 2018"}]
    rows = built(one_series_body(tmp_path, {2017: "n.c."}, absent=absent)).observations
    assert list(rows["year"]) == [2015, 2016, 2017]
    assert set(rows["missing_reason"]) == {"action démarrée en 2018"}
    assert set(rows["status"]) == {"M"}
    assert list(rows["source_file"])[:2] == ["scheme/actions/1-1.1.yaml"] * 2


def test_a_given_value_wins_over_a_declared_absence(tmp_path):
    absent = [{"years": [2017], "reason": "perdu"}]
    row = the_row(one_series_body(tmp_path, {2017: "12"}, absent=absent))
    assert (row.value, row.status, row.missing_reason) == (12, "A", "")


@pytest.mark.parametrize(
    ("cell", "keys", "status"),
    [
        ("environ 40", {}, "E"),
        ("40", {"provisional_years": [2017]}, "P"),
        ("40", {"breaks": [{"year": 2017, "reason": "r"}], "provisional_years": [2017]}, "B"),
        ("40", {"status": "F"}, "F"),
    ],
)
def test_statuses(tmp_path, cell, keys, status):
    assert the_row(one_series_body(tmp_path, {2017: cell}, **keys)).status == status


def test_a_year_after_the_campaign_is_a_forecast(tmp_path):
    assert the_row(one_series_body(tmp_path, {2018: "14 réunions"}), 2018).status == "F"


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("plus de 34 000 heures", 34000, None), ("10 000 à 20 000 h", 10000, 20000)],
)
def test_bounds(tmp_path, cell, low, high):
    row = the_row(one_series_body(tmp_path, {2017: cell}, unit="h"))
    assert row.low == low
    assert row.high == high if high else row.high != row.high


def test_a_period_is_kept(tmp_path):
    row = the_row(one_series_body(tmp_path, {2017: "7"}, period="2017-05/2018-04"))
    assert row.period == "2017-05/2018-04"


@pytest.mark.parametrize(
    ("cell", "unit", "rule"),
    [
        ("bonjour", "t", "cell-unreadable"),
        ("#REF!", "t", "cell-unreadable"),
        ("12 km", "t", "unit-mismatch"),
        ("35 kW", "kWh", "unit-cannot-be"),
        ("12 %", "t", "unit-mismatch"),
    ],
)
def test_a_cell_that_cannot_be_read_is_one_error_that_names_it(tmp_path, cell, unit, rule):
    body = one_series_body(tmp_path, {2017: cell}, unit=unit)
    errors = [one for one in findings(body) if one.severity == "error"]
    (found,) = errors
    assert (found.rule, found.file, found.cell, found.got) == (rule, "2017/a.csv", "B2", cell)
    assert "2017/a.csv" in found.message
    assert "B2" in found.message
    assert found.remedy
    row = the_row(body)
    assert row.value != row.value
    reason = "cellule illisible" if rule == "cell-unreadable" else "unité inattendue"
    assert (row.status, row.missing_reason) == ("O", reason)


def test_several_values_in_a_cell_that_is_not_described_as_such(tmp_path):
    body = one_series_body(tmp_path, {2017: "60 km puis 70 km"}, unit="km")
    (found,) = findings(body, "cell-composite")
    assert found.severity == "warning"


def test_a_row_that_nobody_mapped_and_a_mapping_that_matches_nothing(tmp_path):
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1")],
        tables=[table("a.csv", {"match": "Indicateur 1", "indicator": "1-1.1.1"})],
    ).file("a.csv", "x;2016;2017;Remarque\nIndicateur un;1;2;ok\n")
    found = {(one.rule, one.severity, one.got) for one in findings(body) if one.severity != "info"}
    assert ("table-unmapped", "warning", "Indicateur un") in found
    assert ("table-unmapped", "warning", "Remarque") in found
    assert ("mapping-unmatched", "error", "« Indicateur un »") in found


def test_an_ignored_row_or_column_is_no_finding(tmp_path):
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1")],
        tables=[
            table(
                "a.csv",
                {"match": "Indicateur 1", "indicator": "1-1.1.1"},
                {"match": "Total général", "ignore": True},
                ignored_columns=["remarque"],
            )
        ],
    ).file("a.csv", "x;2016;2017;Remarque\nIndicateur 1;1;2;ok\nTotal général;1;2;\n")
    assert [one for one in findings(body) if one.severity != "info"] == []
