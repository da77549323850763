"""One call for every kind of file: `read_sheets`."""

from pathlib import Path

from oar_analysis.errors import ReadError
from oar_analysis.read import notices
from oar_analysis.read.archive import protected
from oar_analysis.read.cells import Sheet
from oar_analysis.read.content import NAMES, content_kind
from oar_analysis.read.limits import Limits
from oar_analysis.read.source import Source, open_source

ACCEPTED = "csv, tsv, xlsx, xls ou ods"
TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt"})
SUFFIXES = {"text": TEXT_SUFFIXES, "xlsx": {".xlsx", ".xlsm", ".xltx"}, "xls": {".xls", ".xlt"}, "ods": {".ods", ".ots"}}


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
    source = open_source(path, root, limits or Limits())
    kind = content_kind(source.raw)
    sheets = _read(source, kind)
    if not sheets:
        raise source.refusal(
            "fichier-vide", "Le classeur ne contient aucune donnée.",
            "Vérifier que le bon fichier a été envoyé.",
        )  # fmt: skip
    return _say_misnamed(source, kind, sheets)


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

        return [_believable(source, read_text(source))]
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


def _believable(source: Source, sheet: Sheet) -> Sheet:
    """Refuse a text named as something else unless it has columns."""
    if source.suffix in TEXT_SUFFIXES or sheet.separator:
        return sheet
    raise source.refusal(
        "format-non-pris-en-charge",
        f"Le fichier est un texte sans colonnes, et non ce que dit son nom ({source.suffix or '?'}).",
        f"Enregistrer le tableau en {ACCEPTED}.", expected=ACCEPTED,
    )  # fmt: skip


def _say_misnamed(source: Source, kind: str, sheets: list[Sheet]) -> list[Sheet]:
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
