"""The table inside a sheet: banners, header, body with its sections, footnotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from oar_analysis.read.cells import Cell, Sheet, number_of, texts_of
from oar_analysis.read.header import clean, column_names, filled, find_header, is_label
from oar_analysis.read.source import refusal

NOTE = re.compile(r"(\(?\d{1,2}\)|\*|note|nota|source|nb\b|n\.b|lecture|champ)", re.IGNORECASE)
LONG_TEXT = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number in the file, its cells (one a column), its section.

    `heading` is set on a row of the body with nothing but a text in its first column: it heads the
    rows below it (they carry it as `section`), or is a row whose values are missing. The register
    knows which.
    """

    number: int
    cells: Sequence[Cell]
    section: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: names of its columns, their header cells, rows, and the texts around them.

    `header`, `header_cells` and the cells of each row go together, column by column; columns
    without name nor value are left out. A column without name is "". `header_cells` holds the
    lowest header cell that has a text.

    Attributes:
        banners: rows above the header.
        headings: section titles merged over the table, and headers repeated in it: not in `body`.
        footnotes: rows under the table.
    """

    header: tuple[str, ...]
    header_cells: tuple[Cell, ...]
    body: tuple[Row, ...]
    footnotes: tuple[Row, ...] = ()
    banners: tuple[Row, ...] = ()
    headings: tuple[Row, ...] = ()


def find_grid(sheet: Sheet, *, header_rows: Sequence[int] = ()) -> Grid:
    """Return the table of a sheet.

    Args:
        sheet: the sheet.
        header_rows: the numbers, in the file, of the one or two header rows, where the register
            says them; found by their look otherwise.

    Raises:
        ReadError: "en-tete-absent": a row of `header_rows` is not in the sheet.
    """
    header = _declared(sheet, header_rows) if header_rows else find_header(sheet.rows)
    start = header[-1] + 1 if header else 0
    below = sheet.rows[start:]
    width = len(sheet.rows[0]) if sheet.rows else 0
    names = column_names([sheet.rows[i] for i in header], width)
    kept = [c for c in range(width) if names[c] or any(texts_of(row)[c] for row in below)]
    heads = [_lowest([sheet.rows[i][c] for i in header]) for c in kept] if header else []
    end = _last_data_row(below)
    body, headings = _sections(below[:end], kept, [sheet.rows[i] for i in header])
    return Grid(
        tuple(names[c] for c in kept),
        tuple(heads),
        body,
        tuple(_row(row, kept) for row in below[end:] if filled(row)),
        tuple(
            _row(row, range(width))
            for row in sheet.rows[: header[0] if header else 0]
            if filled(row)
        ),
        headings,
    )


def _declared(sheet: Sheet, numbers: Sequence[int]) -> list[int]:
    positions = {number_of(row): i for i, row in enumerate(sheet.rows) if row}
    missing = [number for number in numbers if number not in positions]
    if missing:
        raise refusal(
            sheet.file, "en-tete-absent",
            f"La ligne d'en-tête {missing[0]} n'existe pas dans la feuille « {sheet.sheet} ».",
            "Corriger `header_rows` dans le registre.", cell=sheet.sheet,
            got=f"lignes {min(positions, default=0)} à {max(positions, default=0)}",
        )  # fmt: skip
    return [positions[number] for number in sorted(numbers)[-2:]]


def _lowest(cells: Sequence[Cell]) -> Cell:
    return next((cell for cell in reversed(cells) if cell.text), cells[-1])


def _row(
    row: Sequence[Cell], kept: Sequence[int], section: str = "", *, heading: bool = False
) -> Row:
    cells = row if len(kept) == len(row) else tuple(row[c] for c in kept)
    return Row(number_of(row), cells, section, heading)


def _count(row: Sequence[Cell]) -> int:
    """Return how many cells of a row hold a text."""
    texts = texts_of(row)
    return len(texts) - texts.count("")


def _last_data_row(rows: Sequence[Sequence[Cell]]) -> int:
    """Return the position after the last row that is not a footnote."""
    end = len(rows)
    several = any(_count(row) > 1 for row in rows)
    while end and several:
        cells = filled(rows[end - 1])
        after_blank = end > 1 and not filled(rows[end - 2])
        note = len(cells) == 1 and is_label(cells[0]) and (_is_note(cells[0]) or after_blank)
        if cells and not note:
            break
        end -= 1
    return end


def _is_note(cell: Cell) -> bool:
    return bool(NOTE.match(cell.text)) or len(cell.text) > LONG_TEXT


def _sections(
    rows: Sequence[Sequence[Cell]], kept: Sequence[int], header: Sequence[Sequence[Cell]]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the body and the rows that only head parts of it."""
    rows = [row for row in rows if any(texts_of(row))]
    titles = [[clean(text).casefold() for text in texts_of(row)] for row in header]
    repeated = {i for i, row in enumerate(rows) if _repeats_header(row, titles)}
    alone = [i for i, row in enumerate(rows) if _count(row) == 1]
    spanning = {i for i in alone if _spans_table(rows[i])}
    alone = [i for i in alone if i not in spanning]
    # A lone text just above a repeated header belongs to it, as banners do at the top.
    repeated |= {i - 1 for i in repeated} & set(alone)
    loose = _loose_headings(rows, alone)
    body: list[Row] = []
    headings: list[Row] = []
    levels: list[str] = []
    section = ""
    fresh = False  # the row before was a heading too
    for i, row in enumerate(rows):
        if i in repeated:
            headings.append(_row(row, kept, section))
        elif i in spanning or i in loose:
            levels = _below(levels, clean(filled(row)[0].text), fresh=fresh)
            section = " | ".join(levels)
            target = headings if i in spanning else body
            target.append(_row(row, kept, section, heading=True))
            fresh = True
        else:
            body.append(_row(row, kept, section))
            fresh = False
    return tuple(body), tuple(headings)


def _below(levels: list[str], title: str, *, fresh: bool) -> list[str]:
    """Return the sections that hold once a new title is met.

    It takes the place of the title that begins with the same word ("Lot 2" after "Lot 1"); else
    it stands under a title met just before it; else it ends them all.
    """
    word = title.split(" ", maxsplit=1)[0].casefold()
    for depth, other in enumerate(levels):
        if other.split(" ")[0].casefold() == word:
            return [*levels[:depth], title]
    return [*levels, title] if fresh else [title]


def _repeats_header(row: Sequence[Cell], titles: Sequence[list[str]]) -> bool:
    """Does the row say again what a header row says, in most of its columns?"""
    count, texts = _count(row), texts_of(row)
    for title in titles if count > 1 else ():
        pairs = zip(texts, title, strict=True)
        others = (True for text, name in pairs if text and clean(text).casefold() != name)
        if not any(islice(others, count // 4, None)):  # at most one text of four is another
            return True
    return False


def _spans_table(row: Sequence[Cell]) -> bool:
    """Is the one text of the row in a cell merged over at least half of the columns?"""
    covered = sum("merged" in cell.flags for cell in row)
    return covered > 1 and covered >= len(row) // 2


def _loose_headings(rows: Sequence[Sequence[Cell]], alone: Sequence[int]) -> set[int]:
    """Return the rows, of those with a text `alone`, that head others without being merged.

    Such a row holds a text in the first column and nothing else. Where two follow each other, the
    sheet uses such rows for data (several suppliers of one contract): none is then a heading.
    """
    labels = [i for i in alone if len(rows[i]) > 2 and rows[i][0].text and is_label(rows[i][0])]
    neighbours = any(b == a + 1 for a, b in pairwise(labels))
    heads_nothing = bool(labels) and labels[-1] == len(rows) - 1
    return set() if neighbours or heads_nothing else set(labels)
