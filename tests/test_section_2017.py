"""What the pages of 2017 say, held against the tables they are made from."""

import re
import shutil
from collections import Counter

import pytest
from reading import payloads, plain, prose, row, table, texts

from oar_analysis import french, section
from oar_analysis.dataset import Review, build, open_review, write
from oar_analysis.dataset.review import plain_rows
from oar_analysis.section.judged import verdict_list
from oar_analysis.section.line import every_line, find_line
from oar_analysis.section.sentence import said

AXES = (1, 2, 3)


@pytest.fixture(scope="module")
def review(root, tmp_path_factory) -> Review:
    """The review of 2017, its tables built in a folder of the test."""
    folder = tmp_path_factory.mktemp("data")
    shutil.copytree(root / "data/raw", folder / "raw")
    write(build(folder, 2017), folder / "processed")
    return open_review(year=2017, data=folder)


@pytest.fixture(scope="module")
def axes(review):
    """The actions of each axis."""
    return {axis: section.actions(review, axis) for axis in AXES}


@pytest.fixture(scope="module")
def pages(review, axes):
    """Every section of the review but the zooms', by name."""
    return {
        **{f"axis {axis}": axes[axis] for axis in AXES},
        **{f"cards {axis}": [section.action_cards(review, axis)] for axis in AXES},
        "state": section.state(review),
        "messages": section.key_messages(review),
        "highlights": section.highlights(review),
        "overview": section.overview(review),
        "missing": section.missing(review),
        "decisions": section.decisions(review),
        "quality": section.findings_by_action(review),
        "quality state": section.quality_state(review),
        "claims": section.claims(review),
        "vintages": section.vintage_changes(review),
        "foot": [section.foot(review)],
    }


# Sentences typed by hand from the source's figures.
SAID = {
    "1-1.1.1": "Marchés avec exigence de priorité : de 8 en 2016 à 10 en 2017, soit +25 %, "
    "dans le sens voulu (hausse).",
    "1-1.3.1//change": "Évolution de la consommation de papier : −7,3 % en 2016, puis −6,4 % en "
    "2017 : la baisse continue, moins vite.",
    "1-1.3.4//change": "Évolution du nombre de copieurs multifonctions : +1,8 % en 2016, puis "
    "−3 % en 2017 : une baisse succède à une hausse.",
    "1-1.5.2//share": "Part des kilomètres en véhicules électriques : de 1,6 % en 2016 à 1,56 % "
    "en 2017 ; l'écart est plus petit que les arrondis publiés.",
    "1-1.5.3/carburant": "Carburant consommé : de 552 631 L en 2016 à 496 739 L en 2017, soit "
    "−10,1 %, dans le sens voulu (baisse).",
    "1-3.2.1//share": "Part des achats de produits locaux : de 61,88 % en 2016 à 34,03 % en "
    "2017, soit −27,85 points (−45 % en valeur relative), à rebours du sens voulu (hausse).",
    "1-3.2.2//share": "Part des lots attribués à des fournisseurs locaux : 85,3 % en 2017 comme "
    "en 2016.",
    "3-1.2.3/marchés réservés": "Marchés réservés : de 1 en 2016 à 4 en 2017 ; les deux années "
    "ne comptent peut-être pas la même chose.",
    "3-2.1.c1": "Heures d'insertion programmées : plus de 34 000 h en 2017.",
    "3-2.1.c2": "Heures d'insertion programmées, transports : 318 420 h (2013 à 2021).",
    "3-2.1.c4": "Heures d'insertion réalisées : aucune valeur connue (graphique perdu à "
    "l'extraction du texte).",
}


@pytest.mark.parametrize("operand", SAID)
def test_a_series_says_what_its_figures_carry(review, operand):
    assert plain(said(find_line(review, operand), 2017)) == SAID[operand]


def test_a_break_is_never_told_as_a_change(review):
    for part in ("déchets inertes", "déchets non dangereux", "ensemble des déchets"):
        text = said(find_line(review, f"1-1.2.2/{part}"), 2017)
        assert "ne se comparent pas" in text
        assert "soit" not in text


def test_a_missing_year_that_cannot_exist_says_why(review):
    text = plain(said(find_line(review, "2-1.1.1//share"), 2017))
    assert text.startswith(
        "Part des fournisseurs inscrits : 85,9 % en 2017 ; 2016 : action démarrée"
    )


def test_points_and_per_cent_are_never_confused(axes):
    cells = row(table(axes[1], "indicateurs-1-3.3"), "Part des achats biologiques")
    assert cells[1:4] == ["23,30 %", "15,42 %", "−7,88 points"]
    cells = row(table(axes[1], "indicateurs-1-1.3"), "Volume d'impression par poste informatique")
    assert cells[1:4] == ["25 kg par poste", "23,2 kg par poste", "−7,2 %"]


def test_a_gap_between_two_rates_is_no_change_of_the_quantity(review, axes):
    cells = row(table(axes[1], "indicateurs-1-1.3"), "Évolution de la consommation de papier")
    assert cells[3] == "+0,9 point"
    assert "non une évolution" in cells[5]
    card = section.action_card(review, next(a for a in review.actions() if a.code == "1-1.3"))
    assert [one.change for one in card.rows if one.label == cells[0]] == ["—"]


def test_a_composite_cell_of_another_scope_shows_no_change(axes):
    cells = row(table(axes[1], "indicateurs-1-1.2"), "Déchets inertes valorisés")
    assert cells[3] == "—"
    assert "ne se compare pas" in cells[5]
    assert "provisoire" in cells[5]


def test_recycled_paper_is_judged_by_own_target_law_now_and_law_to_come(review):
    lines = plain(verdict_list(review, [find_line(review, "1-1.3.2//share")])).splitlines()
    assert lines[0] == "- **Part de papier recyclé** (27,3 % en 2017)"
    assert lines[1].strip() == "- Cible du schéma (50 % en 2020) : **progrès limités**."
    assert "25 % en 2017) : **cible atteinte**" in lines[2]
    assert "à venir (40 % en 2020) : **progrès limités**" in lines[3]
    assert "**non comparable**, car l'indicateur compte des tonnes" in lines[4]


def test_a_rule_that_counts_otherwise_is_told_in_its_own_words(review):
    text = plain(verdict_list(review, [find_line(review, "3-1.2.3/marchés réservés")]))
    assert "(marchés comportant une clause sociale, 25 % en 2020)" in text


def test_the_state_counts_the_actions_from_the_register(review):
    figures = next(payloads(section.state(review)))["figures"]
    assert [one["value"] for one in figures] == ["13 sur 21", "7", "3", "3"]


def test_every_declared_indicator_stands_in_the_overview(review, pages):
    shown = {cells[0] for one in payloads(pages["overview"]) for cells in one["rows"]}
    for action in review.scheme.actions:
        for indicator in action.indicators:
            if indicator.kind == "declared":
                labels = {series.label for series in indicator.series}
                named = {f"{indicator.label} : {french.inside(one)}" for one in labels}
                assert (labels | named) & shown, indicator.code


def test_every_finding_is_shown_once(review, pages):
    shown = Counter(
        cells[0]
        for one in payloads(pages["quality"])
        if one["type"] == "table"
        for cells in one["rows"]
    )
    assert shown == Counter(review.findings["message"])


def test_expected_findings_carry_their_reason(review, pages):
    for one in payloads(pages["quality"]):
        for cells in one.get("rows", ()):
            assert "constat nouveau" not in cells[2]


def test_what_is_missing_names_who_can_give_it(review, pages):
    rows = table(pages["missing"], "manques")["rows"]
    known = {one.respondent for action in review.scheme.actions for one in action.indicators}
    assert rows
    for cells in rows:
        assert cells[2] in known
        assert cells[4]
    # An action that had not started lacks nothing.
    assert not any(cells[1] == "2-1.1" for cells in rows)


def test_decisions_rest_on_the_target_missed_and_the_lost_series(pages):
    text = prose(pages["decisions"])
    assert "**Revoir le rythme ou la cible** : Part de papier recyclé (action 1-1.3)" in text
    assert "Part des achats de produits locaux (−27,85 points ; action 1-3.2)" in text
    assert "Tonnage de papier consommé (1-1.3)" in text
    assert "« Part de papier recyclé » a une cible chiffrée, les autres non" in text
    assert "« diminution de 0,9% de la consommation par rapport à 2016 » (action 1-1.3)" in text


def test_the_first_campaign_has_nothing_to_compare(pages):
    assert prose(pages["vintages"]) == "Première campagne : il n'y a rien à comparer."


def test_claims_are_shown_with_what_the_figures_say(axes, pages):
    cells = row(
        table(axes[1], "affirmations-1-3.2"),
        "« Une diminution de -27,85% est constatée entre 2016 et 2017 »",
    )
    assert cells[1] == "faux : des points pris pour des pour cent"
    wrong = [cells[1] for cells in table(pages["claims"], "affirmations-douteuses")["rows"]]
    assert "vrai" not in wrong
    assert "non vérifiable" in wrong


def test_lost_series_show_no_figure(review):
    shown = section.chart(review, "3-2.1.c4", key="heures", title="Heures")
    assert {cells[1] for cells in table(shown, "heures")["rows"]} == {
        "graphique perdu à l'extraction du texte"
    }
    territory = section.by_part(review, "3-3.2.c3", "3-3.2.c4", key="t", title="Par territoire")
    assert [one["type"] for one in payloads(territory)] == ["callout"]
    waiting = section.chart(review, "3-2.1.c4/cumul", key="cumul", title="Cumul")
    assert [one["type"] for one in payloads(waiting)] == ["callout"]


def test_the_typology_says_that_it_does_not_add_up(review):
    shown = section.parts(review, "3-2.1.1", key="nature", title="Par nature")
    assert "Somme des parts publiées : 98 % en 2017." in prose(shown)
    assert any("98 %" in plain(one["text"]) for one in payloads(shown) if one["type"] == "callout")


def test_the_fleet_is_decomposed_with_the_interval_of_its_rounding(review):
    shown = section.decompositions(review, "1-1.5")
    cells = row(table(shown, "cascade-carburant"), "Part des kilomètres électriques")
    assert cells[1:] == ["213", "−80", "506"]
    assert "son signe n'est pas connu" in prose(shown)
    assert "arrêté du 26 avril 2017" in prose(shown)


def marks(spec) -> set[str]:
    """The types of the marks of a chart, its layers' included."""
    mark = spec.get("mark", {})
    own = {mark if isinstance(mark, str) else mark.get("type", "")}
    return own.union(*(marks(one) for one in spec.get("layer", ())))


def test_no_pair_of_years_is_joined_by_a_line(axes):
    for axis in AXES:
        for one in payloads(axes[axis]):
            if one["type"] == "figure":
                assert "line" not in marks(one["spec"]), one["title"]


NUMBER = re.compile(r"[+−]?\d+(?:\u00a0\d{3})*(?:,\d+)?")


def allowed_numbers(review: Review) -> set[str]:
    """Every number of the tables and the register, as `french` writes it."""
    numbers: set[str] = set()
    for one in review.by_series.values():
        for cells in one:
            for name in ("value", "low", "high"):
                if (value := cells[name]) is not None:
                    for decimals in (cells["decimals"], 0, 1, None):
                        numbers |= {
                            french.number(value, decimals, sign=sign) for sign in (False, True)
                        }
    for cells in plain_rows(review.verdicts):
        numbers |= {french.number(cells["target"]), french.number(cells["evidence"])}
        numbers |= set(NUMBER.findall(cells["comment"]))
        for name in ("observed_rate", "required_rate", "ratio"):
            if cells[name] is not None:
                numbers |= {
                    french.number(100 * cells[name], decimals, sign=sign)
                    for decimals in (0, 1)
                    for sign in (False, True)
                }
    return numbers


def test_every_number_of_an_axis_page_is_one_of_the_tables(review, axes):
    allowed = allowed_numbers(review) | {"2016", "2017", "2018"}
    register = plain(review.scheme.model_dump_json() + review.references.model_dump_json())
    checked = 0
    for axis in AXES:
        shown = [
            *(one for one in payloads(axes[axis]) if one["type"] == "table"),
            *payloads([section.action_cards(review, axis)]),
        ]
        for one in shown:
            if str(one.get("key", "")).startswith(("affirmations", "sources", "constats")):
                continue
            lists = one["rows"] if one["type"] == "table" else []
            values = [cell for cells in lists for cell in cells[1:5]]
            values += (
                [
                    cell
                    for cells in one["rows"]
                    if one["type"] == "card"
                    for cell in (
                        cells["previous"],
                        cells["current"],
                        cells["change"],
                        cells["target"],
                    )
                ]
                if one["type"] == "card"
                else []
            )
            for value in values:
                for number in NUMBER.findall(value):
                    checked += 1
                    assert number in allowed or plain(number) in register, (value, number)
    assert checked > 200


BAD_FRENCH = {
    "two spaces": re.compile(r"(?<!\n) {2,}(?![-\d])"),
    "two stops": re.compile(r"(?<!\.)\.\.(?!\.)|\.;|;\.|,\."),
    "space before a stop": re.compile(r" [.,](?!\d)"),
    "no elision": re.compile(
        r"\b(?:de|le|la|que|ne|se|je|si) (?:il|elle|a |est |indicateur|année)\b"
    ),
    "python": re.compile(r"\b(?:None|nan|NaN|NaT|True|False|<NA>)\b"),
    "minus as hyphen": re.compile(r"(?<![\w\d.%)«-])-\d+[,\d]*\s%"),
    "empty": re.compile(r"« »|\( ?\)|: \.|: ;"),
    "one in the plural": re.compile(r"(?<![\d,\u00a0])[01](?:,\d+)?\u00a0points\b"),
    "many in the singular": re.compile(r"(?<![\d,])(?:[2-9]|\d\d)\d*(?:,\d+)?\u00a0point\b"),
}


@pytest.mark.parametrize("fault", BAD_FRENCH)
def test_generated_french_is_correct(pages, fault):
    # What the source wrote is quoted as it stands, faults included.
    quoted = re.compile(r"«[^»]*»")
    wrong = [
        text
        for blocks in pages.values()
        for text in texts(blocks)
        if BAD_FRENCH[fault].search(quoted.sub("« x »", text) if fault != "empty" else text)
    ]
    assert not wrong


def test_every_line_of_the_register_can_be_told(review):
    told = [said(line, 2017) for line in every_line(review)]
    assert sum(bool(one) for one in told) > 70
    assert all(one.endswith(".") for one in told if one)


def test_an_action_leads_to_the_zooms_that_read_its_tables(axes):
    text = prose(axes[1])
    assert "[Zoom : le papier](zoom-papier.html)" in text
    assert "[Zoom : le parc automobile](zoom-parc-automobile.html)" in text
    assert "zoom-insertion.html" not in text
    assert prose(axes[3]).count("zoom-insertion.html") == 3
