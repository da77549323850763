"""The register: what it holds, what it refuses, in French and all at once."""

import pytest
from bodies import Body, indicator, one_series_body, series, table
from pydantic import ValidationError

from oar_analysis.errors import SchemeError
from oar_analysis.scheme import Indicator, Mapping, load_scheme
from oar_analysis.scheme.campaign import campaign_years, load_campaign
from oar_analysis.scheme.catalogue import all_derived, all_indicators, all_tables
from oar_analysis.scheme.yaml import read_yaml


@pytest.fixture(scope="module")
def scheme(root):
    return load_scheme(root / "data/raw/scheme")


def refused(body) -> list[str]:
    body.write()
    with pytest.raises(SchemeError) as caught:
        load_scheme(body.raw / "scheme")
    assert caught.value.findings
    return [f"{one.message} {one.remedy}" for one in caught.value.findings]


def test_the_register_of_2017(scheme):
    by_axis = {axis.number: 0 for axis in scheme.axes}
    for action in scheme.actions:
        by_axis[action.axis] += action.status == "started"
    assert by_axis == {1: 7, 2: 3, 3: 3}
    assert (scheme.actions_total.value, scheme.actions_planned.value) == (21, 8)
    assert sum(by_axis.values()) + scheme.actions_planned.value == scheme.actions_total.value
    assert len(scheme.pages) == 8


def test_the_actions_planned_are_nowhere_invented(scheme):
    assert {action.status for action in scheme.actions} == {"started"}
    assert scheme.actions_total.source
    assert scheme.actions_planned.source


def test_each_indicator_says_who_answers_what_and_over_what(scheme):
    for one in all_indicators(scheme):
        assert one.respondent, one.code
        assert ";" not in one.respondent, one.code
        assert one.definition, one.code
        assert one.scope, one.code
        if any(part.measure == "share" for part in one.series):
            assert one.numerator, one.code
            assert one.denominator, one.code
        for part in one.series:
            assert part.unit, one.code


def test_the_own_target_of_recycled_paper(scheme):
    paper = next(one for one in all_indicators(scheme) if one.code == "1-1.3.2")
    target = paper.series[0].target
    assert (target.value, target.year, paper.series[0].unit) == (50, 2020, "%")


def test_every_series_is_fed_or_declared_absent(scheme):
    fed = set()
    for _, one in all_tables(scheme):
        for mapping in one.mappings:
            parts = mapping.quantities or [mapping]
            fed |= {(part.indicator, part.breakdown, part.measure) for part in parts}
        fed |= {(part.indicator, part.breakdown, part.measure) for part in one.aggregates}
    fed |= {(one.indicator, one.breakdown, one.measure) for one in all_derived(scheme)}
    for one in all_indicators(scheme):
        for part in one.series:
            key = (one.code, part.breakdown, part.measure)
            assert key in fed or part.absent, key


def test_actions_come_in_the_order_of_their_codes(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    more = {
        "axis": 1, "title": "t", "short_title": "t", "steering": ["d"], "objective": ["o"],
    }  # fmt: skip
    body.more_actions = [{"code": code, **more} for code in ("1-3.1", "1-1.0")]
    body.write()
    codes = [action.code for action in load_scheme(body.raw / "scheme").actions]
    assert codes == ["1-1.0", "1-1.1", "1-3.1"]


def test_an_action_given_twice_is_refused(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.write()
    path = body.raw / "scheme/actions/1-1.1.yaml"
    (path.parent / "autre.yaml").write_bytes(path.read_bytes())
    with pytest.raises(SchemeError, match="existe déjà"):
        load_scheme(body.raw / "scheme")


def test_an_indicator_described_twice_is_refused(tmp_path):
    body = Body(tmp_path, indicators=[indicator("1-1.1.1"), indicator("1-1.1.1")])
    assert any("décrit deux fois" in text for text in refused(body))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda body: body.scheme.update(axis=[]), "clé inconnue"),
        (lambda body: body.scheme.update(axes=[]), "axes"),
        (lambda body: body.scheme.update(first_year="deux mille"), "first_year"),
        (lambda body: body.action.update(status="en cours"), "status"),
        (lambda body: body.indicators[0].update(code="1 1"), "code"),
        (lambda body: body.indicators[0].update(series=[]), "series"),
        (lambda body: body.indicators[0]["series"][0].pop("unit"), "la clé"),
        (lambda body: body.tables[0].update(layout="colonnes"), "layout"),
        (
            lambda body: body.indicators[0]["series"][0].update(compare_with=["1-1.1.9"]),
            "compare_with de 1-1.1.1 : la série « 1-1.1.9 » n'existe pas",
        ),
        (
            lambda body: body.derived.append(
                {"indicator": "1-1.1.1", "measure": "share", "formula": "share", "unit": "%",
                 "of": ["1-1.1.1", "1-1.1.l"]}
            ),
            "formule de 1-1.1.1 : la série « 1-1.1.l » n'existe pas",
        ),
        (
            lambda body: body.tables.append(
                {"file": "l.csv", "layout": "rows",
                 "aggregates": [{"indicator": "1-1.1.2", "aggregate": "count"}]}
            ),
            "l'indicateur 1-1.1.2 n'est pas décrit",
        ),
    ],
)  # fmt: skip
def test_what_the_register_refuses(tmp_path, change, words):
    body = one_series_body(tmp_path, {2017: "1"})
    change(body)
    assert any(words in text for text in refused(body))


def test_two_series_with_one_key_are_refused():
    with pytest.raises(ValidationError, match="même mesure et ventilation"):
        Indicator.model_validate(indicator("1-1.1.1", series(), series()))


def test_a_mapping_that_leads_nowhere_is_refused():
    with pytest.raises(ValidationError, match="est attendu"):
        Mapping.model_validate({"match": "Indicateur 1"})


def test_dates_and_periods_stay_text(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"}, period="2017-05-01")
    body.write()
    one = load_scheme(body.raw / "scheme").actions[0].indicators[0].series[0]
    assert one.period == "2017-05-01"


def test_campaigns_are_the_years_of_raw(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.file("a.csv", "x;2018\nIndicateur 1;2\n", 2018)
    body.write()
    (body.raw / "20170").mkdir()
    (body.raw / "2019").write_text("un fichier", "utf-8")
    assert campaign_years(body.raw) == [2017, 2018]


def test_a_campaign_without_campaign_yaml_is_named_by_its_year(tmp_path):
    (tmp_path / "2018").mkdir()
    campaign = load_campaign(tmp_path / "2018")
    assert (campaign.year, campaign.title, campaign.expected_findings) == (
        2018,
        "Campagne 2018",
        (),
    )


def test_a_campaign_with_an_unknown_key_is_refused(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.expected[2017] = [{"rule": "r", "reason": "s", "cellule": "B2"}]
    body.write()
    with pytest.raises(SchemeError, match="cell"):
        load_campaign(body.raw / "2017")


def test_a_section_table_is_loaded(tmp_path):
    mapping = {"match": "a", "indicator": "1-1.1.1", "section": "Collèges"}
    body = Body(tmp_path, indicators=[indicator("1-1.1.1")], tables=[table("a.csv", mapping)])
    body.write()
    (loaded,) = load_scheme(body.raw / "scheme").actions[0].tables
    assert loaded.mappings[0].section == "Collèges"


def test_an_action_that_its_file_names_otherwise(tmp_path):
    data = one_series_body(tmp_path, {2017: "4"}).write()
    actions = data / "raw/scheme/actions"
    (actions / "1-1.1.yaml").rename(actions / "1-1.3.yaml")
    with pytest.raises(SchemeError, match=r"1-1\.3\.yaml : l'action s'y nomme « 1-1\.1 »"):
        load_scheme(data / "raw/scheme")


def test_what_was_expected_is_said_in_french(tmp_path):
    data = one_series_body(tmp_path, {2017: "4"}).write()
    path = data / "raw/scheme/actions/1-1.1.yaml"
    text = path.read_text("utf-8").replace("axis: 1", "axis: premier")
    path.write_text(text.replace("file: a.csv", "file: ../a.csv"), "utf-8")
    with pytest.raises(SchemeError) as caught:
        load_scheme(data / "raw/scheme")
    remedies = " ".join(one.remedy for one in caught.value.findings)
    assert "Attendu : un nombre entier." in remedies
    assert "Value error" not in remedies
    assert "sort du dossier" in remedies


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a: [1\n  b: }", "« , » ou « ] » manque"),
        ("a: {b: 1\nc: 2", "« , » ou « } » manque"),
        ("a: b: c\n", "« : » n'est pas admis ici"),
        ("a: 'b\n", "un guillemet n'est pas refermé"),
        ("a:\n\tb: 1\n", "caractère"),
        ("a: 1\n b: 2\n", "« : » n'est pas admis ici"),
        ("- a\nb: 1\n", "« - » est attendu"),
    ],
)
def test_broken_yaml_is_told_in_french(tmp_path, content, words):
    (tmp_path / "x.yaml").write_text(content, "utf-8")
    with pytest.raises(SchemeError) as caught:
        read_yaml(tmp_path / "x.yaml", "x.yaml")
    assert words in str(caught.value)
    assert "ligne" in str(caught.value)
