"""Opening a raw file: inside its folder, within the limits, read once."""

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from oar_analysis.contract import Finding
from oar_analysis.errors import ReadError
from oar_analysis.read.limits import Limits, raising


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a raw file, their SHA-256, and the name that findings give it."""

    name: str
    suffix: str
    raw: bytes
    sha256: str
    limits: Limits

    def refusal(
        self,
        rule: str,
        message: str,
        remedy: str,
        *,
        got: str = "",
        expected: str = "",
        cell: str = "",
    ) -> ReadError:
        """Return the error that refuses this file, with its one finding."""
        return refusal(self.name, rule, message, remedy, got=got, expected=expected, cell=cell)


def refusal(
    name: str,
    rule: str,
    message: str,
    remedy: str,
    *,
    got: str = "",
    expected: str = "",
    cell: str = "",
) -> ReadError:
    """Return a ReadError that carries one error finding about the file."""
    where = f"{name}, {cell}" if cell else name
    finding = Finding(
        severity="error", rule=rule, message=message, remedy=remedy,
        file=name, cell=cell, got=got, expected=expected,
    )  # fmt: skip
    return ReadError(f"{where} : {message} {remedy}", [finding])


def open_source(path: Path, root: Path | None, limits: Limits) -> Source:
    """Return the bytes of a file that stands below `root` (its own folder if not given).

    Raises ReadError: "fichier-hors-dossier", "fichier-absent", "fichier-illisible",
    "fichier-trop-lourd", "fichier-vide".
    """
    root = path.parent if root is None else root
    name = _relative_name(path, root)
    try:
        real = path.resolve(strict=True)
        inside = real.is_relative_to(root.resolve())
    except FileNotFoundError:
        raise refusal(
            name, "fichier-absent", "Le fichier n'existe pas.",
            "Vérifier son nom et son dossier, majuscules et accents compris.",
        ) from None  # fmt: skip
    except (OSError, ValueError, RuntimeError) as error:  # a loop of links, a name with a NUL
        raise _unreadable(name, error) from error
    if not inside:
        raise refusal(
            name, "fichier-hors-dossier", "Le chemin ou le lien mène hors du dossier des données.",
            "Copier le fichier dans le dossier des données au lieu d'y renvoyer.",
            expected=f"un fichier sous {root.name or root}",
        )  # fmt: skip
    raw = _bytes(real, name, limits)
    if not raw.strip(b"\0 \t\r\n"):
        raise refusal(
            name, "fichier-vide", "Le fichier est vide.", "Demander de nouveau le fichier.",
            got=f"{len(raw)} octet(s)",
        )  # fmt: skip
    return Source(name, path.suffix.lower(), raw, hashlib.sha256(raw).hexdigest(), limits)


def _relative_name(path: Path, root: Path) -> str:
    for folder, file in ((root, path), (root.absolute(), path.absolute())):
        if file.is_relative_to(folder):
            return file.relative_to(folder).as_posix()
    return path.name


def _bytes(real: Path, name: str, limits: Limits) -> bytes:
    try:
        status = real.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refusal(
                name, "fichier-illisible", "Ce n'est pas un fichier ordinaire.",
                "Donner le chemin d'un fichier de données.",
            )  # fmt: skip
        with real.open("rb") as stream:
            raw = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise _unreadable(name, error) from error
    if len(raw) > limits.file_bytes:
        raise refusal(
            name, "fichier-trop-lourd", "Le fichier dépasse la taille admise.",
            f"Ne garder que les données utiles, ou relever {raising('file_bytes')}.",
            got=f"{max(status.st_size, len(raw))} octets",
            expected=f"{limits.file_bytes} octets au plus",
        )  # fmt: skip
    return raw


def _unreadable(name: str, error: Exception) -> ReadError:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return refusal(
        name, "fichier-illisible", f"Le système n'a pas pu lire le fichier ({reason}).",
        "Vérifier les droits du fichier et qu'aucun autre logiciel ne le tient ouvert.",
    )  # fmt: skip
