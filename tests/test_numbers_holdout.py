"""Cells as administrations write them and what must be read; typed before tuning the grammar.

One cell a line: `text [column] => readings`. A column is the unit given to parse_cell (left out:
none). Readings are separated by " ; ". One is a value or bounds and a unit (`-`: no unit); `~` is
approximate; `2016:` the year; `none`, `empty`, `unreadable`... a missing value. A final `!` says
that a flag must stand on the cell. `⏎` is a new line, `␣` a no-break space, `⍽` a narrow one.
"""

import pytest

from oar_analysis.numbers import Quantity, parse_cell

TABLE = """
# money
1 250 € => 1250 EUR
1␣250,50␣€ => 1250.5 EUR
1⍽250⍽000⍽€ => 1250000 EUR
€ 1.200,50 => 1200.5 EUR
EUR 1 200 => 1200 EUR
1200 EUR => 1200 EUR
1 200 euros => 1200 EUR
3,5 M€ => 3500000 EUR
3,5M€ => 3500000 EUR
12 k€ => 12000 EUR
12K€ => 12000 EUR
12,5 K€ HT => 12500 EUR_HT
450 k€ TTC => 450000 EUR_TTC
1,2 Md€ => 1200000000 EUR
2 Mds € => 2000000000 EUR
1,7 milliard d'euros => 1700000000 EUR
trois milliards d'euros => 3000000000 EUR
deux millions d’euros => 2000000 EUR
376 millions € => 376000000 EUR
68,5 M EUR => 68500000 EUR
15 keuros => 15000 EUR
15 k euros => 15000 EUR
250 milliers d'euros => 250000 EUR
0,45 centime d'euro => 0.45 ct
12 centimes => 12 ct
1 234,56 € H.T. => 1234.56 EUR_HT
1 234,56 € hors taxes => 1234.56 EUR_HT
1 234,56 euros T.T.C. => 1234.56 EUR_TTC
1 234,56€TTC => 1234.56 EUR_TTC
1'234.50 € => 1234.5 EUR
1’234’567 € => 1234567 EUR
12.345.678 € => 12345678 EUR
12,345,678.90 € => 12345678.9 EUR
-1 200,00 € => -1200 EUR
− 1 200 € => -1200 EUR
(1 234,00) [EUR] => -1234 EUR !
(1 234 €) => -1234 EUR !
1 234,00- [EUR] => -1234 EUR !
250,- € => 250 EUR
12 € / hab => 12 EUR/hab
12,40 €/habitant => 12.4 EUR/hab
132 €/t => 132 EUR/t
132 € HT / tonne => 132 EUR_HT/t
132 € HT/t => 132 EUR_HT/t
2,35 € TTC par repas => 2.35 EUR_TTC/repas
1 800 € par an => 1800 EUR/an
1 800 €/an => 1800 EUR/an
15 € de l'heure => 15 EUR
45 €/m² => 45 EUR/m2
150 €/MWh => 150 EUR/MWh
1,058 t/MWh => 1.058 t/MWh !
19.000 [personnes] => 19000 personnes !
19.000 € => 19000 EUR !
1,250 [agents] => 1250 agents !
1 200 [EUR_HT] => 1200 EUR_HT
1 200 € [EUR_HT] => 1200 EUR_HT
1 200 € TTC [EUR_HT] => 1200 EUR_TTC !
1 200 kg [EUR] => 1200 kg !
100 € HT (120 € TTC) [EUR_HT] => 100 EUR_HT !
100 € HT (120 € TTC) => 100 EUR_HT ; 120 EUR_TTC
plus de 15 K€ => 15000.. EUR
moins de 40 000 € HT => ..40000 EUR_HT
< 40 000 € HT => ..40000 EUR_HT
≥ 90 000 € HT => 90000.. EUR_HT
>= 90000 [EUR] => 90000.. EUR
jusqu'à 25 000 € => ..25000 EUR
supérieur à 5 350 000 € HT => 5350000.. EUR_HT
inférieur ou égal à 40 000 € => ..40000 EUR
à partir de 10 000 € => 10000.. EUR
au moins 3 000 € => 3000.. EUR
3 000 € au maximum => ..3000 EUR
3 000 € et plus => 3000.. EUR
entre 10 et 20 k€ => 10000..20000 EUR
de 10 à 20 M€ => 10000000..20000000 EUR
10 à 20 k€ => 10000..20000 EUR
de 25 000 € HT à moins de 90 000 € HT => 25000..90000 EUR_HT
10-15 k€ => 10000..15000 EUR
1 000 € – 2 000 € => 1000..2000 EUR
mini : 5 000 € / maxi : 20 000 € => 5000..20000 EUR
maxi 20 000 € mini 5 000 € => 5000..20000 EUR
20 000 € mini - 5 000 € maxi => 20000..5000 EUR !
environ 12 000 € => ~12000 EUR
env. 12 000 € => ~12000 EUR
~ 12 000 € => ~12000 EUR
≈12 000 € => ~12000 EUR
12 000 € environ => ~12000 EUR
près de 2,5 M€ => ~2500000 EUR
de l'ordre de 300 k€ => ~300000 EUR
quelque 300 000 euros => ~300000 EUR
15 000 € (estimation) => ~15000 EUR
lot 1 : 12 000 € ; lot 2 : 8 500 € => 12000 EUR ; 8500 EUR
Lot n°3 - 45 000 € HT => 45000 EUR_HT
12 000 € pour les lots 1, 2 et 3 => 12000 EUR
12 000 € (sur 3 ans) => 12000 EUR
12 000 € HT par an pendant 4 ans => 12000 EUR_HT/an
4 800 € HT/mois => 4800 EUR_HT/mois
27Â 000,00 â‚¬ => 27000 EUR !
12 k [EUR] => 12000 EUR !
1 234 567,8 € => 1234567.8 EUR
# percentages, points, shares
12,5 % => 12.5 %
12.5% => 12.5 %
12,5 pour cent => 12.5 %
12,5 pourcent => 12.5 %
３０％ => 30 %
5‰ => 5 ‰
+ 5,6 % => 5.6 %
- 5,6 % => -5.6 %
–5,6 % => -5.6 %
−5,6% => -5.6 %
-7,88 points => -7.88 point
+0,9 pt => 0.9 point
- 3,2 pts => -3.2 point
2 points de pourcentage => 2 point
0,5 [%] => 0.5 %
100 [%] => 100 %
1/3 [%] => 33.333333333333336 % !
la moitié [%] => 50 % !
un quart [%] => 25 % !
deux tiers [%] => 66.66666666666667 % !
40/45 [points] => 40 points/45
15/20 => 15 points/20 !
baisse de 5 % => 5 % !
hausse de 5 % => 5 %
en baisse de 3,2 % [%] => 3.2 % !
entre 20 et 25 % => 20..25 %
20-25% => 20..25 %
20 % à 25 % => 20..25 %
de 20% à 25% => 20..25 %
plus de 50 % => 50.. %
> 95 % => 95.. %
<5% => ..5 %
75 % (120 sur 160) [%] => 75 %
12,3 % (2016 : 10,1 %) => 12.3 % ; 2016: 10.1 %
12,3 % en 2017 => 2017: 12.3 %
2016 : 12 % ; 2017 : 15 % => 2016: 12 % ; 2017: 15 %
12 % en 2016, 15 % en 2017 => 2016: 12 % ; 2017: 15 %
12% (2016) / 15% (2017) => 2016: 12 % ; 2017: 15 %
12,5%* => 12.5 %
12,5 % (1) => 12.5 %
12,5 % ¹ => 12.5 %
12,5 %[2] => 12.5 %
(-3,5 %) => -3.5 %
-2,5 à -3,5 % => -2.5..-3.5 % !
environ un tiers [%] => ~33.333333333333336 % !
# energy, mass, volume, distance
1 250 kWh => 1250 kWh
1 250 kwh => 1250 kWh
1 250 KWH => 1250 kWh
1,25 MWh => 1.25 MWh
3,2 GWh => 3.2 GWh
12 kWh/m² => 12 kWh/m2
12 kWh/m²/an [kWh/m2] => 12 kWh/m2
35 372 kW => 35372 kW
35 372 kW [kWh] => 35372 kW !
2 054 tonnes => 2054 t
2 054 T => 2054 t
212,17 t => 212.17 t
12,5 t/an => 12.5 t/an
850 kg => 850 kg
850 Kgs => 850 kg
850 kg/hab => 850 kg/hab
23,2 kg/poste => 23.2 kg/poste
23,2 kg par poste informatique => 23.2 kg/poste
5,84 L/100 km => 5.84 L/100km
5,84 l/100km => 5.84 L/100km
5,84 litres aux 100 km => 5.84 L/100km
496 739 litres => 496739 L
496 739 l => 496739 L
1 200 m3 => 1200 m3
1 200 m³ => 1200 m3
350 m² => 350 m2
350 m2 => 350 m2
350 mètres carrés => 350 m2
12,5 ha => 12.5 ha
12 hectares => 12 ha
8 642 568 kms => 8642568 km
120 km/jour => 120 km/jour
3 km => 3 km
250 mètres linéaires => 250 m
1 753,5 t CO2e => 1753.5 tCO2e
1 753,5 tCO2 => 1753.5 tCO2e
1 753,5 teqCO2 => 1753.5 tCO2e
1 753,5 tonnes équivalent CO2 => 1753.5 tCO2e
120 gCO2/km => 120 gCO2e/km
95 g CO2/km => 95 gCO2e/km
12 ktCO2e => 12 ktCO2e
21 °C => 21 °C
3 milliers de tonnes => 3000 t
1,5 million de kWh => 1500000 kWh
2 millions de litres => 2000000 L
# time and people
34 000 heures => 34000 h
34 000 h => 34000 h
8h30 => 8.5 h !
14 000 h / 60 projets => 14000 h ; 60 projets
233 h par projet => 233 h/projet
12 h/personne => 12 h/personne
12 heures par agent => 12 h/agent
3,5 ETP => 3.5 ETP
3,5 équivalents temps plein => 3.5 ETP
18 mois => 18 mois
15 jours => 15 jour
4 ans [ans] => 4 ans
5 à 8 ans [ans] => 5..8 ans
1 236 agents [agents] => 1236 agents
256 344 habitants => 256344 hab
30 min [minute] => 30 minute
14 réunions => 14 réunions
14 réunions [1] => 14 1
690 acheteurs publics => 690 acheteurs
une quarantaine d'agents => ~40 agents
une quarantaine => ~40 -
une centaine de participants => ~100 participants
une 40aine d'agents => ~40 agents
deux [1] => 2 1
vingt-cinq [1] => 25 1
quatre-vingt-dix => 90 -
cent vingt agents => 120 agents
zéro [1] => 0 1
deux marchés => 2 marchés
3 marchés dont 2 réservés => 3 marchés ; 2 réservés
1 (EA/ESAT plantations) => 1 -
2 à 3 réunions par an => 2..3 réunions
plus d'une centaine => ~100.. -
au moins 5 => 5.. -
12 au minimum => 12.. -
10 max => ..10 -
50 personnes environ => ~50 personnes
# counts, plain numbers
0 => 0 -
0,0 => 0 -
12 => 12 -
-3 => -3 -
12 540 => 12540 -
12540.00 => 12540 -
12540,0 => 12540 -
1 234 567 => 1234567 -
1.234.567 => 1234567 -
1,234,567 => 1234567 -
0.125 => 0.125 -
3,14159 => 3.14159 -
+12 => 12 -
12 * => 12 -
" 12 " => 12 -
12. => 12 -
8 000      6 000 => 8000 - ; 6000 -
10⏎20 => 10 - ; 20 -
12 ; 15 => 12 - ; 15 -
12 / an => 12 -
05 => 5 - !
n° 5 => unreadable
lot 3 => unreadable
CO2 => unreadable
TC1 => unreadable
3ème => unreadable
1er => unreadable
article 12 => unreadable
# refused
1e5 => unreadable !
1,2E+05 => unreadable !
30 00,000 => unreadable !
12 34 => unreadable !
1.23.456 => unreadable !
03 21 21 62 62 => unreadable !
03.21.21.62.62 => unreadable !
0321216262 => unreadable !
226 200 012 00012 => unreadable !
22620001200012 => unreadable !
01053 => unreadable !
12,34,56 => unreadable !
1O2 => unreadable !
12/04/2017 => unreadable !
avril 2017 => unreadable !
A definir au marché => not_available
voir annexe => unreadable !
A price => unreadable !
oui => unreadable !
X => unreadable !
#REF! => unreadable !
#DIV/0! => unreadable !
2 proposées => unreadable !
# missing
 => empty
- => not_available
— => not_available
n.c. => not_communicated
N.C => not_communicated
NC => not_communicated
non communiqué => not_communicated
Non communiquée => not_communicated
données non communiquées => not_communicated
non transmis => not_communicated
non renseigné => not_communicated
n.d. => not_available
ND => not_available
non disponible => not_available
pas de données chiffrées en 2016 => not_available
? => not_available
/ => not_available
____ => empty
____ % => empty
... => not_available
s.o. => not_applicable
SO => not_applicable
Sans objet => not_applicable
sans objet en 2016 => not_applicable
non concerné => not_applicable
Non applicable => not_applicable
néant => none
NEANT. => none
aucun => none
Aucune réunion => none
en attente => not_available
à compléter => not_available
non mesuré => not_available
non calculable => not_available
2016 : n.c. ; 2017 : 15 => 2016: not_communicated ; 2017: 15 -
"""


def cases() -> list[tuple[str, str | None, str]]:
    out = []
    for line in TABLE.splitlines():
        if "=>" not in line or line.startswith("#  "):
            continue
        left, right = line.rsplit(" => ", 1)
        text, column = left, None
        if left.endswith("]") and " [" in left and not left.endswith("[2]"):
            text, column = left[:-1].rsplit(" [", 1)
        for shown, real in (("⏎", "\n"), ("␣", "\u00a0"), ("⍽", "\u202f")):
            text = text.replace(shown, real)
        out.append((text.strip('"') if text.startswith('" ') else text, column, right.strip()))
    return out


def written(one: Quantity) -> str:
    year = f"{one.year}: " if one.year else ""
    if one.missing:
        return year + one.missing
    about = "~" if one.approximate else ""
    if one.low is not None or one.high is not None:
        shown = f"{_short(one.low)}..{_short(one.high)}"
    else:
        shown = _short(one.value)
    return f"{year}{about}{shown} {one.unit or '-'}"


def _short(value: float | None) -> str:
    return "" if value is None else repr(int(value) if value == int(value) else value)


@pytest.mark.parametrize(("text", "column", "expected"), cases())
def test_cell_reads_as_typed(text, column, expected):
    found = parse_cell(text, unit=column)
    assert " ; ".join(written(one) for one in found) == expected.removesuffix("!").strip()
    if expected.endswith("!"):
        assert any(one.flags for one in found)


def test_the_list_is_long_enough():
    assert len(cases()) > 200
