"""One line of a workbook: a value, its status and day, or the reason why it is missing."""

import datetime as dt
from dataclasses import dataclass

from oar_analysis.contract import MISSING_REASONS
from oar_analysis.french import amount
from oar_analysis.french import date as french_date
from oar_analysis.normalise.doubt import Known, Place
from oar_analysis.normalise.observation import MISSING_STATUS, Row, observe
from oar_analysis.normalise.point import Point
from oar_analysis.normalise.text import fold
from oar_analysis.normalise.told import Told
from oar_analysis.normalise.workbook import Page
from oar_analysis.numbers import parse_date
from oar_analysis.read import Cell
from oar_analysis.read.formats import general
from oar_analysis.scheme import Mapping
from oar_analysis.scheme.asked import Key
from oar_analysis.scheme.workbook import REASONS, STATUSES

_REASONS = {fold(words): key for words, key in REASONS.items()}
_STATUSES = {fold(words): code for words, code in STATUSES.items()}


@dataclass(slots=True)
class Answer:
    """The row of observations of one line; `blank` if nobody said anything of it."""

    row: Row
    blank: bool


def read_answer(
    told: Told, page: Page, number: int, key: Key, place: Place, register: dict[Key, Known]
) -> Answer:
    """Return what a line answers, and tell what is doubtful about it."""
    typed = page.cell(number, "valeur")
    point = Point(_exact(typed), Mapping(match="/".join(key), **_parts(key)), told.year)
    (row,), findings = observe(point, place, register)
    told.findings += findings
    if typed.text and typed.number is None:
        _tell_text(told, page, typed, key[0], row)
    reason = page.cell(number, "motif")
    blank = not typed.text and not reason.text
    if not _holds(row):
        _missing(told, page, typed, reason, key[0], row)
    elif reason.text:
        _tell_both(told, page, reason, key[0])
        row["note"] = _joined(row["note"], f"Motif saisi : {reason.text}")
    if _holds(row):
        _tell_part(told, page, typed, key, row)
        _status(told, page, page.cell(number, "statut"), key[0], row)
        _day(told, page, page.cell(number, "arrete"), key[0], row)
    comment = page.cell(number, "commentaire").text
    if comment:
        row["note"] = _joined(row["note"], f"Commentaire de la direction : {comment}")
    return Answer(row, blank and not comment)


def _parts(key: Key) -> dict[str, str]:
    return dict(zip(("indicator", "breakdown", "measure"), key, strict=True))


def _exact(cell: Cell) -> Cell:
    """Return the cell with all the digits of its number: a format may have rounded them."""
    if cell.number is None:
        return cell
    percent = " %" if cell.text.endswith("%") else ""
    return cell._replace(text=general(cell.number) + percent)


def _holds(row: Row) -> bool:
    return any(row[name] is not None for name in ("value", "low", "high"))


def _joined(*notes: object) -> str:
    return "; ".join(str(one) for one in notes if one)


def _tell_text(told: Told, page: Page, cell: Cell, indicator: str, row: Row) -> None:
    if not _holds(row):
        if row["missing_reason"] in REASONS:  # else why it is refused is told already
            told.tell_cell(
                page, cell,
                f"« {cell.text} » est lu comme un motif d'absence : {row['missing_reason']}.",
                severity="info", rule="workbook-value-reason", indicator=indicator,
                expected=f"un nombre ({row['unit']})",
                remedy="Laissez la valeur vide, et choisissez un motif de la liste.",
            )  # fmt: skip
        return
    is_number = "text-number" in cell.flags
    told.tell_cell(
        page, cell,
        f"« {cell.text} » est un texte, et non un nombre ; {_read(row)} est lu.",
        severity="info" if is_number else "warning", rule="workbook-value-text",
        indicator=indicator, expected=f"un nombre ({row['unit']})",
        remedy="Vérifiez la valeur lue, et saisissez-la en chiffres.",
    )  # fmt: skip


def _read(row: Row) -> str:
    value, low, high, decimals = (row[name] for name in ("value", "low", "high", "decimals"))
    return amount(value, low, high, str(row["unit"]), decimals)  # type: ignore[arg-type]


def _tell_part(told: Told, page: Page, cell: Cell, key: Key, row: Row) -> None:
    """Tell a count that is not a whole number: the cell that was sent accepts no other."""
    value = row["value"]
    if key[2] == "level" and row["unit"] == "1" and isinstance(value, float) and value % 1:
        told.tell_cell(
            page, cell, f"« {cell.text} » n'est pas un nombre entier ; {_read(row)} est lu.",
            severity="warning", rule="workbook-value-part", indicator=key[0],
            expected="un nombre entier",
            remedy="Vérifiez la virgule et ce qui est compté auprès de la direction.",
        )  # fmt: skip


def _tell_both(told: Told, page: Page, cell: Cell, indicator: str) -> None:
    told.tell_cell(
        page, cell, f"un motif d'absence (« {cell.text} ») accompagne une valeur.",
        severity="warning", rule="workbook-value-and-reason", indicator=indicator,
        expected="une valeur, ou un motif", remedy="La valeur est gardée ; effacez l'un des deux.",
    )  # fmt: skip


def _missing(told: Told, page: Page, typed: Cell, cell: Cell, indicator: str, row: Row) -> None:
    """Fill in why the value is missing: the reason chosen, before what the value's cell says."""
    if typed.text and not cell.text:
        return
    if not cell.text and "formula-no-value" in typed.flags:
        row["missing_reason"] = "formule sans valeur"  # told by the reader, with its remedy
        return
    if not cell.text:
        merged = ", fusionnée avec une autre," if "merged" in typed.flags else ""
        told.tell_cell(
            page, typed if merged else cell,
            f"la valeur{merged} manque, sans motif.",
            severity="warning", rule="workbook-reason-missing", indicator=indicator,
            expected="une valeur, ou un motif de la liste",
            remedy="Demandez à la direction la valeur, ou pourquoi elle manque.",
        )  # fmt: skip
        return
    key = _REASONS.get(fold(cell.text))
    if key is None:
        told.tell_cell(
            page, cell, f"« {cell.text} » n'est pas un motif de la liste ; il est gardé tel quel.",
            severity="warning", rule="workbook-reason-unknown", indicator=indicator,
            expected=", ".join(REASONS), remedy="Choisissez un motif de la liste.",
        )  # fmt: skip
        row["missing_reason"] = cell.text
        return
    row["status"] = MISSING_STATUS.get(key, "O")
    row["missing_reason"] = MISSING_REASONS[key]


def _status(told: Told, page: Page, cell: Cell, indicator: str, row: Row) -> None:
    if not cell.text:
        return
    code = _STATUSES.get(fold(cell.text))
    if code is None:
        told.tell_cell(
            page, cell, f"« {cell.text} » n'est pas un statut ; il n'est pas lu.",
            severity="warning", rule="workbook-status-unknown", indicator=indicator,
            expected=", ".join(STATUSES), remedy="Choisissez un statut de la liste.",
        )  # fmt: skip
        return
    # A break of series outweighs the rest: it keeps two years from being compared.
    if row["status"] in {"A", "E", "P"}:
        row["status"] = code
    elif code != "A":
        row["note"] = _joined(row["note"], f"Valeur {cell.text}")


def _day(told: Told, page: Page, cell: Cell, indicator: str, row: Row) -> None:
    """Fill in the day at which the value was true, and hold it against the campaign."""
    if not cell.text:
        return
    periods = [one for one in parse_date(cell.text) if one.start and one.text_iso]
    if len(periods) != 1:
        told.tell_cell(
            page, cell, f"« {cell.text} » ne se lit pas comme une date.",
            severity="warning", rule="date-unreadable", indicator=indicator,
            expected="une date, par exemple 01/03/2019", remedy="Saisissez jour/mois/année.",
        )  # fmt: skip
        row["note"] = _joined(row["note"], f"Arrêtée au : {cell.text}")
        return
    if not row["period"]:
        row["period"] = periods[0].text_iso
    start = dt.date.fromisoformat(str(periods[0].start)[:10])
    day = periods[0].text_iso == start.isoformat()
    when = f"Valeur arrêtée au {french_date(start)}" if day else f"Arrêtée au : {cell.text}"
    row["note"] = _joined(row["note"], when)
    if not told.year <= start.year <= told.year + 1:
        told.tell_cell(
            page, cell,
            f"{french_date(start) if day else cell.text} est hors de la campagne {told.year}.",
            severity="warning", rule="date-outside-year", indicator=indicator,
            expected=f"une date de {told.year} ou {told.year + 1}",
            remedy="Vérifiez la date auprès de la direction ; elle n'est jamais corrigée ici.",
        )  # fmt: skip
