"""Findings as people read them: a table in the terminal, a CSV for a spreadsheet, a page."""

import csv
import html
import io
from collections.abc import Mapping, Sequence

from oar_analysis.contract import FINDINGS

Row = Mapping[str, object]

SEVERITIES = {"error": "erreur", "warning": "avertissement", "info": "remarque"}
_SHOWN = ("severity", "action", "file", "cell", "message", "remedy")
_CSS = (
    "body{font:16px/1.5 'Liberation Sans',Arial,sans-serif;margin:2rem;max-width:90rem}"
    "table{border-collapse:collapse}th,td{border-bottom:1px solid #767676;padding:.4rem .6rem;"
    "text-align:left;vertical-align:top}"
)


def print_findings(rows: Sequence[Row]) -> None:
    """Print the findings as a table as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table

    if not rows:
        print("Aucun constat.")
        return
    table = Table(show_lines=False)
    for title in ("Gravité", "Action", "Où", "Constat", "Que faire"):
        table.add_column(title, overflow="fold")
    for row in rows:
        place = " ".join(str(row[name]) for name in ("file", "cell") if row[name])
        severity = SEVERITIES[str(row["severity"])]
        cells = (severity, row["action"], place, row["message"], row["remedy"])
        table.add_row(*(_plain(cell) for cell in cells))
    Console(highlight=False, markup=False).print(table)


def _plain(value: object) -> str:
    """Return a text without the control characters that a terminal would obey."""
    return "".join(one for one in str(value) if one.isprintable() or one == "\n")


def findings_csv(rows: Sequence[Row], year: int) -> str:
    """Return the findings as a French spreadsheet's CSV: semicolons, byte order mark."""
    del year
    from oar_analysis.read import neutralise

    memory = io.StringIO()
    writer = csv.writer(memory, delimiter=";", lineterminator="\r\n")
    writer.writerow([field.title for field in FINDINGS])
    for row in rows:
        values = [SEVERITIES.get(str(row[field.name]), row[field.name]) for field in FINDINGS]
        writer.writerow([neutralise(str(value)) for value in values])
    return "\ufeff" + memory.getvalue()


def findings_html(rows: Sequence[Row], year: int) -> str:
    """Return the findings as a page of one table, without script or network."""
    titles = {field.name: field.title for field in FINDINGS}
    head = "".join(f'<th scope="col">{titles[name]}</th>' for name in _SHOWN)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td>{html.escape(str(SEVERITIES.get(str(row[name]), row[name])))}</td>"
            for name in _SHOWN
        )
        + "</tr>\n"
        for row in rows
    )
    title = f"Constats de la campagne {year}"
    return (
        f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_CSS}</style></head>\n<body><main><h1>{title}</h1>\n"
        f"<p>{len(rows)} constats.</p>\n<table><thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}</tbody></table></main></body></html>\n"
    )
