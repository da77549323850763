"""Figures of the desk: the pages' own charts on series named in one word, or any Altair chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from inspect import signature
from typing import TYPE_CHECKING, Any

from oar_analysis import french
from oar_analysis.dataset import Review
from oar_analysis.desk.drawn import Named, named_series
from oar_analysis.desk.open import open_review
from oar_analysis.desk.series import Years, to_frame, years_asked
from oar_analysis.desk.word import unknown
from oar_analysis.errors import UsageError
from oar_analysis.figure import (
    Column,
    Figure,
    bar_figure,
    dumbbell_figure,
    enable,
    line_figure,
    slug,
)  # fmt: skip
from oar_analysis.figure import figure as any_figure
from oar_analysis.section.text import source_of

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    What = str | pd.DataFrame | alt.TopLevelMixin

# From five known years on the pages draw a line; who names three years asks for one.
LONG = 5
ASKED_LONG = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFigure(Figure):
    """A figure that also gives its rows (`observations`) and its Altair chart (`chart`)."""

    observations: "pd.DataFrame" = field(compare=False, repr=False)

    @property
    def chart(self) -> "alt.TopLevelMixin":
        """Return the Altair chart, to extend and give back to `figure`."""
        import altair as alt

        enable()
        kind = alt.LayerChart if "layer" in self.spec else alt.Chart
        made: alt.TopLevelMixin = kind.from_dict(self.spec, validate=False)
        return made


def figure(
    what: "What",
    breakdown: str | None = None,
    measure: str | None = None,
    *,
    year: Years | None = None,
    targets: bool = True,
    title: str = "",
    review: Review | None = None,
    **publication: Any,  # noqa: ANN401 (key, description, source, columns, rows of `figure`)
) -> Figure:
    """Return the figure of a series, of a DataFrame of observations, or of an Altair chart.

    `figure("1-1.5.3", breakdown="km")` or `figure("1-1.5.3/km", year=[2016, 2017])`, in the words
    of `series`; `figure(oar.series("1-1.3.1"), measure="index")`. Two years are compared side by
    side, five known years or three named ones are joined by a line. Shown live in JupyterLab
    without network, it is also fit for a published page: description, table, download and source
    are made from the same rows, in the series' unit. `.observations` is the DataFrame, `.chart`
    the Altair chart. An Altair chart needs `title`, and `description` and `rows` (a DataFrame)
    where it carries none; `key` names the anchor.

    Raises:
        UsageError: an unknown word (the nearest is named), several units, a chart without words.
    """
    import altair as alt

    if isinstance(what, alt.TopLevelMixin):
        return _chart_figure(what, title=title, **publication)
    return compare(
        what, breakdown=breakdown, measure=measure, year=year, targets=targets, title=title,
        review=review, **publication,
    )  # fmt: skip


def compare(
    *what: "str | pd.DataFrame",
    breakdown: str | None = None,
    measure: str | None = None,
    year: Years | None = None,
    targets: bool = True,
    title: str = "",
    review: Review | None = None,
    **publication: Any,  # noqa: ANN401 (key, source, subtitle and notes of the figure)
) -> SeriesFigure:
    """Return one figure of several series: `compare("1-1.5.3/km", "1-1.5.3/carburant")`.

    Series of different units compare by `measure="index"` (100 in the first year) or
    `measure="change"` (% or points a year). Series are named as for `series`, or given as
    DataFrames of observations. `year` narrows them; targets are drawn where they apply.

    Raises:
        UsageError: an unknown word (the nearest is named); several units on one axis.
    """
    _check_words(publication, ("key", "title", "source", "subtitle", "notes"))
    review = review or open_review()
    asked = years_asked(year)
    found = [
        one
        for each in what
        for one in named_series(review, each, breakdown=breakdown, measure=measure, years=asked)
    ]
    _check(found)
    keys = " ".join(one.name for one in found)
    shown = [one.drawn(several=len(found) > 1, goals=targets) for one in found]
    words = {
        "key": publication.pop("key", slug(keys)),
        "title": title or _title(found),
        "source": publication.pop("source", source_of(row for one in found for row in one.rows)),
        **publication,
    }
    made = _fitting(shown, words, named_years=asked)
    given = {one.name: getattr(made, one.name) for one in fields(made)}
    return SeriesFigure(**given, observations=to_frame(row for one in found for row in one.rows))


def _check(found: Sequence[Named]) -> None:
    if not found:
        raise UsageError("Aucune série à dessiner : en nommer une, par exemple « 1-1.1.1 ».")
    units = sorted({one.unit for one in found})
    if len(units) > 1:
        labels = ", ".join(f"« {french.unit_label(one, 2) or 'nombre'} »" for one in units)
        raise UsageError(
            f"Les séries sont en {labels} : une figure a une seule unité. Comparer leurs indices "
            '(measure="index") ou leurs évolutions (measure="change").'
        )


def _fitting(
    shown: Sequence[Any], words: dict[str, Any], *, named_years: Sequence[int] | None
) -> Figure:
    """Return the form that fits: a line, two years side by side, or the bars of one year."""
    known = sorted({point.year for one in shown for point in one.known})
    most = max(len(one.known) for one in shown)
    enough = LONG if named_years is None else ASKED_LONG
    if most >= enough or not known:
        return line_figure(shown, **words)
    if most > 1:
        return dumbbell_figure(shown, years=(known[-2], known[-1]), **words)
    return bar_figure(shown, year=known[-1], **words)


def _check_words(given: Iterable[str], known: Iterable[str]) -> None:
    """Tell a word that a figure does not know, the nearest named."""
    words = ["breakdown", "measure", "year", "targets", *known]
    for name in given:
        if name not in words:
            raise unknown("Option", name, words)


def _title(found: Sequence[Named]) -> str:
    if len(found) == 1:
        return found[0].label
    return french.enumerate_words([one.label for one in found])


def _chart_figure(chart: Any, *, title: str, **publication: Any) -> Figure:  # noqa: ANN401
    """Return an Altair chart as a figure; its table is its own data where none is given."""
    import pandas as pd

    _check_words(publication, signature(any_figure).parameters)
    rows = publication.pop("rows", None)
    if rows is None and isinstance(getattr(chart, "data", None), pd.DataFrame):
        rows = chart.data
    if not isinstance(rows, pd.DataFrame):
        raise UsageError(
            f"Figure « {title} » : rows manque. Donner le DataFrame des valeurs dessinées "
            "(rows=…) : une figure porte ses données."
        )
    described = getattr(chart, "description", None)
    given = publication.pop("description", described if isinstance(described, str) else "")
    columns = publication.pop("columns", None) or [_column(rows, name) for name in rows.columns]
    return any_figure(
        chart,
        key=publication.pop("key", slug(title)),
        title=title,
        description=given,
        columns=columns,
        rows=rows,
        source=publication.pop("source", "observations de data/processed"),
        **publication,
    )


def _column(frame: "pd.DataFrame", name: str) -> Column:
    """Return the heading of a DataFrame's column, in the contract's words if it has them."""
    from pandas.api.types import is_numeric_dtype

    from oar_analysis.contract import OBSERVATIONS

    titles = {one.name: one.title for one in OBSERVATIONS}
    title = titles.get(name, str(name))
    if name == "year":
        return Column(title=title, kind="year")
    return Column(title=title, kind="number" if is_numeric_dtype(frame[name]) else "text")
