"""What a claim is held against: the values in force, their labels, and why one is unknown."""

from dataclasses import dataclass

import pandas as pd

from oar_analysis import french
from oar_analysis.assess.series import Point, SeriesKey, SeriesTable
from oar_analysis.scheme import Derived, Scheme, Series
from oar_analysis.scheme.catalogue import all_derived, all_indicators, operand_key


@dataclass(frozen=True, slots=True)
class Held:
    """A claim's verdict, what the figures say of it, and the figure found in its unit."""

    verdict: str
    explanation: str
    found: float | None = None
    unit: str = ""


class Grounds:
    """The observations and the register, asked by series."""

    def __init__(self, observations: pd.DataFrame, scheme: Scheme) -> None:
        self._table = SeriesTable(observations)
        self._derived: dict[SeriesKey, Derived] = {
            (one.indicator, one.breakdown, one.measure): one for one in all_derived(scheme)
        }
        self._series: dict[SeriesKey, Series] = {
            (indicator.code, one.breakdown, one.measure): one
            for indicator in all_indicators(scheme)
            for one in indicator.series
        }

    def at(self, key: SeriesKey, year: int) -> Point | None:
        """Return the point of a series in a year, None if there is none."""
        return self._table.at(key, year)

    def series(self, key: SeriesKey) -> Series | None:
        """Return the series as the register declares it, None for a derived or unknown one."""
        return self._series.get(key)

    def knows(self, key: SeriesKey) -> bool:
        """Tell whether the register declares the series or its formula."""
        return key in self._series or key in self._derived

    def label(self, key: SeriesKey) -> str:
        """Return a series' label, its code where it has none."""
        declared: Series | Derived | None = self._series.get(key) or self._derived.get(key)
        return (declared.label if declared else "") or "/".join(part for part in key if part)

    def value_text(self, point: Point) -> str:
        """Return a value with its unit, to its published decimals."""
        return french.quantity(point.value, point.unit, point.decimals)

    def why_unknown(self, key: SeriesKey, year: int) -> str:
        """Return why a series has no value in a year, and what is known beside it."""
        return f"{self._reason(key, year)}{self._beside(key, year)}"

    def _reason(self, key: SeriesKey, year: int) -> str:
        point = self.at(key, year)
        if point is not None and point.missing_reason:
            return _unknown(self.label(key), year, point.missing_reason)
        declared = self._series.get(key)
        for absence in declared.absent if declared else ():
            if year in absence.years:
                return _unknown(self.label(key), year, absence.reason)
        formula = self._derived.get(key)
        for operand in formula.of if formula else ():
            found = self.at(operand_key(operand), year)
            if found is None or found.value is None:
                return self._reason(operand_key(operand), year)
        return _unknown(self.label(key), year, "")

    def _beside(self, key: SeriesKey, year: int) -> str:
        """Return what is known of the same indicator and measure, under other breakdowns."""
        others = [
            f"{self.label(other)}, {self.value_text(point)}"
            for other in self._table.all_keys()
            if other != key and (other[0], other[2]) == (key[0], key[2])
            if (point := self.at(other, year)) is not None and point.value is not None
        ]
        return f" Ce qui est connu : {' ; '.join(others)}." if others else ""


def _unknown(label: str, year: int, reason: str) -> str:
    why = f" ({reason.rstrip('.')})" if reason else ""
    return f"« {label} » n'est pas connu pour {year}{why}."
