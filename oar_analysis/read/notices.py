"""The findings that reading leaves: in French, one a rule and sheet, naming the first places."""

from collections.abc import Sequence

from oar_analysis.contract import Finding, Severity
from oar_analysis.read.cells import Cell, Sheet, split_address
from oar_analysis.read.encoding import Decoded
from oar_analysis.read.rejoin import Rejoined
from oar_analysis.read.source import Source

SHOWN = 5


def notice(  # noqa: PLR0913 (the columns of a finding)
    source: Source, severity: Severity, rule: str, message: str, remedy: str, *,
    cell: str = "", got: str = "", expected: str = "",
) -> Finding:  # fmt: skip
    """Return a finding about the file."""
    return Finding(
        severity=severity, rule=rule, message=message, remedy=remedy,
        file=source.name, cell=cell, got=got, expected=expected,
    )  # fmt: skip


def places(addresses: Sequence[object]) -> str:
    """Return the first places of a list, and how many there are in all.

    >>> places(["A1", "A2"]), places([1, 2, 3, 4, 5, 6, 7])
    ('A1, A2', '1, 2, 3, 4, 5… (7 en tout)')
    """
    shown = ", ".join(str(address) for address in addresses[:SHOWN])
    return shown if len(addresses) <= SHOWN else f"{shown}… ({len(addresses)} en tout)"


def repaired_encoding(source: Source, decoded: Decoded) -> Finding:
    """Lines written in another encoding than the rest of the file."""
    return notice(
        source, "warning", "encodage-mixte",
        "Des lignes étaient écrites dans un autre encodage que le reste du fichier ; elles ont été "
        "relues dans le leur.",
        "Vérifier leurs accents, et enregistrer le fichier en UTF-8.",
        got=f"lignes {places(sorted(decoded.repaired))}", expected=decoded.encoding,
    )  # fmt: skip


def wrapped_lines(source: Source) -> Finding:
    """Lines quoted whole, as a csv opened as one column and saved again."""
    return notice(
        source, "warning", "ligne-entre-guillemets",
        "Chaque ligne était entre guillemets, comme une seule cellule ; elle a été découpée.",
        "Enregistrer de nouveau le fichier depuis l'original, et vérifier ses cellules.",
    )  # fmt: skip


def lone_quote(source: Source) -> Finding:
    """A quote that is never closed."""
    return notice(
        source, "warning", "guillemet-isole",
        "Un guillemet n'est jamais refermé ; les guillemets ont été lus comme du texte.",
        "Fermer le guillemet, ou l'enlever, et vérifier les cellules voisines.",
    )  # fmt: skip


def repaired_commas(source: Source, records: Sequence[int]) -> Finding:
    """Numbers whose decimal comma was taken for a separator."""
    return notice(
        source, "warning", "virgule-decimale",
        "Des virgules sans guillemets coupaient des valeurs en deux ; elles ont été recollées, la "
        "seule façon de retrouver le nombre de colonnes de l'en-tête.",
        "Enregistrer le fichier avec des points-virgules, ou les valeurs entre guillemets.",
        got=f"lignes {places([index + 1 for index in records])}",
    )  # fmt: skip


def misaligned(source: Source, index: int, rejoined: Rejoined) -> Finding:
    """A record with too many fields that can be joined in several ways, or in none."""
    return notice(
        source, "error", "ligne-ambigue",
        "La ligne a plus de cellules que l'en-tête, et rien ne dit lesquelles recoller.",
        "Mettre entre guillemets les valeurs qui contiennent une virgule.",
        cell=f"A{index + 1}", got=f"{len(rejoined.fields[index])} cellules",
        expected=f"{rejoined.width} cellules",
    )  # fmt: skip


def ragged(source: Source, rejoined: Rejoined) -> list[Finding]:
    """Records that are shorter or longer than the header."""
    width, header = rejoined.width, rejoined.header
    if header is None:
        return []
    short, long = [], []
    for index in range(header + 1, len(rejoined.fields)):
        record = rejoined.fields[index]
        if 1 < len(record) < width and sum(map(bool, record)) > 1:
            short.append(index + 1)
        elif len(record) > width and any(record[width:]) and index not in rejoined.ambiguous:
            long.append(index + 1)
    found = []
    if short:
        found.append(notice(
            source, "warning", "ligne-courte", "Des lignes ont moins de cellules que l'en-tête.",
            "Vérifier qu'aucune valeur n'y manque au milieu.",
            cell=f"A{short[0]}", got=f"lignes {places(short)}", expected=f"{width} cellules",
        ))  # fmt: skip
    if long:
        found.append(notice(
            source, "warning", "ligne-longue", "Des lignes ont plus de cellules que l'en-tête.",
            "Vérifier qu'aucun séparateur ne s'est glissé dans une valeur.",
            cell=f"A{long[0]}", got=f"lignes {places(long)}", expected=f"{width} cellules",
        ))  # fmt: skip
    return found


# What a flag on office cells tells about the whole sheet: severity, rule, message, remedy.
OFFICE: dict[str, tuple[Severity, str, str, str]] = {
    "hidden-sheet": (
        "warning", "feuille-masquee", "La feuille est masquée ; elle a été lue.",
        "Vérifier qu'elle doit servir ; sinon la supprimer du classeur.",
    ),
    "hidden-row": (
        "warning", "ligne-masquee", "Des lignes sont masquées ou filtrées ; elles ont été lues.",
        "Vérifier qu'elles doivent compter ; sinon les supprimer.",
    ),
    "hidden-column": (
        "warning", "colonne-masquee", "Des colonnes sont masquées ; elles ont été lues.",
        "Vérifier qu'elles doivent servir ; sinon les supprimer.",
    ),
    "formula-no-value": (
        "warning", "formule-sans-valeur", "Des formules non calculées n'ont pas de valeur.",
        "Ouvrir le classeur dans un tableur, l'enregistrer, et l'envoyer de nouveau.",
    ),
    "error": (
        "warning", "cellule-en-erreur", "Des cellules affichent une erreur de calcul.",
        "Corriger leurs formules dans le classeur.",
    ),
    "hidden-value": (
        "info", "format-masquant", "Un format de cellule cache des valeurs ; elles ont été lues.",
        "Donner à ces cellules un format qui montre leur valeur.",
    ),
    "hidden-sign": (
        "warning", "signe-masque", "Un format de cellule cache le signe moins ; il a été lu.",
        "Donner à ces cellules un format qui montre leur signe.",
    ),
    "scaled": (
        "warning", "format-en-milliers",
        "Le format de certaines cellules montre des milliers ou des millions.",
        "Vérifier l'unité de la colonne : la cellule contient le nombre entier.",
    ),
}  # fmt: skip


def office(source: Source, sheet: Sheet) -> list[Finding]:
    """Return one finding for each kind of trap met in the sheet."""
    met: dict[str, list[Cell]] = {flag: [] for flag in OFFICE}
    for row in sheet.rows:
        for cell in row:
            for flag in cell.flags:
                if flag in met and (cell.text or flag == "formula-no-value"):
                    met[flag].append(cell)
    found = []
    for flag, cells in met.items():
        if cells:
            severity, rule, message, remedy = OFFICE[flag]
            found.append(notice(
                source, severity, rule, message, remedy, cell=sheet.address(cells[0]),
                got=_got(flag, cells),
            ))  # fmt: skip
    return found


def _got(flag: str, cells: Sequence[Cell]) -> str:
    if flag == "hidden-sheet":
        return ""
    if flag == "hidden-row":
        return f"lignes {places(list(dict.fromkeys(split_address(c.address)[0] for c in cells)))}"
    if flag == "hidden-column":
        return (
            f"colonnes {places(list(dict.fromkeys(c.address.rstrip('0123456789') for c in cells)))}"
        )
    return f"cellules {places([cell.address for cell in cells])}"


def misnamed(source: Source, content: str) -> Finding:
    """A file whose content is not what its name says."""
    return notice(
        source, "warning", "extension-trompeuse",
        f"Le fichier contient du {content}, et non ce que dit son nom ; il a été lu comme tel.",
        f"Renommer le fichier en .{content}.",
        got=source.suffix or "sans extension", expected=f".{content}",
    )  # fmt: skip
