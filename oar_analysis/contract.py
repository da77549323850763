"""The tidy contract: columns, units, statuses and reasons that every room shares.

A row of *observations* is one indicator x measure x breakdown x year x origin x vintage.
The three tables are published with a Frictionless ``datapackage.json`` whose titles and
descriptions come from here, so that what the code calls a column is what the reader is told.
"""

from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Literal, NamedTuple

FieldType = Literal["string", "integer", "number", "boolean", "date"]

Measure = Literal["level", "change", "share", "index"]
Direction = Literal["up", "down", "none"]
Severity = Literal["error", "warning", "info"]
Origin = Literal["published", "derived"]

MEASURES: tuple[str, ...] = ("level", "change", "share", "index")

# SDMX code list CL_OBS_STATUS, the part of it that reviews need.
STATUSES: dict[str, str] = {
    "A": "valeur normale",
    "E": "valeur estimée",
    "P": "valeur provisoire",
    "F": "prévision",
    "B": "rupture de série",
    "O": "valeur manquante",
    "L": "donnée existante, non collectée",
    "M": "donnée qui ne peut pas exister",
}

# How grave a finding is, in the word that terminal, table and page share.
SEVERITIES: dict[str, str] = {
    "error": "erreur",
    "warning": "avertissement",
    "info": "information",
}

# Why a value is missing: the code kept in `missing_reason`'s first words, and what pages say.
MISSING_REASONS: dict[str, str] = {
    "not_communicated": "non communiqué",
    "not_available": "non disponible",
    "not_applicable": "sans objet",
    "none": "néant",
    "empty": "cellule vide",
    "not_started": "action non démarrée",
    "unreadable": "cellule illisible",
    "wrong_unit": "unité inattendue",
}


class Field(NamedTuple):
    """A column: its name, its Table Schema type, its French title and description."""

    name: str
    type: FieldType
    title: str
    description: str


OBSERVATIONS: tuple[Field, ...] = (
    Field("indicator", "string", "Indicateur", "Code de l'indicateur, par exemple 1-1.5.3"),
    Field("action", "string", "Action", "Code de l'action, vide pour une donnée du schéma entier"),
    Field("axis", "integer", "Axe", "Numéro de l'axe, vide pour une donnée du schéma entier"),
    Field("measure", "string", "Mesure", "level (niveau), change (évolution), share (part), index"),
    Field("breakdown", "string", "Ventilation", "Vide pour l'ensemble, sinon la partie observée"),
    Field("year", "integer", "Année", "Année observée ; pour une période, sa première année"),
    Field("period", "string", "Période", "Date ou intervalle ISO 8601 hors année civile"),
    Field("value", "number", "Valeur", "Valeur, vide si absente ; 27,3 % s'écrit 27.3"),
    Field("decimals", "integer", "Décimales", "Nombre de décimales publiées"),
    Field("low", "number", "Borne basse", "Borne basse de « plus de », « entre »"),
    Field("high", "number", "Borne haute", "Borne haute de « moins de », « entre »"),
    Field("unit", "string", "Unité", "Unité canonique : %, point, km, L, kWh, t, kg/poste, h, 1…"),
    Field("status", "string", "Statut", "Statut SDMX CL_OBS_STATUS : A, E, P, F, B, O, L ou M"),
    Field("missing_reason", "string", "Motif d'absence", "Pourquoi la valeur manque"),
    Field("origin", "string", "Origine", "published (publiée) ou derived (calculée)"),
    Field("vintage", "integer", "Campagne", "Année de la campagne qui a donné la valeur"),
    Field("source_file", "string", "Fichier source", "Fichier brut, relatif à data/raw"),
    Field("source_cell", "string", "Cellule source", "Adresse de la cellule (Feuille!B4 ou B4)"),
    Field("source_sha256", "string", "Empreinte", "Empreinte SHA-256 du fichier brut"),
    Field("note", "string", "Note", "Mentions portées par la cellule ou par le calcul"),
)

FINDINGS: tuple[Field, ...] = (
    Field("severity", "string", "Gravité", "error, warning ou info"),
    Field("rule", "string", "Règle", "Nom de la règle de contrôle"),
    Field("action", "string", "Action", "Code de l'action"),
    Field("indicator", "string", "Indicateur", "Code de l'indicateur"),
    Field("year", "integer", "Année", "Année concernée"),
    Field("file", "string", "Fichier", "Fichier lu, relatif à data/raw"),
    Field("cell", "string", "Cellule", "Adresse de la cellule"),
    Field("got", "string", "Lu", "Ce qui a été lu"),
    Field("expected", "string", "Attendu", "Ce qui était attendu"),
    Field("message", "string", "Constat", "Le constat, en une phrase"),
    Field("remedy", "string", "Que faire", "Ce que l'on peut faire"),
)

VERDICTS: tuple[Field, ...] = (
    Field("indicator", "string", "Indicateur", "Code de l'indicateur"),
    Field("breakdown", "string", "Ventilation", "Partie observée"),
    Field("year", "integer", "Année", "Année jugée"),
    Field("target", "number", "Cible", "Valeur à atteindre, vide sans cible"),
    Field("target_year", "integer", "Échéance", "Année de la cible"),
    Field("authority", "string", "Autorité", "own (cible du schéma) ou nom de la règle"),
    Field("in_force", "boolean", "En vigueur", "La règle s'applique-t-elle l'année jugée ?"),
    Field("observed_rate", "number", "Rythme observé", "Taux annuel, en fraction (0.0224)"),
    Field("required_rate", "number", "Rythme requis", "Taux annuel requis, en fraction"),
    Field("ratio", "number", "Rapport", "Rythme observé sur rythme requis, en fraction"),
    Field("verdict", "string", "Verdict", "achieved, on_track, acceleration_needed, limited…"),
    Field("evidence", "integer", "Points", "Nombre d'années utilisées"),
    Field("comment", "string", "Commentaire", "Calcul, réserve ou motif de non-comparaison"),
)

OBSERVATION_COLUMNS: list[str] = [field.name for field in OBSERVATIONS]
FINDING_COLUMNS: list[str] = [field.name for field in FINDINGS]
VERDICT_COLUMNS: list[str] = [field.name for field in VERDICTS]

# What makes a row of observations unique.
# The unit is part of it: a share changes both in points and in per cent.
OBSERVATION_KEY: list[str] = [
    "indicator",
    "measure",
    "breakdown",
    "year",
    "unit",
    "origin",
    "vintage",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check noticed: what was read, where, what was expected, what to do."""

    severity: Severity
    rule: str
    message: str
    remedy: str
    action: str = ""
    indicator: str = ""
    year: int | None = None
    file: str = ""
    cell: str = ""
    got: str = ""
    expected: str = ""

    def as_row(self) -> dict[str, object]:
        """Return the finding as a row with the columns of FINDINGS."""
        row = asdict(self)
        return {name: row[name] for name in FINDING_COLUMNS}


def pandas_dtypes(fields: tuple[Field, ...]) -> dict[str, str]:
    """Return the pandas dtype of each column: nullable integers, floats and text.

    >>> pandas_dtypes(OBSERVATIONS)["year"]
    'Int64'
    """
    names = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}
    return {field.name: names.get(field.type, "str") for field in fields}


# What a review writes of its figures: a file of the campaign that is no table of the register.
CLAIMS_FILE = "affirmations.csv"
# Left beside the data by the system, an editor or an office suite: nobody sent it.
_LEFT_BEHIND = (".*", "~$*", "*~", "*.tmp", "thumbs.db", "desktop.ini", "__macosx")


def is_left_behind(path: PurePath) -> bool:
    """Tell whether a file (its path below the data folder) is no data: a lock, a thumbnail.

    >>> is_left_behind(PurePath("Thumbs.db")), is_left_behind(PurePath("v2/réponse.ods"))
    (True, False)
    """
    names = [part.lower() for part in path.parts]
    return any(fnmatchcase(name, glob) for name in names for glob in _LEFT_BEHIND)
