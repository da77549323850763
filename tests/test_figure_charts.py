"""Charts: nothing hidden, nothing invented, each gap, break, bound and target shown as it is."""

import json

import pytest
from drawing import drawn
from page_sample import figures
from series_sample import LOST, fleet, lost, marked, recycled, territories

from oar_analysis.errors import UsageError
from oar_analysis.figure import (
    Goal,
    Part,
    Point,
    Series,
    Step,
    Whole,
    bars,
    dumbbell,
    line,
    stacked,
    waterfall,
)


def test_missing_years_stand_on_the_axis_with_their_reason() -> None:
    found = drawn([lost()])
    assert [text for text in found if text.isdigit()] == [str(year) for year in range(2009, 2018)]
    assert found.count("n.c.") == 9
    assert LOST in " ".join(found)
    assert not [text for text in found if "0,2" in text], "no scale is invented"


def test_a_gap_is_not_bridged() -> None:
    series = Series(
        label="A", unit="t", points=tuple(Point(year=y, value=1) for y in (2014, 2015, 2017, 2018))
    )
    rows = line([series]).to_dict()["data"]["values"]
    assert [row["trait"] for row in rows if "trait" in row] == ["A|0", "A|0", "A|1", "A|1"]


def test_a_break_is_not_bridged_and_is_named() -> None:
    points = tuple(Point(year=year, value=1) for year in (2016, 2017))
    series = Series(label="A", unit="t", points=points, breaks=((2017, "périmètre"),))
    rows = line([series]).to_dict()["data"]["values"]
    assert [row["trait"] for row in rows if "trait" in row] == ["A|0", "A|1"]
    assert "rupture de série" in drawn([series])


def test_provisional_bounded_and_revised_values_are_marked() -> None:
    found = " ".join(drawn(marked()))
    for words in (
        "Marque creuse : provisoire",
        "r : valeur révisée",
        "6 r",
        "≥\u00a010",
        "≤\u00a04",
    ):
        assert words.replace(" :", "\u00a0:") in found, words
    assert "n.c. 2015 (Chantiers)" in found
    rows = line(marked()).to_dict()["data"]["values"]
    assert {row["annee"] for row in rows if row.get("creux")} == {"2016"}


def test_targets_are_drawn_with_authority_and_date() -> None:
    found = drawn([recycled()])
    assert "Cible 50\u00a0% en 2020 (schéma)" in found
    assert "Cible 25\u00a0% en 2017 (loi 2015-992, art. 79)" in found
    assert "2020" in found
    assert "2020" not in drawn([recycled()], goals=False)


def test_a_target_to_come_is_said_to_come() -> None:
    goal = Goal(value=40, year=2020, authority="loi", in_force=False)
    assert goal.text("%") == "40\u00a0% en 2020 (loi, à venir)"


@pytest.mark.parametrize("series", [marked(), territories(), [recycled()]], ids=len)
def test_a_chart_over_years_holds_its_data_once(series: list[Series]) -> None:
    spec = line(series).to_dict()
    layers = spec.get("spec", spec)["layer"]
    assert not [layer for layer in layers if "data" in layer]
    rows = [json.dumps(row, sort_keys=True) for row in spec["data"]["values"]]
    assert len(rows) == len(set(rows))


def test_two_units_are_refused() -> None:
    two = [recycled(), lost()]
    for draw in (lambda: line(two), lambda: dumbbell(two, (2016, 2017)), lambda: bars(two, 2017)):
        with pytest.raises(UsageError, match="« % », « t » lu"):
            draw()
    with pytest.raises(UsageError, match="aucune série lu"):
        line([])


def test_no_step_and_too_many_parts_are_refused() -> None:
    with pytest.raises(UsageError, match="aucune étape"):
        waterfall([], unit="L")
    with pytest.raises(UsageError, match="7 parties lues"):
        stacked([Whole(label="A", parts=tuple(Part(label=str(n), value=10) for n in range(7)))])


def test_an_effect_of_unknown_sign_is_hollow_and_said() -> None:
    step = Step(label="Part électrique", value=213, low=-80, high=506)
    assert step.text("L") == "+213\u00a0L (de −80 à +506, signe inconnu)"
    assert Step(label="A", value=-3, low=-4, high=-2).text("L") == "−3\u00a0L (de −4 à −2)"
    bar = waterfall([step], unit="L").to_dict()["layer"][1]["data"]["values"][0]
    assert bar["fond"] == "#ffffff"


def test_effects_add_up_to_the_total() -> None:
    steps = [
        Step(label="a", value=-45014),
        Step(label="b", value=213),
        Step(label="c", value=-11091),
    ]
    rows = waterfall([*steps, Step(label="t", value=-55892, total=True)], unit="L").to_dict()
    ends = [row["a"] for row in rows["layer"][1]["data"]["values"]]
    assert ends == [-45014, -44801, -55892, -55892]


def test_several_series_can_be_put_forward_by_keyboard() -> None:
    params = line(marked()).to_dict()["params"]
    assert params[0]["bind"]["input"] == "select"
    assert params[0]["bind"]["labels"] == ["Toutes", "Chantiers", "Marchés", "Études"]


def test_each_target_of_a_dumbbell_has_its_letter_authority_and_date() -> None:
    goals = (
        Goal(value=50, year=2020, authority="schéma"),
        Goal(value=25, year=2017, authority="loi A"),
        Goal(value=50, year=2025, authority="loi B", in_force=False),
    )
    points = (Point(year=2016, value=27.2), Point(year=2017, value=27.3))
    spec = dumbbell(
        [Series(label="Papier", unit="%", points=points, goals=goals)], (2016, 2017)
    ).to_dict()
    rows = [row for layer in spec["layer"] for row in layer["data"]["values"]]
    letters = {row["lettre"]: row["valeur"] for row in rows if "lettre" in row}
    assert letters == {"A, C": 50, "B": 25}, "one tick for one value"
    assert spec["usermeta"]["notes"][1:] == [
        "Cible A\u00a0: 50\u00a0% en 2020 (schéma).",
        "Cible B\u00a0: 25\u00a0% en 2017 (loi A).",
        "Cible C\u00a0: 50\u00a0% en 2025 (loi B, à venir).",
    ]


def test_dumbbell_names_the_lone_missing_year() -> None:
    half = Series(
        label="Demi",
        unit="km",
        points=(Point(year=2016, missing="non disponible"), Point(year=2017, value=5)),
    )
    rows = dumbbell([half, *fleet()], (2016, 2017)).to_dict()["layer"][0]["data"]["values"]
    assert rows[0]["titre"] == "Demi  (n.c. 2016\u00a0: non disponible)"


def test_same_series_same_spec() -> None:
    first, second = (json.dumps([one.spec for one in figures()]) for _ in range(2))
    assert first == second


def test_on_a_long_line_a_revised_year_is_marked_without_its_value() -> None:
    points = [Point(year=year, value=float(year - 2000)) for year in range(2005, 2017)]
    points.append(Point(year=2017, value=17.5, revised_from=18.0))
    points.append(Point(year=2018, value=18.5))
    series = Series(label="A", unit="t", points=tuple(points))
    rows = line([series]).to_dict()["data"]["values"]
    labels = {row["annee"]: row["etiquette"] for row in rows if row.get("etiquette")}
    assert labels == {"2017": "r", "2018": "18,5\u00a0t"}
