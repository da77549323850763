"""The directorates' workbook: what its sheets are made of, for whoever writes or reads one.

Each sheet is one action. Its first row and first column are hidden: the row names the columns,
the column names the lines, so that a workbook is read back whatever was moved, inserted or
renamed around them. A hidden sheet keeps what was sent, line by line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from oar_analysis.contract import MISSING_REASONS
from oar_analysis.french import unit_label
from oar_analysis.scheme.asked import Key, Part, Question

FORMAT = "1"
# What tells a cell, and so a sheet and a file, as ours.
SIGN = "oar-classeur"
MARKER_SHEET = "_oar"
GUIDE_SHEET = "Lisez-moi"
SCHEME_SHEET = "Schéma"
TEXT = "texte"
# What the first lines of the hidden sheet are called.
BODY, YEAR, RESPONDENT = "organisme", "campagne", "direction"


class Column(NamedTuple):
    """A column of a sheet: its code (hidden row), its title ({year} filled in), its width."""

    code: str
    title: str
    width: float
    typed: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("indicateur", "Indicateur", 30),
    Column("definition", "Définition", 44),
    Column("serie", "Donnée demandée", 30),
    Column("unite", "Unité", 10),
    Column("precedent", "Valeur {before}", 14),
    Column("valeur", "Valeur {year}", 14, typed=True),
    Column("statut", "Statut", 13, typed=True),
    Column("arrete", "Arrêtée au (si avant la fin de l'année)", 14, typed=True),
    Column("motif", "Motif, si la valeur manque", 20, typed=True),
    Column("commentaire", "Commentaire", 34, typed=True),
)

# The keys of the rows that hold neither figure nor text.
TITLE_KEY, CAMPAIGN_KEY, HEADER_KEY, TEXTS_KEY = "titre", "campagne", "entete", "textes"

# The texts asked for about each action: the sections of its page, and what to write in them.
NARRATIVES: dict[str, str] = {
    "Réalisations": "Ce qui a été fait dans l'année.",
    "Analyse": "Ce que disent les chiffres : ce qui explique leur évolution, leurs limites.",
    "Perspectives": "Ce qui est prévu pour la suite.",
}

STATUSES: dict[str, str] = {"définitive": "A", "provisoire": "P", "estimée": "E"}

# How the note of an observation begins what the directorate wrote beside its answer.
ASIDES = ("Motif saisi : ", "Valeur arrêtée au ", "Arrêtée au : ", "Commentaire de la direction : ")

# A cell left empty or that cannot be read is no reason: only what a person can know is offered.
REASONS: dict[str, str] = {
    MISSING_REASONS[key]: key
    for key in ("not_communicated", "not_available", "not_applicable", "none", "not_started")
}


def aside(note: str) -> str:
    r"""Return what a directorate wrote beside its answer, from the note of its observation.

    >>> aside("Compte des lots.; Commentaire de la direction : neuf mois\nsur douze.")
    'Commentaire de la direction : neuf mois sur douze'
    """
    starts = [note.find(one) for one in ASIDES if one in note]
    told = " ".join(note[min(starts) :].split()) if starts else ""
    return re.sub(r"\s*;\s+", " ; ", told).rstrip(".")


class Line(NamedTuple):
    """A line as it was sent: its action and key, and the texts that it shows."""

    action: str
    key: str
    indicateur: str
    serie: str
    unite: str
    precedent: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What a workbook says of itself: for whom it was made, and what it held when it was sent."""

    body: str
    year: int
    respondent: str
    lines: tuple[Line, ...] = ()


def sign(year: int, action: str, respondent: str) -> str:
    """Return the text of the hidden corner cell of a sheet.

    >>> read_sign(sign(2018, "1-1.5", "Direction des Achats"))
    (2018, '1-1.5', 'Direction des Achats')
    """
    return "|".join((SIGN, FORMAT, str(year), action, respondent))


def read_sign(text: str) -> tuple[int, str, str] | None:
    """Return the year, action and directorate of a corner cell, None if it is not one of ours."""
    parts = text.split("|", 4)
    if len(parts) != 5 or parts[0] != SIGN or not parts[2].isdecimal():
        return None
    return int(parts[2]), parts[3], parts[4]


def key_text(key: Key) -> str:
    """Return the key of a line: indicator/breakdown/measure.

    >>> key_text(("1-1.5.3", "km", "level"))
    '1-1.5.3/km/level'
    """
    return "/".join(key)


def read_key(text: str) -> Key:
    """Return the series that a line is of; the breakdown may hold a slash.

    >>> read_key("1-1.5.3/L/100 km/level")
    ('1-1.5.3', 'L/100 km', 'level')
    """
    indicator, _, rest = text.partition("/")
    breakdown, _, measure = rest.rpartition("/")
    return indicator, breakdown, measure


def text_key(section: str) -> str:
    """Return the key of the line of a text.

    >>> text_key("Analyse")
    'texte|Analyse'
    """
    return f"{TEXT}|{section}"


def sheet_name(part: Part) -> str:
    """Return the name of the sheet of an action: its code, as spreadsheets accept it."""
    return sheet_title(part.code)


def sheet_title(action: str) -> str:
    """Return the name of the sheet of an action by its code, "" for the scheme as a whole."""
    name = "".join("_" if letter in r"[]:*?/\'" else letter for letter in action)
    return name[:31] or SCHEME_SHEET


def lines_of(part: Part, before: dict[Key, str]) -> Iterator[tuple[Line, Question]]:
    """Yield the lines of an action's figures; `before` shows the value of the year before.

    The name of an indicator stands on the first of its lines only.
    """
    last = ""
    for one in part.questions:
        code = one.indicator.code
        name = f"{code} {one.indicator.label}" if code != last else ""
        last = code
        line = Line(
            part.code, key_text(one.key), name, one.series.label,
            unit_words(one.series.unit), before.get(one.key, ""),
        )  # fmt: skip
        yield line, one


def column_titles(year: int) -> dict[str, str]:
    """Return the title of each column in a campaign.

    >>> column_titles(2018)["precedent"]
    'Valeur 2017'
    """
    return {one.code: one.title.format(year=year, before=year - 1) for one in COLUMNS}


def unit_words(unit: str) -> str:
    """Return how a unit is told to the person who types the value.

    >>> unit_words("1"), unit_words("EUR"), unit_words("km")
    ('nombre', '€', 'km')
    """
    return "nombre" if unit == "1" else unit_label(unit)
