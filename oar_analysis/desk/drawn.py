"""What the analyst names, as series to draw: labels, targets and breaks of the register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oar_analysis.contract import OBSERVATION_COLUMNS
from oar_analysis.dataset import Review
from oar_analysis.dataset.review import plain_rows
from oar_analysis.desk.series import Row, SeriesKey, find_key, remembered, rows_of
from oar_analysis.desk.word import unknown
from oar_analysis.errors import UsageError
from oar_analysis.figure import Point
from oar_analysis.figure import Series as DrawnSeries
from oar_analysis.scheme.catalogue import all_indicators
from oar_analysis.section.line import Line, every_line
from oar_analysis.section.row import to_point

if TYPE_CHECKING:
    import pandas as pd

_KINDS = {"change": "évolution annuelle", "index": "indice"}


@dataclass(frozen=True, slots=True)
class Named:
    """The rows of a series by year, with the words that the register has for it."""

    key: SeriesKey
    label: str
    unit: str
    rows: tuple[Row, ...]
    years: tuple[int, ...]
    line: Line | None = None

    @property
    def name(self) -> str:
        """Return the series in one word: `indicator/breakdown/measure`."""
        return f"{self.key.indicator}/{self.key.breakdown}/{self.key.measure}"

    def drawn(self, *, several: bool = False, goals: bool = True) -> DrawnSeries:
        """Return the series to draw: years asked for that have no row are missing points."""
        by_year = {row["year"]: to_point(row) for row in self.rows}
        absent = "aucune donnée"
        points = [by_year.get(year) or Point(year=year, missing=absent) for year in self.years]
        line = self.line
        declared = line.declared if line else None
        return DrawnSeries(
            label=f"{self.label} ({self.key.indicator})" if several else self.label,
            unit=self.unit,
            points=tuple(points),
            direction=line.direction if line else "none",
            goals=line.goals if line and goals and line.measure == self.key.measure else (),
            breaks=tuple((one.year, one.reason) for one in (declared.breaks if declared else [])),
        )


def named_series(
    review: Review,
    what: "str | pd.DataFrame",
    *,
    breakdown: str | None = None,
    measure: str | None = None,
    years: Sequence[int] | None = None,
) -> Iterator[Named]:
    """Yield the series that a word names, or those that a DataFrame of observations holds.

    Raises:
        UsageError: a word that is not known, a DataFrame without the contract's columns.
    """
    import pandas as pd

    if isinstance(what, str):
        key = find_key(review, what, breakdown, measure)
        yield named(review, key, rows_of(review, key), years)
        return
    if not isinstance(what, pd.DataFrame):
        raise UsageError(
            f"{type(what).__name__} lu ; une série (« indicator/breakdown/measure »), un DataFrame "
            "d'observations ou un graphique Altair est attendu."
        )
    _check_columns(what)
    if breakdown is not None:
        what = what[what["breakdown"] == breakdown]
    for names, part in what.groupby(["indicator", "breakdown", "measure"], sort=False):
        indicator, part_name, own = (str(one) for one in names)
        if measure not in {None, own}:
            yield from named_series(
                review, f"{indicator}/{part_name}", measure=measure,
                years=sorted({int(one) for one in part["year"]}),
            )  # fmt: skip
            continue
        rows = plain_rows(part.reindex(columns=OBSERVATION_COLUMNS))
        yield named(review, SeriesKey(indicator, part_name, own), rows, years)


def _check_columns(frame: "pd.DataFrame") -> None:
    for name in ("indicator", "breakdown", "measure", "year", "value", "unit"):
        if name not in frame.columns:
            raise UsageError(
                f"Le DataFrame n'a pas la colonne « {name} ». Partir d'oar.series(…) ou "
                "d'oar.observations(…), qui ont toutes celles du contrat."
            )
    years = frame[frame.duplicated(["indicator", "breakdown", "measure", "year"])]
    if not years.empty:
        row = years.iloc[0]
        raise UsageError(
            f"Le DataFrame a plusieurs lignes pour {row['indicator']}/{row['breakdown']} en "
            f"{row['year']} : une par an est attendue. Choisir l'unité ou l'origine, par exemple "
            'origin="published", ou partir d\'oar.series(…).'
        )


def named(
    review: Review, key: SeriesKey, rows: Sequence[Row], years: Sequence[int] | None
) -> Named:
    """Return the rows of one series, of the years asked for, with the register's words for it."""
    kept = [row for row in rows if years is None or row["year"] in years]
    line = find(review, key)
    units = [row["unit"] for row in kept if row["unit"]]
    spoken = sorted(years) if years is not None else sorted(row["year"] for row in kept)
    unit = units[0] if units else (line.unit if line and line.measure == key.measure else "1")
    return Named(key, label_of(review, key, line), unit, tuple(kept), tuple(spoken), line)


def find(review: Review, key: SeriesKey) -> Line | None:
    """Return the line that a series is a view of: itself, or its level or share."""
    lines = remembered(review, _lines)
    own = lines.get((key.indicator, key.breakdown, key.measure))
    others = [lines.get((key.indicator, key.breakdown, one)) for one in ("level", "share")]
    return own or next((one for one in others if one), None)


def _lines(review: Review) -> dict[tuple[str, str, str], Line]:
    return {one.key: one for one in every_line(review)}


def label_of(review: Review, key: SeriesKey, line: Line | None) -> str:
    """Return a series' label, saying what is shown where it is not the register's own measure."""
    if line is None:
        known: dict[str, Any] = {one.code: one.label for one in all_indicators(review.scheme)}
        if key.indicator not in known:
            raise unknown("Valeur de « indicator »", key.indicator, known)
        label = f"{known[key.indicator]}, {key.breakdown}".rstrip(", ")
    else:
        label = line.label
    kind = "" if line and line.measure == key.measure else _KINDS.get(key.measure, "")
    return f"{label} : {kind}" if kind else label
