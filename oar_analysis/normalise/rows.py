"""Row-level extracts and dated lists become observations: sum, count or share by year and part."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from oar_analysis.contract import Finding
from oar_analysis.normalise.doubt import Known, Place
from oar_analysis.normalise.extract_doubt import ExtractDoubts
from oar_analysis.normalise.observation import Row, observation_row
from oar_analysis.normalise.plain import plain_amount, read_amount, read_year
from oar_analysis.normalise.text import fold
from oar_analysis.numbers import Quantity, convert
from oar_analysis.read import Cell, Grid
from oar_analysis.scheme import RowAggregate

Register = dict[tuple[str, str, str], Known]


@dataclass(slots=True)
class _Group:
    """The rows of one year and part: how many, their sum, the part that `where` keeps."""

    count: int = 0
    total: float = 0.0
    kept: float = 0.0
    first: Sequence[Cell] = ()
    last: Sequence[Cell] = ()


@dataclass(slots=True)
class Aggregated:
    """What an extract gives: rows of observations and findings."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def aggregate(
    grid: Grid, one: RowAggregate, place: Place, register: Register, *, dated_list: bool
) -> Aggregated:
    """Return the observations of one declared aggregate of an extract.

    A dated list belongs to its campaign's year: a row dated otherwise is a finding and does
    not count, for its date is never corrected.
    """
    parts = [key[1] for key in register if (key[0], key[2]) == (one.indicator, one.measure)]
    result = Aggregated()
    reader = _Reader(grid, one, place, dated_list)
    reader.parts = {fold(part): part for part in parts}
    groups = reader.group() if reader.columns is not None else {}
    if not dated_list:
        reader.later({year: sum(g.count for (y, _), g in groups.items() if y == year)
                      for year, _ in sorted(groups) if year > place.vintage})  # fmt: skip
    for (year, part), group in sorted(groups.items()):
        known = register.get((one.indicator, part, one.measure))
        if known is None:
            reader.unknown_part(part)
        elif not dated_list or year == place.vintage:
            result.rows.append(_row(known, place, one, year, group))
    result.findings = reader.findings
    return result


def _row(known: Known, place: Place, one: RowAggregate, year: int, group: _Group) -> Row:
    value = {"count": float(group.count), "sum": group.total}.get(one.aggregate)
    if value is None:
        value = 100 * group.kept / group.total if group.total else None
    sheet = f"{place.sheet.sheet}!" if place.sheet.sheet else ""
    words = {"count": "nombre de lignes", "sum": f"somme de « {one.value} »", "share": "part"}
    return observation_row(
        known,
        place,
        year=year,
        value=value,
        decimals=1 if one.aggregate == "share" and value is not None else None,
        status=_status(known, year, place.vintage) if value is not None else "O",
        missing_reason="" if value is not None else "aucune ligne",
        origin="derived",
        source_cell=f"{sheet}{group.first[0].address}:{group.last[-1].address}",
        note=f"{words[one.aggregate]} ({group.count} lignes)",
    )


def _status(known: Known, year: int, vintage: int) -> str:
    if any(one.year == year for one in known.series.breaks):
        return "B"
    if year in known.series.provisional_years:
        return "P"
    return "F" if year > vintage else known.series.status


class _Reader(ExtractDoubts):
    """Walks the rows of an extract once, keeping what does not fit as findings."""

    def __init__(self, grid: Grid, one: RowAggregate, place: Place, dated_list: bool) -> None:  # noqa: FBT001
        super().__init__(one, place)
        self.grid, self.dated_list = grid, dated_list
        self.parts: dict[str, str] = {}  # folded -> as the register writes it
        self.wanted = {name: set(map(fold, values)) for name, values in one.where.items()}
        self.columns = self.find_columns()

    def find_columns(self) -> dict[str, int] | None:
        """Return the index of each column that the aggregate names, None if one is absent."""
        names = [self.one.date, self.one.value, self.one.by, *self.one.where]
        header = {fold(name): index for index, name in enumerate(self.grid.header)}
        absent = [name for name in names if name and fold(name) not in header]
        for name in absent:
            self.tell(
                severity="error",
                rule="mapping-unmatched",
                got=", ".join(f"« {one} »" for one in self.grid.header[:12]),
                expected=name,
                message=f"{self.place.sheet.file} : la colonne « {name} » est introuvable.",
                remedy="Vérifiez l'en-tête du fichier, ou le nom de colonne du registre.",
            )
        return None if absent else {name: header[fold(name)] for name in names if name}

    def group(self) -> dict[tuple[int, str], _Group]:
        groups: dict[tuple[int, str], _Group] = defaultdict(_Group)
        for row in self.grid.body:
            cells = row.cells
            kept = self.keeps(cells)
            if self.one.aggregate != "share" and not kept:
                continue
            year = self.year(cells)
            amount = self.amount(cells)
            if year is None or amount is None:
                continue
            group = groups[(year, self.part(cells))]
            group.count += 1
            group.total += amount
            group.kept += amount if kept else 0.0
            group.first = group.first or cells
            group.last = cells
        self.tell_counts()
        return groups

    def part(self, cells: Sequence[Cell]) -> str:
        if not self.one.by:
            return self.one.breakdown
        text = cells[self.columns[self.one.by]].text.strip()  # type: ignore[index]
        return self.parts.get(fold(text), text) or self.one.breakdown

    def keeps(self, cells: Sequence[Cell]) -> bool:
        return all(
            fold(cells[self.columns[name]].text) in values  # type: ignore[index]
            for name, values in self.wanted.items()
        )

    def year(self, cells: Sequence[Cell]) -> int | None:
        if not self.one.date:
            return self.one.year or self.place.vintage
        cell = cells[self.columns[self.one.date]]  # type: ignore[index]
        year = read_year(cell.text)
        if year is None:
            self.date_unreadable(cell)
            return None
        if self.dated_list and year != self.place.vintage:
            self.date_outside(cell, year)
        return year

    def amount(self, cells: Sequence[Cell]) -> float | None:
        if not self.one.value:
            return 1.0
        cell = cells[self.columns[self.one.value]]  # type: ignore[index]
        plain = cell.number if cell.number is not None else plain_amount(cell.text, self.one.unit)
        if plain is not None:
            return plain
        quantity = read_amount(cell.text, self.one.unit)
        value = self.in_unit(quantity)
        if value is None and quantity.missing in {None, "unreadable"}:
            self.amount_unreadable(cell)
        elif value is None:
            self.lacking.append(cell)
        elif quantity.flags:
            self.flagged.append(cell)
        return value

    def in_unit(self, quantity: Quantity) -> float | None:
        """Return the value of a quantity in the unit of the aggregate, None if it has another."""
        read, wanted = quantity.unit, self.one.unit
        if quantity.value is None or not read or not wanted or read == wanted:
            return quantity.value
        try:
            return convert(quantity.value, read, wanted)
        except ValueError:
            return None


def undescribed_columns(
    grid: Grid, aggregates: list[RowAggregate], ignored: list[str]
) -> Iterator[str]:
    """Yield the columns of an extract that neither an aggregate uses nor the register ignores."""
    used = {fold(name) for one in aggregates for name in (one.date, one.value, one.by, *one.where)}
    for name in grid.header:
        if name.strip() and fold(name) not in used | {fold(other) for other in ignored}:
            yield name
