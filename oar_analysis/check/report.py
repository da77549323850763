"""Findings for people: a spreadsheet's CSV, a page that stands alone.

A row is a finding as the dataset holds it: the columns of the contract, "" or None where empty.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from html import escape

from oar_analysis.check.titles import rule_title
from oar_analysis.contract import FINDINGS, SEVERITIES
from oar_analysis.french import plural
from oar_analysis.read import neutralise

Row = Mapping[str, object]

_COLUMNS = ("Gravité", "Règle", "Où", "Lu", "Attendu", "Constat", "Que faire")

_STYLE = """
:root { color-scheme: light dark; --line: #767676; }
body { font: 1rem/1.5 "Liberation Sans", Arial, sans-serif; }
body { margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { border: 1px solid var(--line); padding: .35rem .5rem; }
th, td { text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; }
.error { font-weight: 700; }
@media print { body { margin: 0; max-width: none; font-size: 9pt; } tr { break-inside: avoid; } }
"""


def place(row: Row) -> str:
    """Return where a finding stands: indicator or action, year, file and cell.

    >>> place({"indicator": "1-1.1.1", "year": 2017, "file": "2017/a.csv", "cell": "B2"})
    '1-1.1.1, 2017, 2017/a.csv, cellule B2'
    """
    cell = _text(row, "cell")
    parts = [
        _text(row, "indicator") or _text(row, "action"), _text(row, "year"), _text(row, "file"),
        f"cellule {cell}" if cell else "",
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def summary(rows: Sequence[Row]) -> str:
    """Return how many findings there are of each severity, in one French sentence.

    >>> summary([{"severity": "warning"}, {"severity": "warning"}]), summary([])
    ('2 avertissements.', 'Aucun constat.')
    """
    counts = {word: sum(row["severity"] == key for row in rows) for key, word in SEVERITIES.items()}
    words = [f"{count} {plural(word, count)}" for word, count in counts.items() if count]
    return f"{', '.join(words)}." if words else "Aucun constat."


def findings_csv(rows: Sequence[Row]) -> str:
    """Return the findings as a French spreadsheet opens them: semicolons, byte order mark.

    Texts that the spreadsheet would run as a formula get an apostrophe.
    """
    memory = io.StringIO()
    writer = csv.writer(memory, delimiter=";", lineterminator="\r\n")
    writer.writerow([field.title for field in FINDINGS])
    for row in rows:
        texts = {field.name: _text(row, field.name) for field in FINDINGS}
        texts["severity"] = SEVERITIES[texts["severity"]]
        writer.writerow([neutralise(text) for text in texts.values()])
    return "\ufeff" + memory.getvalue()


def findings_html(rows: Sequence[Row], title: str) -> str:
    """Return a page that stands alone: no script, no outside resource, everything escaped."""
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    body = "\n".join(_html_row(row) for row in rows)
    return f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<p>{escape(summary(rows))}</p>
<table>
<caption>Constats, des plus graves aux moins graves</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</main>
</body>
</html>
"""


def _html_row(row: Row) -> str:
    severity = _text(row, "severity")
    texts = (
        rule_title(_text(row, "rule")), place(row),
        *(_text(row, name) for name in ("got", "expected", "message", "remedy")),
    )  # fmt: skip
    cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
    return f'<tr><td class="{escape(severity)}">{SEVERITIES[severity]}</td>{cells}</tr>'
