"""What was changed in a workbook beside its answers: nothing of it is read, all of it is told."""

from collections import defaultdict

from oar_analysis.normalise.told import Told
from oar_analysis.normalise.workbook import Page
from oar_analysis.read import Cell, Sheet
from oar_analysis.scheme.workbook import (
    COLUMNS,
    HEADER_KEY,
    Line,
    column_titles,
    sheet_title,
)

_SHOWN = 5
# Titles of columns that make a sheet known as one that was sent.
_ENOUGH_TITLES = 4
# A changed unit or series may change what the value means; the rest of a line only names it.
_LABELS = {
    "indicateur": ("l'intitulé", "modifié ou déplacé"),
    "serie": ("la donnée demandée", "modifiée ou déplacée"),
    "unite": ("l'unité", "modifiée ou déplacée"),
}


def tell_alterations(told: Told, lines: tuple[Line, ...]) -> None:
    """Tell what was moved, added, edited or removed; `lines` are those that were sent."""
    _tell_sheets(told, lines)
    sent = {(line.action, line.key): line for line in lines}
    for page in told.book.pages:
        if page.year != told.year:
            continue
        _tell_columns(told, page)
        _tell_rows(told, page)
        for row, key in page.keys.items():
            if key == HEADER_KEY:
                _tell_header(told, page, row)
            elif (page.action, key) in sent:
                _tell_line(told, page, row, sent[page.action, key], lines)
        _tell_missing_rows(told, page, lines)


def _tell_sheets(told: Told, lines: tuple[Line, ...]) -> None:
    present = {page.action for page in told.book.pages}
    unmarked = [sheet for sheet in told.book.others if _is_ours(told, sheet)]
    for sheet in unmarked:
        _tell_unmarked(told, sheet)
        present |= {line.action for line in lines if sheet_title(line.action) == sheet.sheet}
    for action in dict.fromkeys(line.action for line in lines):
        if action not in present:
            keys = [line.key for line in lines if line.action == action]
            told.tell(
                severity="warning", rule="workbook-sheet-missing", action=action,
                got=f"{len(keys)} valeurs demandées sans réponse", expected=", ".join(keys),
                message=f"{told.book.file} : la feuille de l'action {action or '(schéma)'} manque.",
                remedy=f"Demandez-la à « {told.book.respondent} », ou déposez un second classeur "
                "qui la contient.",
            )  # fmt: skip
    for sheet in told.book.others:
        if sheet in unmarked:
            continue
        filled = [cell for row in sheet.rows for cell in row if cell.text]
        told.tell(
            severity="warning", rule="workbook-sheet-added", cell=sheet.address(filled[0]),
            got=_some(filled),
            message=f"{told.book.file} : la feuille « {sheet.sheet} » n'est pas du classeur "
            f"envoyé ; elle n'est pas lue ({len(filled)} cellules).",
            remedy="Reportez ce qui compte dans les feuilles des actions, ou dans une table du "
            "registre.",
        )  # fmt: skip


def _is_ours(told: Told, sheet: Sheet) -> bool:
    """Tell whether a sheet has our columns, and so was ours before it lost its marks."""
    titles = set(column_titles(told.year).values())
    return any(
        len(titles & {_flat(cell.text) for cell in row}) >= _ENOUGH_TITLES for row in sheet.rows
    )


def _tell_unmarked(told: Told, sheet: Sheet) -> None:
    filled = [cell for row in sheet.rows for cell in row if cell.text]
    told.tell(
        severity="error", rule="workbook-marks-lost", cell=sheet.address(filled[0]),
        message=f"{told.book.file} : la feuille « {sheet.sheet} » a perdu sa première ligne ou sa "
        "première colonne, cachées, qui disent à quoi répond chaque ligne ; elle n'est pas lue.",
        remedy=f"Recopiez ses réponses dans le classeur envoyé (« oar template » l'écrit de "
        f"nouveau), ou demandez-le à « {told.book.respondent} ».",
    )  # fmt: skip


def _tell_columns(told: Told, page: Page) -> None:
    known = {page.left, *page.columns.values()}
    merged_from = page.columns.get("definition", 0)
    extra: dict[int, list[Cell]] = defaultdict(list)
    for (row, column), cell in sorted(page.cells.items()):
        if column not in known and row > page.top and "merged" not in cell.flags:
            extra[column].append(cell)
    for cells in extra.values():
        told.tell_cell(
            page, cells[0], "cette colonne n'est pas du classeur envoyé ; elle n'est pas lue.",
            severity="warning", rule="workbook-column-added", got=_some(cells),
            expected=f"{len(COLUMNS)} colonnes",
            remedy="Si elle porte une donnée, reportez-la dans « Valeur » ou « Commentaire ».",
        )  # fmt: skip
    lost = [one.title for one in COLUMNS if one.typed and one.code not in page.columns]
    if lost or not merged_from:
        titles = ", ".join(one.format(year=page.year, before=page.year - 1) for one in lost)
        told.tell(
            severity="error" if lost else "warning", rule="workbook-column-missing",
            action=page.action, expected=titles,
            message=f"{told.book.file}, feuille {page.sheet.sheet} : des colonnes du classeur "
            f"envoyé manquent ({titles or 'Définition'}).",
            remedy="Reprenez le classeur envoyé et reportez-y les réponses.",
        )  # fmt: skip


def _tell_rows(told: Told, page: Page) -> None:
    added: dict[int, list[Cell]] = defaultdict(list)
    for (row, column), cell in sorted(page.cells.items()):
        if row > page.top and row not in page.keys and column in page.columns.values():
            added[row].append(cell)
    for cells in added.values():
        told.tell_cell(
            page, cells[0], "cette ligne n'est pas du classeur envoyé ; elle n'est pas lue.",
            severity="warning", rule="workbook-row-added", got=_some(cells),
            remedy="Si c'est une donnée à suivre, décrivez-la dans le registre ; sinon, mettez-la "
            "en commentaire.",
        )  # fmt: skip


def _tell_missing_rows(told: Told, page: Page, lines: tuple[Line, ...]) -> None:
    here = set(page.keys.values())
    for line in lines:
        if line.action == page.action and line.key not in here:
            told.tell(
                severity="warning", rule="workbook-row-missing", action=page.action,
                indicator=line.key.partition("/")[0], expected=line.serie,
                message=f"{told.book.file}, feuille {page.sheet.sheet} : la ligne "
                f"« {line.serie} » a été supprimée.",
                remedy="Demandez la valeur à la direction.",
            )  # fmt: skip


def _tell_header(told: Told, page: Page, row: int) -> None:
    for code, wanted in column_titles(page.year).items():
        cell = page.cell(row, code)
        if code in page.columns and cell.text != wanted:
            told.tell_cell(
                page, cell, f"le titre de colonne « {wanted} » a été modifié.",
                severity="warning", rule="workbook-label-edited", expected=wanted,
                remedy="La colonne est lue comme elle a été envoyée ; vérifiez que ses valeurs "
                "sont bien ce que dit le titre envoyé.",
            )  # fmt: skip


def _tell_line(told: Told, page: Page, row: int, line: Line, lines: tuple[Line, ...]) -> None:
    indicator = line.key.partition("/")[0]
    shown = page.cell(row, "serie")
    if _is_of_another(shown, line, lines):
        told.tell_cell(
            page, shown,
            f"la ligne montre « {shown.text} », mais sa marque cachée est celle de "
            f"« {line.serie} » : les lignes ont été triées ou recopiées sans la première colonne.",
            severity="error", rule="workbook-line-moved", indicator=indicator, expected=line.serie,
            remedy="La valeur est lue comme celle de la marque : recopiez les réponses à leur "
            "place dans le classeur envoyé (« oar template » l'écrit de nouveau).",
        )  # fmt: skip
        return
    for code, (words, what) in _LABELS.items():
        cell, wanted = page.cell(row, code), getattr(line, code)
        if code in page.columns and _flat(cell.text) != _flat(wanted):
            told.tell_cell(
                page, cell, f"{words} « {wanted or '(vide)'} » a été {what}.",
                severity="error" if code == "unite" else "warning", rule="workbook-label-edited",
                indicator=indicator, expected=wanted,
                remedy="La valeur est lue comme celle de la ligne envoyée ; vérifiez auprès de la "
                "direction qu'elle l'est.",
            )  # fmt: skip
    cell = page.cell(row, "precedent")
    if "precedent" in page.columns and _flat(cell.text) != _flat(line.precedent):
        told.tell_cell(
            page, cell, "la valeur de l'année précédente a été modifiée ; elle n'est pas lue.",
            severity="warning", rule="workbook-previous-edited", indicator=indicator,
            expected=line.precedent,
            remedy="Si c'est une révision, portez-la dans une table du registre, avec son origine.",
        )  # fmt: skip


def _is_of_another(shown: Cell, line: Line, lines: tuple[Line, ...]) -> bool:
    """Tell whether a line shows the words of another line of its sheet."""
    text = _flat(shown.text)
    others = {_flat(one.serie) for one in lines if one.action == line.action}
    return text != _flat(line.serie) and text in others


def _flat(text: str) -> str:
    return " ".join(text.split())


def _some(cells: list[Cell]) -> str:
    texts = [f"« {cell.text[:60]} »" for cell in cells[:_SHOWN]]
    return ", ".join(texts) + ("…" if len(cells) > _SHOWN else "")
