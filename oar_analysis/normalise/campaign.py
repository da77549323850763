"""Reads every table and workbook of a campaign and returns its observations and findings."""

from dataclasses import dataclass, field
from pathlib import Path

from oar_analysis.contract import Finding
from oar_analysis.errors import ReadError
from oar_analysis.normalise.collected import Collected, collect
from oar_analysis.normalise.doubt import Known, Place, formula_texts
from oar_analysis.normalise.narrative import Narrative
from oar_analysis.normalise.observation import Row, observation_row, observe
from oar_analysis.normalise.point import find_points
from oar_analysis.normalise.rows import aggregate, undescribed_columns
from oar_analysis.normalise.silence import silent
from oar_analysis.normalise.text import fold
from oar_analysis.read import Sheet, find_grid, read_sheets
from oar_analysis.scheme import Scheme, Table
from oar_analysis.scheme.asked import only_in_lists
from oar_analysis.scheme.catalogue import all_parts, all_tables

Register = dict[tuple[str, str, str], Known]


@dataclass(slots=True)
class Normalised:
    """A campaign as read: rows of observations, findings, texts of the directorates."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    narratives: list[Narrative] = field(default_factory=list)


def normalise_campaign(raw: Path, scheme: Scheme, year: int) -> Normalised:
    """Return the observations of data/raw/<year>, each with file, cell and file hash.

    Rows that the register declares absent and no table gives are added, missing with their
    reason. `raw` is the data/raw folder. Nothing is raised for a bad file: it is a finding.

    Where directorates answer by workbook, a table is no longer required: its absence is an error
    only if it feeds an indicator that no workbook asks for.
    """
    result = Normalised()
    register = known_series(scheme)
    collected = collect(raw, scheme, year, register)
    result.findings += collected.findings
    axes = {action.code: action.axis for action in scheme.actions}
    lists = only_in_lists(scheme, year)
    for action, table in all_tables(scheme):
        if table.campaigns and year not in table.campaigns:
            continue
        absent = not (raw / str(year) / table.file).exists()
        if absent and collected.respondents and not _indicators(table) & lists:
            continue
        _normalise_table(raw, table, action, axes.get(action), year, register, result)
    _add_collected(collected, scheme, year, register, result)
    _add_absent(register, scheme, year, result)
    return result


def _indicators(table: Table) -> set[str]:
    """Return the indicators that a table feeds."""
    return {one.indicator or "" for one in (*all_parts(table), *table.aggregates)}


def _add_collected(
    collected: Collected, scheme: Scheme, year: int, register: Register, result: Normalised
) -> None:
    """Add what the workbooks answer; a line left blank counts only where nothing else answers."""
    result.rows += collected.rows
    result.narratives += collected.narratives
    for row in collected.blanks:
        names = ("indicator", "breakdown", "measure", "year")
        if not any(all(row[name] == other[name] for name in names) for other in result.rows):
            result.rows.append(row)
    if collected.respondents:
        rows, findings = silent(scheme, year, register, result.rows, collected.respondents)
        result.rows += rows
        result.findings += findings


def known_series(scheme: Scheme) -> Register:
    """Return every series of the register by (indicator, breakdown, measure)."""
    indicators = [*scheme.indicators]
    for action in scheme.actions:
        indicators += action.indicators
    return {
        (indicator.code, series.breakdown, series.measure): Known(indicator, series)
        for indicator in indicators
        for series in indicator.series
    }


def _normalise_table(
    raw: Path,
    table: Table,
    action: str,
    axis: int | None,
    year: int,
    register: Register,
    result: Normalised,
) -> None:
    path = raw / str(year) / table.file
    if not path.exists():
        result.findings.append(_file_missing(table, action, year))
        return
    try:
        sheets = read_sheets(path, root=raw)
    except ReadError as error:
        result.findings += error.findings
        return
    sheet = _sheet(sheets, table, action, result)
    if sheet is None:
        return
    result.findings += sheet.findings
    result.findings += formula_texts(sheet, action, year)
    place = Place(action, axis, year, sheet, table.dash)
    try:
        grid = find_grid(sheet, header_rows=table.header_rows)
    except ReadError as error:
        result.findings += error.findings
        return
    if table.layout in {"dated_list", "rows"}:
        for one in table.aggregates:
            found = aggregate(grid, one, place, register, dated_list=table.layout == "dated_list")
            result.rows += found.rows
            result.findings += found.findings
        for name in undescribed_columns(grid, table.aggregates, table.ignored_columns):
            result.findings.append(_column_unmapped(sheet, action, year, name))
        return
    points = find_points(grid, table, sheet.file, action)
    result.findings += points.findings
    for point in points.points:
        rows, findings = observe(point, place, register)
        result.rows += rows
        result.findings += findings


def _sheet(sheets: list[Sheet], table: Table, action: str, result: Normalised) -> Sheet | None:
    """Return the sheet that the table names, or the first one."""
    named = [one for one in sheets if not table.sheet or fold(one.sheet) == fold(table.sheet)]
    if named:
        return named[0]
    names = ", ".join(f"« {one.sheet} »" for one in sheets)
    result.findings.append(
        Finding(
            severity="error",
            rule="sheet-missing",
            action=action,
            file=sheets[0].file if sheets else "",
            got=names,
            expected=table.sheet,
            message=f"{table.file} : la feuille « {table.sheet} » est introuvable.",
            remedy="Vérifiez le nom de la feuille, ou la clé « sheet » du registre.",
        )
    )
    return None


def _add_absent(register: Register, scheme: Scheme, year: int, result: Normalised) -> None:
    """Add the observations that the register says cannot be or were not collected."""
    given = {
        (row["indicator"], row["breakdown"], row["measure"], row["year"]) for row in result.rows
    }
    action_of = {
        indicator.code: action for action in scheme.actions for indicator in action.indicators
    }
    for key, known in register.items():
        action = action_of.get(key[0])
        name = f"scheme/actions/{action.code}.yaml" if action else "scheme/scheme.yaml"
        place = Place(
            action.code if action else "",
            action.axis if action else None,
            year,
            Sheet(name, "", (), ""),
        )
        for absence in known.series.absent:
            for absent_year in absence.years:
                if absent_year > year or (*key, absent_year) in given:
                    continue
                result.rows.append(
                    observation_row(
                        known,
                        place,
                        year=absent_year,
                        status=absence.status,
                        missing_reason=absence.reason,
                    )
                )


def _file_missing(table: Table, action: str, year: int) -> Finding:
    file = f"{year}/{table.file}"
    return Finding(
        severity="error",
        rule="file-missing",
        action=action,
        year=year,
        file=file,
        expected=file,
        message=f"Le fichier {file} est introuvable.",
        remedy=f"Déposez-le dans data/raw/{year}/, ou limitez la table à ses campagnes "
        "(clé « campaigns » du registre).",
    )


def _column_unmapped(sheet: Sheet, action: str, year: int, name: str) -> Finding:
    return Finding(
        severity="warning",
        rule="table-unmapped",
        action=action,
        year=year,
        file=sheet.file,
        got=name,
        message=f"{sheet.file} : la colonne « {name} » ne correspond à rien dans le registre.",
        remedy="Décrivez-la dans le registre, ou ajoutez-la à « ignored_columns ».",
    )
