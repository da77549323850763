"""How much a raw file may hold before it is refused."""

import os
from dataclasses import dataclass, fields

from oar_analysis.errors import UsageError

PREFIX = "OAR_LIMIT_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the readers accept; a file beyond one of these is refused, and told which.

    The defaults hold a département's whole subsidy file many times over, and keep a hostile file
    from filling the memory of the machine that runs the review.

    Attributes:
        file_bytes: size of the file as received.
        unzipped_bytes: size of an xlsx or ods once unzipped.
        zip_ratio: unzipped size over zipped size, looked at from 10 MB unzipped on (small sheets
            of repeated rows legitimately reach 100).
        zip_members: number of files inside the archive.
        rows: number of rows of one sheet, up to its last filled one.
        columns: number of columns of one sheet, up to its last filled one.
        cells: rows x columns of one sheet.
        characters: length of the text of one cell (the default is what Excel and Calc allow).
    """

    file_bytes: int = 100_000_000
    unzipped_bytes: int = 600_000_000
    zip_ratio: int = 200
    zip_members: int = 5_000
    rows: int = 1_048_576
    columns: int = 16_384
    cells: int = 6_000_000
    characters: int = 32_767

    @classmethod
    def configured(cls) -> "Limits":
        """Return the defaults, but for those that the environment sets (OAR_LIMIT_FILE_BYTES…).

        Raises UsageError: a variable that is no whole number above zero.
        """
        given = {}
        for one in fields(cls):
            text = os.environ.get(PREFIX + one.name.upper(), "").strip()
            if text and not (text.isdecimal() and int(text)):
                raise UsageError(
                    f"{PREFIX}{one.name.upper()} vaut « {text} » : un nombre entier positif est "
                    "attendu. Corrigez cette variable d'environnement, ou ôtez-la."
                )
            if text:
                given[one.name] = int(text)
        return cls(**given)


def raising(name: str) -> str:
    """Return how a finding names a limit that can be raised.

    >>> raising("rows")
    'la limite `rows` (variable OAR_LIMIT_ROWS)'
    """
    return f"la limite `{name}` (variable {PREFIX}{name.upper()})"
