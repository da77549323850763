"""Which figure shows which series: two years side by side, bars for one, a line from five on."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from oar_analysis.dataset import Review
from oar_analysis.figure import Figure, bar_figure, dumbbell_figure, line_figure
from oar_analysis.scheme import Action, Indicator
from oar_analysis.section.indicator import line_names
from oar_analysis.section.line import Line, first_judged, lines_of
from oar_analysis.section.text import source_of

# From that many years on, a line is drawn; below, two years are compared.
LONG = 5
# More rows, or panels of a line each, than that do not read on one screen.
MOST_ROWS = 8
MOST_PANELS = 12
# More parts of one indicator than that do not read in figures: the tables are enough.
MOST_PARTS = 30
# Fewer values of one year than that are read faster in the table than on bars.
FEWEST_BARS = 3


def action_figures(review: Review, action: Action) -> Iterator[Figure]:
    """Yield the figures of an action, series of one unit and one kind together.

    Left to the table: a series without any value in the year or the year before, those computed
    from others, values of one year that bars would not make clearer, and parts too many.
    """
    lines = [one for one in lines_of(review, action) if _shown(one, review.year)]
    crowds = {one.code for one in crowded(review, action)}
    lines = [one for one in lines if not (one.breakdown and one.indicator.code in crowds)]
    names = dict(zip((one.key for one in lines), line_names(lines), strict=True))
    groups = [one for one in _groups(lines, review.year) if not _alone(one, review.year)]
    for number, group in enumerate(groups, 1):
        yield lines_figure(
            review,
            group,
            key=f"{action.code}-{number}",
            title=_title(action, group, review.year),
            labels=[names[one.key] for one in group],
        )


def crowded(review: Review, action: Action) -> list[Indicator]:
    """Return the indicators of an action whose parts are too many to be drawn."""
    lines = [one for one in lines_of(review, action) if _shown(one, review.year)]
    counts = Counter(one.indicator.code for one in lines if one.breakdown)
    return [one for one in action.indicators if counts[one.code] > MOST_PARTS]


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
    known = max(len(one.known_years) for one in lines)
    if known >= LONG or not known:
        return line_figure(
            [one.drawn(_up_to(one, year), name) for one, name in pairs],
            key=key, title=title, source=source, notes=notes,
        )  # fmt: skip
    if all(_compared(one, year) for one in lines):
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
    return not line.is_derived and any(line.known(one) for one in (year - 1, year))


def _alone(group: Sequence[Line], year: int) -> bool:
    """Tell whether bars would say nothing: few values, or values of one year that do not compare.

    Parts of one indicator compare with each other; figures of several indicators do not.
    """
    parts = len(group) >= FEWEST_BARS and bool(group[0].breakdown)
    return not parts and not any(_compared(one, year) for one in group)


def _compared(line: Line, year: int) -> bool:
    """Tell whether a series is drawn with the year before: both known, and of one scope."""
    known = line.known(year) and line.known(year - 1)
    return bool(known and not line.broken(year) and not line.scope_doubtful)


def _groups(lines: Iterable[Line], year: int) -> Iterator[list[Line]]:
    """Yield lines that share an axis: same unit, same kind, compared with the year before or not.

    The parts of an indicator that has no whole stay together, away from others.
    """
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        apart = line.indicator.code if line.breakdown else ""
        kind = "change" if line.measure == "change" else ""
        key = (apart, line.unit, kind, str(_compared(line, year)))
        groups.setdefault(key, []).append(line)
    for group in groups.values():
        most = MOST_PANELS if max(len(one.known_years) for one in group) >= LONG else MOST_ROWS
        yield from _shares(group, most)


def _shares(group: Sequence[Line], most: int) -> Iterator[list[Line]]:
    """Yield a group in as few figures as hold it, none of one line beside full ones."""
    each = math.ceil(len(group) / math.ceil(len(group) / most))
    for start in range(0, len(group), each):
        yield list(group[start : start + each])


def _title(action: Action, group: Sequence[Line], year: int) -> str:
    if len(group) == 1:
        return group[0].label
    indicators = {one.indicator.code: one.indicator.label for one in group}
    whole = first_judged(group[0].indicator, "")
    # The counts behind a share are not that share: they do not take its name.
    if len(indicators) == 1 and (whole is None or whole.unit == group[0].unit):
        return next(iter(indicators.values()))
    kind = "évolutions annuelles"
    if group[0].measure != "change":
        kind = "parts" if group[0].unit == "%" else "nombres" if group[0].unit == "1" else "mesures"
    alone = "" if _compared(group[0], year) else f", {year}"
    return f"{action.short_title} : {kind}{alone}"
