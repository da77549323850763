"""Which character separates the fields of a text file, judged on the whole file."""

import csv
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

SEPARATORS: tuple[str, ...] = (";", "\t", ",", "|")
# Past so many, a text met for the first time is not likely to come again.
SHARED_TEXTS = 100_000
BLANKS = str.maketrans("", "", "".join(SEPARATORS))
LINE = re.compile(r"[^\n]*\n|[^\n]+")
DECIMAL_COMMA = re.compile(r"\d,\d")
EXCEL_HINT = re.compile(r'"?sep=(.)"?[;,\t]*\n', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a text file and how they were split; the first one begins at `first_line`.

    `wrapped`: each line stood in quotes of its own, taken off.
    """

    separator: str
    fields: list[list[str]]
    first_line: int = 1
    quotes_ignored: bool = False
    wrapped: bool = False

    def on_lines(self, lines: frozenset[int]) -> list[int]:
        """Return the positions of the records that stand on these physical lines of the file."""
        found, line = [], self.first_line
        for position, record in enumerate(self.fields if lines else []):
            last = line + sum(field.count("\n") for field in record)
            if any(number in lines for number in range(line, last + 1)):
                found.append(position)
            line = last + 1
        return found


def split_records(text: str) -> Records:
    """Return the records of a text whose separator is not known.

    The best candidate gives the same number of fields to the most records, and many fields; a
    candidate is left untried only if it is too rare in the whole text to do better. Excel's first
    line "sep=;" decides alone, and is no record.
    """
    hint = EXCEL_HINT.match(text)
    if hint:
        return _split(text[hint.end() :], hint[1], first_line=2)
    counts = {separator: text.count(separator) for separator in SEPARATORS}
    candidates = sorted(filter(counts.get, SEPARATORS), key=lambda one: -counts[one])
    if not candidates:
        return _split(text, "")
    lines = text.count("\n") + 1
    best, most = None, 0.0
    for separator in candidates:
        # Even perfectly regular, this many separators cannot give more evidence than this.
        if math.log2(2 + counts[separator] / lines) <= most:
            continue
        records = _split(text, separator)
        evidence = _evidence(records)
        if evidence > most:
            best, most = records, evidence
    if best is None and not text.translate(BLANKS).strip():
        return _split(text, candidates[0])
    return best or _unwrapped(text) or _split(text, "")


def _unwrapped(text: str) -> Records | None:
    """Return the records of lines that were quoted whole, None if they were not.

    A csv file opened as one column and saved again has such lines, their own quotes doubled.
    """
    lines = ["".join(record) for record in _parse(text, "", csv.QUOTE_MINIMAL)]
    if "\n" in "".join(lines) or not all(line[:1] in {"", '"'} for line in text.split("\n")):
        return None
    inner = split_records("\n".join(lines))
    return replace(inner, wrapped=True) if inner.separator else None


def _split(text: str, separator: str, first_line: int = 1) -> Records:
    fields = _parse(text, separator, csv.QUOTE_MINIMAL)
    # An unclosed quote swallows all that follows it: read the quotes as plain characters instead.
    if text.count('"') % 2 and fields and "\n" in "".join(fields[-1]):
        fields = _parse(text, separator, csv.QUOTE_NONE)
        return Records(separator, fields, first_line, quotes_ignored=True)
    return Records(separator, fields, first_line)


def _parse(text: str, separator: str, quoting: Literal[0, 3]) -> list[list[str]]:
    # A separator that no text file holds makes the csv module give one field a line.
    lines = (line[0] for line in LINE.finditer(text))
    return list(_shared(csv.reader(lines, delimiter=separator or "\x1f", quoting=quoting)))


def _shared(records: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield the records, each text kept once: a long file repeats most of them."""
    seen: dict[str, str] = {}
    for record in records:
        share = seen.setdefault if len(seen) < SHARED_TEXTS else seen.get
        yield list(map(share, record, record))


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
