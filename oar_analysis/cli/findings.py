"""Findings in the terminal: what is alike stands together, its remedy said once."""

import re
import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

Row = Mapping[str, object]

_NARROWEST, _WIDEST = 40, 100


def print_findings(rows: Sequence[Row]) -> None:
    """Print the findings, the gravest first as they come, then how many there are."""
    from oar_analysis.check.report import summary

    width = max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))
    for line in finding_lines(rows, width):
        print(line)
    print(summary(rows))


def finding_lines(rows: Sequence[Row], width: int = 80) -> Iterator[str]:
    """Yield the findings, a block a rule: its title, where and what, what to do; then a blank."""
    for (severity, rule), alike in groupby(_sorted(rows), key=_kind):
        found = list(alike)
        yield from _heading(severity, rule, len(found), width)
        for remedy, same in groupby(found, key=lambda row: _text(row, "remedy")):
            for row in same:
                yield from _wrapped(_what(row), width, "  - ", "    ")
            if remedy:
                yield from _wrapped(remedy, width, "  → ", "    ")
        yield ""


def _sorted(rows: Sequence[Row]) -> list[Row]:
    """Bring together findings of one rule, and of one remedy, where the first of them stands."""
    places: dict[tuple[str, ...], int] = {}
    for row in rows:
        for key in (_kind(row), (*_kind(row), _text(row, "remedy"))):
            places.setdefault(key, len(places))
    return sorted(
        rows, key=lambda row: (places[_kind(row)], places[(*_kind(row), _text(row, "remedy"))])
    )


def _kind(row: Row) -> tuple[str, str]:
    return _text(row, "severity"), _text(row, "rule")


def _heading(severity: str, rule: str, count: int, width: int) -> list[str]:
    from oar_analysis.check.titles import rule_title
    from oar_analysis.contract import SEVERITIES

    times = f" ({count})" if count > 1 else ""
    word = SEVERITIES[severity].capitalize()
    return _wrapped(f"{word} : {rule_title(rule)}{times}", width, "", "  ")


def _what(row: Row) -> str:
    """Return where a finding stands and what it says, no place said twice.

    >>> _what({"indicator": "1-1.1", "year": 2018, "message": "1-1.1 : rien."})
    '1-1.1, 2018 : rien.'
    >>> _what({"file": "2018/a.xlsx", "message": "2018/a.xlsx : classeur vide."})
    '2018/a.xlsx : classeur vide.'
    >>> _what({"file": "a.xlsx", "cell": "B4", "message": "a.xlsx, cellule B4 : un texte."})
    'a.xlsx, cellule B4 : un texte.'
    """
    from oar_analysis.check.report import place

    dated = _text(row, "file").startswith(f"{_text(row, 'year')}/")
    message, where = _text(row, "message"), place({**row, "year": None} if dated else row)
    file = _text(row, "file")
    cell = f"{file}, cellule {_text(row, 'cell')}"
    for begun in filter(None, (_text(row, "indicator"), cell, file, where)):
        message = message.removeprefix(f"{begun} : ")
    return f"{where} : {message}" if where else message


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """Return a text in lines; without the control characters that a terminal would obey."""
    plain = "".join(one if one.isprintable() else " " for one in text)
    # French punctuation begins no line, and a name of a file is copied whole.
    kept = re.sub(r" (?=[;:!?»])|(?<=«) ", "\u00a0", plain)
    return textwrap.wrap(
        kept, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)
