"""The rows of a chart over years: a row a known point, a target, a missing year, a break.

They stand once in the chart's spec; each layer reads those that have its field (`trait` for a
point, `cible`, `motif`, `rupture`), so that a row says only what is out of the ordinary.
"""

from collections.abc import Iterator, Sequence

from oar_analysis import french
from oar_analysis.figure.charts.common import Row, Rows, is_hollow
from oar_analysis.figure.series import Point, Series, years_of

# Beyond so many points, value labels would run into one another: only the last is written.
LABELLED = 8
# Pixels between a mark and its label, then where an arrow stands between the two.
CLEAR = (15, 32)


def point_rows(series: Sequence[Series], unit: str, *, single: bool) -> Rows:
    """Return a row a known point, with the segment it belongs to and its texts.

    A `single` series has the value of each point written, if it is short.
    """
    return [row for one in series for row in _points(one, unit, single=single)]


def _points(one: Series, unit: str, *, single: bool) -> Iterator[Row]:
    segment, before = 0, None
    for point in one.known:
        breaks = before is not None and any(before < year <= point.year for year, _ in one.breaks)
        if before is not None and (point.year != before + 1 or breaks):
            segment += 1
        before = point.year
        yield {
            "annee": str(point.year),
            "serie": one.label,
            "valeur": point.known,
            "trait": f"{one.label}|{segment}",
            "texte": point.text(unit),
            **_marks(point),
            **_written(one, point, unit, single=single),
        }


def _marks(point: Point) -> Row:
    """Return what a point's mark shows beside its place: its bounds, that it is not final."""
    found: Row = {"creux": True} if is_hollow(point) else {}
    bound = _bound(point.low, point.high, point.value)
    if bound:
        found["borne"] = bound
    if bound == "entre" and point.low != point.high:
        found |= {"bas": point.low, "haut": point.high}
    return found


def _written(one: Series, point: Point, unit: str, *, single: bool) -> Row:
    """Return the label of a point, if it has one: the last, or all those of a short line."""
    revised = point.revised_from is not None
    if point is one.known[-1] or ((single or revised) and len(one.known) <= LABELLED):
        return {"etiquette": _label(french.quantity(point.known, unit, point.decimals), point)}
    # On a long line two values side by side would cover each other on a telephone.
    return {"etiquette": "r"} if revised else {}


def sided(
    rows: Rows,
    bounds: Sequence[float],
    height: int,
    crowded: int,
    *,
    clear: tuple[int, int] = CLEAR,
) -> Rows:
    """Return the rows with the place of each label: under its mark where another is just above.

    `ecart` is in pixels downwards; `height` is that of the scale, `crowded` the room of a label.
    """
    pixels = height / (bounds[1] - bounds[0])
    above: dict[str, float] = {}
    for row in sorted(rows, key=lambda one: -one["valeur"]):
        higher = above.get(row["annee"])
        under = higher is not None and (higher - row["valeur"]) * pixels < crowded
        above[row["annee"]] = row["valeur"]
        if row.get("etiquette"):
            towards = "moins" if under else "plus"
            away = clear[row.get("borne") == towards]
            row["ecart"] = away + 2 if under else -away
    return rows


def _label(text: str, point: Point) -> str:
    """Return a value's label: bounds announced, revised values marked r."""
    if point.value is None:
        text = f"≥{french.NBSP}{text}" if point.low is not None else f"≤{french.NBSP}{text}"
    return f"{text} r" if point.revised_from is not None else text


def _bound(low: float | None, high: float | None, value: float | None) -> str:
    """Return which bounds a point has."""
    if low is not None and high is not None:
        return "entre"
    if value is None and low is not None:
        return "plus"
    return "moins" if value is None and high is not None else ""


def missing_rows(series: Sequence[Series]) -> Rows:
    """Return a row a year for which no series has a value, with the reason."""
    rows: Rows = []
    for year in years_of(series):
        points = [one.at(year) for one in series]
        if all(point.known is None for point in points):
            rows.append({"annee": str(year), "motif": points[0].missing or "non communiqué"})
    return rows


def break_rows(series: Sequence[Series]) -> Rows:
    """Return a row a year in which a series breaks."""
    years = sorted({year for one in series for year, _ in one.breaks})
    return [{"annee": str(year), "rupture": "rupture de série"} for year in years]


def goal_rows(series: Sequence[Series], unit: str) -> Rows:
    """Return a row a target: its level, its year, its value, authority and date in words."""
    several = len(series) > 1
    rows: Rows = []
    for one in series:
        last = one.known[-1].known if one.known else None
        for goal in one.goals:
            name = f"{one.label} : " if several else ""
            above = last is None or goal.value >= last
            rows.append(
                {
                    "annee": str(goal.year),
                    "valeur": goal.value,
                    "cible": f"Cible {name}{goal.text(unit)}",
                    "ecart": -12 if above else 16,
                }
            )
    return rows
