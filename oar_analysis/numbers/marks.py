"""Words around a number that bound it, round it or join it to another."""

from typing import Literal, NamedTuple

from oar_analysis.numbers.lexicon import word_set
from oar_analysis.numbers.tokens import Phrases, Token

Role = Literal["low", "high", "about", "between", "without", "nothing", "arrow", "tolerance"]
# "before" binds only the number that follows, "after" the one that precedes, "both" the nearest.
Side = Literal["before", "after", "both"]


class Mark(NamedTuple):
    """What a phrase does to a number, and on which side of it the phrase stands."""

    role: Role
    side: Side


_TABLE: dict[tuple[Role, Side], str] = {
    ("low", "before"): (
        "plus de | plus d' | superieur a | superieure a | superieurs a | superieures a | "
        "superieurs ou egaux a | superieures ou egales a | > | >= | ≥ | => | au-dela de | au dela "
        "de | a partir de | superieur ou egal a | superieure ou egale a | supérieur ou égale à | "
        "depasse | depassant | davantage que | pas moins de | supérieur aux | excede | depasse "
        "les | depassent | depassant les | excedant | de plus de | de plus d' | des plus de | et "
        "plus de | ou plus de | et plus d' | seuil bas | borne basse | + de | > a | >= a | ≥ a | "
        "> de | plus que | au dessus de | au-dessus de | sup. a | sup a"
    ),
    ("low", "both"): (
        "mini | minimum | mini. | min | min. | minimum de | minimum : | minimal | minimale | au "
        "moins | au minimum | a minima | mini de | minimum d' | plancher | plancher de | minimum "
        "annuel | mini/an | minimum/an | mini par an | minimum par an | minimun | minimium | "
        "mimimum | minimu | minumum | mimi | minni | miin | mnii | minii | miini | minin | minimm "
        "| minmum"
    ),
    ("low", "after"): (
        "et plus | ou plus | et au-dessus | et + | ou + | et davantage | et au-dela | ou davantage"
    ),
    ("high", "before"): (
        "inferieurs ou egaux a | inferieures ou egales a | moins de | moins d' | inferieur a | "
        "inferieure a | inferieurs a | inferieures a | seuil haut | borne haute | ne pouvant "
        "exceder | ne pouvant depasser | ne doit exceder | ne doit depasser | ne devra exceder | "
        "ne devra depasser | de moins de | de moins d' | et moins de | ou moins de | et moins d' "
        "| - de | depasse pas | depassera pas | depassant pas | excede pas | < | <= | ≤ | =< | < "
        "a | <= a | ≤ a | < de | moins que | inferieur ou egal a | inferieure ou egale a | "
        "jusqu'a | jusqu' a | dans la limite de | limite a | limitee a | pas plus de | n'excedant "
        "pas | ne depassant pas | plafonne a | plafonnee a | plafonnes a | au dessous de | "
        "au-dessous de | en dessous de | inf. a | inf a | sous les | ne peut exceder | ne pourra "
        "exceder | ne saurait exceder | pas exceder | sans exceder | ne peut depasser | ne pourra "
        "depasser | ne saurait depasser | pas depasser | sans depasser"
    ),
    ("high", "both"): (
        "maxi | maximum | maxi. | max | max. | maximum de | maximal | maximale | au plus | au "
        "maximum | a maxima | maxi de | maximum d' | plafond | plafond de | tout au plus | "
        "maxi/an | maximum/an | maxi par an | maximum par an | maximun | maximium | maxium | "
        "maximu | maxmum | maix | mxai | maxii | maxxi | mawi | maci | mazi | amxi | maximm | "
        "maxmium"
    ),
    ("high", "after"): "et moins | ou moins | et - de",
    ("about", "both"): (
        "environ | env | env. | ~ | ≈ | approximativement | approx | approx. | estime | estimee | "
        "estimes | estimees | estime a | estimee a | estimes a | estimatif | estimative | "
        "estimation | estimations | plus ou moins | a peu pres | ca. | est. | estim. | en moyenne "
        "environ"
    ),
    ("about", "before"): (
        "pres de | pres d' | quelque | quelques | autour de | aux alentours de | de l'ordre de | "
        "presque | aux environs de | avoisinant | avoisine | proche de | proches de | approche | "
        "a environ | un peu plus de | un peu moins de | voisin de | voisine de"
    ),
    ("between", "before"): (
        "entre | compris entre | comprise entre | mini/maxi : | minimum/maximum : | mini-maxi : | "
        "mini et maxi : | min/max :"
    ),
    ("without", "before"): "sans | pas de | ni | aucun | aucune",
    ("tolerance", "before"): "+/- | ± | + ou -",
    ("arrow", "before"): "-> | --> | ---> | → | ⇒ | ➔ | ➜",
    ("nothing", "before"): (
        "=> : | de plus | en plus | en moins | au plus tard | plus ou moins value | de plus en "
        "plus | min/max"
    ),
}
MARKS: Phrases[Mark] = Phrases(
    {
        phrase.strip(): Mark(role, side)
        for (role, side), phrases in _TABLE.items()
        for phrase in phrases.split("|")
    }
)

# A number after one of these names a thing: "lot 2", "TC 1", "euro 5", "article 12".
_REFERENCES = word_set("""
    lot lots phase phases tranche tranches article articles art n no num numero numeros axe axes
    action actions indicateur indicateurs annexe annexes page pages ligne lignes section sections
    categorie categories classe classes type types niveau euro norme tc tf bp etape etapes
    avenant avenants marche_n option options variante variantes objectif titre chapitre figure
    tableau crit a4 zone zones secteur groupe scope scopes iso cat mapa t s q trimestre semestre
    p pp poste onglet pse ps annee annees periode periodes
    reconduction reconductions semaine departement dpt crit'air critair
    conditionnelle conditionnelles optionnelle optionnelles
    """)
# The number after one of these is a code, however long: "compte 60611", "RD 940".
_CODES = word_set("""
    compte comptes article articles art chapitre nature fonction code cpv rd rn imputation mandat
    facture bordereau engagement deliberation
    """)
_MONEY_AFTER = frozenset({"%", "€", "eur", "euro", "euros", "ht", "ttc", "k", "m", "md"})
_ORDINALS = word_set("er ere re eme emes e es nd nde ieme iemes ier iere me iemes")
YEAR_BEFORE = word_set("""
    en annee annees exercice exercices depuis fin debut avant apres campagne horizon courant
    rentree saison millesime ici bilan objectif cible an dont_en idem vs
    donnees donnee chiffres resultats
    """)
# The year named after these is not the year that the value was observed.
YEAR_APART = word_set("depuis avant apres ici horizon objectif cible a")
FALLING = word_set("baisse diminution recul reduction chute baissent diminue perte ↘ ▼ ⬇ ↓ ⇩ 🔽")
# Words of a value that another is held against: "10 % (objectif : 15 %)".
COMPARED = word_set("""
    objectif objectifs cible cibles seuil seuils legal legale legaux obligation moyenne contre
    prevu prevue prevus prevision previsionnel reference rappel attendu vise
    """)
DURATIONS = word_set("an mois jour semaine")
DURATION_BEFORE = word_set(
    "sur pendant durant pour dans sous chaque tous les en depuis de reconductible duree"
)


def reference_end(tokens: list[Token], index: int) -> int:
    """Return the index after "lot 2", "TC1", "lots 1, 2 et 3", or 0 if it is none of them."""
    word, place = tokens[index], index + 1
    glued = tokens[place].kind == "digits" and tokens[place].gap == 0
    if not glued:
        if word.key not in _REFERENCES and word.key not in _CODES:
            return 0
        while tokens[place].key in {"°", ".", "o", "n", "numero"} and tokens[place].gap <= 1:
            place += 1
        coded = word.key in _CODES or any(one.key == "°" for one in tokens[index:place])
        if not _short(tokens, place) and word.key != "iso" and not (coded and _code(tokens, place)):
            return 0
        if tokens[place].kind != "digits":
            return 0
    place += 1
    while tokens[place].key in {",", "et", "a", "-", "/", "&", ".", "+"} and _short(
        tokens, place + 1
    ):
        if tokens[place].key in {"/", "-", ".", "+"} and tokens[place + 1].gap:
            break
        if not glued and not word.key.endswith("s") and tokens[place].key in {",", "et", "a", "&"}:
            break
        place += 2
    while tokens[place].kind in {"word", "digits"} and tokens[place].gap == 0:
        place += 1
    return place


def _short(tokens: list[Token], place: int) -> bool:
    """Tell whether a number of one or two digits that counts nothing stands here."""
    token = tokens[place]
    if token.kind != "digits" or len(token.text) > 2:
        return False
    after = tokens[place + 1]
    grouped = after.kind == "digits" and after.gap <= 2 and len(after.text) == 3
    return not grouped and after.key not in {"%", "€"}


def _code(tokens: list[Token], place: int) -> bool:
    """Tell whether digits that open no amount stand here."""
    after = tokens[place + 1] if tokens[place].kind == "digits" else None
    if after is None or after.key in _MONEY_AFTER:
        return False
    return not (after.kind == "digits" and after.gap <= 2 and len(after.text) == 3)


def is_ordinal(tokens: list[Token], index: int) -> bool:
    """Tell whether the word after a number makes it an ordinal: "1er", "3èmes", "2 nd"."""
    token = tokens[index]
    if token.key in _ORDINALS:
        sticks = token.gap == 0 or (token.gap == 1 and token.key in {"nd", "eme", "emes", "er"})
        after = tokens[index + 1]
        goes_on = after.kind == "digits" or after.key in {"+", "-"}  # "1e+15"
        return sticks and not (goes_on and after.gap == 0)
    return False
