"""What stands beside a figure: its formula, its rules and their dates, one dash, no idle note."""

import json

import pytest
from bodies import Body, indicator, series, table
from reading import payloads, plain, prose, row
from reading import table as shown_table

from oar_analysis import section
from oar_analysis.dataset import Review, build, open_review, write
from oar_analysis.section.decide import decisions
from oar_analysis.section.digest import digest
from oar_analysis.section.line import every_line, find_line, lines_of


def made(folder, files: dict[str, str], register: Body, year: int = 2017) -> Review:
    """Write a body, its files and its tables, and open its review."""
    for name, text in files.items():
        register.file(name, text, year)
    root = register.write()
    write(build(root, year), root / "processed")
    return open_review(year=year, data=root)


def test_a_computed_value_shows_its_formula_and_an_absent_one_is_not_called_published(review):
    shown = section.actions(review, 1)
    fuel = shown_table(shown, "sources-1-1.5.3")["rows"]
    told = {plain(cells[0]): plain(cells[5]) for cells in fuel}
    assert told["Carburant aux 100 km, hors véhicules électriques"] == (
        "calculée : « Carburant consommé » divisé par « Kilomètres parcourus hors véhicules "
        "électriques », multiplié par 100"
    )
    assert told["Kilomètres parcourus"] == "publiée"
    paper = shown_table(shown, "sources-1-1.3.c2")["rows"]
    assert {plain(cells[5]) for cells in paper} == {"sans valeur"}


def test_the_sum_of_whole_tonnes_shows_no_decimal(review):
    shown = shown_table(section.actions(review, 1), "indicateurs-1-1.2")
    cells = [plain(one) for one in row(shown, "Déchets valorisés, inertes et non dangereux")]
    assert cells[1:3] == ["2 093 t", "408,17 t"]


def test_a_note_is_said_of_what_the_table_shows_only(review):
    computed = "Les lignes calculées le sont à partir des valeurs publiées."
    for action in review.actions():
        shown = shown_table(section.action(review, action), f"indicateurs-{action.code}")
        derived = any(one.is_derived for one in lines_of(review, action))
        assert (computed in shown["notes"]) == derived, action.code
        changes = any(plain(cells[3]) != "—" for cells in shown["rows"])
        assert any("en points" in one for one in shown["notes"]) == changes, action.code


def test_every_rule_is_shown_with_its_text_its_dates_and_how_sure_it_is(review):
    rows = [[plain(one) for one in cells] for cells in shown_table(
        section.rules(review), "regles")["rows"]]  # fmt: skip
    for rule in review.references.rules:
        told = [cells for cells in rows if cells[0].startswith(rule.name)]
        assert len(told) >= max(1, len(rule.targets)), rule.name
    paper = next(cells for cells in rows if cells[1] == "Papier recyclé, au moins 25 %")
    assert paper[2] == "du 1er janvier 2017 au 31 décembre 2019 (en vigueur)"
    assert paper[4:] == ["1-1.3.2", "oui", "lu dans une source secondaire"]
    law = next(cells for cells in rows if cells[1] == "Produits biologiques, 20 % à partir de 2022")
    assert law[2] == "à partir du 1er janvier 2022 (à venir)"
    assert law[5].startswith("non : ")


def test_no_body_without_rules_is_said_to_have_some(tmp_path):
    body = Body(tmp_path, indicators=[indicator("1-1.1.1", series("t"))])
    review = made(tmp_path, {"a.csv": "donnée;2017\n"}, body)
    assert "seules les cibles du schéma" in prose(section.rules(review))


def test_the_follow_up_of_the_scheme_stands_in_the_synthesis(review):
    shown = section.follow_up(review)
    assert "groupe de suivi" in prose(shown)
    cells = row(shown_table(shown, "suivi"), "Rencontres de travail du groupe de suivi")
    assert [plain(one) for one in cells[1:]] == ["7", "période : mai 2017 à avril 2018"]


def test_years_that_may_not_count_the_same_thing_are_not_judged(review):
    line = find_line(review, "3-1.2.3/marchés réservés")
    (pace,) = [one for one in line.verdicts if not one["authority"]]
    assert pace["verdict"] == "no_verdict"
    assert pace["comment"].startswith("Les deux années ne comptent peut-être pas la même chose.")


def test_counts_do_not_take_the_name_of_the_share_that_they_make(review):
    for action in review.actions():
        for one in payloads(section.action(review, action)):
            if one["type"] == "figure" and "Part " in one["title"]:
                assert "%" in one["description"], one["title"]


def test_a_running_total_is_no_progress(tmp_path):
    hours = series("h", direction="up", cumulative=True)
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1", hours)],
        tables=[table("a.csv", {"match": "Ligne", "indicator": "1-1.1.1"})],
    )
    review = made(tmp_path, {"a.csv": "donnée;2016;2017\nLigne;100 h;180 h\n"}, body)
    told = plain(digest(every_line(review), 2017))
    assert told.startswith("- **Cumul** : ")
    assert "sens voulu" not in told
    assert "progresse le plus" not in prose(section.key_messages(review))


def test_a_move_to_a_provisional_value_says_so(tmp_path):
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1", series("t", direction="down", provisional_years=[2017]))],
        tables=[table("a.csv", {"match": "Ligne", "indicator": "1-1.1.1"})],
    )
    review = made(tmp_path, {"a.csv": "donnée;2016;2017\nLigne;100 t;80 t\n"}, body)
    assert "(−20 %, provisoire)" in plain(digest(every_line(review), 2017))


MISSED = (
    "**Tirer les suites des cibles manquées** : Série (action 1-1.1), cible de 50 t en 2017, "
    "80 t en 2017."
)


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2017, MISSED),
        (2018, "**Revoir le rythme ou la cible** : Série (action 1-1.1), "),
    ],
)
def test_a_target_whose_year_is_over_is_missed_not_ahead(tmp_path, year, said):
    goal = {"value": 50, "year": year, "source": "schéma"}
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1", series("t", direction="down", target=goal))],
        tables=[table("a.csv", {"match": "Ligne", "indicator": "1-1.1.1"})],
    )
    review = made(tmp_path, {"a.csv": "donnée;2016;2017\nLigne;100 t;80 t\n"}, body)
    assert said in plain(prose(decisions(review)))


def test_parts_by_territory_are_a_table_and_bars(tmp_path):
    parts = [series("1", breakdown=name, label=name) for name in ("Nord", "Sud")]
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1", series("1", label="Dossiers"), *parts)],
        tables=[table("a.csv", {"match": "Tout", "indicator": "1-1.1.1"}, *(
            {"match": one, "indicator": "1-1.1.1", "breakdown": one} for one in ("Nord", "Sud")
        ))],
    )  # fmt: skip
    text = "donnée;2017\nTout;12\nNord;5\nSud;7\n"
    shown = section.by_part(made(tmp_path, {"a.csv": text}, body), "1-1.1.1", key="t", title="T")
    cells = shown_table(shown, "t")
    assert cells["columns"][0]["title"] == "Territoire"
    assert [[plain(one) for one in line] for line in cells["rows"]] == [["Nord", "5"], ["Sud", "7"]]
    (figure,) = [one for one in payloads(shown) if one["type"] == "figure"]
    assert plain(figure["description"]) == "Barres, 2017. Nord : 5 ; Sud : 7."


def test_a_break_is_told_by_the_campaign_that_makes_it_then_no_more(tmp_path):
    broken = series("t", breaks=[{"year": 2017, "reason": "autre périmètre"}])
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1", broken)],
        tables=[table("a.csv", {"match": "Ligne", "indicator": "1-1.1.1"})],
    )
    body.file("a.csv", "donnée;2015;2016\nLigne;90 t;100 t\n", 2016)
    body.file("a.csv", "donnée;2015;2016;2017\nLigne;90 t;100 t;50 t\n", 2017)
    text = "donnée;2015;2016;2017;2018\nLigne;90 t;100 t;50 t;45 t\n"
    later = made(tmp_path, {"a.csv": text}, body, 2018)
    assert "n'a changé" in prose(section.vintage_changes(later))
    write(build(tmp_path, 2017), tmp_path / "processed")
    shown = section.vintage_changes(open_review(year=2017, data=tmp_path))
    (cells,) = shown_table(shown, "revisions")["rows"]
    assert cells[2:4] == ["2017", "nouvelle valeur, rupture de série"]


def test_the_tables_of_a_made_up_body_say_so_where_they_travel(tmp_path):
    body = Body(tmp_path, indicators=[indicator("1-1.1.1", series("t"))])
    made(tmp_path, {"a.csv": "donnée;2017\n"}, body)
    package = json.loads((tmp_path / "processed/datapackage.json").read_text(encoding="utf-8"))
    assert package["description"].startswith("Données fictives")


def test_an_emission_factor_keeps_its_digits(review):
    told = plain(prose(section.decompositions(review, "1-1.5")))
    assert "(gazole 3,17 kgCO2e/L ; électricité 0,048 kgCO2e/kWh ; amont et utilisation)." in told
