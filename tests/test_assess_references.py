"""references.yaml: what it must say, what is refused, and the law of a year."""

import shutil

import pytest

from oar_analysis.assess import load_references
from oar_analysis.assess.target import authority, judged_series, targets_faced
from oar_analysis.errors import SchemeError
from oar_analysis.scheme import load_scheme
from oar_analysis.scheme.references import LegalTarget


@pytest.fixture(scope="module")
def scheme(root):
    return load_scheme(root / "data/raw/scheme")


@pytest.fixture(scope="module")
def references(root, scheme):
    return load_references(root / "data/raw/scheme", scheme)


def test_every_fact_says_how_sure_it_is(references):
    facts = [*references.rules, *references.emission_factors, *references.comparisons]
    assert facts
    assert {one.certainty for one in facts} <= {"V", "V2"}


def test_what_could_not_be_verified_is_left_out(root):
    text = (root / "data/raw/scheme/references.yaml").read_text(encoding="utf-8")
    listed = [line for line in text.splitlines() if not line.startswith("#")]
    assert not any("2024-134" in line for line in listed)


def faced(scheme, references, indicator, year):
    series = next(
        one for one in judged_series(scheme, references)
        if (one.indicator, one.breakdown) == (indicator, "")
    )  # fmt: skip
    return [
        (one.authority, one.value, one.in_force) for one in targets_faced(series, references, year)
    ]


def test_recycled_paper_year_by_year(scheme, references):
    own = ("own", 50.0, True)
    law25, law40 = ("LTECV, art. 79", 25.0), ("LTECV, art. 79", 40.0)
    agec = ("AGEC, art. 58", 40.0)
    assert faced(scheme, references, "1-1.3.2", 2016) == [
        own, (*law25, False), (*agec, False),
    ]  # fmt: skip
    assert faced(scheme, references, "1-1.3.2", 2017) == [
        own, (*law25, True), (*law40, False), (*agec, False),
    ]  # fmt: skip
    assert faced(scheme, references, "1-1.3.2", 2020) == [own, (*law40, True), (*agec, False)]
    assert faced(scheme, references, "1-1.3.2", 2021) == [own, (*law40, True), (*agec, True)]


def test_2017_is_not_judged_by_later_plans(scheme, references):
    in_force = {
        one.authority
        for series in judged_series(scheme, references)
        for one in targets_faced(series, references, 2017)
        if one.in_force
    }
    assert any(one.startswith("LTECV") for one in in_force)
    assert any("2015-2020" in one for one in in_force)
    assert any("L. 224-7" in one for one in in_force)
    later = ("Plan national pour des achats durables", "EGalim", "LOM", "AGEC")
    assert not [one for one in in_force if one.startswith(later)]


def test_a_rule_that_counts_something_else_says_what(references):
    other = [one for rule in references.rules for one in rule.targets if not one.comparable]
    assert len(other) > 5
    assert all(len(one.because) > 20 for one in other)


def test_authority_names_rule_and_article(references):
    assert authority(references.rules[0]) == "LTECV, art. 79"


def test_a_body_without_references_has_none(tmp_path):
    assert load_references(tmp_path).rules == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules:\n- {name: A, title: B, certainty: V, articl: x}", "« article »"),
        ("rules:\n- {name: A, title: B, certainty: K}", "certainty"),
        ("rules:\n- {name: A, title: B}", "certainty"),
        ("emission_factors:\n- {key: a, name: b, scope: c, certainty: V, factors: []}", "factors"),
        ("rules: [", "YAML"),
    ],
)
def test_mistakes_are_told(tmp_path, text, said):
    (tmp_path / "references.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError, match=said) as caught:
        load_references(tmp_path)
    assert caught.value.findings


TARGET = {"label": "Cible", "counts": "des parts", "valid_from": "2017-01-01"}


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"comparable": False}, "because"),
        ({"applies_to": ["A.1"]}, "value et year"),
        ({"valid_to": "2016-12-31"}, "précède"),
        ({"valid_from": "janvier 2017"}, "valid_from"),
    ],
)
def test_targets_that_cannot_be(keys, said):
    with pytest.raises(ValueError, match=said):
        LegalTarget.model_validate(TARGET | keys)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "rules:\n- name: A\n  title: B\n  certainty: V\n  targets:\n"
                "  - {label: c, counts: d, value: 1, year: 2020,"
                " valid_from: '2017', applies_to: [9-9.9]}\n"
            ),
            "9-9.9",
        ),
        (
            (
                "decompositions:\n- key: a\n  action: b\n  title: c\n  unit: d\n  terms:\n"
                "  - {label: e, total: 9-9.9, factors: [{effect: f, label: g, remainder: true}]}\n"
            ),
            "9-9.9",
        ),
        (
            (
                "decompositions:\n- key: a\n  action: b\n  title: c\n  unit: d\n  terms:\n"
                "  - {label: e, total: 1-1.3.2, multiplier: {factor_set: x, carrier: y},"
                " factors: [{effect: f, label: g, remainder: true}]}\n"
            ),
            "x/y",
        ),
    ],
)
def test_unknown_series_and_factors_are_told(tmp_path, scheme, text, said):
    (tmp_path / "references.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError, match=said):
        load_references(tmp_path, scheme)


@pytest.mark.parametrize(
    "factors",
    [
        "[{effect: a, label: b, series: A.1}]",
        "[{effect: a, label: b, series: A.1, remainder: true}]",
        "[{effect: a, label: b}]",
    ],
)
def test_a_product_has_one_remainder_and_each_factor_one_source(tmp_path, factors):
    text = (
        "decompositions:\n- key: a\n  action: b\n  title: c\n  unit: d\n  terms:\n"
        f"  - {{label: e, total: A.1, factors: {factors}}}\n"
    )
    (tmp_path / "references.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError, match="remainder"):
        load_references(tmp_path)


def test_the_project_register_loads_with_its_references(tmp_path, root):
    shutil.copytree(root / "data/raw/scheme", tmp_path / "scheme")
    assert load_references(tmp_path / "scheme", load_scheme(tmp_path / "scheme")).rules
