"""The limits on the size of one sheet and of one cell."""

from collections.abc import Callable, Sequence

from oar_analysis.read.limits import raising
from oar_analysis.read.source import Source


def check_shape(source: Source, sheet: str, *, rows: int, columns: int, area: int) -> None:
    """Raise ReadError ("tableau-trop-grand") if a sheet has too many rows, columns or cells."""
    limits = source.limits
    for name, what, got, allowed in (
        ("rows", "lignes", rows, limits.rows),
        ("columns", "colonnes", columns, limits.columns),
        ("cells", "cellules", area, limits.cells),
    ):
        if got > allowed:
            raise source.refusal(
                "tableau-trop-grand", f"Le tableau a trop de {what}.",
                f"Ne garder que les données utiles, ou relever {raising(name)}.",
                got=f"{got} {what}", expected=f"{allowed} au plus", cell=sheet,
            )  # fmt: skip


def check_length(source: Source, texts: Sequence[str], address: Callable[[int], str]) -> None:
    """Raise ReadError ("cellule-trop-longue") if a text of a row is too long.

    `address` gives the address of the text at a position.
    """
    limit = source.limits.characters
    if max(map(len, texts), default=0) <= limit:
        return
    position = next(i for i, text in enumerate(texts) if len(text) > limit)
    raise source.refusal(
        "cellule-trop-longue", "Une cellule dépasse la longueur admise.",
        f"Vérifier qu'un guillemet n'avale pas la suite, ou relever {raising('characters')}.",
        got=f"{len(texts[position])} caractères", expected=f"{limit} au plus",
        cell=address(position),
    )  # fmt: skip
