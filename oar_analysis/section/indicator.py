"""The indicators of an action: the table N-1, N, change; then definition and source of each."""

from collections.abc import Sequence

from oar_analysis import french
from oar_analysis.dataset import Review
from oar_analysis.figure import Block, Column, DataTable, Details, Prose, Value, slug
from oar_analysis.figure.table import Content
from oar_analysis.scheme import Action, Indicator
from oar_analysis.section.formula import formula_words
from oar_analysis.section.line import Line, lines_of
from oar_analysis.section.remark import remarks
from oar_analysis.section.row import Row
from oar_analysis.section.sentence import WANTED, shown_decimals
from oar_analysis.section.text import plain_markdown, source_of
from oar_analysis.section.verdict import target_text

NOTHING = "—"


def indicator_anchor(code: str) -> str:
    """Return the anchor of an indicator on the page of its axis."""
    return slug(f"indicateur-{code}")


def indicator_table(review: Review, action: Action) -> DataTable:
    """Return the table of an action's series: N-1, N, change, wanted direction, target, marks."""
    lines = lines_of(review, action)
    year = review.year
    columns = (
        Column(title="Indicateur", kind="text"),
        Column(title=str(year - 1)),
        Column(title=str(year)),
        Column(title="Évolution"),
        Column(title="Cible ou sens voulu", kind="text"),
        Column(title="À savoir", kind="text"),
    )
    names = line_names(lines)
    rows = tuple(
        (
            name,
            cell(line, year - 1),
            cell(line, year),
            change_cell(line, year),
            own_target(line) or wanted(line) or NOTHING,
            remarks(line, year) or NOTHING,
        )
        for name, line in zip(names, lines, strict=True)
    )
    return DataTable(
        key=f"indicateurs-{action.code}",
        caption=f"Indicateurs de l'action {action.code}, {year - 1} et {year}",
        columns=columns,
        rows=rows,
        source=source_of(line.rows[one] for line in lines for one in line.rows),
        notes=_notes(lines, rows),
    )


def _notes(lines: Sequence[Line], rows: Sequence[tuple[Content, ...]]) -> tuple[str, ...]:
    """Return how the table is read, of what it shows only."""
    changes = "L'évolution d'une part se dit en points, celle d'une quantité en pour cent."
    computed = "Les lignes calculées le sont à partir des valeurs publiées."
    return (
        *([changes] if any(isinstance(row[3], Value) for row in rows) else []),
        *([computed] if any(one.is_derived for one in lines) else []),
    )


def line_names(lines: Sequence[Line]) -> list[str]:
    """Return how each line is called in a table: its indicator's label added to one not unique."""
    labels = [one.label for one in lines]
    return [
        one.label if labels.count(one.label) == 1 else f"{one.indicator.label} : {one.label}"
        for one in lines
    ]


def cell(line: Line, year: int) -> Value | str:
    """Return the value of a year for a table: bounds in words, "n.c." where it is missing."""
    point = line.point(year)
    if point is None:
        return NOTHING
    if point.value is None:
        return point.amount(line.unit) if point.known is not None else _absent(line, year)
    sign = line.measure == "change"
    text = point.amount(line.unit) if point.low is not None or point.high is not None else ""
    return Value(value=point.value, unit=line.unit, decimals=point.decimals, sign=sign, text=text)


def _absent(line: Line, year: int) -> str:
    """Return how a missing value is shown: one that cannot exist is not "not communicated"."""
    cannot_exist = line.rows.get(year, {}).get("status") == "M"
    return "sans objet" if cannot_exist else french.MISSING


def change_cell(line: Line, year: int) -> Value | str:
    """Return the change of a year: points for a percentage, per cent for a quantity."""
    changes = line.changes.get(year, {})
    row = changes.get("point") or changes.get("%")
    if row is None or row["value"] is None or line.broken(year) or line.scope_doubtful:
        return NOTHING
    return Value(value=row["value"], unit=row["unit"], decimals=shown_decimals(row), sign=True)


def wanted(line: Line) -> str:
    """Return the wanted direction of a series, "" where none is declared."""
    return "" if line.direction == "none" else WANTED[line.direction]


def own_target(line: Line) -> str:
    """Return the scheme's own target of a series, with its date."""
    target = line.declared.target if line.declared else None
    if target is None:
        return ""
    return target_text({"target": target.value, "target_year": target.year}, line.unit)


def indicator_details(review: Review, action: Action) -> tuple[Block, ...]:
    """Return, for each indicator, its definition and the file and cell of each figure, folded."""
    lines = lines_of(review, action)
    return tuple(
        Details(
            f"{one.code} {one.label} : définition et sources",
            (
                Prose(_definition(one)),
                *_sources(review, [line for line in lines if line.indicator == one]),
            ),
            anchor=indicator_anchor(one.code),
        )
        for one in action.indicators
    )


def _definition(indicator: Indicator) -> str:
    parts = [
        ("Définition", indicator.definition),
        ("Numérateur", indicator.numerator),
        ("Dénominateur", indicator.denominator),
        ("Périmètre", indicator.scope),
        ("Répondant", indicator.respondent),
    ]
    return "\n".join(f"- **{name}** : {plain_markdown(text)}" for name, text in parts if text)


def _sources(review: Review, lines: Sequence[Line]) -> tuple[Block, ...]:
    formulas = formula_words(review.scheme)
    rows = [
        (
            line.label,
            str(year),
            _amount(line, row),
            row["source_file"],
            row["source_cell"],
            _origin(row, formulas.get(line.key, "")),
        )
        for line in lines
        for year, row in line.rows.items()
    ]
    if not rows:
        return (Prose("Aucune valeur n'a été reçue."),)
    code = lines[0].indicator.code
    return (
        DataTable(
            key=f"sources-{code}",
            caption=f"Source de chaque valeur de {code}",
            columns=tuple(
                Column(title=title, kind="text")
                for title in ("Série", "Année", "Valeur", "Fichier", "Cellule", "Origine")
            ),
            rows=tuple(rows),
            download=False,
        ),
    )


def _amount(line: Line, row: Row) -> str:
    point = line.point(row["year"])
    return point.text(line.unit) if point is not None else french.MISSING


def _origin(row: Row, formula: str) -> str:
    """Return where a value comes from: a table, the register's silence, or a formula in words."""
    if row["origin"] == "published":
        unknown = all(row[name] is None for name in ("value", "low", "high"))
        return "sans valeur" if unknown else "publiée"
    notes = [one.strip().rstrip(".") for one in row["note"].split("; ")]
    return f"calculée : {formula or ' ; '.join(notes)}"
