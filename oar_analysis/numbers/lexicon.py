"""The spellings of units that French administrations use, and what each converts to."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set: a list that stays readable."""
    return frozenset(text.split())


# Canonical code -> spellings (case and accents do not count, nor do spaces between words).
UNITS: dict[str, str] = {
    "EUR": "EUR | € | euro | euros | eur. | €uro | €uros | roros | euro(s) | € €",
    # "9 800 E HT": no euro sign on the keyboard.
    "EUR_HT": "e ht | e h.t | e h.t.",
    "EUR_TTC": "e ttc | e t.t.c | e t.t.c.",
    "USD": "USD | $ | dollar | dollars",
    "GBP": "GBP | £",
    "CHF": "CHF | francs suisses",
    "FRF": "FRF | franc | francs",
    "XOF": "XOF | F CFA | FCFA | francs CFA | franc CFA",
    "ct": "centime | centimes | cts | centime d'euro | "
    "centimes d'euro | centimes d'euros | c€ | ct€",
    "%": "% | pour cent | pourcent | pourcents | pour-cent | p.100 | p. cent | pct",
    "‰": "‰ | pour mille | p.1000",
    "point": "point | points | pt | pts | pts. | pt. | point de pourcentage | "
    "points de pourcentage | points de % | pts de % | pp | pdp",
    "km": "km | kms | kilometre | kilometres | km. | kms.",
    "m": "m | metre | metres | ml | metre lineaire | metres lineaires | m lineaires | m.l.",
    "cm": "cm | centimetre | centimetres",
    "mm": "mm | millimetre | millimetres",
    "m2": "m2 | metre carre | metres carres | m carres | m.2 | mq",
    "km2": "km2 | kilometre carre | kilometres carres",
    "m3": "m3 | metre cube | metres cubes | metres cube | m cubes",
    "ha": "ha | hectare | hectares | ha.",
    "L": "L | litre | litres | ltr | ltrs",
    "hL": "hL | hectolitre | hectolitres",
    "Wh": "Wh | wattheure | wattheures",
    "kWh": "kWh | kilowattheure | kilowattheures | kilowatt-heure | kilowatts-heures | "
    "kilowattheures | kw/h | kw.h | kw h",
    "MWh": "MWh | megawattheure | megawattheures | mw/h | mw.h | megawatt-heure | megawatts-heures",
    "GWh": "GWh | gigawattheure | gigawattheures | gw.h | gigawatt-heure | gigawatts-heures",
    "TWh": "TWh | terawattheure | terawattheures",
    "W": "watt | watts",
    "kW": "kW | kilowatt | kilowatts",
    "MW": "MW | megawatt | megawatts",
    "kWc": "kWc",
    "kVA": "kVA",
    "tep": "tep | tonne equivalent petrole | tonnes equivalent petrole",
    "mg": "mg | milligramme | milligrammes",
    "g": "g | gr | gramme | grammes",
    "kg": "kg | kgs | kilo | kilos | kilogramme | kilogrammes | kg.",
    "q": "quintal | quintaux",
    "t": "t | tonne | tonnes | to | tn | t.",
    "kt": "kt | kilotonne | kilotonnes",
    "Mt": "megatonne | megatonnes",
    "tMS": "tMS | t MS | t de MS | tonne de matiere seche | tonnes de matiere seche | "
    "tonnes de matieres seches | tonnes MS | tonne MS",
    "tCO2e": "tCO2e | tCO2 | t CO2 | t CO2 e | tCO2eq | t CO2 eq | teqCO2 | teq CO2 | t eq CO2 | "
    "t eq. CO2 | teCO2 | t eCO2 | tonnes CO2 | tonne CO2 | tonnes de CO2 | tonne de CO2 | "
    "t de CO2 | tonnes equivalent CO2 | tonne equivalent CO2 | tonnes eq CO2 | tonnes eq. CO2 | "
    "tonnes CO2e | tonnes de CO2e | tonnes CO2eq | tonnes CO2 eq | tonnes d'equivalent CO2 | "
    "tonnes de CO2 equivalent | tonnes equivalents CO2 | tonnes de CO2 eq | tonnes eqCO2 | "
    "t eqCO2 | t equivalent CO2 | tCO2-eq | t CO2-eq",
    "ktCO2e": "ktCO2e | kt CO2e | kteqCO2 | ktCO2 | kt eq CO2",
    "kgCO2e": "kgCO2e | kgCO2 | kg CO2 | kg CO2 e | kgCO2eq | kg CO2 eq | kgeqCO2 | kg eq CO2 | "
    "kg de CO2 | kg eqCO2 | kg eCO2 | "
    "kg equivalent CO2 | kg eq. CO2 | kgeCO2 | kg CO2-eq | kg de CO2e",
    "gCO2e": "gCO2e | gCO2 | g CO2 | g CO2 e | gCO2eq | g CO2 eq | geqCO2 | g eq CO2 | "
    "g de CO2 | g CO2-eq | g eqCO2",
    "h": "h | heure | heures | hrs | h. | hr | heures de travail",
    "jour": "jour | jours | j | jrs | journee | journees | j. | jour ouvre | jours ouvres",
    "semaine": "semaine | semaines | sem",
    "mois": "mois",
    "an": "an | ans | annee | annees",
    "s": "seconde | secondes",
    "minute": "minute | minutes | mn",
    "°C": "°C | ° C | degre celsius | degres celsius | degres C | °",
    "hab": "hab | habitant | habitants | hab. | habts",
    "ETP": "ETP | equivalent temps plein | equivalents temps plein | etp. | "
    "equivalents temps pleins | ETPs",
    "ETPT": "ETPT | equivalent temps plein travaille | equivalents temps plein travaille",
    "Mo": "Mo",
    "Go": "Go",
    "To": "teraoctet | teraoctets",
    "L/100km": "L/100 km | L/100km | L aux 100 | L/100 | L aux 100 km | litres aux 100 km | "
    "litres/100 km | L pour 100 km | litres aux 100 | litres pour 100 km | litres aux cent",
    "kWh/100km": "kWh/100 km | kWh/100km | kWh aux 100 km | kWh pour 100 km",
    "km/h": "km/h | kms/h",
}

# Powers of ten written before the unit: "12 M€", "3 milliards d'euros", "18 milliers de tonnes".
MULTIPLIERS: dict[str, int] = {
    "millier": 3, "milliers": 3, "mille": 3, "k": 3,
    "million": 6, "millions": 6, "mio": 6, "mios": 6, "m": 6, "mn": 6,
    "milliard": 9, "milliards": 9, "md": 9, "mds": 9, "mrd": 9, "mrds": 9,
    "billion": 12, "billions": 12,
}  # fmt: skip

# Multiplier and currency in one: (spelling, power of ten).
SCALED_MONEY: dict[str, int] = {
    "k€": 3, "keur": 3, "keuro": 3, "keuros": 3, "ke": 3, "k euros": 3, "k euro": 3, "k eur": 3,
    "k. euros": 3, "k€uros": 3, "kilo-euros": 3, "kiloeuros": 3, "milliers d'€": 3,
    "m€": 6, "meur": 6, "meuro": 6, "meuros": 6, "m euros": 6, "m euro": 6, "m eur": 6, "me": 6,
    "m d'€": 6, "m d'euros": 6, "k d'€": 3, "k d'euros": 3, "md d'€": 9,
    "m. euros": 6, "m. €": 6, "m.€": 6, "mio €": 6, "mio euros": 6, "millions €": 6,
    "md€": 9, "mds€": 9, "mdeur": 9, "md euros": 9, "mds euros": 9, "mrd€": 9, "mrds€": 9,
    "mdeuros": 9, "md d'euros": 9, "mds d'euros": 9, "mds d'€": 9, "g€": 9, "bn€": 9,
}  # fmt: skip

TAXES: dict[str, str] = {
    "ht": "HT", "h t": "HT", "h.t": "HT", "h.t.": "HT", "hors taxes": "HT", "hors taxe": "HT",
    "hors tva": "HT", "hors-taxe": "HT", "hors-taxes": "HT", "htva": "HT",
    "hors t.v.a": "HT", "hors t.v.a.": "HT", "h.t.v.a.": "HT",
    "ttc": "TTC", "t t c": "TTC", "t.t.c": "TTC", "t.t.c.": "TTC", "toutes taxes comprises": "TTC",
    "tva comprise": "TTC", "toutes taxes": "TTC",
}  # fmt: skip

# Canonical -> (dimension, factor to the dimension's base). kW is a power: it converts to no energy.
FACTORS: dict[str, tuple[str, str]] = {
    "Wh": ("energy", "0.001"), "kWh": ("energy", "1"), "MWh": ("energy", "1000"),
    "GWh": ("energy", "1000000"), "TWh": ("energy", "1000000000"),
    "W": ("power", "0.001"), "kW": ("power", "1"), "MW": ("power", "1000"),
    "mg": ("mass", "0.000001"), "g": ("mass", "0.001"), "kg": ("mass", "1"), "q": ("mass", "100"),
    "t": ("mass", "1000"), "kt": ("mass", "1000000"), "Mt": ("mass", "1000000000"),
    "gCO2e": ("emission", "0.001"), "kgCO2e": ("emission", "1"), "tCO2e": ("emission", "1000"),
    "ktCO2e": ("emission", "1000000"),
    "mm": ("length", "0.001"), "cm": ("length", "0.01"), "m": ("length", "1"),
    "km": ("length", "1000"),
    "m2": ("area", "1"), "ha": ("area", "10000"), "km2": ("area", "1000000"),
    "L": ("volume", "1"), "hL": ("volume", "100"), "m3": ("volume", "1000"),
    "s": ("time", "1"), "minute": ("time", "60"), "h": ("time", "3600"),
    "%": ("share", "1"), "‰": ("share", "0.1"),
    "ct": ("EUR", "0.01"), "EUR": ("EUR", "1"), "EUR_HT": ("EUR_HT", "1"),
    "EUR_TTC": ("EUR_TTC", "1"),
}  # fmt: skip

# Nouns that are counted: after a number they are its unit as written, whatever the column expects.
COUNTED = word_set("""
    agent agents personne personnes marche marches lot lots projet projets reunion reunions
    entreprise entreprises structure structures vehicule vehicules repas dossier dossiers
    fournisseur fournisseurs participant participants acheteur acheteurs eleve eleves collegien
    collegiens college colleges site sites chantier chantiers operation operations action actions
    consultation consultations contrat contrats poste postes emploi emplois salarie salaries
    beneficiaire beneficiaires commune communes logement logements batiment batiments arbre arbres
    copieur copieurs imprimante imprimantes feuille feuilles page pages ramette ramettes
    rencontre rencontres visite visites formation formations stagiaire stagiaires elu elus
    usager usagers menage menages foyer foyers deces offre offres candidat candidats
    candidature candidatures indicateur indicateurs convention conventions association
    associations clause clauses trajet trajets deplacement deplacements voyage voyages enfant
    enfants velo velos borne bornes point_de_collecte equipement equipements unite unites
    semaine_type reservation reservations jeune jeunes femme femmes homme hommes apprenti apprentis
    """)

# Words after a number that are neither its unit nor what it counts.
NOT_NOUNS = word_set("""
    a ainsi alors apres au aucun autre autres aux avant avec car ce ces cet cette ceux chez comme
    contre d dans de depuis des donc dont du en entre environ est et etc fois hors il ils l la le
    les leur leurs lors mais max maxi maximum min mini minimum moins n ne ni non notamment nous
    on or ou par parmi pas pendant plus pour puis qu que quel qui s sans se selon seulement ses si
    soit sont sous sur tous tout toute toutes tres un une vers via y ht ttc par a e o c x
    """)

# Words in -é or -ée that are nouns: "14 salariés" counts, "1 proposée" does not.
NOUNS_IN_E = word_set("""
    salarie employe arrete delegue elue associe blesse comite marche musee lycee journee annee
    licencie depute allee procede pave fosse traite refugie abonne diplome invite assure
    administre retraite entree arrivee tournee dictee matinee soiree trophee cafe cle degre
    prepare conge dechetterie stagiaire agree interesse handicape jubile
    """)
