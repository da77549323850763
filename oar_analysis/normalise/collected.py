"""The workbooks that the directorates sent back: answers, texts, and what is doubtful."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from oar_analysis.contract import CLAIMS_FILE, Finding, is_left_behind
from oar_analysis.errors import ReadError
from oar_analysis.french import plural
from oar_analysis.normalise.altered import tell_alterations
from oar_analysis.normalise.answer import Answer, read_answer
from oar_analysis.normalise.doubt import Known, Place, formula_texts
from oar_analysis.normalise.identity import (
    is_of_another,
    tell_marker,
    tell_respondent,
    text_file,
    unknown_file,
)
from oar_analysis.normalise.narrative import Narrative
from oar_analysis.normalise.notes import Note, find_notes
from oar_analysis.normalise.observation import Row
from oar_analysis.normalise.outdated import tell_outdated
from oar_analysis.normalise.pictures import find_pictures
from oar_analysis.normalise.told import Told
from oar_analysis.normalise.workbook import SUFFIXES, TEXT_SUFFIXES, Page, Returned, read_workbook
from oar_analysis.read import Sheet, split_address
from oar_analysis.scheme import Scheme
from oar_analysis.scheme.asked import Key, Part, asked
from oar_analysis.scheme.catalogue import all_tables
from oar_analysis.scheme.workbook import (
    CAMPAIGN_KEY,
    HEADER_KEY,
    NARRATIVES,
    TEXT,
    TEXTS_KEY,
    TITLE_KEY,
    Line,
    lines_of,
    read_key,
    text_key,
)

Register = dict[Key, Known]
_FIXED = {TITLE_KEY, CAMPAIGN_KEY, HEADER_KEY, TEXTS_KEY}


@dataclass(slots=True)
class Collected:
    """What the workbooks of a campaign give.

    `blanks` are rows of lines that nobody filled in: they count only where nothing else answers.
    `respondents` are the directorates that sent a workbook back.
    """

    rows: list[Row] = field(default_factory=list)
    blanks: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    narratives: list[Narrative] = field(default_factory=list)
    respondents: set[str] = field(default_factory=set)


def collect(raw: Path, scheme: Scheme, year: int, register: Register) -> Collected:
    """Return what the workbooks dropped in data/raw/<year>/ answer, with no configuration.

    Each xlsx, xls or ods file that no table of the register names is looked at; its hidden
    marks say whether it is a workbook. A csv is told: it is neither. Nothing is raised for a bad
    file: it is a finding.
    """
    result = Collected()
    for path in _candidates(raw, scheme, year):
        if path.suffix.lower() in TEXT_SUFFIXES:
            result.findings.append(text_file(path, raw, year))
            continue
        try:
            book = read_workbook(path, raw)
        except ReadError as error:
            result.findings += error.findings
            continue
        if book is None:
            result.findings.append(unknown_file(path, raw, year))
        else:
            _take(book, scheme, year, register, result)
    return result


def _candidates(raw: Path, scheme: Scheme, year: int) -> list[Path]:
    folder = raw / str(year)
    declared = {CLAIMS_FILE, *(table.file for _, table in all_tables(scheme))}
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in SUFFIXES | TEXT_SUFFIXES
        and path.is_file()
        and not is_left_behind(path.relative_to(folder))
        and path.relative_to(folder).as_posix() not in declared
    ]


def _take(book: Returned, scheme: Scheme, year: int, register: Register, result: Collected) -> None:
    """Take the answers of one workbook."""
    told = Told(book, year)
    result.findings += book.findings
    for page in book.pages:
        result.findings += formula_texts(_without_texts(page), page.action, year)
    if is_of_another(told, scheme):
        result.findings += told.findings
        return
    everyone = asked(scheme, year)
    if book.sent is None:
        tell_marker(told)
    lines = book.sent.lines if book.sent else _lines(everyone, book.respondent)
    if book.respondent not in everyone:
        tell_respondent(told, sorted(everyone))
    tell_alterations(told, lines)
    if book.sent:
        tell_outdated(told, lines, _lines(everyone, book.respondent))
    for picture in find_pictures(book.path):
        _tell_picture(told, picture.sheet, picture.cell)
    for note in find_notes(book.path):
        _tell_note(told, note)
    answers = _answers(told, scheme, register)
    texts = _texts(told)
    lost = any(one.rule == "workbook-marks-lost" for one in told.findings)
    if not lost and not texts and all(answer.blank for answer in answers):
        told.findings = [one for one in told.findings if one.rule != "workbook-reason-missing"]
        _tell_empty(told, len(answers))
    result.rows += [answer.row for answer in answers if not answer.blank]
    result.blanks += [answer.row for answer in answers if answer.blank]
    result.narratives += texts
    result.respondents.add(book.respondent)
    filled = sum(not answer.blank for answer in answers)
    told.tell(
        severity="info", rule="workbook-read", got=book.respondent,
        message=f"{book.file} : classeur de « {book.respondent} », {filled} "
        f"{plural('réponse', filled)} sur {len(lines)} demandées, {len(texts)} "
        f"{plural('texte', len(texts))}.",
        remedy="Rien à faire : c'est le reçu du classeur.",
    )  # fmt: skip
    result.findings += told.findings


def _without_texts(page: Page) -> Sheet:
    """Return a sheet without the lines of its texts: there, a dash begins an item of a list."""
    texts = {row for row, key in page.keys.items() if key.startswith(f"{TEXT}|")}
    rows = [row for row in page.sheet.rows if split_address(row[0].address)[0] not in texts]
    return replace(page.sheet, rows=tuple(rows))


def _lines(everyone: dict[str, list[Part]], respondent: str) -> tuple[Line, ...]:
    """Return what a directorate would be sent today, for want of what it was sent."""
    return tuple(line for part in everyone.get(respondent, []) for line, _ in lines_of(part, {}))


def _answers(told: Told, scheme: Scheme, register: Register) -> list[Answer]:
    axes = {action.code: action.axis for action in scheme.actions}
    answers: list[Answer] = []
    for page in told.book.pages:
        if page.year != told.year:
            continue
        texts = {text_key(section) for section in NARRATIVES}
        for number, text in sorted(page.keys.items()):
            if text in _FIXED or text in texts:
                continue
            key = read_key(text)
            if key not in register:
                _tell_key(told, page, number, text)
                continue
            place = Place(page.action, axes.get(page.action), told.year, page.sheet)
            answers.append(read_answer(told, page, number, key, place, register))
    return answers


def _texts(told: Told) -> list[Narrative]:
    """Return the texts of a workbook; all that a line holds is kept, wherever it was typed."""
    found = []
    for page in told.book.pages:
        if page.year != told.year:
            continue
        rows = {key: row for row, key in page.keys.items()}
        first = page.columns.get("indicateur", page.left + 1)
        for section in NARRATIVES:
            row = rows.get(text_key(section), 0)
            cells = [cell for (r, c), cell in sorted(page.cells.items()) if r == row and c > first]
            if cells:
                text = "\n".join(cell.text for cell in cells)
                found.append(
                    Narrative(
                        page.action, section, text, told.book.respondent, told.book.file,
                        page.address(cells[0]),
                    )
                )  # fmt: skip
    return found


def _tell_picture(told: Told, sheet: str, cell: str) -> None:
    place = f"{sheet}!{cell}" if cell else sheet
    told.tell(
        severity="warning", rule="workbook-picture", cell=place,
        message=f"{told.book.file}, {place} : une image ou un graphique collé ne se lit pas.",
        remedy="Si elle porte des chiffres, demandez-les à la direction en chiffres.",
    )  # fmt: skip


def _tell_note(told: Told, note: Note) -> None:
    place = f"{note.sheet}!{note.cell}"
    told.tell(
        severity="warning", rule="workbook-note", cell=place, got=note.text,
        message=f"{told.book.file}, cellule {place} : une note est attachée à la cellule ; elle "
        f"n'est pas reprise : « {note.text[:200]} ».",
        remedy="Si elle compte, recopiez-la dans la colonne « Commentaire ».",
    )  # fmt: skip


def _tell_key(told: Told, page: Page, number: int, text: str) -> None:
    typed = page.cell(number, "valeur")
    told.tell_cell(
        page, typed, f"le registre ne connaît pas la série « {text} » ; la ligne n'est pas lue.",
        severity="error" if typed.text else "warning", rule="workbook-series-unknown",
        expected="une série du registre",
        remedy="Remettez la série dans le registre, ou reportez la valeur sous son nouveau code.",
    )  # fmt: skip


def _tell_empty(told: Told, count: int) -> None:
    told.tell(
        severity="warning", rule="workbook-empty", expected=f"{count} valeurs ou motifs",
        message=f"{told.book.file} : le classeur de « {told.book.respondent} » est revenu vide.",
        remedy="Demandez à la direction le classeur rempli.",
    )  # fmt: skip
