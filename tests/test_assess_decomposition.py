"""Declared decompositions: the fleet's litres and CO2e, intervals of rounding, other bodies."""

import random

import pytest
from tidy import points, tidy

from oar_analysis.assess import decompose, explain, load_references
from oar_analysis.assess.decomposition import _Model
from oar_analysis.assess.series import SeriesTable
from oar_analysis.scheme.references import References


@pytest.fixture(scope="module")
def references(root):
    return load_references(root / "data/raw/scheme")


def fleet(**changes):
    series = {
        "km": points("1-1.5.3/km", {2016: 9417536, 2017: 8642568}, "km", 0),
        "fuel": points("1-1.5.3/carburant", {2016: 552631, 2017: 496739}, "L", 0),
        "power": points("1-1.5.3/électricité", {2016: 35372, 2017: 32891}, "kWh", 0),
        "share": points("1-1.5.2//share", {2016: 1.6}, "%", 1)
        + points("1-1.5.2//share", {2017: 1.56}, "%", 2),
    } | changes
    return tidy(*series.values())


def effects(found):
    return {one.effect: one for one in found.effects}


def test_litres_of_the_fleet(references):
    litres = decompose(fleet(), references, 2017)[0]
    found = effects(litres)
    assert round(found["km"].value) == -45014
    assert round(found["part électrique"].value) == 213
    assert round(found["consommation"].value) == -11091
    assert sum(one.value for one in litres.effects) == pytest.approx(-55892, abs=1e-6)
    assert litres.end - litres.start == -55892


def test_rounding_hides_the_sign_of_the_electric_share(references):
    found = effects(decompose(fleet(), references, 2017)[0])
    share = found["part électrique"]
    assert (round(share.low), round(share.high)) == (-80, 506)
    assert not share.sign_known
    assert found["km"].sign_known
    assert found["consommation"].sign_known


def test_co2e_of_the_fleet(references):
    carbon = decompose(fleet(), references, 2017)[1]
    assert (round(carbon.start, 1), round(carbon.end, 1)) == (1753.5, 1576.2)
    assert carbon.factor_sets == ("arrêté du 26 avril 2017",)
    assert sum(one.value for one in carbon.effects) == pytest.approx(carbon.end - carbon.start)
    by_hand = 552631 * 3.17 + 35372 * 0.048
    assert carbon.start == pytest.approx(by_hand / 1000)


def test_litres_per_100_km(references):
    """The remainder is litres a thermal km: 5.96 then 5.84 L/100 km."""
    table = SeriesTable(fleet())
    declared = references.decompositions[0]
    model = _Model(declared, references, (2016, 2017))
    values = {
        (key, year): table.at(key, year).value
        for key in decompose(fleet(), references, 2017)[0].keys
        for year in (2016, 2017)
    }
    first, second = model._vectors(declared.terms[0], values)
    assert (round(100 * first[2], 2), round(100 * second[2], 2)) == (5.96, 5.84)


def test_any_value_within_the_rounding_stays_in_the_interval(references):
    """Random inputs that round to what was published never leave the corners' interval."""
    bounds = effects(decompose(fleet(), references, 2017)[1])
    draw = random.Random(2017)
    for _ in range(100):
        inside = fleet(
            share=points("1-1.5.2//share", {2016: draw.uniform(1.55, 1.65)}, "%")
            + points("1-1.5.2//share", {2017: draw.uniform(1.555, 1.565)}, "%"),
            km=points("1-1.5.3/km", {2016: 9417536 + draw.uniform(-0.5, 0.5),
                                     2017: 8642568 + draw.uniform(-0.5, 0.5)}, "km"),
        )  # fmt: skip
        for name, one in effects(decompose(inside, references, 2017)[1]).items():
            assert bounds[name].low - 1e-9 <= one.value <= bounds[name].high + 1e-9


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"km": points("1-1.5.3/km", {2017: 8642568}, "km", 0)}, "1-1.5.3/km manque en 2016"),
        (
            {"fuel": points("1-1.5.3/carburant", {2016: 552631}, "L", 0)
             + points("1-1.5.3/carburant", {2017: None}, "L", missing_reason="non communiqué")},
            "1-1.5.3/carburant manque en 2017 (non communiqué)",
        ),
        (
            {"fuel": points("1-1.5.3/carburant", {2016: 552631}, "L", 0)
             + points("1-1.5.3/carburant", {2017: 496739}, "L", 0, status="B")},
            "ne se compare pas en 2017",
        ),
        ({"km": points("1-1.5.3/km", {2016: 0, 2017: 8642568}, "km", 0)}, "un facteur est nul"),
    ],
)  # fmt: skip
def test_says_why_there_is_none(references, changes, reason):
    litres = decompose(fleet(**changes), references, 2017)[0]
    assert litres.effects == ()
    assert reason in litres.reason
    assert reason in explain(litres)[0].text
    assert litres.frame().empty


def test_a_fleet_without_electric_km_has_its_first_ones(references):
    """A zero base: all of the electric kWh is the effect of the share, by the limits."""
    grown = fleet(
        share=points("1-1.5.2//share", {2016: 0.0, 2017: 1.56}, "%", 2),
        power=points("1-1.5.3/électricité", {2016: 0, 2017: 32891}, "kWh", 0),
    )
    carbon = decompose(grown, references, 2017)[1]
    assert len(carbon.effects) == 3
    assert sum(one.value for one in carbon.effects) == pytest.approx(carbon.end - carbon.start)


def test_another_body_declares_its_own():
    references = References.model_validate({
        "decompositions": [{
            "key": "papier", "action": "A", "title": "Papier", "unit": "kg",
            "terms": [{
                "label": "Papier", "total": "A.1",
                "factors": [
                    {"effect": "agents", "label": "Agents", "series": "A.2"},
                    {"effect": "usage", "label": "Usage par agent", "remainder": True},
                ],
            }],
        }],
    })  # fmt: skip
    table = tidy(points("A.1", {2015: 100, 2017: 240}, "kg"), points("A.2", {2015: 10, 2017: 20}))
    (found,) = decompose(table, references, 2017, 2015)
    # 10 x 10 then 20 x 12: L(240, 100) = 140 / ln 2.4.
    assert found.frame()["value"].round(2).tolist() == [100, 110.84, 29.16, 240]
    assert found.frame()["kind"].tolist() == ["start", "effect", "effect", "end"]


def test_explained_in_french(references):
    litres, carbon = (" ".join(one.text for one in explain(found))
                      for found in decompose(fleet(), references, 2017))  # fmt: skip
    assert "De 552\u00a0631\u00a0L en 2016 à 496\u00a0739\u00a0L en 2017" in litres
    assert "−55\u00a0892\u00a0L" in litres
    assert "entre −80 et +506\u00a0L : son signe n'est pas connu." in litres
    assert "arrêté du 26 avril 2017" in carbon
    assert "gazole" in carbon
    known = explain(decompose(fleet(), references, 2017)[0])[1]
    assert "kilomètres parcourus" in known.text.lower()
    assert "part des kilomètres électriques" not in known.text.lower()
