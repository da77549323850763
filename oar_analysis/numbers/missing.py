"""Marks of missing values: "n.c.", "sans objet", "Néant", "____", "?", "#REF!"..."""

from oar_analysis.numbers.clean import fold

_REASONS: dict[str, str] = {
    "not_communicated": "nc | n c | non communique | non transmis | non fourni | non renseigne | "
    "nr | n r | non repondu | sans reponse | pas de reponse | confidentiel | secret statistique | "
    "non declare | non precise | non transmise | non recu | absence de reponse | ncom | "
    "donnee non transmise | non com | non publie | non diffuse",
    "not_available": "nd | n d | "
    "non disponible | indisponible | na | n a | ? | ?? | ??? | - | -- | "
    "--- | / | // | . | .. | ... | * | inconnu | inconnue | non connu | non connue | en attente | "
    "a venir | en cours | a completer | a preciser | a definir | a determiner | non determine | "
    "non mesure | non mesurable | non calcule | non calculable | non evalue | non suivi | nsp | "
    "ne sait pas | pas de donnee | pas de donnees | donnee manquante | donnees manquantes | "
    "manquant | manquante | non quantifie | non chiffre | tbd | #n/a | n/d | null | nan | nd nd | "
    "donnee non disponible | donnees non disponibles | donnee indisponible | non estime | "
    "pas d'information | non dispo | non identifie | absence de donnee | absence de donnees | "
    "donnees indisponibles | non comptabilise | a renseigner | non produit | missing | unknown",
    "not_applicable": "so | s o | sans objet | non applicable | non concerne | non pertinent | "
    "n/a | hors champ | hors perimetre | pas concerne | ne s'applique pas | non eligible | so so",
    "none": "neant | sans | aucun | aucune | rien | none | nul | nulle | sans mini | sans maxi | "
    "sans minimum | sans maximum | sans mini ni maxi | sans mini sans maxi | "
    "sans minimum ni maximum | sans mini et sans maxi | sans minimum et sans maximum | "
    "sans mini maxi | pas de mini | pas de minimum | pas de maximum | pas de maxi | "
    "sans montant minimum | sans montant maximum | sans montant mini | sans montant maxi | "
    "sans minimum sans maximum | sans seuil",
}
_MARKS = {mark.strip(): reason for reason, marks in _REASONS.items() for mark in marks.split("|")}
_LONGEST = max(len(mark.split()) for mark in _MARKS)
_ERRORS = (
    "#ref!",
    "#div/0!",
    "#valeur!",
    "#value!",
    "#nom?",
    "#name?",
    "#nombre!",
    "#num!",
    "#nul!",
)
_TICKS = frozenset(
    {"x", "xx", "oui", "non", "ok", "o", "n", "vrai", "faux", "true", "false", "✓", "✔", "☑", "☒"}
)


def missing_reason(text: str) -> tuple[str | None, str]:
    """Return why a plain text holds no value, as a key of MISSING_REASONS, and a flag or "".

    (None, "") if the text is no mark of a missing value.

    >>> missing_reason("N.C."), missing_reason("sans objet en cours d'année")
    (('not_communicated', ''), ('not_applicable', ''))
    >>> missing_reason("1 proposée")
    (None, '')
    """
    head = fold(text[:300]).strip(" \n;\"'").strip()
    if not head or ("_" in head and not head.strip("_ .%€\n")):
        return "empty", ""
    if head.startswith(_ERRORS):
        return "unreadable", "error-value"
    if head in _TICKS:
        return "unreadable", "mark"
    words = " ".join(head.replace(".", " ").split())
    return _MARKS.get(head) or _MARKS.get(words) or _opening(head), ""


def _opening(head: str) -> str | None:
    """Return the reason of a mark within a longer text: of two words at least, or at its head."""
    before = " ".join(head.partition("(")[0].partition(":")[0].replace(".", " ").split())
    stripped = _without_endings(before)
    if stripped in _BARE and len(stripped) > 1:
        return _BARE[stripped]
    words = [_without_endings(word) for word in head.replace(",", " ").split()[:30]]
    for start in range(len(words)):
        for length in range(min(len(words) - start, _LONGEST), 1, -1):
            if (reason := _BARE.get(" ".join(words[start : start + length]))) is not None:
                return reason
    return _BARE.get(words[0]) if words and words[0] in {"neant", "aucun", "aucune"} else None


def _without_endings(text: str) -> str:
    """Return each word without the agreement of a participle: "communiquées" -> "communique"."""
    words = []
    for word in text.split():
        bare = word.rstrip("s") if len(word) > 4 else word
        ending = bare[:-1] if bare.endswith("ee") else bare
        words.append(word if word in {"sans", "pas", "mois"} else ending)
    return " ".join(words)


# The marks as they look without agreement, for longer texts: "données non communiquées".
_BARE = {_without_endings(mark): reason for mark, reason in _MARKS.items()}
