"""One sheet of a workbook: an action, its figures to fill in, the texts asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from oar_analysis.scheme.asked import Key, Part, Question
from oar_analysis.scheme.workbook import (
    CAMPAIGN_KEY,
    COLUMNS,
    HEADER_KEY,
    NARRATIVES,
    TEXTS_KEY,
    TITLE_KEY,
    Line,
    column_titles,
    lines_of,
    sheet_name,
    sign,
    text_key,
)
from oar_analysis.template import style, validation

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# The hidden column of keys comes first.
FIRST = 2
LAST = FIRST + len(COLUMNS) - 1
_PLACE = {one.code: FIRST + rank for rank, one in enumerate(COLUMNS)}
_WIDTH = {one.code: one.width for one in COLUMNS}
_TEXT_LINES = 9


def add_sheet(
    book: "Workbook", part: Part, year: int, respondent: str, before: dict[Key, str]
) -> list[Line]:
    """Add the sheet of an action to a workbook, and return its lines as they are sent."""
    sheet = book.create_sheet(sheet_name(part))
    _hide_codes(sheet, part, year, respondent)
    _head(sheet, part, year, respondent)
    pairs = list(lines_of(part, before))
    _figures(sheet, pairs, year)
    _texts(sheet, sheet.max_row + 2)
    for one in COLUMNS:
        sheet.column_dimensions[get_column_letter(_PLACE[one.code])].width = one.width
    sheet.freeze_panes = sheet.cell(5, FIRST + 1)
    style.set_up_page(sheet, f"{respondent}, campagne {year}", "2:4")
    style.protect(sheet)
    return [line for line, _ in pairs]


def _hide_codes(sheet: "Worksheet", part: Part, year: int, respondent: str) -> None:
    style.put(sheet, 1, 1, sign(year, part.code, respondent))
    for code, column in _PLACE.items():
        style.put(sheet, 1, column, code)
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["A"].hidden = True


def _head(sheet: "Worksheet", part: Part, year: int, respondent: str) -> None:
    action = part.action
    title = f"Action {action.code} : {action.title}" if action else "Le schéma dans son ensemble"
    steering = f" Pilotage : {' ; '.join(action.steering)}." if action else ""
    told = f"Campagne {year}. Direction qui répond : {respondent}.{steering}"
    for row, key, text in ((2, TITLE_KEY, title), (3, CAMPAIGN_KEY, told)):
        style.put(sheet, row, 1, key)
        cell = style.put(sheet, row, FIRST, text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=FIRST, end_column=LAST)
        style.fit_height(sheet, row, {text: sum(_WIDTH.values()) * (0.7 if row == 2 else 1)})
        if row == 2:
            style.as_title(cell)
    style.put(sheet, 4, 1, HEADER_KEY)
    for code, text in column_titles(year).items():
        style.as_heading(style.put(sheet, 4, _PLACE[code], text))
    style.fit_height(sheet, 4, {one.title: one.width for one in COLUMNS}, 3)


def _figures(sheet: "Worksheet", pairs: Sequence[tuple[Line, Question]], year: int) -> None:
    rules = validation.Validations(sheet)
    for row, (line, question) in enumerate(pairs, start=5):
        style.put(sheet, row, 1, line.key)
        given = {
            "indicateur": line.indicateur,
            "definition": _definition(question) if line.indicateur else "",
            "serie": line.serie,
            "unite": line.unite,
        }
        for code, text in given.items():
            style.as_given(style.put(sheet, row, _PLACE[code], text))
        style.as_aside(style.put(sheet, row, _PLACE["precedent"], line.precedent))
        for one in COLUMNS:
            if one.typed:
                style.as_typed(style.put(sheet, row, _PLACE[one.code], ""))
        sheet.cell(row, _PLACE["arrete"]).number_format = "dd/mm/yyyy"
        _hold(sheet, rules, row, question, year)
        style.fit_height(sheet, row, {text: _WIDTH[code] for code, text in given.items()}, 2)


def _hold(
    sheet: "Worksheet", rules: validation.Validations, row: int, question: Question, year: int
) -> None:
    for code, rule in (
        ("valeur", validation.value_validation(question.series)),
        ("statut", validation.status_validation()),
        ("arrete", validation.date_validation(year)),
        ("motif", validation.reason_validation()),
    ):
        rules.add(rule, sheet.cell(row, _PLACE[code]).coordinate)


def _definition(question: Question) -> str:
    one = question.indicator
    parts = [one.definition]
    if one.numerator and one.denominator:
        parts.append(f"Numérateur : {one.numerator}. Dénominateur : {one.denominator}.")
    if one.scope:
        parts.append(f"Périmètre : {one.scope}.")
    return "\n".join(parts)


def _texts(sheet: "Worksheet", row: int) -> None:
    style.put(sheet, row, 1, TEXTS_KEY)
    style.as_heading(style.put(sheet, row, FIRST, "Textes"))
    for section, help_text in NARRATIVES.items():
        row += 1
        style.put(sheet, row, 1, text_key(section))
        style.as_given(style.put(sheet, row, FIRST, f"{section}\n{help_text}"))
        for column in range(FIRST + 1, LAST + 1):
            style.as_typed(style.put(sheet, row, column, ""))
        sheet.merge_cells(start_row=row, end_row=row, start_column=FIRST + 1, end_column=LAST)
        style.fit_height(sheet, row, {}, _TEXT_LINES)
