"""The first review's known errors are found by the rules, and are the set that it declares."""

import pytest

from oar_analysis.dataset import build


@pytest.fixture(scope="module")
def dataset(root):
    return build(root / "data", 2017)


# What field work on the review of 2017 found wrong or ambiguous: (rule, indicator or action,
# words of the finding).
KNOWN = [
    (
        "series-break",
        "1-1.2.2",
        ["2\u00a0054\u00a0t puis 196\u00a0t", "39\u00a0t puis 212,17\u00a0t"],
    ),
    ("indicator-name-twice", "1-1.2", ["Indicateur 1", "1-1.2.1", "1-1.2.2"]),
    ("claim-rate-for-level", "1-1.3.1", ["0,9", "−6,4\u00a0%", "+0,9\u00a0point"]),
    ("claim-points-for-percent", "1-3.2.1", ["−27,85\u00a0points", "−45,0\u00a0%"]),
    ("claim-points-for-percent", "1-3.3.1", ["−7,88\u00a0points", "−33,8\u00a0%"]),
    ("definition-disagrees", "1-1.5.1", ["euro 5 et hybrides", "euro 5 et +"]),
    ("unit-cannot-be", "1-1.5.3", ["kW", "kWh", "B4"]),
    ("unit-cannot-be", "1-1.5.3", ["kW", "kWh", "C4"]),
    ("claim-contradicted", "1-2.2.1", ["6,00", "6,05"]),
    ("date-outside-year", "2-1.2.2", ["21 avril 2018", "2018"]),
    ("indicator-without-figure", "2-3.1.1", ["répondants"]),
    ("indicator-without-figure", "2-3.1.2", ["PACTE"]),
    ("indicator-without-figure", "3-2.1.2", ["Nouvelles modalités"]),
    ("figures-disagree", "2-3.1.c6", ["690", "290"]),
    ("figures-disagree", "2-3.1.c1", ["donne 2 ", "6"]),
    ("shares-sum", "3-2.1.1", ["60 + 32 + 5 + 1", "98\u00a0%", "100\u00a0%"]),
    ("parts-overlap", "3-2.1.1", ["travaux", "travaux publics"]),
    ("scope-changed", "3-1.2.3", ["plantations", "lots réservés"]),
    ("claim-not-checkable", "3-2.1.c3", ["atteint", "318\u00a0420\u00a0h"]),
    ("claim-not-checkable", "3-3.2.2", ["plus de 50%", "65,9\u00a0%"]),
    ("claim-not-checkable", "1-1.3.c2", ["2009"]),
]


@pytest.mark.parametrize(("rule", "place", "words"), KNOWN)
def test_a_known_error_is_found(dataset, rule, place, words):
    found = dataset.findings
    found = found[found["rule"] == rule]
    found = found[(found["indicator"] == place) | (found["action"] == place)]
    texts = [f"{row.message} {row.got} {row.expected} {row.cell}" for row in found.itertuples()]
    assert any(all(word in text for word in words) for text in texts), texts


def test_nothing_else_is_found(dataset):
    told = dataset.findings[dataset.findings["severity"] != "info"]
    assert len(told) == len(KNOWN)
    assert not (told["severity"] == "error").any()


def test_the_set_found_is_the_set_expected(dataset):
    assert [one.message for one in dataset.unexpected] == []
    assert [one.message for one in dataset.stale] == []
    assert dataset.blocking == []
    assert len(dataset.campaign.expected_findings) == len(KNOWN)
    for one in dataset.campaign.expected_findings:
        assert len(one.reason) > 20, one


def test_the_meeting_of_another_year_is_one_finding_and_the_published_count_is_kept(dataset):
    told = dataset.findings.query("action == '2-1.2' and severity != 'info'")
    assert told["rule"].tolist() == ["date-outside-year"]
    rows = dataset.observations.query(
        "indicator == '2-1.2.2' and measure == 'level' and year == 2017"
    )
    counts = dict(zip(rows["breakdown"], rows["value"], strict=True))
    assert counts == {"": 11, "rencontres datées": 10}


def test_what_agrees_is_no_finding(dataset):
    """110 structures, 224 consultations, 1 388 pieces, the changes of the fleet: all consistent."""
    rules = set(dataset.findings["rule"])
    assert not rules & {
        "total-disagrees", "share-disagrees", "change-disagrees", "value-out-of-bounds",
        "share-out-of-range", "series-duplicate", "value-tenfold", "list-count", "origin-changed",
        "origin-missing", "origin-without-file", "table-unmapped", "mapping-unmatched",
        "cell-unreadable", "cell-part-unmapped",
    }  # fmt: skip


def test_actions_started_in_2017_have_no_2016_for_that_reason(dataset):
    rows = dataset.observations.query("year == 2016 and action in ('2-1.1', '2-1.2')")
    assert set(rows["indicator"]) == {"2-1.1.1", "2-1.1.2", "2-1.2.1", "2-1.2.2"}
    assert set(rows["status"]) == {"M"}
    assert all("démarrée en 2017" in reason for reason in rows["missing_reason"])


def test_no_change_is_shown_across_the_scope_change_of_building_waste(dataset):
    rows = dataset.observations.query("indicator == '1-1.2.2' and measure == 'change'")
    assert rows.empty


def test_findings_say_what_to_do(dataset):
    for row in dataset.findings.itertuples():
        assert row.message.endswith((".", "»", "?")), row.message
        assert row.remedy.endswith("."), row.remedy
