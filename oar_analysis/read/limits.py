"""How much a raw file may hold before it is refused."""

from dataclasses import dataclass


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
