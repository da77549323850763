"""Which character separates the fields of a text file, judged on the whole file."""

import csv
import io
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

SEPARATORS: tuple[str, ...] = (";", "\t", ",", "|")
BLANKS = str.maketrans("", "", "".join(SEPARATORS))
DECIMAL_COMMA = re.compile(r"\d,\d")
EXCEL_HINT = re.compile(r'"?sep=(.)"?[;,\t]*\n', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a text file, the last physical line of each, and how they were split."""

    separator: str
    fields: list[list[str]]
    last_lines: list[int]
    quotes_ignored: bool = False


def split_records(text: str) -> Records:
    """Return the records of a text whose separator is not known.

    The best candidate gives the same number of fields to the most records, and many fields; a
    candidate is left untried only if it is too rare in the whole text to do better. Excel's first
    line "sep=;" decides alone, and is no record.
    """
    hint = EXCEL_HINT.match(text)
    if hint:
        return _split(text[hint.end() :], hint[1], first_line=1)
    candidates = [separator for separator in SEPARATORS if separator in text]
    if not candidates:
        return _split(text, "")
    lines = text.count("\n") + 1
    best, most = None, 0.0
    for separator in sorted(candidates, key=text.count, reverse=True):
        # Even perfectly regular, this many separators cannot give more evidence than this.
        if math.log2(2 + text.count(separator) / lines) <= most:
            continue
        records = _split(text, separator)
        evidence = _evidence(records)
        if evidence > most:
            best, most = records, evidence
    if best is None and not text.translate(BLANKS).strip():
        return _split(text, candidates[0])
    return best or _split(text, "")


def _split(text: str, separator: str, first_line: int = 0) -> Records:
    records = _parse(text, separator, first_line, quoting=csv.QUOTE_MINIMAL)
    # An unclosed quote swallows all that follows it: read the quotes as plain characters instead.
    if text.count('"') % 2 and records.fields and "\n" in "".join(records.fields[-1]):
        plain = _parse(text, separator, first_line, quoting=csv.QUOTE_NONE)
        return Records(plain.separator, plain.fields, plain.last_lines, quotes_ignored=True)
    return records


def _parse(text: str, separator: str, first_line: int, quoting: Literal[0, 3]) -> Records:
    # A separator that no text file holds makes the csv module give one field a line.
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator or "\x1f", quoting=quoting
    )
    fields: list[list[str]] = []
    last_lines: list[int] = []
    for record in reader:
        fields.append(record)
        last_lines.append(reader.line_num + first_line)
    return Records(separator, fields, last_lines)


def _evidence(records: Records) -> float:
    """Return how well the separator explains the file: 0 if it does not."""
    widths = Counter(len(record) for record in records.fields if any(record))
    several = {width: count for width, count in widths.items() if width > 1}
    if not several or (records.separator == "," and _only_decimals(records)):
        return 0
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total() * math.log2(width + 1)


def _only_decimals(records: Records) -> bool:
    """Is each comma a decimal one, so that the file has a single column?"""
    return all(
        len(record) < 2 or (len(record) == 2 and DECIMAL_COMMA.search(",".join(record)))
        for record in records.fields
    )
