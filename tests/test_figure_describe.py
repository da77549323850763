"""Descriptions: what moves, from what to what, by how much, what lacks and why, the target."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_sample import figures
from series_sample import LOST, lost, marked, recycled

from oar_analysis.contract import OBSERVATION_COLUMNS
from oar_analysis.figure import Goal, Point, Series, change_text, describe
from oar_analysis.figure.describe import SERIES_TOLD, span, typographic


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_rise_its_size_and_its_targets() -> None:
    assert plain(describe([recycled()], form="Courbe")) == (
        "Courbe, 2016 à 2017. Part de papier recyclé : de 27,2 % en 2016 à 27,3 % en 2017, "
        "soit +0,1 point. Cibles : 50 % en 2020 (schéma) ; 25 % en 2017 (loi 2015-992, art. 79)."
    )


def test_what_is_missing_and_why() -> None:
    text = plain(describe([lost()]))
    assert "aucune valeur connue" in text
    assert f"Valeurs manquantes : 2009 à 2017 ({LOST})." in text


def test_marks_bounds_and_breaks_are_said() -> None:
    text = plain(describe(marked()))
    assert "de 3 en 2014 à plus de 10 en 2017" in text
    assert "12 (entre 11 et 13) en 2017" in text
    assert "Rupture de série en 2016 : périmètre élargi." in text
    assert "moins de 4 en 2017" in text


def test_no_change_is_computed_across_a_break() -> None:
    points = (Point(year=2016, value=100), Point(year=2017, value=20, status="P"))
    broken = Series(label="A", unit="t", points=points, breaks=((2017, "autre périmètre."),))
    assert "soit" not in describe([broken])
    assert "20 t (provisoire)" in plain(describe([broken]))


def test_extremes_inside_the_years() -> None:
    values = [5.0, 9, 1, 6]
    points = tuple(Point(year=2014 + i, value=v) for i, v in enumerate(values))
    text = plain(describe([Series(label="A", unit="t", points=points)]))
    assert "Maximum 9 t en 2015 ; minimum 1 t en 2016." in text


def test_a_constant_series_and_a_single_point() -> None:
    same = (Point(year=2016, value=5), Point(year=2017, value=5))
    assert "sans changement" in describe([Series(label="A", unit="t", points=same)])
    assert "A\u00a0: 5\u00a0t en 2017." in describe([Series(label="A", unit="t", points=same[1:])])


def test_many_series_are_left_to_the_table() -> None:
    many = [Series(label=f"S{i}", unit="t", points=(Point(year=2017, value=i),)) for i in range(10)]
    text = describe(many)
    assert f"{10 - SERIES_TOLD} autres séries sont dans le tableau" in text
    assert "S9" not in text


@pytest.mark.parametrize(
    ("older", "newer", "unit", "expected"),
    [
        (61.88, 34.03, "%", "−27,85 points"),
        (550, 550, "1", "0 %"),
        (9_418_147, 8_642_568, "km", "−8,2 %"),
        (0, 5, "t", "+5 t"),
        (-2, 3, "t", "+5 t"),
        (None, 3, "t", ""),
        (200, 100, "t", "−50 %"),
    ],
)
def test_a_share_changes_in_points_a_quantity_in_per_cent(
    older: float | None, newer: float | None, unit: str, expected: str
) -> None:
    found = change_text(Point(year=2016, value=older), Point(year=2017, value=newer), unit)
    assert plain(found) == expected


@given(
    st.dictionaries(st.integers(2000, 2030), st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1)
)
def test_ends_and_gaps_are_always_told(values: dict[int, float | None]) -> None:
    points = tuple(
        Point(year=y, value=v, missing="" if v is not None else "perdu") for y, v in values.items()
    )
    series = Series(label="A", unit="t", points=points)
    text = describe([series])
    known = series.known
    if known:
        assert known[0].amount("t") in text
        assert known[-1].amount("t") in text
    assert ("perdu" in text) is (len(known) < len(points))


def test_every_standard_figure_is_described() -> None:
    for figure in figures():
        assert len(figure.description) > 40
        assert figure.description.endswith((".", ")"))


def test_punctuation_keeps_to_its_word() -> None:
    assert typographic("« a » : b ; 5 % !") == "«\u00a0a\u00a0»\u00a0: b\u00a0; 5\u00a0%\u00a0!"
    assert span([]) == "aucune année"


def test_a_series_is_read_from_observations() -> None:
    base = dict.fromkeys(OBSERVATION_COLUMNS)
    frame = pd.DataFrame(
        [
            {**base, "year": 2017, "value": 27.3, "decimals": 1, "unit": "%", "status": "P"},
            {
                **base,
                "year": 2016,
                "unit": "%",
                "status": "O",
                "missing_reason": "not_communicated",
            },
            {**base, "year": 2015, "unit": "%", "low": 20.0, "missing_reason": ""},
            {**base, "year": 2014, "unit": "%", "missing_reason": "empty: page 3"},
        ]
    )
    series = Series.from_frame(
        frame, label="A", goals=[Goal(value=50, year=2020, authority="schéma")]
    )
    assert series.unit == "%"
    assert [plain(one.text("%")) for one in series.by_year()] == [
        "cellule vide : page 3", "plus de 20 %", "non communiqué", "27,3 % (provisoire)",
    ]  # fmt: skip
    assert series.at(2030).missing == "non communiqué"
