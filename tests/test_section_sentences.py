"""The sentences of the pages of 2017: what they say of the figures, and their French."""

import re

import pytest
from reading import plain, prose, texts

from oar_analysis.section.judged import verdict_list
from oar_analysis.section.line import every_line, find_line
from oar_analysis.section.sentence import said

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


def test_decisions_rest_on_the_target_missed_and_the_lost_series(pages):
    text = prose(pages["decisions"])
    assert "**Revoir le rythme ou la cible** : Part de papier recyclé (action 1-1.3)" in text
    assert "Part des achats de produits locaux (−27,85 points ; action 1-3.2)" in text
    assert "Tonnage de papier consommé (1-1.3)" in text
    assert "« Part de papier recyclé » a une cible chiffrée, les autres non" in text
    assert "« diminution de 0,9% de la consommation par rapport à 2016 » (action 1-1.3)" in text


def test_the_first_campaign_has_nothing_to_compare(pages):
    assert prose(pages["vintages"]) == "Première campagne : il n'y a rien à comparer."


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
