"""`oar check`: everything that the checks notice, without making any page."""

from pathlib import Path
from typing import Annotated

import typer

from oar_analysis.cli.options import DataOption, YearOption, chosen_year


def check(
    data: DataOption = Path("data"),
    year: YearOption = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FICHIER", help="Écrire les constats en CSV.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FICHIER", help="Écrire les constats en HTML.")
    ] = None,
) -> int:
    """Contrôler les données et montrer tous les constats.

    Exemple : oar check --year 2017 --csv constats.csv

    Codes de retour : 0 rien à traiter ; 1 des constats empêchent la publication ; 2 demande
    impossible.
    """
    from oar_analysis.check.report import findings_csv, findings_html
    from oar_analysis.cli.findings import print_findings
    from oar_analysis.dataset import build
    from oar_analysis.dataset.review import plain_rows

    chosen = chosen_year(year, data)
    dataset = build(data, chosen)
    rows = plain_rows(dataset.findings)
    title = f"Constats de la campagne {chosen}"
    if csv:
        csv.write_text(findings_csv(rows), encoding="utf-8", newline="")
        print(f"Constats écrits : {csv}")
    if html:
        html.write_text(findings_html(rows, title), encoding="utf-8", newline="")
        print(f"Constats écrits : {html}")
    print_findings(rows)
    count = len(dataset.blocking)
    if count:
        what = "constat empêche" if count == 1 else "constats empêchent"
        print(f"{count} {what} la publication de la campagne {chosen}.")
    else:
        print(f"Campagne {chosen} : rien n'empêche la publication.")
    return 1 if count else 0
