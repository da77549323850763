"""What a cell gives: quantities and periods, and what each flag on them means."""

from dataclasses import dataclass

# Each flag says in French why a reading wants a second look; none of them changes a value.
FLAGS: dict[str, str] = {
    "ambiguous-thousands": "trois chiffres après un seul séparateur : milliers ou décimales",
    "irregular-grouping": "chiffres groupés de façon irrégulière",
    "double-space-grouping": "deux espaces entre les milliers",
    "space-in-decimals": "espace à l'intérieur des décimales",
    "one-space": "deux nombres séparés par une seule espace",
    "leading-zero": "zéro en tête",
    "malformed": "nombre mal formé",
    "scientific": "notation scientifique",
    "identifier": "identifiant (SIRET, CPV, téléphone…), pas une valeur",
    "no-value": "texte sans valeur",
    "count-without-noun": "nombre suivi d'un adjectif, sans ce qui est compté",
    "not-a-number-column": "la colonne n'attend pas de nombre",
    "date": "date ou période, pas une valeur",
    "scale-legend": "légende d'une échelle, pas une valeur",
    "mark": "marque ou case cochée, pas une valeur",
    "error-value": "erreur de tableur",
    "year-like": "le nombre pourrait être une année",
    "unit-mismatch": "unité différente de celle qu'attend la colonne",
    "unit-assumed": "unité de la colonne supposée devant un mot inconnu",
    "max-below-min": "maximum inférieur au minimum",
    "wide-range": "bornes très éloignées",
    "letter-zero": "lettre O comprise comme un zéro",
    "placeholder": "suite de 9, peut-être une valeur de remplissage",
    "parts-not-total": "les parties entre parenthèses ne font pas le total",
    "very-large": "montant très élevé écrit en chiffres",
    "azerty-dash": "« 6 » compris comme un tiret (même touche)",
    "dash-ambiguous": "tiret ou signe moins",
    "accounting-negative": "parenthèses comprises comme un signe moins",
    "parentheses": "valeur entre parenthèses",
    "trailing-minus": "signe moins après le nombre",
    "trailing-dash": "tiret après le nombre",
    "direction-in-words": "sens de l'évolution donné en mots",
    "fraction": "fraction",
    "score": "note sur un maximum",
    "hours-minutes": "heures et minutes",
    "euros-centimes": "euros et centimes",
    "questioned": "point d'interrogation auprès de la valeur",
    "footnote": "appel de note",
    "min-ambiguous": "« min » : minutes ou minimum",
    "multiplier-assumed": "« k » ou « M » compris comme milliers ou millions",
    "repaired-encoding": "encodage réparé",
    "too-long": "texte trop long pour une cellule",
    "lost-character": "caractère perdu (�) dans le texte",
    "product": "multiplication écrite, non effectuée",
    "from-to": "passage d'une valeur à une autre",
    "tolerance": "incertitude « ± », non appliquée",
    "out-of": "« n sur m » : les deux nombres sont gardés",
    "rate": "taux « pour 1 000 », dénominateur dans l'étiquette",
    "frequency": "fréquence (« fois »)",
    "alternative": "« ou » entre deux valeurs",
    "odd-joint": "signe inattendu entre deux nombres",
    "schedule": "horaire ou disponibilité (24h/24, 7j/7), pas une valeur",
    "heading": "nombre dans l'intitulé d'une autre valeur",
    "compared": "valeur de comparaison (objectif, seuil, moyenne)",
    "slash-typo": "barre oblique manquante ou doublée",
    "impossible": "date impossible",
    "incomplete": "date incomplète",
    "two-digit-year": "année sur deux chiffres",
    "unread-words": "mots que la lecture n'interprète pas auprès de la valeur",
    "bounds-apart": "minimum et maximum lus comme deux valeurs",
    "order-reversed": "fin avant le début",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity read in a cell.

    `value` is None for a range (see `low`, `high`) and where nothing can be read (see `missing`).
    A one-sided bound sets `low` or `high` and `value`. A percentage is 27.3, never 0.273.
    `unit` is a canonical code, the counted noun as written ("réunions"), or None where the cell
    says nothing. `label` holds the words attached to the quantity. `missing` is None or a key of
    `contract.MISSING_REASONS`. `flags` are keys of `FLAGS`, or "bracket:…" followed by what a
    bracket, or a number of another kind than the column's, adds to a value already
    given. `decimals` counts the digits after the comma, in `unit`.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    label: str = ""
    year: int | None = None
    approximate: bool = False
    missing: str | None = None
    flags: tuple[str, ...] = ()
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A day or period: ISO 8601 bounds (None if open or unreadable), ISO text, and flags.

    `text_iso` is "2017-04-05", "2013-10-01/2014-10-01", "2014-Q1", "2014", "2017-12-12/"… or ""
    where the text is refused.
    """

    start: str | None = None
    end: str | None = None
    text_iso: str = ""
    flags: tuple[str, ...] = ()
