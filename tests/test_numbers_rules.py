"""Each rule of the grammar with cells that it takes and cells that it must leave.

As in csv-detective, a rule stands beside its own valid and invalid examples. An example is
`text [column] => readings`, as in test_numbers_blind: `4`, `10..20`, `..20`, `4|5`, empty if no
value is read. A rule that flags says its flag: each valid example carries it, no invalid one does.
"""

import re

import pytest
from test_numbers_blind import written

from oar_analysis.numbers import FLAGS, parse_cell

# rule (flag or "-") / valid examples / invalid examples
RULES = {
    "thousands by spaces, dots or apostrophes": ("-", [
        "12 540 => 12540", "1.234.567 => 1234567", "1'234 => 1234", "1 743965,76 € => 1743965.76",
    ], ["12 34 =>", "1.23.456 =>", "12,34,56 =>", "8 000      6 000 => 8000|6000"]),
    "ambiguous thousands": ("ambiguous-thousands", [
        "19.000 [personnes] => 19000", "1,058 t/MWh => 1.058", "1,000 [EUR] => 1",
    ], ["0,125 [EUR] => 0.125", "1968,000 € => 1968", "1.234.567 [EUR] => 1234567"]),
    "identifiers": ("identifier", [
        "22620001200012 [EUR] =>", "0321216262 =>",
    ], ["123456789012 => 123456789012"]),
    "references": ("no-value", [
        "n° 5 =>", "compte 60611 [EUR] =>", "RD 940 [EUR] =>", "chapitre 011 =>", "ISO 14001 =>",
        "Euro 5 [%] =>", "SP95 [L] =>", "Lot n° 3 =>",
    ], ["Lot 2 12 000 € => 12000", "art. 6574 : 12 000 € => 12000", "article 53 : 4 marchés => 4",
        "compte 500 € => 500", "1 234 (scope 1+2) [tCO2e] => 1234", "norme ISO 14001 : 3 => 3"]),
    "legends of codes": ("no-value", ["0 = non ; 1 = oui =>", "1 = faible, 2 = moyen, 3 = fort =>"],
        ["0 = 12 ; 1 = 15 => 0|12|1|15", "1 = oui => 1"]),
    "ranges": ("-", [
        "10 à 20 => 10..20", "entre 5 et 10 % => 5..10", "12-15 [agents] => 12..15",
        "Seuil mini : 5 000 € Seuil maxi : 20 000 € => 5000..20000",
        "mini 500 / maxi 30 000 € => 500..30000", "-12 % à -8 % => -12..-8",
    ], ["12 et 15 => 12|15", "2016 : 12 ; 2017 : 15 => 12|15"]),
    "one-sided bounds": ("-", [
        "plus de 15 K€ => 15000..", "45 000 maxi => ..45000", "Sans mini, maxi : 5 000 € => ..5000",
    ], ["sans mini =>", "sans mini ni maxi =>"]),
    "bounds that cross": ("max-below-min", [
        "120 000 € mini - 36 000 € maxi => 120000..36000", "-12 - -15 % => -12..-15",
    ], ["-15 - -12 % => -15..-12"]),
    "alternatives": ("alternative", ["5 ou 6 => 5..6", "12 ou 13 [agents] => 12..13"],
        ["5 à 6 => 5..6"]),
    "tolerance": ("tolerance", ["5 % ± 1 => 5", "12 % +/- 5 % => 12"], ["± 10 % => 10"]),
    "changes": ("from-to", [
        "12 % → 15 % => 12|15", "12 % -> 15 % => 12|15", "12 % => 15 % => 12|15",
        "12 % > 15 % => 12|15", "passé de 12 à 15 % => 12|15",
    ], ["de 12 à 15 % => 12..15", "> 15 % => 15.."]),
    "levels before a value": ("heading", ["HVE niv. 3 : 5,4 % [%] => 5.4"],
        ["3 : 5 % => 3|5", "12 / 5,4 % [%] => 12|5.4"]),
    "renewals": ("-", ["reconductible 3 fois, 18 000 € HT [EUR_HT] => 18000"],
        ["18 000 € HT => 18000"]),
    "brackets that count something else": ("-", ["65 000 repas (2 cuisines) [repas] => 65000"],
        ["65 000 repas (2 cuisines) => 65000|2"]),
    "brackets that tell a part": ("-", [
        "550 véhicules (dont 4 électriques) [véhicules] => 550",
        "12 véhicules (2 VE, 4 VHR, 6 GNV) [véhicules] => 12",
        "48 mois (4 périodes de 12 mois) [mois] => 48",
    ], ["550 véhicules (dont 4 électriques) => 550|4"]),
    "products": ("product", [
        "3 000 € x 4 => 3000|4", "4 x 3 000 € => 4|3000", "3 000 € × 4 => 3000|4", "x 2,5 => 2.5",
        "multiplié par 3 => 3",
    ], ["X =>", "prix 12 € => 12"]),
    "schedules": ("schedule", [
        "24h/24 =>", "7 jours/7 =>", "7j/7 =>", "24h/24 et 7j/7 [h] =>", "5 jours sur 7 =>",
    ], ["35h/semaine => 35", "24 h => 24", "7 jours / 12 agents => 7|12"]),
    "one number out of another": ("out-of", [
        "3 sur 4 [agents] => 3|4", "12 marchés sur 45 => 12|45",
    ], ["105 points sur 120 => 105", "36 000 € sur 3 ans [EUR] => 36000"]),
    "rates": ("rate", ["0 pour 1 000 abonnés => 0", "0,8 réclamation pour 1 000 abonnés => 0.8"],
        ["12 000 € pour 45 élèves => 12000|45"]),
    "powers in two steps": ("-", [
        "1 million 200 mille euros => 1200000", "3 milliards 500 millions => 3500000000",
        "2 millions et demi => 2500000", "2 ans et demi => 2.5", "1 million 200 000 € => 1200000",
    ], ["1 million 200 =>"]),
    "letters typed for digits": ("malformed", ["l 200 € =>", "1 5OO € =>", "1O2 =>"],
        ["200 l => 200"]),
    "headings": ("heading", [
        "Moins de 5 km : 34 % [%] => 34", "5 à 10 km : 23 % [%] => 23",
    ], ["Kms : 9 417 536 Carburant : 552 631 L => 9417536|552631", "34 % [%] => 34"]),
    "values of comparison": ("compared", ["10 % (objectif : 15 %) => 10|15"],
        ["objectif : 25 % => 25", "10 % (objectif : 15 %) [%] => 10"]),
    "other kinds in a column": ("-", [
        "2 agents à 80 % [agents] => 2", "accord-cadre 48 mois, maxi 200 000 € [EUR] => ..200000",
        "268,80 € TTC pour 120 m³ [EUR_TTC] => 268.8",
    ], ["2 agents à 80 % => 2|80"]),
    "accountants' brackets": ("accounting-negative", [
        "(1 234 €) => -1234", "(12 345,00) => -12345", "(12) [EUR] => -12",
    ], ["(12) => 12", "(97,4 %) [%] => 97.4"]),
    "years": ("-", [
        "03/2017 : 12 => 12", "en 2017 : 12 % => 12", "entre 2016 et 2017 [%] =>", "mars 2017 =>",
    ], ["2017 [EUR] => 2017", "2 017 € => 2017", "entre 2000 et 2050 repas => 2000..2050"]),
    "articles": ("-", ["un an =>", "une réunion =>"],
        ["une dizaine => 10", "un million => 1000000"]),
    "none is missing, never zero": ("-", ["aucune réunion [réunions] =>", "Néant =>"], ["0 => 0"]),
    "hours and minutes": ("hours-minutes", ["2h30 => 2.5", "1 h 30 => 1.5", "1 h 30 min => 1.5"],
        ["45 min => 45", "3 h 4 agents => 3|4"]),
    "minutes or minimum": ("min-ambiguous", ["45 min => 45"],
        ["5000 min => 5000..", "30 min [minute] => 30", "5 min 10 max => 5..10"]),
    "lost characters": ("lost-character", ["1 234 � => 1234"], ["1 234 => 1234"]),
    "strange joints": ("odd-joint", [
        "1..5 [EUR] => 1|5", "12;345 [EUR] => 12|345", "12 345 €/ 3 [EUR] => 12345|3",
        "45%55% => 45|55",
    ], ["1 ; 5 => 1|5", "12 000 €/20 000 € => 12000|20000", "45% 55% => 45|55"]),
    "names made with digits": ("-", [
        "+ 12 % vs N-1 => 12", "art. L. 2111-3 [%] =>", "loi n° 2015-992 [%] =>", "17F045 [EUR] =>",
        "2017-045 [EUR] =>", "Crit'Air 2 [véhicules] =>", "45 % au 31/12 [%] => 45",
        "1) 12 000 € 2) 8 500 € [EUR] => 12000|8500",
    ], ["2h30 => 2.5", "5m2 => 5", "40/45 => 40", "de 12/15 [%] => 80",
        "12 000 € (1) => 12000"]),
    "years in rows, above their values": ("-", [
        "2016 et 2017 [%] =>", "à partir de 2018 [%] =>", "données 2017 non disponibles [%] =>",
    ], ["2000 et 2050 repas => 2000|2050", "à partir de 2018 € => 2018.."]),
    "names after a number": ("unit-assumed", ["34 510 FLORENSAC [EUR] => 34510"],
        ["34 510 Euros [EUR] => 34510", "34 510 Lot 2 [EUR] => 34510"]),
    "a year or a value": ("year-like", ["RT 2012 [kWh] => 2012", "15 % - 2019 => 15..2019"],
        ["Total : 2012 [kWh] => 2012", "RT 2012 kWh => 2012"]),
    "what a code may have cut": ("one-space", [
        "I2 500 € [EUR] => 500", "2 tonnes 500 [t] => 2|500", "cent 50 € => 50",
    ], ["TC1  7800€ => 7800", "lot 2 : 500 € => 500"]),
    "a separator without whole part": ("malformed", [",50 € =>", ".5 % =>", "3O % =>"],
        ["0,50 € => 0.5", "env.50 € => 50", "30 % => 30"]),
    "euros and centimes": ("euros-centimes", ["12 € 50 => 12.5", "12€50 => 12.5"],
        ["12 € ; 50 € => 12|50", "12,50 € => 12.5"]),
    "the euro sign of other encodings": ("repaired-encoding", [
        "12 500 Û => 12500", "12 500 ¤ => 12500", "12&nbsp;500&nbsp;&euro; => 12500",
    ], ["12 500 € => 12500"]),
    "other currencies": ("unit-mismatch", [
        "12 500 F [EUR] => 12500", "12 500 francs [EUR] => 12500", "12 $ [EUR] => 12",
    ], ["8 F / 4 H => 8|4", "12 € [EUR] => 12"]),
    "bounds in many words": ("-", [
        "communes de plus de 9 000 habitants => 9000..", "+ de 90 K€ => 90000..",
        "un budget qui dépasse les 60 M€ => 60000000..", "< à 40 000 € => ..40000",
        "3 200+ collaborateurs => 3200..", "- de 90 K€ => ..90000",
        "Montant maxi sur 4 ans : 3 264 000 [EUR_HT] => ..3264000",
    ], ["de plus =>", "5+3 => 5|3"]),
    "ranges in many words": ("-", [
        "de 30 jusqu'à 35 % => 30..35", "plus de 30 et moins de 35 % => 30..35",
        "15000 < montant < 60000 => 15000..60000", "[12 000 € ; 20 000 €[ => 12000..20000",
        "210 000 € HT - à 999 999 € HT => 210000..999999",
        "entre 200 000 et 1 million d'euros => 200000..1000000",
        "mini 4 500 € - maxi 18 000 € par an => 4500..18000",
    ], ["15 % à plus de 20 % => 15|20..", "(12 ; 15) => 12|15", "12 % ; < 15 % => 12|..15"]),
    "the minus typed as 6": ("azerty-dash", [
        "2 100 000 € HT 6 5 670 000 € HT => 2100000..5670000",
    ], ["55 000 € HT 6 220 000 € HT => 55000|6220000", "6 € => 6"]),
    "the direction told by a sign": ("direction-in-words", ["↘ 5 % => 5", "baisse de 5 % => 5"],
        ["▲ 5 % => 5", "- 5 % => -5"]),
    "tax in the label": ("-", ["HT : 100 € - TTC : 120 € => 100|120", "Montant HT : 100 => 100"],
        []),
}  # fmt: skip

CASES = [
    pytest.param(example, flag if taken else f"not {flag}", id=f"{rule}: {example}")
    for rule, (flag, valid, invalid) in RULES.items()
    for taken, examples in ((True, valid), (False, invalid))
    for example in examples
]


@pytest.mark.parametrize(("example", "flag"), CASES)
def test_rule(example, flag):
    text, readings = re.fullmatch(r"(.*?) =>(?: ([-0-9.|]+))?", example, re.DOTALL).groups()
    column = re.search(r" \[(.+)\]$", text)
    text = text[: column.start()] if column else text
    found = parse_cell(text, unit=column.group(1) if column else None)
    assert written(found) == (readings or "")
    flags = {one for quantity in found for one in quantity.flags}
    if flag in FLAGS:
        assert flag in flags
    assert flag.removeprefix("not ") not in flags or not flag.startswith("not ")
    assert readings or all(one.missing for one in found)


def test_flags_of_rules_exist():
    assert {flag for flag, _, _ in RULES.values()} - {"-"} <= FLAGS.keys()
