"""The data of the demonstration: each feature that the first review cannot show yet."""

from pathlib import Path

import pytest

from oar_analysis.dataset import Dataset, build
from oar_analysis.demo import write_demo
from oar_analysis.demo.figures import Figures
from oar_analysis.demo.write import BODY
from oar_analysis.vintage import compare_vintages

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    return folder / "data"


@pytest.fixture(scope="module")
def last(data) -> Dataset:
    return build(data, 2018)


def rows(dataset: Dataset, indicator: str, year: int = 2018):
    table = dataset.observations
    table = table[(table["indicator"] == indicator) & (table["vintage"] == dataset.year)]
    return table[(table["year"] == year) & (table["measure"] != "change")]


def verdict(dataset: Dataset, indicator: str, authority: str = "own"):
    table = dataset.verdicts
    found = table[(table["indicator"] == indicator) & (table["authority"] == authority)]
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize("year", [2008, 2013])
def test_early_campaigns_have_nothing_unexpected(data, year):
    dataset = build(data, year)
    assert (dataset.unexpected, dataset.stale) == ([], [])


def test_the_last_campaign_has_the_anomalies_put_into_it_and_no_other(last):
    assert (last.unexpected, last.stale) == ([], [])
    found = set(last.findings.loc[last.findings["severity"] != "info", "rule"])
    assert found == {one.rule for one in last.campaign.expected_findings}
    assert len(found) >= 10


def test_every_row_of_every_table_says_that_it_is_of_the_demonstration(last):
    for table in (last.observations, last.verdicts):
        assert table["indicator"].str.startswith("DEMO-").all()
    told = last.findings["indicator"] + last.findings["action"] + last.findings["file"]
    assert told.str.contains("DEMO-|demo-|affirmations.csv").all()


def test_what_was_written_is_what_is_read(last):
    figures = Figures(BODY / "recipe.yaml")
    for operand in ("DEMO-1.1.a", "DEMO-1.1.b//share", "DEMO-2.1.a", "DEMO-3.1.b"):
        (value,) = rows(last, operand.split("/")[0]).query("breakdown == ''")["value"]
        assert value == pytest.approx(figures.at(operand, 2018, 2018))


def test_a_megawatt_hour_is_read_in_the_unit_of_the_series(last):
    (row,) = rows(last, "DEMO-1.2.c").to_dict("records")
    assert row["unit"] == "kWh"
    assert row["value"] == 1000 * Figures(BODY / "recipe.yaml").at("DEMO-1.2.c", 2018, 2018)
    assert row["status"] == "P"


def test_bounds_breaks_and_reasons_are_kept(last):
    (share,) = rows(last, "DEMO-2.2.b", 2008).to_dict("records")
    assert (share["low"], share["high"]) == (45, 50)
    assert rows(last, "DEMO-1.2.b", 2016)["low"].notna().all()
    assert set(rows(last, "DEMO-2.1.a", 2014)["status"]) == {"B"}
    reasons = set(rows(last, "DEMO-4.3.a")["missing_reason"]) - {""}
    assert reasons == {
        "non communiqué", "unité inattendue", "sans objet", "néant", "cellule vide",
        "cellule illisible", "action non démarrée",
    }  # fmt: skip


def test_targets_are_met_missed_and_on_their_way(last):
    assert verdict(last, "DEMO-1.2.a")["verdict"] == "achieved"
    assert verdict(last, "DEMO-4.1.b")["verdict"] == "on_track"
    missed = verdict(last, "DEMO-4.1.a")
    assert missed["verdict"] == "acceleration_needed"
    assert "Échéance 2018 dépassée" in missed["comment"]
    assert verdict(last, "DEMO-1.2.a")["evidence"] == 11
    table = last.verdicts
    law = table[(table["indicator"] == "DEMO-2.1.b") & (table["authority"] == "LTECV, art. 79")]
    assert list(law["in_force"]) == [True, False]


def test_a_running_total_is_judged_by_what_is_added_a_year(last):
    figures = Figures(BODY / "recipe.yaml")
    first, now = (figures.at("DEMO-3.1.b", year, 2018) for year in (2008, 2018))
    row = verdict(last, "DEMO-3.1.b")
    assert row["ratio"] == pytest.approx(((now - first) / 10) / ((600_000 - first) / 13))
    assert row["verdict"] == "acceleration_needed"
    assert "serait atteinte en 2025 (entre 2024 et 2026)" in row["comment"]


def test_parts_make_their_whole(last):
    table = rows(last, "DEMO-3.1.a")
    parts = table[table["breakdown"] != ""]["value"]
    assert parts.sum() == table[table["breakdown"] == ""]["value"].iloc[0]
    areas = rows(last, "DEMO-3.2.a")
    communes = rows(last, "DEMO-3.2.d")
    assert len(areas) == 9
    assert len(communes) == 36
    whole = areas[areas["breakdown"] == ""]["value"].iloc[0]
    assert areas[areas["breakdown"] != ""]["value"].sum() == whole == communes["value"].sum()


def test_the_campaign_revises_and_takes_nothing_away(last):
    changes = compare_vintages(last.observations, 2017, 2018)
    kinds = set(changes["change"])
    assert {"new", "revised", "unchanged"} <= kinds
    # A year on which only the register speaks is not a value taken back.
    assert "withdrawn" not in kinds


def test_claims_are_true_wrong_and_beyond_checking(last):
    rules = set(last.findings["rule"])
    assert {"claim-points-for-percent", "claim-contradicted", "claim-not-checkable"} <= rules
