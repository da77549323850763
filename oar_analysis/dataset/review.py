"""What a page or an analyst looks at: the processed tables of one review, with the register."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from oar_analysis.assess import hold_claims, read_claims
from oar_analysis.contract import CLAIMS_FILE
from oar_analysis.dataset.build import Dataset
from oar_analysis.dataset.store import read, read_narratives
from oar_analysis.errors import UsageError
from oar_analysis.scheme import Action, Scheme, load_scheme
from oar_analysis.scheme.campaign import Campaign, campaign_years, load_campaign
from oar_analysis.scheme.references import References, load_references
from oar_analysis.vintage import in_force

MadeType = TypeVar("MadeType")


@dataclass(frozen=True)
class Review:
    """One year's review: register, campaign, and the tables of data/processed."""

    data: Path
    year: int
    scheme: Scheme = field(repr=False)
    campaign: Campaign = field(repr=False)
    # The tables as built in memory, for a year or a state of raw/ that processed/ does not hold.
    dataset: Dataset | None = field(default=None, repr=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], MadeType]) -> MadeType:
        """Return what `make` returns, made once under a key: a review does not change."""
        if key not in self._made:
            self._made[key] = make()
        made: MadeType = self._made[key]
        return made

    def seen_from(self, data: Path) -> "Review":
        """Return the same review, with all that it has made, its folder named by another path."""
        other = replace(self, data=data)
        given = {one.name for one in fields(self)}
        vars(other).update({name: one for name, one in vars(self).items() if name not in given})
        return other

    @cached_property
    def all_observations(self) -> pd.DataFrame:
        """Every observation of every campaign up to the review's year."""
        table = self._table("observations")
        return table[table["vintage"] <= self.year].reset_index(drop=True)

    @cached_property
    def observations(self) -> pd.DataFrame:
        """The observations in force: of each, the latest campaign that gives it."""
        return in_force(self.all_observations)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What the checks noticed, expected findings included."""
        return self._table("findings")

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """Each series held against the targets."""
        return self._table("verdicts")

    @cached_property
    def by_series(self) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
        """The observations in force as plain rows, by (indicator, breakdown, measure).

        Missing values are None. A page walks through them without asking pandas a hundred times.
        """
        series: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for row in plain_rows(self.observations):
            series.setdefault((row["indicator"], row["breakdown"], row["measure"]), []).append(row)
        return series

    @cached_property
    def revised(self) -> dict[tuple[str, str, str, int], float]:
        """What this campaign revised: the last value published before, by series and year."""
        table = self.all_observations
        table = table[(table["origin"] == "published") & table["value"].notna()]
        keys = ["indicator", "breakdown", "measure", "year"]
        table = table[table.duplicated([*keys, "unit"], keep=False)].sort_values("vintage")
        found: dict[tuple[str, str, str, int], float] = {}
        for _, rows in table.groupby([*keys, "unit"], sort=False):
            *_, before, now = rows.to_dict("records")
            if now["vintage"] == self.year and before["value"] != now["value"]:
                found[tuple(now[name] for name in keys)] = before["value"]
        return found

    @cached_property
    def verdict_rows(self) -> list[dict[str, Any]]:
        """The verdicts of the review's year as plain rows, None where a value is missing."""
        return [row for row in plain_rows(self.verdicts) if row["year"] == self.year]

    @cached_property
    def finding_rows(self) -> list[dict[str, Any]]:
        """The findings as plain rows, None where a value is missing."""
        return plain_rows(self.findings)

    @cached_property
    def claims(self) -> list[dict[str, Any]]:
        """What the campaign wrote of its figures, held against them (assess.CLAIM_COLUMNS)."""
        claims = read_claims(self.data / "raw" / str(self.year) / CLAIMS_FILE)
        return plain_rows(hold_claims(self.all_observations, claims, self.scheme))

    @cached_property
    def references(self) -> References:
        """What lies outside the body: legal targets, emission factors, declared decompositions."""
        return load_references(self.data / "raw" / "scheme", self.scheme)

    @cached_property
    def _collected(self) -> dict[str, dict[str, str]]:
        if self.dataset is not None:
            return self.dataset.narratives
        return read_narratives(self.data / "processed", self.year)

    def _table(self, name: str) -> pd.DataFrame:
        if self.dataset is not None:
            table: pd.DataFrame = getattr(self.dataset, name)
            return table.copy()
        return read(self.data / "processed", name)

    @property
    def first_campaign(self) -> bool:
        """Tell whether no earlier campaign exists."""
        return self.year <= min(campaign_years(self.data / "raw"), default=self.year)

    @property
    def previous_campaign(self) -> int | None:
        """Return the year of the campaign before this one, None on the first."""
        earlier = [one for one in campaign_years(self.data / "raw") if one < self.year]
        return max(earlier, default=None)

    def actions(self, axis: int | None = None) -> list[Action]:
        """Return the started actions, of one axis or of all."""
        return [one for one in self.scheme.actions if axis in {None, one.axis}]

    def narrative(self, code: str) -> dict[str, str]:
        """Return the Markdown of an action's narrative by section title, {} if there is none.

        <code>.md, which the review's author wrote, stands before what directorates wrote in
        their workbooks.
        """
        path = self.data / "raw" / str(self.year) / f"{code}.md"
        if not path.exists():
            return self._collected.get(code, {})
        sections: dict[str, str] = {}
        title = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                title = line[3:].strip()
                sections[title] = ""
            elif title:
                sections[title] += line + "\n"
        return {name: text.strip() for name, text in sections.items()}

    def rows(
        self,
        indicator: str,
        breakdown: str | None = None,
        *,
        measure: str | None = None,
        unit: str | None = None,
        origin: str | None = None,
        year: int | None = None,
    ) -> pd.DataFrame:
        """Return the observations in force of an indicator, by year, narrowed as asked."""
        table = self.observations
        asked = {
            "indicator": indicator, "breakdown": breakdown, "measure": measure,
            "unit": unit, "origin": origin, "year": year,
        }  # fmt: skip
        for name, value in asked.items():
            if value is not None:
                table = table[table[name] == value]
        return table.sort_values(["breakdown", "measure", "year"], kind="stable")


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as dicts of Python values, None where a value is missing."""
    columns = {
        str(name): [
            None if gone else value
            for value, gone in zip(column.tolist(), column.isna().tolist(), strict=True)
        ]
        for name, column in table.items()
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


# What this process keeps open, for the kernels that fork from it.
_kept: dict[tuple[int, Path], Review] = {}


def keep_open(review: Review) -> None:
    """Keep a review, as it is now: this process and its forks open the same folder at no cost.

    For the tables of a run, which nobody else writes.
    """
    _kept[review.year, review.data.resolve()] = review


def open_review(*, year: int, data: str | Path) -> Review:
    """Return the review of a year from a folder that holds raw/ and processed/.

    Raises:
        UsageError: the year has no campaign, or the data is not normalised yet.
    """
    folder = Path(data)
    if kept := _kept.get((year, folder.resolve())):
        return kept.seen_from(folder)
    if year not in campaign_years(folder / "raw"):
        raise UsageError(f"La campagne {year} n'existe pas dans {folder / 'raw'}.")
    if not (folder / "processed" / "observations.parquet").exists():
        raise UsageError(
            f"{folder / 'processed'} ne contient pas les observations. Lancez d'abord "
            f"« oar normalise --year {year} »."
        )
    scheme = load_scheme(folder / "raw" / "scheme")
    return Review(folder, year, scheme, load_campaign(folder / "raw" / str(year)))
