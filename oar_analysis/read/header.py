"""Which rows of a sheet are its header, and what each column is called."""

import re
from collections.abc import Sequence
from itertools import pairwise

from oar_analysis.read.cells import Cell

Cells = Sequence[Cell]

NUMBER = re.compile(r"[-+−–(]?\s?\d[\d \u00a0\u202f.,]*\)?\s?(%|€|k€|K€|M€)?")
YEAR = re.compile(r"(19|20)\d\d")
DATE = re.compile(r"\d{4}-\d\d-\d\d(T.*)?|\d\d?[/.]\d\d?[/.]\d{2,4}")
# A header stands near the top; below that, a row of labels is data.
SEARCHED_ROWS = 40


def find_header(rows: Sequence[Cells]) -> list[int]:
    """Return the positions of the one or two header rows, none if the sheet has no header.

    The header is the first row of labels (texts, years) that fills at least half as many columns
    as the fullest of the rows below it.
    """
    found = next((i for i in range(min(len(rows), SEARCHED_ROWS)) if _is_header(rows, i)), None)
    if found is None:
        return []
    if found + 1 < len(rows) and _completes(rows[found], rows[found + 1]):
        return [found, found + 1]
    if found > 0 and _groups(rows[found - 1], rows[found]):
        return [found - 1, found]
    return [found]


def column_names(header: Sequence[Cells], width: int) -> tuple[str, ...]:
    """Return the name of each column; two rows give "2016 | Réemploi"."""
    if not header:
        return ("",) * width
    if len(header) == 1:
        return tuple(clean(cell.text) for cell in header[0])
    top, bottom = header
    names, group = [], ""
    for above, below in zip(top, bottom, strict=True):
        if above.text:
            # A label that nothing stands under is a column of its own, not a group.
            group = clean(above.text) if below.text else ""
            names.append(_join(clean(above.text), clean(below.text)))
        else:
            names.append(_join(group, clean(below.text)) if below.text else "")
    return tuple(names)


def clean(text: str) -> str:
    r"""Return a label on one line.

    >>> clean("Montant\nde la  subvention")
    'Montant de la subvention'
    """
    return " ".join(text.split())


def is_label(cell: Cell) -> bool:
    """Is the cell a text or a year, rather than a quantity or a date?"""
    if YEAR.fullmatch(cell.text):
        return True
    return not NUMBER.fullmatch(cell.text) and cell.number is None


def filled(row: Cells) -> list[Cell]:
    """Return the cells of a row that hold a text."""
    return [cell for cell in row if cell.text]


def _join(group: str, name: str) -> str:
    return f"{group} | {name}" if group and name and group != name else group or name


def _is_header(rows: Sequence[Cells], i: int) -> bool:
    cells = filled(rows[i])
    if not cells or not all(map(is_label, cells)):
        return False
    if sum(bool(DATE.fullmatch(cell.text)) for cell in cells) == 1 or not _words(cells):
        return False
    below = [len(filled(row)) for row in rows[i + 1 : i + 1 + SEARCHED_ROWS]]
    fullest = max(below, default=0)
    if len(cells) == 1:  # a table of one column
        return fullest == 1 and i == 0 and any(not is_label(c) for r in rows[1:] for c in filled(r))
    return len(cells) * 2 >= fullest


def _words(cells: Cells) -> bool:
    return any(not YEAR.fullmatch(cell.text) and not DATE.fullmatch(cell.text) for cell in cells)


def _completes(top: Cells, bottom: Cells) -> bool:
    """Does the row below name the columns that a header row leaves blank?"""
    if not filled(bottom) or not all(map(is_label, filled(bottom))):
        return False
    pairs = list(zip(top, bottom, strict=True))
    named = [(above, below) for above, below in pairs if not above.text and below.text]
    merged = any("merged" in above.flags for above, _ in named)
    left_blank = any(above.text and not below.text for above, below in pairs)
    return bool(named) and (merged or left_blank) and _heads_group(pairs)


def _heads_group(pairs: list[tuple[Cell, Cell]]) -> bool:
    """Is there a label of the first row with a label under it and one under its right neighbour?"""
    return any(
        above.text and below.text and not right_above.text and right_below.text
        for (above, below), (right_above, right_below) in pairwise(pairs)
    )


def _groups(above: Cells, header: Cells) -> bool:
    """Is the row above a header made of groups of its columns, rather than a title?"""
    cells = filled(above)
    if len(cells) < 2 or not all(map(is_label, cells)) or len(cells) >= len(filled(header)):
        return False
    return all(not a.text or h.text for a, h in zip(above, header, strict=True))
