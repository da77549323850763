"""Finds the cells of a table that hold figures, whatever its layout: one `Point` a cell."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field

from oar_analysis.contract import Finding
from oar_analysis.normalise.text import fold, year_of
from oar_analysis.read import Cell, Grid, Row
from oar_analysis.scheme import Mapping, Table


@dataclass(frozen=True, slots=True)
class Point:
    """A cell that holds figures, the mapping that says which, and the year they are of."""

    cell: Cell
    mapping: Mapping
    year: int


@dataclass(slots=True)
class Points:
    """What a table gives: its points, and what did not fit the register."""

    points: list[Point] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def find_points(grid: Grid, table: Table, file: str, action: str) -> Points:
    """Return the points of a table whose layout is years across, years down or two-level."""
    finder = _YearsDown if table.layout == "years_down" else _YearsAcross
    return finder(grid, table, file, action).run()


class _Finder(ABC):
    """What the layouts share: matching labels with mappings and telling what is left over."""

    def __init__(self, grid: Grid, table: Table, file: str, action: str) -> None:
        self.grid, self.table, self.file, self.action = grid, table, file, action
        self.found = Points()
        self.used: set[int] = set()
        self.ignored = {fold(name) for name in table.ignored_columns}

    def run(self) -> Points:
        for point in self.walk():
            self.found.points.append(point)
        for index, mapping in enumerate(self.table.mappings):
            if index not in self.used and not mapping.ignore:
                self.unmatched(mapping)
        return self.found

    @abstractmethod
    def walk(self) -> Iterator[Point]:
        """Yield the points in reading order."""

    def mapping_of(self, label: str, section: str = "", component: str = "") -> Mapping | None:
        for index, mapping in enumerate(self.table.mappings):
            if fold(mapping.match) != fold(label):
                continue
            if mapping.section and fold(mapping.section) not in map(fold, section.split("|")):
                continue
            if component and not mapping.ignore and fold(mapping.component) != fold(component):
                continue
            self.used.add(index)
            return mapping
        return None

    def unmatched(self, mapping: Mapping) -> None:
        labels = [row.cells[0].text for row in self.grid.body if row.cells]
        if self.table.layout == "years_down":
            labels = list(self.grid.header)
        wanted = " | ".join(part for part in (mapping.match, mapping.component) if part)
        self.tell(
            severity="error",
            rule="mapping-unmatched",
            indicator=mapping.indicator or "",
            got=", ".join(f"« {label} »" for label in labels[:8]),
            expected=wanted,
            message=f"{self.file} : la ligne ou colonne « {wanted} » du registre est introuvable.",
            remedy="Vérifiez l'intitulé dans le fichier, ou la clé « match » du registre.",
        )

    def unmapped(self, what: str, label: str, cell: Cell | None) -> None:
        self.tell(
            severity="warning",
            rule="table-unmapped",
            cell=cell.address if cell else "",
            got=label,
            message=f"{self.file} : {what} « {label} » ne correspond à rien dans le registre.",
            remedy="Décrivez l'intitulé dans le registre, ou déclarez qu'il est ignoré.",
        )

    def tell(self, **keys: str) -> None:
        self.found.findings.append(Finding(action=self.action, file=self.file, **keys))  # type: ignore[arg-type]


class _YearsAcross(_Finder):
    """A row a series, a column a year; with two header rows, a column a year and a component."""

    def walk(self) -> Iterator[Point]:
        columns = [self.column(index, name) for index, name in enumerate(self.grid.header)]
        section = ""
        for row in self.grid.body:
            label = row.cells[0].text if row.cells else ""
            if self.opens_section(row):
                section = label
                continue
            matched = False
            for cell, (year, component) in zip(row.cells, columns, strict=False):
                if year is None:
                    continue
                mapping = self.mapping_of(label, section or row.section, component)
                if mapping is None:
                    continue
                matched = True
                if not mapping.ignore:
                    yield Point(cell, mapping, year)
            if not matched and label and not row.heading:
                self.unmapped("la ligne", label, row.cells[0])

    def opens_section(self, row: Row) -> bool:
        """Tell whether a row is the title of a section that the register names.

        A row of missing values looks the same to the reader: only the register can tell.
        """
        names = {fold(one.section) for one in self.table.mappings if one.section}
        return fold(row.cells[0].text) in names and not any(one.text for one in row.cells[1:])

    def column(self, index: int, name: str) -> tuple[int | None, str]:
        if index == 0:  # holds the labels, whatever its header says ("Données de 2017")
            return None, ""
        year = year_of(name)
        component = ""
        if year is not None and "|" in name:
            component = " ".join(part for part in name.split("|") if year_of(part) is None).strip()
        if year is None and name.strip() and fold(name) not in self.ignored:
            self.unmapped("la colonne", name, self.grid.header_cells[index])
        return year, component


class _YearsDown(_Finder):
    """A row a year (first column), a column a series."""

    def walk(self) -> Iterator[Point]:
        columns: list[Mapping | None] = [None]
        for index, name in enumerate(self.grid.header[1:], start=1):
            mapping = self.mapping_of(name)
            columns.append(mapping)
            if mapping is None and name.strip() and fold(name) not in self.ignored:
                self.unmapped("la colonne", name, self.grid.header_cells[index])
        for row in self.grid.body:
            year = year_of(row.cells[0].text) if row.cells else None
            if year is None:
                self.unmapped("la ligne", row.cells[0].text if row.cells else "", None)
                continue
            for cell, mapping in zip(row.cells, columns, strict=False):
                if mapping and not mapping.ignore:
                    yield Point(cell, mapping, year)
