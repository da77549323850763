"""Codes that a campaign's files name and the register does not know."""

import pytest
from bodies import findings, one_series_body

CLAIMS = (
    "code;indicateur;ventilation;mesure;année;affirmation;nature;valeur;source\n"
    "1-1.1;1-1.1.1;;level;2017;quatre;niveau;4;essai\n"
)


def codes(body):
    return [
        (one.severity, one.file, one.cell, one.got, one.remedy)
        for one in findings(body, "code-unknown")
    ]


@pytest.mark.parametrize(
    ("keys", "cell", "got", "near"),
    [
        ({"highlights": ["1-1.1", "1-1.2"]}, "highlights.1", "1-1.2", "1-1.1"),
        ({"as_of": [{"indicator": "1-1.1.7", "date": "2018-03-01"}]},
         "as_of.0.indicator", "1-1.1.7", "1-1.1.1"),
        ({"expected_findings": [{"rule": "x", "action": "1-1.3", "reason": "y"}]},
         "expected_findings.0.action", "1-1.3", "1-1.1"),
    ],
)  # fmt: skip
def test_codes_of_campaign_yaml(tmp_path, monkeypatch, keys, cell, got, near):
    body = one_series_body(tmp_path, {2017: "4"})
    monkeypatch.setattr(body, "_campaign", lambda year: {"year": year, "title": "x", **keys})
    assert codes(body) == [
        ("error", "2017/campaign.yaml", cell, got, f"Vouliez-vous dire « {near} » ?")
    ]


@pytest.mark.parametrize(
    ("old", "new", "cell"),
    [
        ("1-1.1;1-1.1.1", "1-1.9;1-1.1.1", "A2"),
        ("1-1.1;1-1.1.1", "1-1.1;1-1.1.9", "B2"),
        (";;level", ";kms;level", "C2"),
    ],
)
def test_codes_of_the_claims(tmp_path, old, new, cell):
    body = one_series_body(tmp_path, {2017: "4"}).file("affirmations.csv", CLAIMS)
    assert codes(body) == []
    body.file("affirmations.csv", CLAIMS.replace(old, new))
    ((severity, file, where, got, _),) = codes(body)
    assert (severity, file, where) == ("error", "2017/affirmations.csv", cell)
    assert got in new


def test_a_text_on_an_action_that_does_not_exist(tmp_path):
    body = one_series_body(tmp_path, {2017: "4"})
    for name in ("1-1.1.md", "scheme.md", "LISEZ-MOI.md"):
        body.file(name, "## Analyse\n")
    assert codes(body) == []
    ((severity, file, _, got, _),) = codes(body.file("1-7.7.md", "## Analyse\n"))
    assert (severity, file, got) == ("warning", "2017/1-7.7.md", "1-7.7")


def test_a_text_that_is_not_utf8(tmp_path):
    body = one_series_body(tmp_path, {2017: "4"}).file("1-1.1.md", "## Été\n".encode("cp1252"))
    (found,) = findings(body, "fichier-illisible")
    assert (found.severity, found.file) == ("error", "2017/1-1.1.md")
