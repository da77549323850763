"""What a campaign changed to what earlier ones had published."""

from typing import Any

from oar_analysis import french
from oar_analysis.dataset import Review
from oar_analysis.dataset.review import plain_rows
from oar_analysis.figure import Column, DataTable, Prose
from oar_analysis.section.line import every_line
from oar_analysis.section.page import Section, section
from oar_analysis.vintage import CHANGE_WORDS, compare_vintages

COLUMNS = tuple(
    Column(title=title, kind="text")
    for title in ("Série", "Action", "Année", "Changement", "Avant", "Maintenant", "À savoir")
)
_WHICH = (
    "Les deux valeurs sont conservées ; la plus récente est utilisée, celle d'avant si aucune "
    "ne la remplace."
)


def vintage_changes(review: Review) -> Section:
    """Return the values revised, withdrawn or added since the campaign before; breaks of series.

    Values of the review's own year are new by nature: they are listed where they break a series.
    """
    older = review.previous_campaign
    if older is None:
        return section(Prose("Première campagne : il n'y a rien à comparer."))
    table = compare_vintages(review.all_observations, older, review.year)
    rows = [row for row in plain_rows(table) if _told(row, review.year)]
    if not rows:
        return section(Prose(f"Aucune valeur publiée par la campagne {older} n'a changé."))
    labels = {one.key: one for one in every_line(review)}
    cells = []
    for row in rows:
        line = labels.get((row["indicator"], row["breakdown"], row["measure"]))
        broken = row["series_break"] and row["status_older"] != "B"
        words = CHANGE_WORDS[row["change"]] + (", rupture de série" if broken else "")
        cells.append(
            (
                line.label if line else row["indicator"],
                row["action"] or "schéma",
                str(row["year"]),
                words,
                _amount(row, "older"),
                _amount(row, "newer"),
                row["comment"] or "—",
            )
        )
    return section(
        DataTable(
            key="revisions",
            caption=f"Ce que la campagne {review.year} change aux valeurs de la campagne {older}",
            columns=COLUMNS,
            rows=tuple(cells),
            notes=(_WHICH,),
        )
    )


def _told(row: dict[str, Any], year: int) -> bool:
    # A break that the campaign before told already is no change of this one.
    broken = bool(row["series_break"] and row["status_older"] != "B")
    if row["change"] == "unchanged":
        return broken
    return bool(row["change"] != "new" or row["year"] < year or broken)


def _amount(row: dict[str, Any], side: str) -> str:
    value = row[f"value_{side}"]
    return french.MISSING if value is None else french.quantity(value, row["unit"])
