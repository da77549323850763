"""A figure with lists: series, level, change or index, years and targets chosen by its reader.

The lists are Vega's own (bound parameters): they work in JupyterLab without widgets, and in an
exported page without a kernel.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from oar_analysis import french
from oar_analysis.dataset import Review
from oar_analysis.desk.drawing import SeriesFigure
from oar_analysis.desk.drawn import Named, named
from oar_analysis.desk.explorer_chart import KINDS, explorer_chart
from oar_analysis.desk.open import open_review
from oar_analysis.desk.series import SeriesKey, Years, rows_of, to_frame, years_asked
from oar_analysis.desk.word import unknown
from oar_analysis.errors import UsageError
from oar_analysis.figure import Column, Value, describe, figure
from oar_analysis.scheme.catalogue import all_indicators
from oar_analysis.section.line import Line, every_line
from oar_analysis.section.text import source_of

# Two years are not joined by a line: up to that many known years, bars.
MOST_BARS = 4


def explore(
    *codes: str,
    year: Years | None = None,
    title: str = "",
    key: str = "explorateur",
    review: Review | None = None,
) -> SeriesFigure:
    """Return a figure whose reader picks series, level, change or index, years and targets.

    `explore("1-1.5")` holds the series of an action, `explore("1-1.5.3", "1-1.3.1")` those of
    indicators, `explore()` all that have a value. `year` narrows what can be picked. Levels
    are in the unit of their series, changes in % or points a year, indices 100 in the first year.

    Raises:
        UsageError: a code that is neither an action nor an indicator (the nearest is named);
            nothing to show.
    """
    review = review or open_review()
    lines = [one for one in _chosen(review, codes) if one.known_years]
    views = [view for line in lines for view in _views(review, line, years_asked(year))]
    if not any(view.named.rows for view in views):
        raise UsageError(f"Aucune valeur à montrer pour {', '.join(codes) or 'le schéma'}.")
    known = sorted({row["year"] for view in views for row in view.named.rows})
    filled = [view for view in views if view.named.rows]
    first = next((one for one in filled if one.kind == "level"), filled[0])
    made = figure(
        explorer_chart(
            [row for view in views for row in view.rows()],
            [head for view in views for head in view.heads()],
            [goal for view in views for goal in view.goals()],
            names=list(dict.fromkeys(view.name for view in views)),
            years=known,
            first=(first.name, KINDS[first.kind]),
        ),
        key=key,
        title=title or "Explorer les séries",
        description=_description(first, len(lines)),
        columns=(
            Column(title="Série", kind="text"), Column(title="Mesure", kind="text"),
            Column(title="Année", kind="year"), Column(title="Valeur", kind="text"),
        ),
        rows=[
            (view.name, KINDS[view.kind], row["year"], _cell(view, row))
            for view in views for row in view.named.rows
        ],
        source=source_of(row for view in views for row in view.named.rows),
    )  # fmt: skip
    return SeriesFigure(
        key=made.key, title=made.title, description=made.description, spec=made.spec,
        columns=made.columns, rows=made.rows, source=made.source,
        observations=to_frame(row for view in views for row in view.named.rows),
    )  # fmt: skip


def _chosen(review: Review, codes: Sequence[str]) -> Iterator[Line]:
    """Yield the lines of the actions and indicators named, of all where none is."""
    scheme = review.scheme
    actions = {one.code: [each.code for each in one.indicators] for one in scheme.actions}
    indicators = {one.code: [one.code] for one in all_indicators(scheme)}
    known = {**indicators, **actions}
    for code in codes:
        if code not in known:
            raise unknown("Action ou donnée", code, known)
    wanted = {one for code in codes for one in known[code]} if codes else set(indicators)
    for line in every_line(review):
        if line.indicator.code in wanted and line.measure != "index":
            yield line


@dataclass(frozen=True, slots=True)
class View:
    """One measure of a series, as the chart's data."""

    name: str
    kind: str
    named: Named

    @property
    def long(self) -> bool:
        """Tell whether there are years enough for a line."""
        return sum(row["value"] is not None for row in self.named.rows) > MOST_BARS

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row a year; without `valeur` where it lacks, `texte` then says why."""
        drawn = self.named.drawn(goals=False)
        for point in drawn.points:
            known = point.known
            yield {
                "serie": self.name,
                "mesure": KINDS[self.kind],
                "annee": point.year,
                "valeur": known,
                "etiquette": "n.c." if known is None else point.text(self.named.unit),
                "texte": point.text(self.named.unit),
                "ligne": self.long,
            }

    def heads(self) -> Iterator[dict[str, Any]]:
        """Yield the words over the chart: what is shown, in which unit, or why nothing is."""
        label = french.unit_label(self.named.unit, 2)
        words = self.named.label + (f", en {label}" if label else "")
        if not self.named.rows:
            words = f"{self.named.label} : les valeurs connues ne permettent pas de le calculer"
        yield {"serie": self.name, "mesure": KINDS[self.kind], "titre": words}

    def goals(self) -> Iterator[dict[str, Any]]:
        """Yield the targets that the series is held against."""
        for goal in self.named.drawn().goals:
            text = goal.text(self.named.unit)
            yield {
                "serie": self.name,
                "mesure": KINDS[self.kind],
                "cible": goal.value,
                "texte": text,
            }


def _views(review: Review, line: Line, years: Sequence[int] | None) -> Iterator[View]:
    """Yield the level, the change and the index of a series, empty where they do not exist."""
    code, breakdown, measure = line.key
    name = f"{code} {line.label}"
    for kind, own in (("level", measure), ("change", "change"), ("index", "index")):
        if kind == "level" and measure == "change":
            # Published as a yearly change only: there is no level to show.
            key = SeriesKey(code, breakdown, "level")
            yield View(name, kind, _empty(line, key, "niveau"))
            continue
        key = SeriesKey(code, breakdown, own)
        rows = rows_of(review, key)
        empty = _empty(line, key, KINDS[kind])
        yield View(name, kind, named(review, key, rows, years) if rows else empty)


def _empty(line: Line, key: SeriesKey, kind: str) -> Named:
    return Named(key, f"{line.label} : {kind}", "1", (), (), line)


def _cell(view: View, row: Any) -> Value:  # noqa: ANN401 (a row of observations)
    point = next(one for one in view.named.drawn(goals=False).points if one.year == row["year"])
    return Value(value=point.value, decimals=point.decimals, text=point.text(view.named.unit))


def _description(first: View, count: int) -> str:
    told = describe([first.named.drawn()], form="Au départ")
    one = "une série" if count == 1 else f"{count} séries"
    return (
        f"Graphique à choisir parmi {one} : des listes donnent la série, la mesure (niveau, "
        f"évolution annuelle ou indice), la première et la dernière année, les cibles. {told}"
    )
