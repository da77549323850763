"""Verdicts of a year: own target, law in force, law to come, and every reason for none."""

import itertools

import pytest
from bodies import indicator, series
from hypothesis import given, settings
from hypothesis import strategies as st
from tidy import one_action, points, tidy

from oar_analysis.assess import assess, load_references
from oar_analysis.assess.series import Point, chained_index
from oar_analysis.contract import VERDICT_COLUMNS, VERDICTS, pandas_dtypes
from oar_analysis.scheme import load_scheme
from oar_analysis.scheme.references import References

TARGET = {"value": 50, "year": 2020, "source": "essai"}


def verdicts(scheme, *rows, references=None, year=2017):
    return assess(tidy(*rows), scheme, references or References(), year).to_dict("records")


def share(values, decimals=1, keys=None, **columns):
    """The one verdict on a share of an action's one indicator."""
    scheme = one_action(
        indicator("1-1.1.1", series("%", measure="share", direction="up", **(keys or {})))
    )
    (found,) = verdicts(scheme, points("1-1.1.1//share", values, "%", decimals, **columns))
    return found


@pytest.fixture(scope="module")
def project(root):
    scheme = load_scheme(root / "data/raw/scheme")
    return scheme, load_references(root / "data/raw/scheme", scheme)


def test_recycled_paper_meets_one_law_and_is_far_from_the_rest(project):
    scheme, references = project
    paper = points("1-1.3.2//share", {2016: 27.2, 2017: 27.3}, "%", 1)
    table = assess(tidy(paper), scheme, references, 2017)
    assert list(table.columns) == VERDICT_COLUMNS
    assert {name: str(kind) for name, kind in table.dtypes.items()} == pandas_dtypes(VERDICTS)
    rows = table[table["indicator"] == "1-1.3.2"]
    told = list(zip(rows["authority"], rows["target"], rows["in_force"], rows["verdict"],
                    strict=True))  # fmt: skip
    assert told == [
        ("own", 50.0, True, "limited"),
        ("LTECV, art. 79", 25.0, True, "achieved"),
        ("LTECV, art. 79", 40.0, False, "limited"),
        ("AGEC, art. 58", 40.0, False, "not_comparable"),
    ]
    ratios = rows["ratio"].round(3).tolist()
    assert ratios[0] == 0.022
    assert ratios[2] == 0.036
    assert rows["evidence"].tolist() == [2, 2, 2, 2]
    own = rows["comment"].iloc[0]
    assert "De 27,2\u00a0% (2016) à 27,3\u00a0% (2017)." in own
    assert "+0,1\u00a0point par an, il en faudrait +5,7" in own
    assert "Peu d'éléments : 2 années." in own
    assert "lu dans une source secondaire" in rows["comment"].iloc[1]
    assert "en vigueur du 1er janvier 2017 au 31 décembre 2019" in rows["comment"].iloc[1]
    assert "à venir, applicable à partir du 1er janvier 2020" in rows["comment"].iloc[2]
    assert "dépense hors taxes" in rows["comment"].iloc[3]


def test_a_yearly_change_is_chained_before_it_is_judged(project):
    scheme, references = project
    paper = points("1-1.3.1//change", {2016: -7.3, 2017: -6.4}, "%", 1)
    rows = verdicts(scheme, paper, references=references)
    (row,) = [one for one in rows if one["indicator"] == "1-1.3.1" and not one["authority"]]
    assert row["verdict"] == "on_track"
    assert row["observed_rate"] == pytest.approx((0.927 * 0.936) ** 0.5 - 1)
    assert "Indice chaîné de 100,0 (2015) à 86,8 (2017)." in row["comment"]


def test_chained_index_of_paper():
    changes = [Point(2016, -7.3, "%", 1), Point(2017, -6.4, "%", 1)]
    assert [round(one.value, 1) for one in chained_index(changes)] == [100.0, 92.7, 86.8]
    assert chained_index([]) == []
    gap = [Point(2014, 10.0, "%"), Point(2016, 10.0, "%")]
    assert [one.year for one in chained_index(gap)] == [2013, 2014]
    hole = [Point(2014, 10.0, "%"), Point(2015, None, "%"), Point(2016, 10.0, "%")]
    assert [one.year for one in chained_index(hole)] == [2013, 2014]


@given(st.lists(st.floats(-50, 100), min_size=1, max_size=8))
def test_the_index_gives_its_changes_back(changes):
    chain = chained_index([Point(2010 + n, one, "%") for n, one in enumerate(changes)])
    back = [100 * (b.value / a.value - 1) for a, b in itertools.pairwise(chain)]
    assert back == pytest.approx(changes, abs=1e-6)


@pytest.mark.parametrize(
    ("values", "columns", "verdict", "reason"),
    [
        ({2017: 30.0}, {}, "no_verdict", "Une seule année connue."),
        ({2016: 30.0}, {}, "no_verdict", "Aucune donnée pour 2017."),
        ({2016: 30.0, 2017: None}, {"missing_reason": "non communiqué"}, "no_verdict",
         "Valeur absente (non communiqué)."),
        ({2016: 30.0, 2017: 31.0}, {"status": "P"}, "no_verdict", "Valeur provisoire."),
        ({2016: 30.0, 2017: 31.0}, {"status": "F"}, "no_verdict", "non observée"),
        ({2016: 0.4, 2017: 0.9}, {}, "no_verdict", "proche de zéro"),
        ({2016: 0.0, 2017: 31.0}, {}, "no_verdict", "proche de zéro"),
        ({2016: 30.0, 2017: 30.0}, {}, "limited", "0,0"),
    ],
)  # fmt: skip
def test_why_there_is_no_verdict(values, columns, verdict, reason):
    row = share(values, **columns)
    assert row["verdict"] == verdict
    assert reason in row["comment"]


def test_rounding_that_hides_the_sign_gives_no_verdict():
    scheme = one_action(indicator("1-1.1.1", series("%", measure="share", direction="up")))
    coarse = points("1-1.1.1//share", {2016: 1.6}, "%", 1)
    (row,) = verdicts(scheme, coarse, points("1-1.1.1//share", {2017: 1.56}, "%", 2))
    assert row["verdict"] == "no_verdict"
    assert "(1,6\u00a0% puis 1,56\u00a0%)" in row["comment"]
    (row,) = verdicts(scheme, coarse, points("1-1.1.1//share", {2017: 1.54}, "%", 2))
    assert row["verdict"] == "deterioration"


def test_a_break_starts_the_series_anew():
    broken = {"breaks": [{"year": 2016, "reason": "autre périmètre"}]}
    assert share({2015: 90.0, 2016: 30.0, 2017: 33.0}, keys=broken)["verdict"] == "on_track"
    alone = {"breaks": [{"year": 2017, "reason": "autre périmètre"}]}
    row = share({2015: 90.0, 2016: 91.0, 2017: 33.0}, keys=alone)
    assert row["verdict"] == "no_verdict"
    assert "Rupture de série en 2017 (autre périmètre)." in row["comment"]
    rows = points("1-1.1.1//share", {2016: 30.0}, "%", 1)
    rows += points("1-1.1.1//share", {2017: 60.0}, "%", 1, status="B")
    scheme = one_action(indicator("1-1.1.1", series("%", measure="share", direction="up")))
    assert verdicts(scheme, rows)[0]["verdict"] == "no_verdict"


def test_a_provisional_year_in_between_is_not_used():
    scheme = one_action(indicator("1-1.1.1", series("%", measure="share", direction="up")))
    rows = points("1-1.1.1//share", {2015: 30.0, 2017: 33.0}, "%", 1)
    rows += points("1-1.1.1//share", {2016: 99.0}, "%", 1, status="P")
    (row,) = verdicts(scheme, rows)
    assert row["evidence"] == 2
    assert row["observed_rate"] == pytest.approx(1.1**0.5 - 1)


def test_a_target_met_needs_one_year_only():
    assert share({2017: 51.0}, keys={"target": TARGET})["verdict"] == "achieved"
    assert share({2017: 49.0}, keys={"target": TARGET})["verdict"] == "no_verdict"


def test_a_bound_can_meet_a_target():
    scheme = one_action(indicator("1-1.1.1", series("h", direction="up", target=TARGET)))
    over = points("1-1.1.1", {2017: 60.0}, "h", 0, low=60.0)
    under = points("1-1.1.1", {2017: 40.0}, "h", 0, low=40.0)
    assert verdicts(scheme, over)[0]["verdict"] == "achieved"
    assert verdicts(scheme, under)[0]["verdict"] == "no_verdict"


def test_three_years_are_no_longer_little_evidence():
    row = share({2015: 30.0, 2016: 32.0, 2017: 33.0}, keys={"target": TARGET})
    assert row["evidence"] == 3
    assert "Peu d'éléments" not in row["comment"]


def test_a_long_series_tells_its_trend_and_the_year_of_its_target():
    values = {2013 + n: 20.0 + 2 * n for n in range(5)}
    row = share(values, keys={"target": {**TARGET, "year": 2022}})
    assert "Tendance robuste de 5 années : +2,00\u00a0points par an" in row["comment"]
    assert "la cible serait atteinte en 2028" in row["comment"]
    met = share({2013 + n: 50.0 + 2 * n for n in range(5)}, keys={"target": TARGET})
    assert "Tendance robuste" in met["comment"]
    assert "serait" not in met["comment"]


def test_a_missed_date_is_told():
    missed = {"target": {**TARGET, "year": 2016}}
    row = share({2014: 20.0, 2015: 30.0, 2017: 33.0}, keys=missed)
    assert row["verdict"] == "limited"
    assert "Échéance 2016 dépassée." in row["comment"]


def test_no_wanted_direction_no_row_but_for_a_target():
    scheme = one_action(indicator("1-1.1.1", series("t")))
    assert verdicts(scheme, points("1-1.1.1", {2016: 1.0, 2017: 2.0}, "t")) == []
    scheme = one_action(indicator("1-1.1.1", series("t", target=TARGET)))
    (row,) = verdicts(scheme, points("1-1.1.1", {2016: 1.0, 2017: 2.0}, "t"))
    assert row["verdict"] == "no_verdict"
    assert "sens voulu" in row["comment"]


def test_a_target_on_yearly_changes_is_not_judged():
    scheme = one_action(
        indicator("1-1.1.1", series("%", measure="change", direction="down", target=TARGET))
    )
    (row,) = verdicts(scheme, points("1-1.1.1//change", {2016: -2.0, 2017: -3.0}, "%", 1))
    assert row["verdict"] == "no_verdict"
    assert "évolutions annuelles" in row["comment"]


def test_a_rule_may_name_a_derived_series():
    scheme = one_action(
        indicator("1-1.1.1", series("1", breakdown="a"), series("1", breakdown="b")),
        derived=[{"indicator": "1-1.1.1", "measure": "share", "formula": "share", "unit": "%",
                  "of": ["1-1.1.1/a", "1-1.1.1/b"], "direction": "up"}],
    )  # fmt: skip
    references = References.model_validate({"rules": [{
        "name": "Règle", "title": "Règle", "certainty": "V", "binding": False, "adopted": 2019,
        "targets": [{"label": "c", "counts": "des parts", "value": 60, "year": 2020,
                     "valid_from": "2020", "applies_to": ["1-1.1.1"]}],
    }]})  # fmt: skip
    rows = points("1-1.1.1//share", {2016: 40.0, 2017: 45.0}, "%", 1, origin="derived")
    (row,) = verdicts(scheme, rows, references=references)
    assert (row["authority"], row["in_force"], row["verdict"]) == ("Règle", False, "on_track")
    assert "sans caractère contraignant" in row["comment"]
    assert "texte adopté en 2019" in row["comment"]


def test_the_latest_campaign_is_used():
    row = share({2016: 30.0, 2017: 31.0})
    scheme = one_action(indicator("1-1.1.1", series("%", measure="share", direction="up")))
    old = points("1-1.1.1//share", {2016: 30.0, 2017: 25.0}, "%", 1)
    new = points("1-1.1.1//share", {2017: 31.0}, "%", 1, vintage=2018)
    (revised,) = verdicts(scheme, old, new)
    assert revised["observed_rate"] == row["observed_rate"]


@settings(max_examples=30)
@given(
    st.lists(st.floats(1.0, 1e4), min_size=2, max_size=6),
    st.floats(1.0, 1e4),
    st.sampled_from(["up", "down"]),
)
def test_verdicts_do_not_depend_on_the_unit(values, target, direction):
    """Tonnes or kilograms: same words, same ratio."""
    found = []
    for unit, scale in (("t", 1.0), ("kg", 1024.0)):  # a power of two scales without rounding
        keys = {"direction": direction, "target": {**TARGET, "value": target * scale}}
        scheme = one_action(indicator("1-1.1.1", series(unit, **keys)))
        years = {2018 - len(values) + n: one * scale for n, one in enumerate(values)}
        (row,) = verdicts(scheme, points("1-1.1.1", years, unit))
        ratio = row["ratio"] if row["ratio"] == row["ratio"] else None
        found.append((row["verdict"], None if ratio is None else round(ratio, 6)))
    assert found[0] == found[1]
