"""Words of a cell that the grammar did not use: where they may change a value, a doubt is told.

A reading is trusted without a second look where the words around its numbers are a heading
("Lot 2 : 12 000 €"), a complement ("12 t de papier"), a bracket that names, or of the everyday
language of budgets and contracts. Any other word may bound, scale or qualify a number in a way
that no rule knows ("ne franchira pas 90 000 €"): the value stays, flagged `unread-words`.
"""

import re
from collections.abc import Iterable, Sequence

from oar_analysis.numbers.draft import Draft
from oar_analysis.numbers.lexicon import word_set
from oar_analysis.numbers.marks import FALLING
from oar_analysis.numbers.tokens import Token

FLAG = "unread-words"

# Everyday words of a cell, which change no value that they stand beside.
_EVERYDAY = (
    word_set("""
    a au aux avec c ce cette chez d dans de des dont du elle en est et il ils je l la le les leur
    leurs nous on ou par pour qu que qui s sa se ses son sont soit sur tous toute toutes un une y
    accord acompte acomptes annee annees article avance bc bon bons bpu budget cadre commande
    commandes contrat contrats convention conventions cout couts credit credits depense depenses
    dotation dqe duree ferme fermes fonctionnement forfait forfaitaire forfaitaires global globale
    globaux initial initiale investissement lot lots marche marches montant montants montat montnat
    motnant mt nb nombre notification offre part partie parties participation prestation
    prestations prix rapport reception recette recettes signature solde somme subvention
    subventions taux tc tf titre total totale totaux tranche tranches valeur versement versements
    augmentation evolution hausse progression population
    """)
    | FALLING
)  # a fall is told by a flag of its own

# The number after one of these, or the one it follows, is not what it seems: a bound, a scale, a
# tax, a period or a negation that no rule took.
_TELLING = re.compile(
    r"(?:ht|ttc|tva|hors|non|pas|sans|sauf|ni|jamais|aucune?|nul|moins|plus|mini?|maxi?|k|m|md|"
    r"cent|mille|an|ans|mois|jours?|semaines?|demi|double|triple|moitie|tiers|quart|"
    r"(?:taxe|dep+as|exced|superieur|inferieur|minim|maxim|plafon|plancher|limit|fourchette|"
    r"fixe|egal|annuel|mensuel|trimestriel|semestriel|hebdomadaire|quotidien|journalier|"
    r"million|milliard|millier|centaine|dizaine|douzaine|divis|multipli|"
    r"reconduc|renouvel|franchi|attein|superi|inferi|gratuit|annul|corrig|remplac|erreur|erron|"
    r"estim|environ|approx)\w*)"
)
_TAX_WORDS = word_set("ht ttc h t c hors tva taxe taxes toutes comprises")
_COMPLEMENT = frozenset({"de", "d", "du", "des", "en", "par"})
_MOST_WORDS = 6


def has_unread_words(tokens: Sequence[Token], unread: Iterable[int], drafts: list[Draft]) -> bool:
    """Tell whether words that no rule took may change what was read.

    `unread` gives the places of the words, in order; `drafts` the numbers as the walk left them,
    in order.

    >>> from oar_analysis.numbers import parse_cell
    >>> parse_cell("ne franchira point 90 000 €")[0].flags
    ('unread-words',)
    >>> parse_cell("Construction du collège : 90 000 €")[0].flags
    ()
    """
    runs: dict[int, list[int]] = {}
    number = 0
    for place in unread:
        while number < len(drafts) and drafts[number].start <= tokens[place].start:
            number += 1
        glued = place > 0 and tokens[place].gap == 0 and tokens[place - 1].kind == "digits"
        if glued or tokens[place].key not in _EVERYDAY:
            runs.setdefault(number, []).append(place)
    return any(not _is_told(tokens, run, drafts, number) for number, run in runs.items())


def is_in_title(tokens: Sequence[Token], drafts: list[Draft]) -> bool:
    """Tell whether the only number of a text that no column explains follows words: "BIKE 34"."""
    one = drafts[0]
    bare = one.unit is None and not (one.bounded or one.about or one.out_of or one.power)
    computed = not {"x", "par"}.isdisjoint(one.joint)  # "x 2,5", "multiplié par 3"
    return len(drafts) == 1 and bare and not computed and tokens[0].kind == "word"


def _is_told(tokens: Sequence[Token], run: list[int], drafts: list[Draft], number: int) -> bool:
    """Tell whether the words between two numbers head the second or complete the first."""
    if number < len(drafts):
        run = _without_tax(tokens, run, drafts[number].start)
    if not run:
        return True
    if any(_TELLING.fullmatch(tokens[place].key) for place in run):
        return False
    if number < len(drafts) and _heads(tokens, run[-1], drafts[number].start):
        return True
    return number > 0 and _completes(tokens, run, drafts[number - 1])


def _without_tax(tokens: Sequence[Token], run: list[int], start: int) -> list[int]:
    """Return the words but those that name the tax of the number right after: "HT : 12 €"."""
    place = run[-1] + 1
    while tokens[place].key in {".", ":", "=", ")"}:
        place += 1
    kept = list(run)
    while tokens[place].start == start and kept and tokens[kept[-1]].key in _TAX_WORDS:
        kept.pop()
    return kept


def _heads(tokens: Sequence[Token], last: int, start: int) -> bool:
    """Tell whether a colon stands between a word and the number that it heads."""
    place = last + 1
    while tokens[place].start < start and tokens[place].kind != "end":
        if tokens[place].key in {":", "="}:
            return True
        place += 1
    return False


def _completes(tokens: Sequence[Token], run: list[int], before: Draft) -> bool:
    """Tell whether words go on about the number before them: "690 acheteurs publics", "4 (EA)"."""
    first = run[0]
    while first and tokens[first - 1].start >= before.end:
        first -= 1
    if len(run) > _MOST_WORDS:
        return False
    if tokens[first].key == "(" or (before.unit and tokens[first].key in _COMPLEMENT):
        return True
    counted = before.noun or "/" in (before.unit or "")
    return counted and tokens[first].kind == "word" and tokens[first].text[0].islower()
