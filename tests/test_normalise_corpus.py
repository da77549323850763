"""Real extracts, aggregated: each figure was also computed with pandas or by hand, apart."""

import pytest
from bodies import Body, built, findings, indicator, series

SUBSIDY = {"aggregate": "sum", "value": "montant", "unit": "EUR", "date": "dateConvention"}

NOTIFIED = {"aggregate": "count", "date": "Date de notification"}


def body_of(folder, file, aggregate, unit="1", **keys):
    name = f"a{file.suffix}"
    return Body(
        folder,
        indicators=[indicator("1-1.1.1", series(unit))],
        tables=[
            {
                "file": name, "layout": "rows",
                "aggregates": [{"indicator": "1-1.1.1", **aggregate}], **keys,
            }
        ],
    ).file(name, file.read_bytes())  # fmt: skip


def levels(body):
    rows = built(body).observations.query("measure == 'level'")
    return dict(zip(rows["year"].tolist(), rows["value"].tolist(), strict=True))


@pytest.mark.parametrize(
    ("pattern", "aggregate", "expected"),
    [
        ("subventions/49*", SUBSIDY, {2017: 1082676.88, 2018: 4577794.0, 2019: 2370894.0}),
        ("subventions/49*", {**SUBSIDY, "where": {"notificationUE": ["oui"]}}, {}),
        ("subventions/49*", {**SUBSIDY, "where": {"conditionsVersement": ["unique"]}},
         {2017: 66917.0}),
        ("subventions/85*", SUBSIDY, {2017: 1721009.54}),
        ("subventions/72*.csv",
         {**SUBSIDY, "date": "Année", "value": "Montant de la subvention de fonctionnement (1)"},
         {2018: 7048470.88}),
        ("subventions/72*.xls", {**NOTIFIED, "date": "Date de décision"}, {2018: 5, 2019: 19}),
        ("montpellier/*2012.xls", NOTIFIED, {2011: 2, 2012: 208, 2013: 7}),
        ("montpellier/*2006.ods", NOTIFIED, {2006: 204, 2007: 6}),
    ],
)  # fmt: skip
def test_sums_and_counts_by_year(corpus, tmp_path, pattern, aggregate, expected):
    (file,) = (corpus / "samples").glob(pattern)
    unit = aggregate.get("unit", "1")
    got = levels(body_of(tmp_path, file, aggregate, unit))
    assert {year: round(value, 2) for year, value in got.items()} == expected


def test_what_an_extract_cannot_place_is_told(corpus, tmp_path):
    (file,) = (corpus / "samples").glob("subventions/49*")
    found = findings(body_of(tmp_path, file, SUBSIDY, "EUR"))
    undated = [one.cell for one in found if one.rule == "date-unreadable"]
    assert undated == ["C14", "C27", "C58", "C59", "C76"]
    (later,) = [one for one in found if one.rule == "year-after-campaign"]
    assert later.got == "35 en 2018, 11 en 2019"
    assert "Colonne1" in [one.got for one in found if one.rule == "table-unmapped"]
