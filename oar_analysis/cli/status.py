"""`oar status`: where the review stands."""

from pathlib import Path

from oar_analysis.cli.options import (
    DataOption,
    ReportsOption,
    YearOption,
    chosen_year,
    notebooks_folder,
)


def status(
    data: DataOption = Path("data"),
    reports: ReportsOption = Path("reports"),
    year: YearOption = None,
) -> int:
    """Dire où en est le bilan et ce qui manque.

    Exemple : oar status --year 2017

    Codes de retour : 0 fait ; 1 registre illisible ; 2 demande impossible.
    """
    from oar_analysis.review.status import read_status

    for line in read_status(chosen_year(year, data), data, reports, notebooks_folder(None, data)):
        print(line)
    return 0
