"""Parts of a whole: the shares or counts of an indicator's breakdowns, by type or by territory."""

import re
from collections.abc import Iterator

from oar_analysis.dataset import Review
from oar_analysis.errors import UsageError
from oar_analysis.figure import (
    Callout,
    Column,
    DataTable,
    Figure,
    Part,
    Prose,
    Whole,
    bar_figure,
    stacked_figure,
)
from oar_analysis.figure.table import Content
from oar_analysis.scheme.catalogue import all_indicators
from oar_analysis.section.chart import MOST_PARTS
from oar_analysis.section.indicator import cell
from oar_analysis.section.line import Line, every_line
from oar_analysis.section.page import Section, section
from oar_analysis.section.sentence import said
from oar_analysis.section.text import bullets, plain_markdown, sentence, source_of, years_text


def parts(review: Review, indicator: str, *, key: str, title: str) -> Section:
    """Return the parts of an indicator in the review's year: stacked shares, or bars of counts.

    Years whose parts are all missing are named under the figure, with the reason.

    Raises:
        UsageError: the register has no such indicator.
    """
    lines = [one for one in indicator_lines(review, indicator) if one.breakdown]
    own = [one for one in lines if not one.is_derived]
    sums = [one for one in lines if one.is_derived]
    known = [one for one in own if one.known(review.year)]
    if not known:
        return section(Callout("limit", sentence(plain_markdown(_reason(own))), title))
    told = [text for one in sums if (text := said(one, review.year))]
    return section(
        _figure(review, known, key, title),
        Prose(bullets(told)) if told else None,
        *_doubts(review, indicator),
        _lost(own, review.year),
    )


def _doubts(review: Review, indicator: str) -> Iterator[Callout]:
    """Yield what the checks found odd in an indicator, without its code: the page is about it."""
    code = re.escape(indicator)
    named = re.compile(rf"^{code}(?:, \d{{4}})? : |, {code} \([^)]*\)(?=\.$)")
    for row in review.finding_rows:
        if row["indicator"] == indicator and row["severity"] != "info":
            text = sentence(named.sub("", row["message"]))
            yield Callout("warning", plain_markdown(text), "À lire avec prudence")


def _figure(review: Review, lines: list[Line], key: str, title: str) -> Figure:
    source = source_of(row for one in lines for row in one.rows.values())
    year = review.year
    if all(one.measure == "share" for one in lines):
        years = sorted({other for one in lines for other in one.known_years if other <= year})
        wholes = [Whole(label=str(one), parts=_parts(lines, one)) for one in years]
        return stacked_figure(wholes, key=key, title=title, source=source)
    drawn = [one.drawn((year,)) for one in lines]
    return bar_figure(drawn, year=year, key=key, title=title, source=source)


def _parts(lines: list[Line], year: int) -> tuple[Part, ...]:
    points = [(one.label, one.known(year)) for one in lines]
    return tuple(
        Part(label=label, value=point.value, decimals=point.decimals)
        for label, point in points
        if point is not None and point.value is not None
    )


def _lost(lines: list[Line], year: int) -> Prose | None:
    """Return which earlier years lack all their parts, and why."""
    years = sorted({other for one in lines for other in one.years if other < year})
    lost = tuple(other for other in years if not any(one.known(other) for one in lines))
    if not lost:
        return None
    return Prose(f"{years_text(lost)} : aucune valeur connue ({_reason(lines, lost[-1])}).")


def by_part(
    review: Review, *indicators: str, key: str, title: str, by: str = "territoire"
) -> Section:
    """Return a table of indicators by breakdown, a row a breakdown, then bars of each indicator.

    `by` is what a breakdown is called (territoire, commune). An indicator that has none takes no
    column; where no breakdown is known the section says so and shows no row.
    """
    groups = [indicator_lines(review, one) for one in indicators]
    own = [[line for line in group if not line.is_derived] for group in groups]
    names = list(
        dict.fromkeys(
            line.breakdown
            for group in own
            for line in group
            if line.breakdown and line.known(review.year)
        )
    )
    if not names:
        wholes = [group[0] for group in own if group]
        told = [f"{one.label} : {_whole(one, review.year)}." for one in wholes]
        text = f"Aucune valeur n'est connue par {by}. " + " ".join(told)
        return section(Callout("limit", plain_markdown(text), title))
    own = [group for group in own if any(one.breakdown in names for one in group)]
    return section(
        DataTable(
            key=key,
            caption=title,
            columns=(
                Column(title=by[:1].upper() + by[1:], kind="text"),
                *(Column(title=group[0].indicator.label) for group in own),
            ),
            rows=tuple(
                (name, *(_value(group, name, review.year) for group in own)) for name in names
            ),
            source=source_of(row for group in own for line in group for row in line.rows.values()),
        ),
        (_bars(review, group, key, by) for group in own if len(names) <= MOST_PARTS),
    )


def _bars(review: Review, group: list[Line], key: str, by: str) -> Figure:
    """Return the known breakdowns of an indicator as bars."""
    year = review.year
    lines = [one for one in group if one.breakdown and one.known(year)]
    label = group[0].indicator.label
    return bar_figure(
        [one.drawn((year,), one.breakdown) for one in lines],
        year=year,
        key=f"{key}-{group[0].indicator.code}",
        title=label if label.endswith(f"par {by}") else f"{label}, par {by}",
        source=source_of(row for one in lines for row in one.rows.values()),
    )


def _whole(line: Line, year: int) -> str:
    """Return what is known of an indicator as a whole, or why nothing is."""
    point = line.known(year)
    return f"{point.text(line.unit)} pour l'ensemble" if point else _reason([line], year)


def _value(group: list[Line], name: str, year: int) -> Content:
    found = [one for one in group if one.breakdown == name]
    return cell(found[0], year) if found else "—"


def _reason(lines: list[Line], year: int | None = None) -> str:
    for one in lines:
        for other in reversed(one.years) if year is None else (year,):
            point = one.point(other)
            if point is not None and point.missing:
                return point.missing.rstrip(".")
    return "aucune donnée reçue"


def indicator_lines(review: Review, code: str) -> list[Line]:
    """Return every line of an indicator.

    Raises:
        UsageError: the register has no such indicator.
    """
    lines = [one for one in every_line(review) if one.indicator.code == code]
    if not lines:
        known = ", ".join(one.code for one in all_indicators(review.scheme))
        raise UsageError(f"L'indicateur « {code} » n'est pas dans le registre (connus : {known}).")
    return lines
