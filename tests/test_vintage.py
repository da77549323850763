"""What a later campaign changes, and which value is in force."""

import pytest
from tidy import points, tidy

from oar_analysis.contract import OBSERVATION_COLUMNS
from oar_analysis.vintage import CHANGE_COLUMNS, CHANGE_WORDS, compare_vintages, in_force


def campaigns():
    old = {"vintage": 2017}
    new = {"vintage": 2018}
    return tidy(
        points("A.1", {2016: 10.0, 2017: 12.0}, **old),
        points("A.1", {2017: 12.0, 2018: 14.0}, **new),
        points("A.2", {2016: 5.0, 2017: 6.0}, **old),
        points("A.2", {2017: 7.0, 2018: 8.0}, **new),
        points("A.3", {2017: 3.0}, **old),
        points("A.3", {2017: None}, missing_reason="retiré à la demande", status="O", **new),
        points("A.4", {2016: 1.0, 2017: 2.0}, **old),
        points("A.5", {2017: 50.0}, "t", 0, low=50.0, **old),
        points("A.5", {2017: 52.0}, "t", 0, **new),
        points("A.6", {2017: 1.0}, status="P", **old),
        points("A.6", {2017: 1.0}, **new),
        points("A.6", {2018: 9.0}, status="B", **new),
        points("A.7", {2017: None}, status="O", **old),
        points("A.7", {2017: None}, status="O", **new),
        points("A.8", {2017: 1.0}, origin="derived", **old),
        points("A.8", {2017: 2.0}, origin="derived", **new),
    )


@pytest.fixture(scope="module")
def changes():
    return compare_vintages(campaigns(), 2017, 2018)


def change(changes, indicator, year):
    rows = changes[(changes["indicator"] == indicator) & (changes["year"] == year)]
    return rows["change"].tolist()


@pytest.mark.parametrize(
    ("indicator", "year", "expected"),
    [
        ("A.1", 2016, []),  # the newer campaign is silent on 2016
        ("A.1", 2017, ["unchanged"]),
        ("A.1", 2018, ["new"]),
        ("A.2", 2017, ["revised"]),
        ("A.3", 2017, ["withdrawn"]),
        ("A.4", 2016, []),
        ("A.4", 2017, ["withdrawn"]),  # the indicator is gone
        ("A.5", 2017, ["revised"]),  # a bound became a figure
        ("A.7", 2017, []),  # nothing before, nothing now
        ("A.8", 2017, []),  # derived values follow the published ones
    ],
)
def test_each_kind_of_change(changes, indicator, year, expected):
    assert change(changes, indicator, year) == expected
    assert set(changes["change"]) <= set(CHANGE_WORDS)


def test_both_values_and_their_difference(changes):
    assert list(changes.columns) == CHANGE_COLUMNS
    (row,) = changes[changes["change"] == "revised"].query("indicator == 'A.2'").to_dict("records")
    assert (row["value_older"], row["value_newer"], row["difference"]) == (6.0, 7.0, 1.0)


def test_comments_say_what_a_status_means(changes):
    comments = {(one["indicator"], one["year"]): one["comment"]
                for one in changes.to_dict("records")}  # fmt: skip
    assert comments["A.3", 2017] == "retiré à la demande"
    assert comments["A.4", 2017] == "non reprise"
    assert comments["A.6", 2017] == "valeur provisoire devenue définitive"
    assert comments["A.6", 2018].startswith("rupture de série")
    assert changes.set_index(["indicator", "year"])["series_break"]["A.6", 2018]


def test_nothing_on_the_first_campaign():
    first = campaigns().query("vintage == 2017")
    none = compare_vintages(first, 2016, 2017)
    assert none.empty
    assert list(none.columns) == CHANGE_COLUMNS


def test_a_third_campaign_is_held_against_all_before():
    table = tidy(
        points("A.1", {2016: 10.0}, vintage=2016),
        points("A.1", {2017: 11.0}, vintage=2017),
        points("A.1", {2016: 9.0, 2018: 12.0}, vintage=2018),
    )
    assert change(compare_vintages(table, 2017, 2018), "A.1", 2016) == ["revised"]


def test_in_force_is_the_latest_campaign_not_later_than_asked():
    table = campaigns()
    now = in_force(table).set_index(["indicator", "year", "origin"])["value"]
    assert now["A.2", 2017, "published"] == 7.0
    assert now["A.2", 2016, "published"] == 5.0
    before = in_force(table, 2017).set_index(["indicator", "year", "origin"])["value"]
    assert before["A.2", 2017, "published"] == 6.0
    assert ("A.2", 2018, "published") not in before.index


def test_a_campaign_that_says_nothing_erases_nothing():
    now = in_force(campaigns()).set_index(["indicator", "year"])["value"]
    assert now["A.3", 2017] == 3.0


def test_points_and_per_cent_of_one_change_both_stand():
    table = tidy(
        points("A.1//change", {2017: -27.85}, "point", origin="derived"),
        points("A.1//change", {2017: -45.0}, "%", origin="derived"),
    )
    kept = in_force(table)
    assert list(kept.columns) == OBSERVATION_COLUMNS
    assert sorted(kept["unit"]) == ["%", "point"]


def test_a_campaign_without_the_table_says_nothing_of_its_values():
    """Directorates that answer by workbook give their year alone: nothing is taken back."""
    rows = [
        points("A.1", {2017: 12.0}, vintage=2017, source_file="2017/papier.csv"),
        points("A.2", {2017: 3.0}, vintage=2017, source_file="2017/groupe.csv"),
        points("A.1", {2018: 14.0}, vintage=2018, source_file="2018/classeur.xlsx"),
    ]
    assert compare_vintages(tidy(*rows), 2017, 2018)["change"].tolist() == ["new"]
    again = points("A.3", {2018: 1.0}, vintage=2018, source_file="2018/groupe.csv")
    changes = compare_vintages(tidy(*rows, again), 2017, 2018)
    assert change(changes, "A.2", 2017) == ["withdrawn"]


def test_a_year_that_only_the_register_declares_absent_withdraws_nothing():
    table = tidy(
        points("A.1", {2016: 10.0, 2017: 12.0}, vintage=2017),
        points("A.1", {2018: 14.0}, vintage=2018),
        points("A.1", {2017: None}, breakdown="partie", status="M", vintage=2018,
               source_file="scheme/actions/A.yaml"),
    )  # fmt: skip
    assert compare_vintages(table, 2017, 2018)["change"].tolist() == ["new"]
