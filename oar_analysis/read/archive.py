"""Opening the zip archive of an xlsx or ods: no bomb, no password, no document type."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from oar_analysis.errors import ReadError
from oar_analysis.read.limits import raising
from oar_analysis.read.source import Source

# Under this size an archive cannot hurt, whatever its ratio.
HARMLESS_BYTES = 10_000_000
XML_SUFFIXES = (".xml", ".rels")
# What the zip and XML modules raise on damaged input.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, ParseError, EOFError, OSError, KeyError, ValueError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


def open_archive(source: Source) -> zipfile.ZipFile:
    """Return the archive once its sizes and its XML are known to be harmless.

    Raises ReadError: "archive-piegee", "fichier-protege", "xml-interdit", "fichier-endommage".
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.raw))
        _check_sizes(source, archive)
        for member in archive.infolist():
            if member.filename.endswith(XML_SUFFIXES):
                _refuse_document_type(source, archive, member.filename)
    except DAMAGE as error:
        raise damaged(source, error) from error
    return archive


def elements(archive: zipfile.ZipFile, member: str, *events: str) -> Iterator[tuple[str, Element]]:
    """Yield the parse events of a member; no document type, no entity."""
    with archive.open(member) as stream:
        yield from iterparse(stream, events=events or ("end",), forbid_dtd=True)


def local(tag: str) -> str:
    """Return a tag or attribute without its namespace.

    >>> local("{urn:x}table-row")
    'table-row'
    """
    return tag.rpartition("}")[2]


def damaged(source: Source, error: Exception) -> ReadError:
    """Return the refusal of a workbook that cannot be read to its end."""
    return source.refusal(
        "fichier-endommage", "Le classeur est incomplet ou abîmé.",
        "L'ouvrir dans un tableur, l'enregistrer sous un autre nom, ou demander un nouvel envoi.",
        got=f"{type(error).__name__}: {error}"[:200],
    )  # fmt: skip


def _check_sizes(source: Source, archive: zipfile.ZipFile) -> None:
    members, limits = archive.infolist(), source.limits
    unzipped = sum(member.file_size for member in members)
    ratio, big = unzipped / max(len(source.raw), 1), unzipped > HARMLESS_BYTES
    for what, limit, got, allowed, looked_at in (
        ("fichiers", "zip_members", len(members), limits.zip_members, True),
        ("octets une fois décompressé", "unzipped_bytes", unzipped, limits.unzipped_bytes, True),
        ("fois sa taille compressée", "zip_ratio", int(ratio), limits.zip_ratio, big),
    ):
        if looked_at and got > allowed:
            raise source.refusal(
                "archive-piegee", "Le classeur se décompresse en un volume démesuré.",
                f"Ne pas l'ouvrir sans en connaître l'auteur ; sinon relever {raising(limit)}.",
                got=f"{got} {what}", expected=f"{allowed} au plus",
            )  # fmt: skip
    if any(member.flag_bits & 1 for member in members):
        raise protected(source)


def protected(source: Source) -> ReadError:
    """Return the refusal of a workbook that asks for a password."""
    return source.refusal(
        "fichier-protege", "Le classeur est protégé par un mot de passe.",
        "L'enregistrer sans mot de passe, et l'envoyer de nouveau.",
    )  # fmt: skip


def _refuse_document_type(source: Source, archive: zipfile.ZipFile, member: str) -> None:
    # A document type stands before the first element: one event is enough to meet it.
    try:
        next(elements(archive, member, "start"), None)
    except DefusedXmlException:
        raise source.refusal(
            "xml-interdit", "Le classeur déclare des entités XML, ce que nul tableur n'écrit.",
            "Ne pas l'ouvrir sans en connaître l'auteur ; demander un nouvel envoi.", got=member,
        ) from None  # fmt: skip
    except ParseError:
        return  # a damaged part that may not even be needed: its reader will say
