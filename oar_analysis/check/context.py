"""What the rules look at: one campaign's rows by series, its register, its raw folder."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from oar_analysis.contract import Finding
from oar_analysis.errors import ReadError
from oar_analysis.read import read_sheets
from oar_analysis.scheme import Indicator, Scheme, Series
from oar_analysis.scheme.catalogue import all_indicators, all_tables

Row = dict[str, Any]
Key = tuple[str, str, str]  # indicator, breakdown, measure


@dataclass(frozen=True)
class Context:
    """A campaign to be checked: `rows` are its observations, None where a value is missing.

    `read_findings` are what reading and normalising already told, so that no rule tells it
    twice.
    """

    raw: Path
    scheme: Scheme
    year: int
    rows: list[Row]
    read_findings: tuple[Finding, ...] = field(default=())

    @cached_property
    def campaign_rows(self) -> list[Row]:
        """The rows that this campaign gives, published and derived."""
        return [row for row in self.rows if row["vintage"] == self.year]

    @cached_property
    def published(self) -> list[Row]:
        """The published rows of this campaign that hold a value or a bound."""
        return [row for row in self.campaign_rows if row["origin"] == "published" and holds(row)]

    @cached_property
    def published_by_key(self) -> dict[Key, dict[int, Row]]:
        """The first published row of each series and year."""
        found: dict[Key, dict[int, Row]] = defaultdict(dict)
        for row in self.published:
            found[key_of(row)].setdefault(row["year"], row)
        return dict(found)

    @cached_property
    def _earlier(self) -> dict[Key, dict[int, Row]]:
        """What earlier campaigns published of each series and year, the latest of them."""
        found: dict[Key, dict[int, Row]] = defaultdict(dict)
        for row in sorted(self.rows, key=lambda one: one["vintage"]):
            if row["vintage"] < self.year and row["origin"] == "published" and holds(row):
                found[key_of(row)][row["year"]] = row
        return dict(found)

    @cached_property
    def by_key(self) -> dict[Key, dict[int, Row]]:
        """The row of each series and year, a published one before a derived one."""
        found: dict[Key, dict[int, Row]] = defaultdict(dict)
        for row in sorted(self.campaign_rows, key=lambda one: one["origin"] != "published"):
            if holds(row):
                found[key_of(row)].setdefault(row["year"], row)
        return dict(found)

    @cached_property
    def series(self) -> dict[Key, tuple[Indicator, Series]]:
        """Every series of the register."""
        return {
            (indicator.code, one.breakdown, one.measure): (indicator, one)
            for indicator in all_indicators(self.scheme)
            for one in indicator.series
        }

    @cached_property
    def action_of(self) -> dict[str, str]:
        """The action of each indicator, "" for the scheme's own."""
        return {
            indicator.code: action.code
            for action in self.scheme.actions
            for indicator in action.indicators
        }

    @cached_property
    def _tables(self) -> set[str]:
        """The files whose cells are observations: not the extracts, which are aggregated."""
        return {
            f"{self.year}/{table.file}"
            for _, table in all_tables(self.scheme)
            if table.layout not in {"rows", "dated_list"}
        }

    @cached_property
    def _texts(self) -> dict[str, dict[str, str]]:
        return {}

    def cell_text(self, row: Row) -> str:
        """Return the text of a row's raw cell, "" if it has none; a file is read once."""
        file = row["source_file"]
        if file not in self._tables:
            return ""
        if file not in self._texts:
            self._texts[file] = _cell_texts(self.raw, file)
        return self._texts[file].get(row["source_cell"], "")

    def consecutive(self) -> Iterator[tuple[Row, Row]]:
        """Yield each published row with the last published one before it.

        A campaign that gives one year of a series, as workbooks do, is held against the last year
        that an earlier campaign gave.
        """
        for key, by_year in self.published_by_key.items():
            years = sorted(by_year)
            for before, after in pairwise(years):
                yield by_year[before], by_year[after]
            earlier = self._earlier.get(key, {})
            past = [year for year in earlier if year < years[0]]
            if len(years) == 1 and past:
                yield earlier[max(past)], by_year[years[0]]


def _cell_texts(raw: Path, file: str) -> dict[str, str]:
    try:
        sheets = read_sheets(raw / file, root=raw)
    except ReadError:  # told when the table was normalised
        return {}
    return {
        sheet.address(cell): cell.text for sheet in sheets for row in sheet.rows for cell in row
    }


def context_of(
    raw: Path, scheme: Scheme, year: int, observations: pd.DataFrame, told: Iterable[Finding] = ()
) -> Context:
    """Return the context of a campaign from the tidy observations."""
    plain = observations.astype("object")
    records = plain.where(observations.notna(), None).to_dict("records")
    rows = [{str(name): value for name, value in record.items()} for record in records]
    return Context(raw, scheme, year, rows, tuple(told))


def key_of(row: Row) -> Key:
    """Return the series of a row."""
    return row["indicator"], row["breakdown"], row["measure"]


def holds(row: Row) -> bool:
    """Tell whether a row has a value or at least a bound."""
    return any(row[name] is not None for name in ("value", "low", "high"))


def name_of(key: Key) -> str:
    """Return how a finding names a series.

    >>> name_of(("1-1.5.3", "km", "level")), name_of(("1-1.3.2", "", "share"))
    ('1-1.5.3 (km)', '1-1.3.2')
    """
    return f"{key[0]} ({key[1]})" if key[1] else key[0]


def place_of(row: Row) -> dict[str, Any]:
    """Return the keys of a finding that say where a row stands."""
    return {
        "action": row["action"],
        "indicator": row["indicator"],
        "year": row["year"],
        "file": row["source_file"],
        "cell": row["source_cell"],
    }
