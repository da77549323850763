"""`oar review`: the whole annual review, from raw files to published pages."""

from pathlib import Path
from typing import Annotated

import typer

from oar_analysis.cli.options import DataOption, ReportsOption, YearOption, chosen_year


def review(  # noqa: PLR0913, PLR0917 (one parameter an option)
    data: DataOption = Path("data"),
    reports: ReportsOption = Path("reports"),
    notebooks: Annotated[
        Path, typer.Option(help="Dossier des carnets.", metavar="DOSSIER")
    ] = Path("notebooks"),
    year: YearOption = None,
    force: Annotated[bool, typer.Option("--force", help="Refaire même ce qui n'a pas changé.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Faire un brouillon malgré des erreurs.")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Ajouter un PDF par page (Chromium).")] = False,
    workers: Annotated[int, typer.Option(min=0, help="Pages faites à la fois ; 0 : selon la machine.")] = 0,
    cell_timeout: Annotated[int, typer.Option(min=0, help="Secondes accordées à une cellule.")] = 120,
    page_timeout: Annotated[int, typer.Option(min=0, help="Secondes accordées à une page.")] = 300,
    memory: Annotated[int, typer.Option(min=0, help="Mio accordés à un noyau ; 0 : sans limite.")] = 2048,
    keep: Annotated[int, typer.Option(min=1, help="Exécutions gardées dans reports/.runs/.")] = 10,
    cold: Annotated[bool, typer.Option("--cold", help="Noyaux ordinaires.")] = False,
    log_format: Annotated[str, typer.Option(help="Journal : text ou json.")] = "text",
) -> int:
    """Faire le bilan d'une année : données, contrôles, pages, index.

    Exemple : oar review --year 2017
    """
    from oar_analysis.review.journal import open_journal
    from oar_analysis.review.limits import Limits
    from oar_analysis.review.request import ReviewRequest
    from oar_analysis.review.run import review as run_review
    from oar_analysis.review.signals import raise_on_termination

    raise_on_termination()
    request = ReviewRequest(
        year=chosen_year(year, data), data=data, reports=reports, notebooks=notebooks,
        force=force, draft=draft, pdf=pdf, workers=workers, warm=not cold, keep=keep,
        limits=Limits(cell_timeout, page_timeout, memory),
    )  # fmt: skip
    journal = open_journal(log_format)
    try:
        outcome = run_review(request, journal)
    finally:
        journal.close()
    print(outcome)
    return outcome.exit_code
