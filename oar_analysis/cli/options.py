"""The options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

DataOption = Annotated[
    Path, typer.Option("--data", help="Dossier qui contient raw/ et processed/.", metavar="DOSSIER")
]
ReportsOption = Annotated[
    Path, typer.Option("--reports", help="Dossier où les pages sont publiées.", metavar="DOSSIER")
]
YearOption = Annotated[
    int | None,
    typer.Option(
        "--year", help="Année de la campagne ; la dernière si elle n'est pas donnée.",
        metavar="ANNÉE",
    ),
]  # fmt: skip


def chosen_year(year: int | None, data: Path) -> int:
    """Return the year asked for, or the latest campaign's.

    Raises:
        UsageError: there is no campaign at all.
    """
    from oar_analysis.errors import UsageError
    from oar_analysis.review.parameters import campaign_years

    if year is not None:
        return year
    years = campaign_years(data / "raw")
    if not years:
        raise UsageError(
            f"Aucune campagne dans {data / 'raw'} : aucun dossier nommé par une année. "
            "Donner le dossier des données avec --data."
        )
    return years[-1]


def given_data(data: Path) -> str:
    """Return the option that a next command needs to find the same data, nothing for ./data.

    >>> given_data(Path("data")), given_data(Path("ma ville/data"))
    ('', " --data 'ma ville/data'")
    """
    import shlex

    return "" if data == Path("data") else f" --data {shlex.quote(str(data))}"


def notebooks_folder(notebooks: Path | None, data: Path) -> Path:
    """Return the notebooks asked for, or those beside the data folder, or ./notebooks."""
    if notebooks is not None:
        return notebooks
    beside = data.parent / "notebooks"
    return beside if beside.is_dir() else Path("notebooks")
