"""Whose workbook a file is: of which body, campaign and directorate, or of nobody."""

from pathlib import Path

from oar_analysis.contract import Finding
from oar_analysis.normalise.told import Told
from oar_analysis.scheme import Scheme
from oar_analysis.scheme.workbook import SIGN

# The mark of a sheet stands in its first cells.
_START = 4096


def is_of_another(told: Told, scheme: Scheme) -> bool:
    """Tell whether a workbook is of another body or year: then none of it is taken."""
    book = told.book
    if book.sent and book.sent.body != scheme.body.name:
        told.tell(
            severity="error", rule="workbook-other-body", got=book.sent.body,
            expected=scheme.body.name,
            message=f"{book.file} est un classeur de « {book.sent.body} » ; il n'est pas lu.",
            remedy="Déposez-le dans les données de cet organisme.",
        )  # fmt: skip
        return True
    wrong = [page for page in book.pages if page.year != told.year]
    if book.year != told.year or (wrong and len(wrong) == len(book.pages)):
        told.tell(
            severity="error", rule="workbook-wrong-year", got=str(book.year),
            expected=str(told.year),
            message=f"{book.file} est le classeur de la campagne {book.year}, déposé dans "
            f"{told.year} ; il n'est pas lu.",
            remedy=f"Déplacez-le dans data/raw/{book.year}/, ou demandez à "
            f"« {book.respondent} » celui de {told.year}.",
        )  # fmt: skip
        return True
    for page in wrong:
        told.tell(
            severity="error", rule="workbook-wrong-year", action=page.action, got=str(page.year),
            expected=str(told.year),
            message=f"{book.file} : la feuille « {page.sheet.sheet} » est de la campagne "
            f"{page.year} ; elle n'est pas lue.",
            remedy=f"Demandez la feuille de {told.year}.",
        )  # fmt: skip
    return False


def tell_marker(told: Told) -> None:
    """Tell that the hidden sheet of a workbook is gone."""
    told.tell(
        severity="warning", rule="workbook-marker-missing",
        message=f"{told.book.file} : la feuille cachée du classeur a été supprimée.",
        remedy="Les réponses sont lues par les marques des feuilles ; ce qui a été modifié dans "
        "le classeur est jugé sur le registre d'aujourd'hui.",
    )  # fmt: skip


def tell_respondent(told: Told, known: list[str]) -> None:
    """Tell that the register no longer knows the directorate of a workbook."""
    told.tell(
        severity="warning", rule="workbook-respondent-unknown", got=told.book.respondent,
        expected=", ".join(known),
        message=f"{told.book.file} : « {told.book.respondent} » n'est plus une direction du "
        "registre ; ses réponses sont lues.",
        remedy="Vérifiez le nom de la direction (« respondent ») dans le registre.",
    )  # fmt: skip


def text_file(path: Path, raw: Path, year: int) -> Finding:
    """Return the finding of a csv that no table of the register names: ours it may have been."""
    # Without the null bytes of UTF-16, that spreadsheets call "Unicode text".
    if f"{SIGN}|".encode() not in path.read_bytes()[:_START].replace(b"\0", b""):
        return unknown_file(path, raw, year)
    file = path.relative_to(raw).as_posix()
    return Finding(
        severity="error", rule="workbook-as-text", year=year, file=file,
        expected="un classeur .xlsx ou .ods",
        message=f"{file} est une feuille d'un classeur enregistrée en texte : les autres feuilles "
        "n'y sont pas ; elle n'est pas lue.",
        remedy="Demandez à la direction le classeur lui-même, en .xlsx ou en .ods.",
    )  # fmt: skip


def unknown_file(path: Path, raw: Path, year: int) -> Finding:
    """Return the finding of a file that is neither a table nor a workbook."""
    file = path.relative_to(raw).as_posix()
    return Finding(
        severity="warning", rule="workbook-unknown", year=year, file=file,
        message=f"{file} n'est ni une table du registre, ni un classeur envoyé aux directions : il "
        "n'est pas lu.",
        remedy="Décrivez-le dans le registre (« tables »), ou reportez ses valeurs dans un "
        f"classeur fait par « oar template --year {year} ».",
    )  # fmt: skip
