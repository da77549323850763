"""Which figure shows which series: two years side by side, bars for one, a line from five on."""

from collections.abc import Iterable, Iterator, Sequence

from oar_analysis.dataset import Review
from oar_analysis.figure import Figure, bar_figure, dumbbell_figure, index_figure, line_figure
from oar_analysis.scheme import Action
from oar_analysis.section.indicator import line_names
from oar_analysis.section.line import Line, lines_of
from oar_analysis.section.text import source_of

# From that many years on, a line is drawn; below, two years are compared.
LONG = 5
# More rows than that do not read on one screen.
MOST_ROWS = 8


def action_figures(review: Review, action: Action) -> Iterator[Figure]:
    """Yield the figures of an action, series of one unit and one kind together.

    A series without any value in the year or the year before is left to the table, which says
    why; so are the series computed from others, except those declared on their own indicator.
    """
    lines = [one for one in lines_of(review, action) if _shown(one, review.year)]
    names = dict(zip((one.key for one in lines), line_names(lines), strict=True))
    for number, group in enumerate(_groups(lines, review.year), 1):
        yield lines_figure(
            review,
            group,
            key=f"{action.code}-{number}",
            title=_title(action, group),
            labels=[names[one.key] for one in group],
        )


def lines_figure(
    review: Review,
    lines: Sequence[Line],
    *,
    key: str,
    title: str,
    labels: Sequence[str] | None = None,
    notes: Sequence[str] = (),
) -> Figure:
    """Return the figure that fits series of one unit: line, index, two years or one.

    Two years are never joined by a trend line.
    """
    names = labels or line_names(lines)
    year = review.year
    source = source_of(row for one in lines for row in one.rows.values())
    pairs = list(zip(lines, names, strict=True))
    if max(len(one.years) for one in lines) >= LONG:
        return line_figure(
            [one.drawn(_up_to(one, year), name) for one, name in pairs],
            key=key, title=title, source=source, notes=notes,
        )  # fmt: skip
    if all(one.measure == "index" for one in lines):
        base = min(one.years[0] for one in lines) - 1
        return index_figure(
            [one.drawn(label=name) for one, name in pairs],
            key=key, title=title, source=source, base_year=base, notes=notes,
        )  # fmt: skip
    if any(one.known(year - 1) for one in lines):
        return dumbbell_figure(
            [one.drawn((year - 1, year), name) for one, name in pairs],
            years=(year - 1, year), key=key, title=title, source=source, notes=notes,
        )  # fmt: skip
    return bar_figure(
        [one.drawn((year,), name) for one, name in pairs],
        year=year, key=key, title=title, source=source, notes=notes,
    )  # fmt: skip


def _up_to(line: Line, year: int) -> list[int]:
    return [one for one in line.years if one <= year]


def _shown(line: Line, year: int) -> bool:
    drawn = line.measure != "index" and not (line.is_derived and line.breakdown == "")
    return drawn and any(line.known(one) for one in (year - 1, year))


def _groups(lines: Iterable[Line], year: int) -> Iterator[list[Line]]:
    """Yield lines that share an axis: same unit and kind, and the same number of years.

    Parts of one indicator stay together, away from other indicators.
    """
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        parts = line.indicator.code if len(line.indicator.series) > 1 else line.indicator.kind
        before = "deux" if line.known(year - 1) else "une"
        key = (parts, line.unit, "change" if line.measure == "change" else "", before)
        groups.setdefault(key, []).append(line)
    for group in groups.values():
        for start in range(0, len(group), MOST_ROWS):
            yield group[start : start + MOST_ROWS]


def _title(action: Action, group: Sequence[Line]) -> str:
    if len(group) == 1:
        return group[0].label
    indicators = {one.indicator.code: one.indicator.label for one in group}
    if len(indicators) == 1:
        return next(iter(indicators.values()))
    kind = "évolutions annuelles" if group[0].measure == "change" else "indicateurs"
    return f"{action.short_title} : {kind}"
