"""Writes a text file and reads its sheet back, for tests."""

from pathlib import Path

from oar_analysis.read import Sheet, read_sheets

TABLE = "année;montant;libellé\n2016;12,5;déchets\n2017;13,1;à l’été\n"


def read(folder: Path, content: str | bytes, name: str = "table.csv") -> Sheet:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (sheet,) = read_sheets(path)
    return sheet


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def rules(sheet: Sheet) -> list[str]:
    return [finding.rule for finding in sheet.findings]
