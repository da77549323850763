"""Reading csv and tsv files: any encoding, any separator, commas that split numbers."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from oar_analysis.contract import Finding
from oar_analysis.read import notices
from oar_analysis.read.cells import Cell, Sheet, TextRow, column_letters
from oar_analysis.read.encoding import Decoded, decode
from oar_analysis.read.rejoin import Rejoined, rejoin
from oar_analysis.read.separator import Records, split_records
from oar_analysis.read.shape import check_length, check_shape
from oar_analysis.read.source import Source

CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
SAMPLE = 100_000


@dataclass(frozen=True, slots=True)
class TextTable:
    """A text file as records: the filled part is rows [top, bottom) and columns [left, right).

    `reencoded` holds the records on lines of another encoding. Positions are counted from 0;
    `rejoined.fields[i]` stands in row i + 1 of the file.
    """

    source: Source
    decoded: Decoded
    records: Records
    rejoined: Rejoined
    reencoded: list[int]
    top: int
    bottom: int
    left: int
    right: int

    def texts(self, position: int) -> list[str]:
        """Return the texts of one record, as long as all others."""
        texts = self.rejoined.fields[position]
        if self.left or len(texts) != self.right:
            texts = texts[self.left : self.right]
        missing = self.right - self.left - len(texts)
        return texts + [""] * missing if missing else texts


def read_text(source: Source) -> Sheet:
    """Return the one sheet of a text file; raises ReadError if it is no table of text."""
    table = parse_text(source)
    return text_sheet(table, range(table.top, table.bottom))


def parse_text(source: Source) -> TextTable:
    """Return the records of a text file, split numbers made whole, outer spaces removed."""
    decoded = decode(source.raw)
    _refuse_binary(source, decoded.text)
    try:
        records = split_records(decoded.text)
    except csv.Error as error:
        raise source.refusal(
            "fichier-illisible", f"Le texte ne se découpe pas en cellules ({error}).",
            "Vérifier les guillemets du fichier, ou l'enregistrer de nouveau en CSV.",
        ) from error  # fmt: skip
    reencoded = records.on_lines(decoded.repaired)
    rejoined = rejoin(records.fields, records.separator)
    for record in rejoined.fields:
        record[:] = map(str.strip, record)
    part = _filled_part(source, rejoined.fields)
    table = TextTable(source, decoded, records, rejoined, reencoded, *part)
    check_shape(
        source, "", rows=table.bottom, columns=table.right,
        area=(table.bottom - table.top) * (table.right - table.left),
    )  # fmt: skip
    if max(map(len, chain.from_iterable(rejoined.fields))) > source.limits.characters:
        for index, record in enumerate(rejoined.fields):
            check_length(source, record, partial(_address, index))
    return table


def text_sheet(table: TextTable, positions: range) -> Sheet:
    """Return the sheet made of some consecutive records, with the findings of the whole file."""
    letters = [column_letters(column + 1) for column in range(table.left, table.right)]
    rows: list[Sequence[Cell]] = [
        TextRow(position + 1, letters, table.texts(position)) for position in positions
    ]
    _flag(rows, positions.start, table)
    return Sheet(
        table.source.name, "", tuple(rows), table.source.sha256,
        table.decoded.encoding, table.records.separator, _findings(table),
    )  # fmt: skip


def _address(row: int, column: int) -> str:
    return f"{column_letters(column + 1)}{row + 1}"


def _refuse_binary(source: Source, text: str) -> None:
    sample = text[:SAMPLE]
    controls = len(sample) - len(sample.translate(CONTROLS))
    if "\0" in sample or controls > len(sample) // 100:
        raise source.refusal(
            "fichier-binaire", "Le fichier n'est ni du texte ni un classeur connu.",
            "Enregistrer le tableau en csv, xlsx ou ods.",
            expected="csv, tsv, xlsx, xls ou ods",
        )  # fmt: skip


def _filled_part(source: Source, fields: list[list[str]]) -> tuple[int, int, int, int]:
    """Return the first filled row, the one after the last, and the same for columns."""
    rows = [index for index, record in enumerate(fields) if any(record)]
    if not rows:
        raise source.refusal(
            "fichier-vide",
            "Le fichier ne contient aucune donnée.",
            "Demander de nouveau le fichier.",
        )
    left, right = max(map(len, fields)), 0
    for record in fields:
        for column in range(min(left, len(record))):
            if record[column]:
                left = column
                break
        for column in range(len(record), right, -1):
            if record[column - 1]:
                right = column
                break
    return rows[0], rows[-1] + 1, left, right


def _flag(rows: list[Sequence[Cell]], first: int, table: TextTable) -> None:
    """Replace the cells that were repaired, or may be out of their column, by flagged ones."""
    for index in table.reencoded:
        _replace(rows, index - first, "repaired-encoding", lambda cell: not cell.text.isascii())
    for index, columns in table.rejoined.repaired.items():
        joined = {_address(index, column) for column in columns}
        _replace(rows, index - first, "repaired-comma", partial(_stands_in, joined))
    for index in table.rejoined.ambiguous:
        _replace(rows, index - first, "misaligned", lambda cell: bool(cell.text))


def _stands_in(addresses: set[str], cell: Cell) -> bool:
    return cell.address in addresses


def _replace(
    rows: list[Sequence[Cell]], position: int, flag: str, wanted: Callable[[Cell], bool]
) -> None:
    if 0 <= position < len(rows):
        rows[position] = tuple(
            Cell(cell.text, cell.address, cell.number, (*cell.flags, flag))
            if wanted(cell)
            else cell
            for cell in rows[position]
        )


def _findings(table: TextTable) -> tuple[Finding, ...]:
    source, rejoined = table.source, table.rejoined
    found = []
    if table.decoded.repaired:
        found.append(notices.repaired_encoding(source, table.decoded))
    if table.records.wrapped:
        found.append(notices.wrapped_lines(source))
    if table.records.quotes_ignored:
        found.append(notices.lone_quote(source))
    if rejoined.repaired:
        found.append(notices.repaired_commas(source, list(rejoined.repaired)))
    found += [notices.misaligned(source, index, rejoined) for index in rejoined.ambiguous]
    return (*found, *notices.ragged(source, rejoined))
