"""`oar review`: the whole annual review, from raw files to published pages."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oar_analysis.cli.options import (
    DataOption,
    ReportsOption,
    YearOption,
    chosen_year,
    notebooks_folder,
)

if TYPE_CHECKING:
    from oar_analysis.review.request import Outcome, ReviewRequest


class LogFormat(StrEnum):
    """How the journal is written."""

    text = "text"
    json = "json"


def review(  # noqa: PLR0913 (one parameter an option)
    data: DataOption = Path("data"),
    reports: ReportsOption = Path("reports"),
    notebooks: Annotated[
        Path | None,
        typer.Option(
            help="Dossier des carnets ; celui qui est à côté des données s'il n'est pas donné.",
            metavar="DOSSIER",
        ),
    ] = None,
    year: YearOption = None,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Refaire même les pages dont rien n'a changé.")
    ] = False,
    draft: Annotated[
        bool,
        typer.Option("--draft", help="Faire les pages malgré des erreurs, dans <année>-brouillon."),
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Ajouter un PDF par page (avec Chromium).")
    ] = False,
    workers: Annotated[
        int,
        typer.Option(
            min=0, metavar="N", help="Pages faites à la fois ; 0 : trois pour deux cœurs."
        ),
    ] = 0,
    cell_timeout: Annotated[
        int, typer.Option(min=0, metavar="S", help="Secondes pour une cellule ; 0 : sans limite.")
    ] = 120,
    page_timeout: Annotated[
        int, typer.Option(min=0, metavar="S", help="Secondes pour une page ; 0 : sans limite.")
    ] = 300,
    memory: Annotated[
        int, typer.Option(min=0, metavar="MIO", help="Mio pour un noyau ; 0 : sans limite.")
    ] = 2048,
    keep: Annotated[
        int, typer.Option(min=1, metavar="N", help="Exécutions gardées dans reports/.runs/.")
    ] = 10,
    cold: Annotated[
        bool, typer.Option("--cold", help="Démarrer des noyaux ordinaires, plus lents.")
    ] = False,
    log_format: Annotated[
        LogFormat,
        typer.Option(metavar="FORMAT", help="Journal : text, ou json (un objet par ligne)."),
    ] = LogFormat.text,
) -> int:
    """Faire le bilan d'une année : données, contrôles, pages, index.

    Exemple : oar review --year 2017

    Codes de retour : 0 fait ; 1 constats à traiter, rien de publié ; 2 demande impossible ;
    3 une page en échec ; 4 une autre exécution est en cours ; 5 disque ou droits ;
    70 erreur imprévue ; 129, 130, 143 interrompu.
    """
    from oar_analysis.review.exitcode import exit_code
    from oar_analysis.review.journal import open_journal, print_line
    from oar_analysis.review.limits import Limits
    from oar_analysis.review.request import ReviewRequest
    from oar_analysis.review.run import review as run_review
    from oar_analysis.review.signals import raise_on_termination

    raise_on_termination()
    journal = open_journal(log_format.value)
    try:
        request = ReviewRequest(
            year=chosen_year(year, data), data=data, reports=reports,
            notebooks=notebooks_folder(notebooks, data),
            force=force, draft=draft, pdf=pdf, workers=workers, warm=not cold, keep=keep,
            limits=Limits(cell_timeout, page_timeout, memory),
        )  # fmt: skip
        outcome = run_review(request, journal)
    except BaseException as error:
        if log_format is LogFormat.json:
            journal.say("failed", str(error) or "Interrompu.", exit_code=exit_code(error))
        raise
    finally:
        journal.close()
    text = summary(outcome, request)
    if log_format is LogFormat.json:
        journal.say("done", text, index=outcome.index, exit_code=outcome.exit_code)
    else:
        print_line(text, sys.stdout)
    return outcome.exit_code


def summary(outcome: "Outcome", request: "ReviewRequest") -> str:
    """Return what a run did, in a few French lines that end with the index."""
    from oar_analysis.french import plural

    counts = (
        (outcome.made, "page{s} faite{s}"),
        (outcome.kept, "inchangée{s}"),
        (outcome.failed, "en échec"),
    )
    parts = [
        f"{len(pages)} {words.format(s='s' if len(pages) > 1 else '')}"
        for pages, words in counts
        if pages
    ]
    if not outcome.made and not outcome.failed:
        count = len(outcome.kept)
        parts = [f"rien à faire, {count} {plural('page', count)} à jour"]
    lines = [f"Bilan {request.target.name} : {', '.join(parts)}."]
    if outcome.failed and outcome.record:
        lines.append(f"Rapports d'échec : {outcome.record}/*-echec.md")
        lines.append(
            "Une page en échec garde sa dernière bonne version si elle en a une ; l'index le dit."
        )
    if outcome.blocking:
        count = outcome.blocking
        remain = f"{count} {plural('constat', count)} {'reste' if count == 1 else 'restent'}"
        lines.append(f"Brouillon : {remain} à traiter (« oar check --year {request.year} »).")
    lines.append(str(outcome.index))
    return "\n".join(lines)
