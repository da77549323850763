"""`oar diff`: what a campaign changes to the values that earlier ones published."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oar_analysis.cli.options import DataOption

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = {
    "change": "Changement", "action": "Action", "indicator": "Indicateur",
    "breakdown": "Ventilation", "measure": "Mesure", "year": "Année", "value_older": "Avant",
    "value_newer": "Maintenant", "unit": "Unité", "comment": "À savoir",
}  # fmt: skip


def diff(
    older: Annotated[int, typer.Argument(help="Campagne de départ.", metavar="ANNÉE")],
    newer: Annotated[int, typer.Argument(help="Campagne à comparer.", metavar="ANNÉE")],
    data: DataOption = Path("data"),
    *,
    whole: Annotated[
        bool, typer.Option("--tout", help="Montrer aussi les valeurs inchangées.")
    ] = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FICHIER", help="Écrire la comparaison en CSV.")
    ] = None,
) -> int:
    """Dire ce qu'une campagne ajoute, révise ou retire.

    Exemple : oar diff 2017 2018

    Codes de retour : 0 comparaison faite ; 2 campagne inconnue ou années dans le désordre.
    """
    from oar_analysis.dataset import build
    from oar_analysis.vintage import compare_vintages

    _refuse_years(older, newer, data)
    changes = compare_vintages(build(data, newer).observations, older, newer)
    if csv:
        csv.write_text(_csv(changes), encoding="utf-8-sig", newline="")
        print(f"Comparaison écrite : {csv}")
    shown = (
        changes if whole else changes[(changes["change"] != "unchanged") | changes["series_break"]]
    )
    _print_changes(shown)
    print(_summary(changes, older, newer))
    return 0


def _refuse_years(older: int, newer: int, data: Path) -> None:
    from oar_analysis.errors import UsageError
    from oar_analysis.scheme.campaign import campaign_years

    years = campaign_years(data / "raw")
    known = ", ".join(str(one) for one in years) or "aucune"
    for year in (older, newer):
        if year not in years:
            raise UsageError(
                f"La campagne {year} n'existe pas dans {data / 'raw'} (campagnes : {known})."
            )
    if older >= newer:
        raise UsageError(
            f"La campagne {older} ne précède pas la campagne {newer} : donner d'abord la plus "
            "ancienne."
        )


def _rows(changes: "pd.DataFrame") -> list[dict[str, Any]]:
    from oar_analysis import french
    from oar_analysis.vintage import CHANGE_WORDS

    rows = changes.to_dict("records")
    for row in rows:
        row["change"] = CHANGE_WORDS[row["change"]]
        for name in ("value_older", "value_newer"):
            row[name] = french.number(row[name])
    return [{str(name): value for name, value in row.items()} for row in rows]


def _print_changes(changes: "pd.DataFrame") -> None:
    if changes.empty:
        return
    from rich.console import Console
    from rich.table import Table

    # Six columns: ten would break their words on a terminal of 80 characters.
    table = Table("Changement", "Série")
    for title in ("Année", "Avant", "Maintenant"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("À savoir", overflow="fold")
    for row in _rows(changes):
        series = "/".join((row["indicator"], row["breakdown"], row["measure"]))
        values = (_with_unit(row[name], row["unit"]) for name in ("value_older", "value_newer"))
        comment = str(row["comment"])
        table.add_row(str(row["change"]), series, str(row["year"]), *values, comment)
    Console(highlight=False, markup=False).print(table)


def _with_unit(shown: str, unit: str) -> str:
    from oar_analysis.french import NBSP

    return shown if unit == "1" or not shown.lstrip("-−")[:1].isdigit() else f"{shown}{NBSP}{unit}"


def _csv(changes: "pd.DataFrame") -> str:
    import csv
    import io

    from oar_analysis.read import neutralise

    memory = io.StringIO()
    writer = csv.writer(memory, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS.values())
    for row in _rows(changes):
        writer.writerow([neutralise(str(row[name])) for name in _COLUMNS])
    return memory.getvalue()


def _summary(changes: "pd.DataFrame", older: int, newer: int) -> str:
    counts = changes["change"].value_counts()
    words = {
        "new": "nouvelle",
        "revised": "révisée",
        "withdrawn": "retirée",
        "unchanged": "inchangée",
    }
    parts = [
        f"{count} {word if count < 2 else word + 's'}"
        for name, word in words.items()
        if (count := int(counts.get(name, 0)))
    ]
    told = ", ".join(parts) or "aucune valeur à comparer"
    return f"De la campagne {older} à la campagne {newer} : {told}."
