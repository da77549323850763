"""The limits on the size of one sheet."""

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
                f"Ne garder que les données utiles, ou relever la limite `{name}`.",
                got=f"{got} {what}", expected=f"{allowed} au plus", cell=sheet,
            )  # fmt: skip
