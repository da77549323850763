"""The synthesis' sentences: what the figures carry, in correct French, with their sources."""

import re

import pytest
from bodies import indicator, series
from hypothesis import given, settings
from hypothesis import strategies as st
from tidy import one_action, points, register, tidy

from oar_analysis.assess import assess, key_messages
from oar_analysis.dataset import build
from oar_analysis.scheme.references import References

NBSP = "\u00a0"


def told(scheme, *rows, year=2017):
    table = tidy(*rows)
    return key_messages(table, assess(table, scheme, References(), year), scheme, year)


def text(messages, kind):
    return " ".join(one.text for one in messages if one.kind == kind)


@pytest.fixture(scope="module")
def messages(root):
    dataset = build(root / "data", 2017)
    return key_messages(dataset.observations, dataset.verdicts, dataset.scheme, 2017)


def test_the_2017_review_in_sentences(messages):
    assert text(messages, "scheme") == "13 des 21 actions du schéma sont engagées."
    progress, decline = text(messages, "progress"), text(messages, "decline")
    assert "carburant consommé (de 552 631 L à 496 739 L, −10,1 % ; action 1-1.5)" in (
        progress.replace(NBSP, " ")
    )
    assert "de 61,88 % à 34,03 %, −27,85 points, −45,0 % en valeur relative" in (
        decline.replace(NBSP, " ")
    )
    assert [word in decline for word in ("1-3.2", "1-2.2", "1-3.3")] == [True] * 3
    assert "cible de 50" in text(messages, "target_ahead")
    assert "2\u00a0% du rythme requis" in text(messages, "target_ahead")
    assert "LTECV" in text(messages, "target_met")
    assert "318\u00a0420\u00a0h" in text(messages, "target_unknown")
    assert "peu d'éléments" in text(messages, "evidence")
    assert "2-3.1.1" in text(messages, "data")


def test_each_figure_of_a_sentence_is_an_observation(root, messages):
    dataset = build(root / "data", 2017)
    known = {
        (row["indicator"], row["breakdown"], row["measure"], row["year"])
        for row in dataset.observations.to_dict("records")
    }
    for one in messages:
        if one.kind in {"progress", "decline", "target_ahead", "target_met"}:
            assert one.keys
            assert set(one.keys) <= known


def test_sentences_are_well_formed(messages):
    for one in messages:
        assert one.text[0].isupper() or one.text[0].isdigit()
        assert one.text.endswith(".")
        assert not re.search(r"\b(de|que|le|la) [aeiouéèêà](?!$)\w+ \(", one.text)
        assert "  " not in one.text
        assert "-" not in re.findall(r"(?<=[ (])-(?=\d)", one.text)  # a minus is U+2212
        assert "nan" not in one.text.lower().split()


def test_singular_and_none():
    idle = register({"code": "1-1.1", "status": "planned"}, total=3)
    assert text(told(idle), "scheme") == "Aucune des 3 actions du schéma n'est engagée."
    one = one_action(indicator("1-1.1.1"))
    assert text(told(one), "scheme") == "1 des 3 actions du schéma est engagée."
    assert text(told(one), "data") == "Le seul indicateur déclaré n'a pas de valeur pour 2017."
    alone = one_action(indicator("1-1.1.1"), status="planned")
    assert "engagée" in text(
        told(
            alone.model_copy(
                update={"actions_total": alone.actions_total.model_copy(update={"value": 1})}
            )
        ),
        "scheme",
    )
    filled = told(one, points("1-1.1.1", {2017: 3.0}))
    assert text(filled, "data") == "Le seul indicateur déclaré a une valeur pour 2017."
    two = one_action(indicator("1-1.1.1"), indicator("1-1.1.2"))
    assert text(told(two), "data").startswith("Aucun des 2 indicateurs déclarés n'a de valeur")
    half = text(told(two, points("1-1.1.1", {2017: 3.0})), "data")
    assert half == (
        "1 des 2 indicateurs déclarés a une valeur pour 2017 ; sans valeur : "
        "« Indicateur 1-1.1.2 » (1-1.1.2)."
    )
    assert text(told(one), "evidence") == "Aucune série ne permet encore de verdict."


def test_a_target_missed_and_one_met():
    target = {"value": 50, "year": 2017, "source": "essai"}
    scheme = one_action(
        indicator("1-1.1.1", series("%", label="Part A", measure="share", direction="up",
                                    target=target)),
        indicator("1-1.1.2", series("%", label="Part B", measure="share", direction="up",
                                    target=target)),
    )  # fmt: skip
    found = told(
        scheme,
        points("1-1.1.1//share", {2016: 30.0, 2017: 40.0}, "%", 1),
        points("1-1.1.2//share", {2016: 30.0, 2017: 60.0}, "%", 1),
    )
    assert text(found, "target_missed") == (
        "Part A : cible de 50\u00a0% en 2017 (cible du schéma) manquée : 40,0\u00a0% en 2017."
    )
    assert "atteinte : 60,0\u00a0% en 2017" in text(found, "target_met")


@pytest.mark.parametrize(
    ("keys", "now"),
    [
        ({"status": "P"}, "60,0\u00a0% en 2017, valeur provisoire"),
        ({"low": 40.0}, "au moins 40,0\u00a0% en 2017, valeur donnée comme une borne"),
    ],
    ids=["provisional", "bound"],
)
def test_a_value_that_cannot_be_held_misses_no_target(keys, now):
    target = {"value": 50, "year": 2017, "source": "essai"}
    scheme = one_action(
        indicator("1-1.1.1", series("%", label="Part", measure="share", direction="up",
                                    target=target)),
    )  # fmt: skip
    found = told(
        scheme,
        points("1-1.1.1//share", {2016: 30.0}, "%", 1),
        points("1-1.1.1//share", {2017: 60.0}, "%", 1, **keys),
    )
    assert text(found, "target_unknown") == (
        f"Part : cible de 50\u00a0% en 2017 (cible du schéma), sans verdict : {now}."
    )


def test_a_series_that_goes_away_from_its_target():
    target = {"value": 50, "year": 2020, "source": "essai"}
    scheme = one_action(
        indicator("1-1.1.1", series("%", measure="share", direction="up", target=target))
    )
    found = told(scheme, points("1-1.1.1//share", {2016: 40.0, 2017: 30.0}, "%", 1))
    assert "recul : la série s'éloigne de la cible" in text(found, "target_ahead")


@pytest.mark.parametrize(
    ("before", "after", "unit", "columns", "ranked"),
    [
        (200.0, 100.0, "t", {}, True),
        (1.0, 4.0, "1", {}, False),  # one market, then four
        (100.0, 140.0, "1", {}, True),
        (200.0, 100.0, "t", {"status": "P"}, False),
        (200.0, 100.0, "t", {"status": "B"}, False),
        (0.0, 100.0, "t", {}, False),
        (100.4, 100.0, "t", {}, False),  # within what "0 décimale" rounds away
        (100.0, 100.0, "t", {}, False),
    ],
)
def test_what_is_ranked(before, after, unit, columns, ranked):
    scheme = one_action(indicator("1-1.1.1", series(unit, direction="up")))
    found = told(scheme, points("1-1.1.1", {2016: before, 2017: after}, unit, 0, **columns))
    assert bool(text(found, "progress") + text(found, "decline")) is ranked


def test_one_series_an_action_and_three_actions_at_most():
    actions = [
        {
            "code": f"1-{n}.1",
            "indicators": [
                indicator(f"1-{n}.1.{m}", series("t", direction="up", label=f"Série {n} {m}"))
                for m in (1, 2)
            ],
        }
        for n in (1, 2, 3, 4)
    ]
    rows = [
        points(f"1-{n}.1.{m}", {2016: 100.0, 2017: 100.0 + 10 * n + m}, "t", 0)
        for n in (1, 2, 3, 4)
        for m in (1, 2)
    ]
    sentence = text(told(register(*actions, total=9), *rows), "progress")
    assert re.findall(r"série (\d) (\d)", sentence) == [("4", "2"), ("3", "2"), ("2", "2")]


def test_evidence_counts_series_and_years():
    scheme = one_action(
        indicator("1-1.1.1", series("t", direction="up")),
        indicator("1-1.1.2", series("t", direction="up")),
    )
    short = points("1-1.1.1", {2016: 1.0, 2017: 2.0}, "t")
    long = points("1-1.1.2", {2015: 1.0, 2016: 2.0, 2017: 3.0}, "t")
    assert text(told(scheme, short, long), "evidence") == (
        "Les verdicts portent sur 2 séries, dont 1 sur deux années au plus (peu d'éléments)."
    )
    assert "seul verdict" in text(told(scheme, short), "evidence")
    assert text(told(scheme, long), "evidence") == "Les verdicts portent sur une série."


@settings(max_examples=30)
@given(st.floats(30, 1e6), st.floats(30, 1e6), st.sampled_from(["up", "down"]))
def test_a_movement_is_told_on_its_own_side(before, after, direction):
    """Whatever the figures: a rise that is wanted is progress, one that is not is a decline."""
    scheme = one_action(indicator("1-1.1.1", series("t", direction=direction)))
    found = told(scheme, points("1-1.1.1", {2016: before, 2017: after}, "t"))
    gain = (after - before) * (1 if direction == "up" else -1)
    gain = gain if abs(gain) > 1e-9 else 0.0  # the noise of binary fractions is no movement
    assert bool(text(found, "progress")) is (gain > 0)
    assert bool(text(found, "decline")) is (gain < 0)
