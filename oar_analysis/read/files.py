"""One call for every kind of file: `read_sheets`."""

from pathlib import Path

from oar_analysis.errors import ReadError
from oar_analysis.read import notices
from oar_analysis.read.archive import protected
from oar_analysis.read.cells import Sheet, collector_at_rest
from oar_analysis.read.content import NAMES, content_kind
from oar_analysis.read.limits import Limits
from oar_analysis.read.source import Source, open_source

ACCEPTED = "csv, tsv, xlsx, xls ou ods"
TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt"})
SUFFIXES = {
    "text": TEXT_SUFFIXES,
    "xlsx": {".xlsx", ".xlsm", ".xltx"},
    "xls": {".xls", ".xlt"},
    "ods": {".ods", ".ots"},
}


def read_sheets(
    path: Path, *, root: Path | None = None, limits: Limits | None = None
) -> list[Sheet]:
    """Return the filled sheets of a csv, tsv, xlsx, xls or ods file, in the file's order.

    The content decides, not the name. Whatever was repaired or looks wrong is a finding of its
    sheet and a flag of its cells; hidden rows, columns and sheets are read like the others.

    Args:
        path: the file.
        root: the folder that it must not lead out of, and that findings name it from.
        limits: how much it may hold.

    Raises:
        ReadError: the file is refused; the error carries the one finding that says why.
    """
    source = open_source(path, root, limits or Limits.configured())
    return read_source(source, content_kind(source.raw))


def read_source(source: Source, kind: str) -> list[Sheet]:
    """Return the filled sheets of an open file whose content is of a known kind."""
    with collector_at_rest():
        sheets = _read(source, kind)
    if not sheets:
        raise source.refusal(
            "fichier-vide", "Le classeur ne contient aucune donnée.",
            "Vérifier que le bon fichier a été envoyé.",
        )  # fmt: skip
    return say_misnamed(source, kind, sheets)


def _read(source: Source, kind: str) -> list[Sheet]:
    if kind == "xlsx":
        from oar_analysis.read.xlsx import read_xlsx

        return read_xlsx(source)
    if kind == "xls":
        from oar_analysis.read.xls import read_xls

        return read_xls(source)
    if kind == "ods":
        from oar_analysis.read.ods import read_ods

        return read_ods(source)
    if kind == "text":
        from oar_analysis.read.text import read_text

        sheet = read_text(source)
        check_text(source, sheet.separator)
        return [sheet]
    raise refused_kind(source, kind)


def refused_kind(source: Source, kind: str) -> ReadError:
    """Return the refusal of a kind of file that holds no table that we read."""
    if kind == "encrypted":
        return protected(source)
    return source.refusal(
        "format-non-pris-en-charge", f"Format non pris en charge : {NAMES[kind]}.",
        f"Enregistrer le tableau en {ACCEPTED}.",
        got=f"{NAMES[kind]}, nommé « {source.suffix or 'sans extension'} »", expected=ACCEPTED,
    )  # fmt: skip


def check_text(source: Source, separator: str) -> None:
    """Refuse a text not named as one, unless its name is a workbook's and it has columns."""
    office = {suffix for suffixes in SUFFIXES.values() for suffix in suffixes} | {""}
    if source.suffix in TEXT_SUFFIXES or (separator and source.suffix in office):
        return
    raise source.refusal(
        "format-non-pris-en-charge",
        "Le fichier est un texte, et non ce que dit son nom.",
        f"Enregistrer le tableau en {ACCEPTED}.",
        got=f"texte, nommé « {source.suffix or 'sans extension'} »", expected=ACCEPTED,
    )  # fmt: skip


def say_misnamed(source: Source, kind: str, sheets: list[Sheet]) -> list[Sheet]:
    """Return the sheets, the first with a finding if the file's name tells another kind."""
    if source.suffix in SUFFIXES[kind]:
        return sheets
    content = "csv" if kind == "text" else kind
    finding = notices.misnamed(source, content)
    first = sheets[0]
    return [
        Sheet(
            first.file, first.sheet, first.rows, first.sha256, first.encoding, first.separator,
            (finding, *first.findings),
        ),
        *sheets[1:],
    ]  # fmt: skip
