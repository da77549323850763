"""Writes the workbooks of a campaign, one a directorate, and overwrites none that was filled in."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from oar_analysis.errors import UsageError
from oar_analysis.scheme import load_scheme
from oar_analysis.scheme.asked import Part, asked


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook: its file, its directorate, the number of values asked for, whether it is new."""

    path: Path
    respondent: str
    questions: int
    new: bool


def write_workbooks(data: Path, year: int, output: Path, *, force: bool = False) -> list[Written]:
    """Write the workbook of each directorate of a campaign to `output`, and return them.

    A file that is already there as it would be written is left alone.

    Raises:
        SchemeError: the register or a campaign.yaml cannot be read.
        UsageError: the year precedes the scheme; nobody is asked for anything; a file of that
            name is there and differs (it may be filled in): nothing is written, unless `force`.
    """
    from oar_analysis.dataset.store import replace_file
    from oar_analysis.template.before import values_before
    from oar_analysis.template.book import workbook_bytes

    scheme = load_scheme(data / "raw" / "scheme")
    if not scheme.first_year <= year <= scheme.first_year + 100:
        raise UsageError(
            f"La campagne {year} ne peut pas être : le schéma commence en {scheme.first_year}. "
            "Donner l'année avec --year."
        )
    everyone = asked(scheme, year)
    if not everyone:
        raise UsageError(
            f"Le registre ne demande rien à personne pour {year} : aucune action ni indicateur. "
            "Décrire au moins une action dans data/raw/scheme/actions/."
        )
    before = values_before(data, year)
    books = {
        output / name: (respondent, workbook_bytes(scheme, year, respondent, parts, before))
        for name, (respondent, parts) in _named(everyone, year).items()
    }
    kept = [path for path, (_, content) in books.items() if _differs(path, content)]
    if kept and not force:
        names = ", ".join(path.name for path in kept)
        raise UsageError(
            f"{output} contient déjà, peut-être remplis : {names}. Rien n'a été écrit. Donner un "
            "autre dossier avec --output, ou les remplacer avec --force."
        )
    output.mkdir(parents=True, exist_ok=True)
    written = []
    for path, (respondent, content) in books.items():
        new = force or not path.exists()
        if new:
            replace_file(path, lambda beside, content=content: beside.write_bytes(content))  # type: ignore[misc]
        count = sum(len(part.questions) for part in everyone[respondent])
        written.append(Written(path, respondent, count, new))
    return written


def _named(everyone: dict[str, list[Part]], year: int) -> dict[str, tuple[str, list[Part]]]:
    """Return each directorate and its parts by the name of its file, no two alike."""
    named: dict[str, tuple[str, list[Part]]] = {}
    for respondent, parts in everyone.items():
        base = f"classeur_{year}_{_plain(respondent)}"
        name, count = f"{base}.xlsx", 1
        while name in named:
            count += 1
            name = f"{base}-{count}.xlsx"
        named[name] = (respondent, parts)
    return named


def _plain(text: str) -> str:
    """Return a text as part of a file name.

    >>> _plain("Direction de l'Éducation")
    'direction-de-l-education'
    """
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:80] or "direction"


def _differs(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content
