"""What a review writes of its figures, read from affirmations.csv, ready to be held against them.

One row a claim: what it is about, its words, its nature, and the figure or sense that it gives.
"""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from oar_analysis.assess.series import SeriesKey
from oar_analysis.contract import Finding
from oar_analysis.errors import ReadError
from oar_analysis.numbers import Quantity, parse_cell

COLUMNS = (
    "code", "indicateur", "ventilation", "mesure", "année", "affirmation", "nature", "valeur",
    "source",
)  # fmt: skip

Nature = Literal["évolution", "points", "niveau", "part", "cible atteinte", "comparaison", "sens"]
NATURES: tuple[str, ...] = get_args(Nature)

# Words after which an unsigned figure is a fall.
_FALLS = ("diminution", "diminu", "baisse", "recul", "réduction", "réduit")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a review about one of its series."""

    action: str
    key: SeriesKey
    year: int
    text: str
    nature: str
    value: str
    source: str

    @property
    def quantity(self) -> Quantity | None:
        """The figure claimed, None where the claim gives none; "diminution de 3 %" is -3."""
        found = [one for one in parse_cell(self.value) if one.missing is None]
        if not found:
            return None
        first = found[0]
        unsigned = self.value.strip()[:1].isdigit()
        if self.nature in {"évolution", "points"} and unsigned and first.value is not None:
            falls = any(word in self.text.lower() for word in _FALLS)
            return Quantity(
                value=-first.value if falls else first.value, unit=first.unit,
                approximate=first.approximate, decimals=first.decimals,
            )  # fmt: skip
        return first


def read_claims(path: Path) -> list[Claim]:
    """Return the claims of a campaign's affirmations.csv (`;`, UTF-8), [] where there is none.

    Raises:
        ReadError: with one finding for each missing column, unknown nature or unreadable year.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Enregistrez-le en CSV UTF-8, séparateur « ; »."
        raise _refused([_finding(path, "", f"{path.name} ne peut pas être lu.", remedy)]) from error
    reader = csv.DictReader(io.StringIO(text), delimiter=";")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        message = f"{path.name} : colonnes manquantes : {', '.join(missing)}."
        remedy = f"Colonnes attendues : {' ; '.join(COLUMNS)}."
        raise _refused([_finding(path, "1", message, remedy)])
    rows = [{name: (row[name] or "").strip() for name in COLUMNS} for row in reader]
    findings = [
        one for number, row in enumerate(rows, start=2) for one in _mistakes(path, number, row)
    ]
    if findings:
        raise _refused(findings)
    return [
        Claim(
            row["code"], (row["indicateur"], row["ventilation"], row["mesure"] or "level"),
            int(row["année"]), row["affirmation"], row["nature"], row["valeur"], row["source"],
        )
        for row in rows
    ]  # fmt: skip


def _mistakes(path: Path, number: int, row: dict[str, str]) -> list[Finding]:
    found = []
    if row["nature"] not in NATURES:
        message = f"{path.name}, ligne {number} : nature inconnue « {row['nature']} »."
        remedy = f"Natures connues : {', '.join(NATURES)}."
        found.append(_finding(path, str(number), message, remedy, row["nature"]))
    if not row["année"].isdecimal():
        message = f"{path.name}, ligne {number} : « {row['année']} » n'est pas une année."
        remedy = "Écrivez l'année en quatre chiffres."
        found.append(_finding(path, str(number), message, remedy, row["année"]))
    return found


def _finding(path: Path, cell: str, message: str, remedy: str, got: str = "") -> Finding:
    return Finding(
        severity="error", rule="claims-unreadable", file=f"{path.parent.name}/{path.name}",
        cell=cell, got=got, message=message, remedy=remedy,
    )  # fmt: skip


def _refused(findings: list[Finding]) -> ReadError:
    return ReadError("\n".join(f"{one.message} {one.remedy}" for one in findings), findings)
