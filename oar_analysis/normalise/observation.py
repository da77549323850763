"""Turns the quantities of a cell into rows of observations, with their reasons and addresses."""

from collections.abc import Iterator
from dataclasses import replace

from oar_analysis.contract import MISSING_REASONS, Finding
from oar_analysis.normalise.doubt import Doubts, Known, Place, flag_words
from oar_analysis.normalise.point import Point
from oar_analysis.normalise.text import fold
from oar_analysis.numbers import Quantity, convert, parse_cell
from oar_analysis.scheme import Mapping, QuantityMap

Row = dict[str, object]
Targets = Mapping | QuantityMap

# SDMX status of a value that a cell says it does not have.
MISSING_STATUS = {"not_applicable": "M", "not_started": "M"}


def observe(
    point: Point, place: Place, register: dict[tuple[str, str, str], Known]
) -> tuple[list[Row], list[Finding]]:
    """Return the observations of one cell, and what is doubtful about them."""
    reading = _Reading(point, place, register)
    rows = list(reading.rows())
    return rows, reading.findings


class _Reading(Doubts):
    """One cell being read: keeps the findings while rows are made."""

    def __init__(
        self, point: Point, place: Place, register: dict[tuple[str, str, str], Known]
    ) -> None:
        super().__init__(point, place)
        self.register = register

    def rows(self) -> Iterator[Row]:
        mapping = self.point.mapping
        if mapping.quantities:
            yield from self.composite(mapping.quantities)
        else:
            known = self.known(mapping)
            quantities = self.parse(known.series.unit)
            if len(quantities) > 1:
                self.several(quantities, known)
            yield self.row(known, quantities[0], mapping)

    def known(self, target: Targets) -> Known:
        return self.register[(target.indicator or "", target.breakdown, target.measure)]

    def parse(self, unit: str | None) -> list[Quantity]:
        text = self.point.cell.text
        if text.strip() in {"-", "–", "—"} and self.place.dash == "zero":
            text = "0"
        return parse_cell(text, unit=None if unit == "1" else unit)

    def composite(self, maps: list[QuantityMap]) -> Iterator[Row]:
        """Yield a row for each declared part; a cell that is missing as a whole lacks them all."""
        quantities = self.parse(None)
        whole_missing = len(quantities) == 1 and quantities[0].missing is not None
        chosen = [
            None if whole_missing else _choose(quantities, part, self.known(part).series.unit)
            for part in maps
        ]
        if set(chosen).issuperset(range(len(quantities))):
            quantities = [_described(one) for one in quantities]
        for part, index in zip(maps, chosen, strict=True):
            known = self.known(part)
            if index is not None:
                yield self.row(known, quantities[index], part)
            elif whole_missing:
                yield self.row(known, quantities[0], part)
            elif not part.optional:
                self.part_missing(known, part)
                missing = replace(
                    quantities[0], value=None, low=None, high=None, missing="unreadable"
                )
                yield self.row(known, missing, part)
        for index, quantity in enumerate(quantities):
            if index not in chosen and not whole_missing:
                self.unused(quantity)

    def row(self, known: Known, quantity: Quantity, target: Targets) -> Row:
        """Return the observation of one quantity, in the unit of its series."""
        told = len(self.findings)
        quantity = _signed(self.in_unit(known, quantity, target), known.series.measure)
        year = self.point.year
        status, reason = self.status(known, quantity)
        # Why a cell is refused says it all: its flags would only repeat it.
        if quantity.flags and len(self.findings) == told:
            self.flagged(known, quantity)
        return observation_row(
            known,
            self.place,
            year=year,
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            decimals=quantity.decimals,
            status=status,
            missing_reason=reason,
            source_cell=self.place.sheet.address(self.point.cell),
            note=flag_words(quantity),
        )

    def status(self, known: Known, quantity: Quantity) -> tuple[str, str]:
        """Return the SDMX status, and the reason in French if the value is missing."""
        series, year = known.series, self.point.year
        has_value = any(part is not None for part in (quantity.value, quantity.low, quantity.high))
        if not has_value:
            key = quantity.missing or "unreadable"
            for absence in series.absent:
                if year in absence.years:
                    return absence.status, absence.reason
            if key == "unreadable":
                self.unreadable(known)
            return MISSING_STATUS.get(key, "O"), MISSING_REASONS.get(key, key)
        if any(one.year == year for one in series.breaks):
            return "B", ""
        if year in series.provisional_years:
            return "P", ""
        if year > self.place.vintage:
            return "F", ""
        return ("E" if quantity.approximate else series.status), ""

    def in_unit(self, known: Known, quantity: Quantity, target: Targets) -> Quantity:
        """Return the quantity in the canonical unit of its series, or as missing if it has none."""
        read, wanted = quantity.unit, known.series.unit
        declared = target.unit if isinstance(target, QuantityMap) else ""
        if quantity.missing or read in {None, "", wanted} or (wanted == "1" and _counts(read)):
            return quantity
        if read and fold(declared) == fold(read) and read != wanted:
            if (converted := _converted(quantity, read, wanted)) is not None:
                return converted
            self.unit_cannot_be(known, read)
            return quantity
        if read and (converted := _converted(quantity, read, wanted)) is not None:
            return converted
        if _converted(quantity, f"{read}h", wanted) is not None:  # kW where kWh is meant
            self.unit_refused(known, read or "")
        else:
            self.unit_wrong(known, read or "")
        return replace(quantity, value=None, low=None, high=None, missing="wrong_unit")


def observation_row(known: Known, place: Place, **values: object) -> Row:
    """Return a row with all the contract's columns; `values` gives those that vary."""
    row: Row = {
        "indicator": known.indicator.code,
        "action": place.action,
        "axis": place.axis,
        "measure": known.series.measure,
        "breakdown": known.series.breakdown,
        "period": known.series.period,
        "value": None,
        "decimals": None,
        "low": None,
        "high": None,
        "unit": known.series.unit,
        "status": "A",
        "missing_reason": "",
        "origin": "published",
        "vintage": place.vintage,
        "source_file": place.sheet.file,
        "source_cell": "",
        "source_sha256": place.sheet.sha256,
        "note": known.series.note,
    }
    note = "; ".join(str(one) for one in (known.series.note, values.pop("note", "")) if one)
    return {**row, **values, "note": note}


def _choose(quantities: list[Quantity], part: QuantityMap, right: str) -> int | None:
    """Return which quantity of the cell a declared part means: by unit, then label, then rank.

    The unit `right` of the series serves too: a cell declared in kW may be corrected in kWh.
    """
    same = [
        index
        for index, one in enumerate(quantities)
        if fold(one.unit or "1") in {fold(part.unit), fold(right)}
        or (part.unit == "1" and _counts(one.unit))
        or _converted(one, one.unit or "", part.unit) is not None
    ]
    if part.label:
        labelled = [
            index for index in same if fold(part.label) in fold(quantities[index].label or "")
        ]
        same = labelled or ([] if len(same) > 1 else same)
    return same[part.nth - 1] if len(same) >= part.nth else None


def _described(quantity: Quantity) -> Quantity:
    """Return a quantity without the doubt about words: the register describes the whole cell."""
    kept = tuple(flag for flag in quantity.flags if flag != "unread-words")
    return replace(quantity, flags=kept)


def _signed(quantity: Quantity, measure: str) -> Quantity:
    """Return a change as a number: "baisse de 3 %" is -3."""
    if measure != "change" or "direction-in-words" not in quantity.flags:
        return quantity
    value, low, high = (
        None if part is None else -part for part in (quantity.value, quantity.high, quantity.low)
    )
    return replace(quantity, value=value, low=low, high=high)


def _counts(unit: str | None) -> bool:
    """Tell whether a unit as read is a counted noun ("projets"): not a physical unit nor money."""
    from oar_analysis.numbers import canonical_unit

    return not unit or unit == "1" or canonical_unit(unit) is None


def _converted(quantity: Quantity, read: str, wanted: str) -> Quantity | None:
    """Return the quantity in another unit, or None if the two measure different things."""
    try:
        value, low, high = (
            None if part is None else convert(part, read, wanted)
            for part in (quantity.value, quantity.low, quantity.high)
        )
    except ValueError:
        return None
    return replace(quantity, unit=wanted, value=value, low=low, high=high)
