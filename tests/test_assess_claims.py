"""What a review writes of its figures, held against them."""

import pytest
from bodies import indicator, series
from tidy import one_action, points, tidy

from oar_analysis.assess import CLAIM_WORDS, claim_findings, hold_claims, read_claims
from oar_analysis.assess.claims import Claim
from oar_analysis.dataset import build
from oar_analysis.errors import ReadError

HEADER = "code;indicateur;ventilation;mesure;année;affirmation;nature;valeur;source\n"


def held(scheme, rows, key, nature, value, text="une affirmation", year=2017):
    code, breakdown, measure = (*key.split("/"), "", "")[:3]
    claim = Claim("1-1.1", (code, breakdown, measure or "level"), year, text, nature, value, "p. 1")
    (row,) = hold_claims(tidy(*rows), [claim], scheme).to_dict("records")
    return row["verdict"], row["explanation"]


@pytest.fixture(scope="module")
def dataset(root):
    return build(root / "data", 2017)


@pytest.fixture(scope="module")
def review(root, dataset):
    claims = read_claims(root / "data/raw/2017/affirmations.csv")
    return hold_claims(dataset.observations, claims, dataset.scheme)


def of(review, indicator_code, text):
    rows = review[(review["indicator"] == indicator_code) & review["claim"].str.contains(text)]
    assert len(rows) == 1
    return rows["verdict"].iloc[0], rows["explanation"].iloc[0]


def test_a_rate_read_as_a_level_is_found(review):
    verdict, why = of(review, "1-1.3.1", "0,9%")
    assert verdict == "wrong_rate_for_level"
    assert "+0,9\u00a0point" in why
    assert "l'évolution de 2017 est −6,4\u00a0%" in why
    assert of(review, "1-1.3.1", "6,4%")[0] == "true"


@pytest.mark.parametrize(
    ("code", "points_text", "relative"),
    [
        ("1-3.2.1", "−27,85\u00a0points", "−45,0\u00a0%"),
        ("1-3.3.1", "−7,88\u00a0points", "−33,8\u00a0%"),
    ],
)
def test_points_taken_for_per_cent_are_found(review, code, points_text, relative):
    verdict, why = of(review, code, "diminution")
    assert verdict == "wrong_points_for_percent"
    assert points_text in why
    assert relative in why


def test_what_the_figures_cannot_check_is_said(review):
    submitted, why = of(review, "3-3.2.2", "50%")
    assert submitted == "not_checkable"
    assert "65,9\u00a0%" in why
    reached, why = of(review, "3-2.1.c3", "atteint")
    assert reached == "not_checkable"
    assert "318\u00a0420\u00a0h" in why


def test_only_those_claims_of_2017_are_wrong(review):
    """1-2.2.1: the garbled row of text says 6,00 where the table has 6,05 %."""
    wrong = review[review["verdict"].str.startswith("wrong")]
    assert sorted(wrong["indicator"]) == ["1-1.3.1", "1-2.2.1", "1-3.2.1", "1-3.3.1"]
    assert set(review["verdict"]) <= set(CLAIM_WORDS)
    found = claim_findings(review, "2017/affirmations.csv")
    wrong_ones = [one for one in found if one.expected]
    assert sorted(one.indicator for one in wrong_ones) == sorted(wrong["indicator"])
    assert all(one.severity == "warning" for one in wrong_ones)
    assert len(found) == len(wrong) + (review["verdict"] == "not_checkable").sum()


def test_every_explanation_is_a_sentence(review):
    for text in review["explanation"]:
        assert text[0].isupper() or text[0] == "«"
        assert text.endswith(".")
        assert not text.endswith("..")
        assert "nan" not in text.lower().split()


SHARE = one_action(indicator("1-1.1.1", series("%", measure="share", label="Part")))
LEVEL = one_action(indicator("1-1.1.1", series("t", label="Tonnes")))
RATE = one_action(indicator("1-1.1.1", series("%", measure="change", label="Évolution")))


def tonnes(before, after, decimals=0):
    return [points("1-1.1.1", {2016: before, 2017: after}, "t", decimals)]


def shares(before, after, decimals=1):
    return [points("1-1.1.1//share", {2016: before, 2017: after}, "%", decimals)]


@pytest.mark.parametrize(
    ("nature", "value", "text", "verdict"),
    [
        ("évolution", "-10 %", "", "true"),
        ("évolution", "10 %", "une baisse de 10 %", "true"),
        ("évolution", "10 %", "une hausse de 10 %", "wrong"),
        ("évolution", "-12 %", "", "wrong"),
        ("évolution", "beaucoup", "", "not_checkable"),
        ("niveau", "180 t", "", "true"),
        ("niveau", "plus de 150 t", "", "true"),
        ("niveau", "plus de 190 t", "", "wrong"),
        ("niveau", "moins de 150 t", "", "wrong"),
        ("niveau", "environ 175 t", "", "true"),
        ("niveau", "170 t", "", "wrong"),
        ("sens", "baisse", "", "true"),
        ("sens", "hausse", "", "wrong"),
        ("sens", "stable", "", "wrong"),
        ("sens", "en dents de scie", "", "not_checkable"),
        ("cible atteinte", "", "", "not_checkable"),
    ],
)
def test_claims_about_a_quantity(nature, value, text, verdict):
    assert held(LEVEL, tonnes(200, 180), "1-1.1.1", nature, value, text)[0] == verdict


@pytest.mark.parametrize(
    ("before", "after", "nature", "value", "verdict"),
    [
        (40.0, 30.0, "points", "-10", "true"),
        (40.0, 30.0, "points", "-25", "wrong"),
        (40.0, 30.0, "évolution", "-25 %", "true"),
        (40.0, 30.0, "évolution", "-10 %", "wrong_points_for_percent"),
        (40.0, 30.0, "évolution", "-20 %", "wrong"),
        (0.0, 30.0, "évolution", "30 %", "not_checkable"),
        (None, 30.0, "évolution", "30 %", "not_checkable"),
        (40.0, None, "évolution", "30 %", "not_checkable"),
        (40.0, 40.1, "sens", "stable", "true"),
        (40.0, 40.0, "sens", "hausse", "wrong"),
        (40.0, 30.0, "part", "30 %", "true"),
        (40.0, None, "part", "30 %", "not_checkable"),
    ],
)
def test_claims_about_a_share(before, after, nature, value, verdict):
    rows = shares(before, after)
    assert held(SHARE, rows, "1-1.1.1//share", nature, value)[0] == verdict


def test_rounding_that_hides_the_sense_is_not_checkable():
    rows = [points("1-1.1.1//share", {2016: 1.6}, "%", 1),
            points("1-1.1.1//share", {2017: 1.56}, "%", 2)]  # fmt: skip
    verdict, why = held(SHARE, rows, "1-1.1.1//share", "sens", "baisse")
    assert verdict == "not_checkable"
    assert "arrondi" in why


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("-6,4 %", "true"), ("-0,9 %", "wrong_rate_for_level"), ("-3 %", "wrong")],
)
def test_claims_about_a_rate(value, verdict):
    rows = [points("1-1.1.1//change", {2016: -7.3, 2017: -6.4}, "%", 1)]
    assert held(RATE, rows, "1-1.1.1//change", "évolution", value)[0] == verdict


def test_a_bound_is_true_to_the_same_bound_only():
    rows = [points("1-1.1.1", {2017: 34000.0}, "t", 0, low=34000.0)]
    assert held(LEVEL, rows, "1-1.1.1", "niveau", "plus de 34 000 t")[0] == "true"
    assert held(LEVEL, rows, "1-1.1.1", "niveau", "plus de 40 000 t")[0] == "not_checkable"


def test_a_target_claimed_as_met():
    target = {"value": 100, "year": 2020, "source": "essai"}
    scheme = one_action(indicator("1-1.1.1", series("t", direction="up", target=target)))
    assert held(scheme, tonnes(80, 120), "1-1.1.1", "cible atteinte", "")[0] == "true"
    assert held(scheme, tonnes(80, 90), "1-1.1.1", "cible atteinte", "")[0] == "wrong"
    assert held(scheme, [], "1-1.1.1", "cible atteinte", "")[0] == "not_checkable"


@pytest.mark.parametrize(
    ("other", "text", "verdict"),
    [(-7.0, "plus que", "true"), (-12.0, "plus que", "wrong"), (-12.0, "moins que", "true"),
     (7.0, "plus que", "wrong"), (None, "plus que", "not_checkable")],
)  # fmt: skip
def test_comparisons_of_two_series(other, text, verdict):
    scheme = one_action(
        indicator("1-1.1.1", series("%", measure="change")),
        indicator("1-1.1.2", series("%", measure="change")),
    )
    rows = [points("1-1.1.1//change", {2017: -10.1}, "%", 1),
            points("1-1.1.2//change", {2017: other}, "%", 1)]  # fmt: skip
    found = held(scheme, rows, "1-1.1.1//change", "comparaison", "1-1.1.2//change", text)
    assert found[0] == verdict


def test_two_wordings_are_told_not_judged():
    verdict, why = held(LEVEL, tonnes(1, 2), "1-1.1.1", "comparaison", "euro 5 et +", "hybrides")
    assert verdict == "not_checkable"
    assert "« hybrides »" in why


def test_a_missing_operand_of_a_formula_is_named():
    scheme = one_action(
        indicator("1-1.1.1", series("1", breakdown="a", label="Projets")),
        indicator("1-1.1.2", series("1", label="Dossiers",
                  absent=[{"years": [2017], "status": "L", "reason": "carte perdue"}])),
        derived=[{"indicator": "1-1.1.1", "measure": "share", "formula": "share", "unit": "%",
                  "of": ["1-1.1.1/a", "1-1.1.2"]}],
    )  # fmt: skip
    rows = [points("1-1.1.1/a", {2017: 60.0})]
    verdict, why = held(scheme, rows, "1-1.1.1//share", "part", "plus de 50 %")
    assert verdict == "not_checkable"
    assert why == "« Dossiers » n'est pas connu pour 2017 (carte perdue)."


def test_no_file_no_claims(tmp_path):
    assert read_claims(tmp_path / "affirmations.csv") == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("code;indicateur\n", "colonnes manquantes"),
        (HEADER + "1;1;;level;2017;a;humeur;3;s\n", "nature inconnue « humeur »"),
        (HEADER + "1;1;;level;l'an dernier;a;sens;hausse;s\n", "n'est pas une année"),
    ],
)
def test_mistakes_of_the_file_are_told(tmp_path, content, said):
    path = tmp_path / "affirmations.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=said) as caught:
        read_claims(path)
    assert caught.value.findings


def test_a_file_that_is_not_utf8_is_told(tmp_path):
    path = tmp_path / "affirmations.csv"
    path.write_bytes((HEADER + "é").encode("cp1252"))
    with pytest.raises(ReadError, match="ne peut pas être lu"):
        read_claims(path)
