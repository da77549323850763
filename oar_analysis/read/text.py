"""Reading csv and tsv files: any encoding, any separator, commas that split numbers."""

import csv

from oar_analysis.contract import Finding
from oar_analysis.read import notices
from oar_analysis.read.cells import Cell, Sheet, column_letters
from oar_analysis.read.encoding import Decoded, decode
from oar_analysis.read.rejoin import Rejoined, rejoin
from oar_analysis.read.separator import Records, split_records
from oar_analysis.read.shape import check_shape
from oar_analysis.read.source import Source

CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def read_text(source: Source) -> Sheet:
    """Return the one sheet of a text file; raises ReadError if it is no table of text."""
    decoded, records, rejoined = parse_text(source)
    return _sheet(source, decoded, records, rejoined)


def parse_text(source: Source) -> tuple[Decoded, Records, Rejoined]:
    """Return the text of a file, its records, and the records once split numbers are whole."""
    decoded = decode(source.raw)
    _refuse_binary(source, decoded.text)
    try:
        records = split_records(decoded.text)
    except csv.Error as error:
        raise source.refusal(
            "fichier-illisible", f"Le texte ne se découpe pas en cellules ({error}).",
            "Vérifier les guillemets du fichier, ou l'enregistrer de nouveau en CSV.",
        ) from error  # fmt: skip
    rejoined = rejoin(records.fields, records.separator)
    rejoined.fields = [[field.strip() for field in record] for record in rejoined.fields]
    return decoded, records, rejoined


def _refuse_binary(source: Source, text: str) -> None:
    sample = text[:100_000]
    controls = len(sample) - len(sample.translate(CONTROLS))
    if "\0" in sample or controls > len(sample) // 100:
        raise source.refusal(
            "fichier-binaire", "Le fichier n'est ni du texte ni un classeur connu.",
            "Enregistrer le tableau en csv, xlsx ou ods.",
            expected="csv, tsv, xlsx, xls ou ods",
        )  # fmt: skip


def _sheet(source: Source, decoded: Decoded, records: Records, rejoined: Rejoined) -> Sheet:
    fields = rejoined.fields
    filled = [index for index, record in enumerate(fields) if any(record)]
    if not filled:
        raise source.refusal(
            "fichier-vide", "Le fichier ne contient aucune donnée.", "Demander de nouveau le fichier."
        )
    first, last = filled[0], filled[-1]
    left, right = _columns(fields)
    check_shape(source, "", rows=last + 1, columns=right, area=(last + 1 - first) * (right - left))
    _check_lengths(source, fields)
    letters = [column_letters(column + 1) for column in range(left, right)]
    blank = [""] * (right - left)
    rows = []
    for index in range(first, last + 1):
        number = str(index + 1)
        texts = fields[index][left:right]
        if len(texts) < len(letters):
            texts = texts + blank[len(texts) :]
        rows.append(
            tuple([Cell(text, letter + number) for text, letter in zip(texts, letters, strict=True)])
        )
    _flag(rows, first, decoded, records, rejoined, left)
    return Sheet(
        source.name, "", tuple(rows), source.sha256, decoded.encoding, records.separator,
        _findings(source, decoded, records, rejoined),
    )  # fmt: skip


def _columns(fields: list[list[str]]) -> tuple[int, int]:
    """Return the first filled column and the one after the last (counted from 0)."""
    left, right = 10**9, 0
    for record in fields:
        for column, text in enumerate(record):
            if text:
                left = min(left, column)
                break
        for column in range(len(record), right, -1):
            if record[column - 1]:
                right = column
                break
    return left, right


def _check_lengths(source: Source, fields: list[list[str]]) -> None:
    limit = source.limits.characters
    for index, record in enumerate(fields):
        for column, text in enumerate(record):
            if len(text) > limit:
                raise source.refusal(
                    "cellule-trop-longue", "Une cellule dépasse la longueur admise.",
                    "Vérifier les guillemets du fichier, ou relever la limite `characters`.",
                    got=f"{len(text)} caractères", expected=f"{limit} au plus",
                    cell=f"{column_letters(column + 1)}{index + 1}",
                )  # fmt: skip


def _flag(
    rows: list[tuple[Cell, ...]], first: int, decoded: Decoded, records: Records,
    rejoined: Rejoined, left: int,
) -> None:  # fmt: skip
    """Replace the cells that were repaired by flagged ones."""
    for index in _records_of_lines(decoded.repaired, records.last_lines):
        _replace(rows, index - first, "repaired-encoding", lambda cell: not cell.text.isascii())
    for index, columns in rejoined.repaired.items():
        addresses = {f"{column_letters(column + 1)}{index + 1}" for column in columns}
        _replace(rows, index - first, "repaired-comma", lambda cell, a=addresses: cell.address in a)
    for index in rejoined.ambiguous:
        _replace(rows, index - first, "misaligned", lambda cell: bool(cell.text))


def _replace(rows, position, flag, wanted) -> None:
    if 0 <= position < len(rows):
        rows[position] = tuple(
            Cell(cell.text, cell.address, cell.number, (*cell.flags, flag)) if wanted(cell) else cell
            for cell in rows[position]
        )


def _records_of_lines(lines: frozenset[int], last_lines: list[int]) -> list[int]:
    """Return which records hold these physical lines."""
    if not lines:
        return []
    found, before = [], 0
    for index, last in enumerate(last_lines):
        if any(line in lines for line in range(before + 1, last + 1)):
            found.append(index)
        before = last
    return found


def _findings(
    source: Source, decoded: Decoded, records: Records, rejoined: Rejoined
) -> tuple[Finding, ...]:
    found = []
    if decoded.repaired:
        found.append(notices.repaired_encoding(source, decoded))
    if records.quotes_ignored:
        found.append(notices.lone_quote(source))
    if rejoined.repaired:
        found.append(notices.repaired_commas(source, list(rejoined.repaired)))
    found += [notices.misaligned(source, index, rejoined) for index in rejoined.ambiguous]
    found += notices.ragged(source, rejoined)
    return tuple(found)
