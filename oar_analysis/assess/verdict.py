"""Observations held against the targets they face: one verdict a target, its calculation told."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from oar_analysis import french
from oar_analysis.assess.outlook import outlook, slope_decimals
from oar_analysis.assess.progress import (
    ENOUGH_POINTS,
    NEAR_ZERO_PERCENT,
    Progress,
    is_met,
    linear_path,
    progress_of_total,
    progress_to_target,
    progress_without_target,
)
from oar_analysis.assess.series import Point, SeriesKey, SeriesTable, chained_index
from oar_analysis.assess.target import SIGNS, Facing, Judged, judged_series, targets_faced
from oar_analysis.contract import VERDICTS, pandas_dtypes
from oar_analysis.scheme import Scheme
from oar_analysis.scheme.references import References, load_references

SCOPE_DOUBT = "les deux années ne comptent peut-être pas la même chose"
_STATUS_REASONS = {"P": "valeur provisoire.", "F": "valeur prévue, non observée."}


def assess_campaign(
    raw: Path,
    scheme: Scheme,
    year: int,
    observations: pd.DataFrame,
    doubtful: Collection[SeriesKey] = (),
) -> pd.DataFrame:
    """Return the verdicts of `year`, with the references that stand in `raw`/scheme.

    Raises:
        SchemeError: references.yaml has a mistake.
    """
    references = load_references(raw / "scheme", scheme)
    return assess(observations, scheme, references, year, doubtful)


def assess(
    observations: pd.DataFrame,
    scheme: Scheme,
    references: References,
    year: int,
    doubtful: Collection[SeriesKey] = (),
) -> pd.DataFrame:
    """Return the verdicts of `year`: the contract's VERDICTS, one row a series and a target.

    A series is held against its own target, the law in force in `year`, the law to come; one
    without comparable target by its rate in the wanted direction. Rates are fractions a year.
    No rate is judged of `doubtful` series, whose years may not count the same thing.
    """
    table = SeriesTable(observations)
    rows = [
        row
        for series in judged_series(scheme, references)
        for row in _rows(
            series,
            window(series, table, year, doubtful=series.key in doubtful),
            targets_faced(series, references, year),
            year,
        )
    ]
    frame = pd.DataFrame(rows, columns=[field.name for field in VERDICTS])
    return frame.astype(pandas_dtypes(VERDICTS))


@dataclass(frozen=True, slots=True)
class Window:
    """The years of a series that a verdict may rest on, or why there are too few.

    `points` end with the year judged; `evidence` counts the published ones. `barred` is a
    reason that forbids any verdict on the year's value, `reason` one against a rate.
    """

    points: tuple[Point, ...] = ()
    evidence: int = 0
    reason: str = ""
    barred: str = ""
    bound: Point | None = None


def window(series: Judged, table: SeriesTable, year: int, *, doubtful: bool = False) -> Window:
    """Return the usable years of a series up to `year`: after its last break, none provisional."""
    published = [one for one in table.points(series.key) if one.year <= year]
    now = next((one for one in published if one.year == year), None)
    if now is None:
        return Window(barred=f"aucune donnée pour {year}.")
    if now.bounded:
        return Window(evidence=1, reason="valeur donnée comme une borne.", bound=now)
    if now.value is None:
        return Window(barred=f"valeur absente ({now.missing_reason or french.MISSING}).")
    if now.status in _STATUS_REASONS:
        return Window(evidence=1, barred=_STATUS_REASONS[now.status])
    broken, why = _last_break(series, published)
    usable = [
        one
        for one in published
        if one.value is not None and one.status not in _STATUS_REASONS and one.year >= broken
    ]
    evidence = len(usable)
    if series.measure == "change":
        usable = chained_index(_unbroken(usable))
    if len(usable) < 2:
        return Window(tuple(usable), evidence, why or "une seule année connue.")
    return Window(tuple(usable), evidence, f"{SCOPE_DOUBT}." if doubtful else "")


def _unbroken(points: list[Point]) -> list[Point]:
    """Return the last run of consecutive years: a chain of changes suffers no gap."""
    run: list[Point] = []
    for point in points:
        run = [*run, point] if run and point.year == run[-1].year + 1 else [point]
    return run


def _last_break(series: Judged, points: list[Point]) -> tuple[int, str]:
    """Return the year of the last break up to the year judged (0 if none), and its reason."""
    last = points[-1].year
    reasons = {one.year: one.reason for one in series.breaks if one.year <= last}
    years = [*reasons, *(one.year for one in points if one.status == "B")]
    if not years:
        return 0, ""
    year = max(years)
    reason = f" ({reasons[year].rstrip('.')})" if reasons.get(year) else ""
    return year, f"rupture de série en {year}{reason}."


def _rows(
    series: Judged, seen: Window, targets: list[Facing], year: int
) -> Iterator[dict[str, Any]]:
    for target in targets:
        yield _row(series, seen, target, year)
    if SIGNS[series.direction] and not any(_comparable(one) for one in targets):
        yield _row(series, seen, None, year)


def _comparable(target: Facing) -> bool:
    return not target.because and target.value is not None


def _row(series: Judged, seen: Window, target: Facing | None, year: int) -> dict[str, Any]:
    progress = _not_compared(target) or _judge(series, seen, target)
    if progress.verdict == "not_comparable":
        comment = [progress.reason, target.remark if target else ""]
    else:
        comment = _comment(series, seen, target, progress)
    return {
        "indicator": series.indicator,
        "breakdown": series.breakdown,
        "year": year,
        "target": target.value if target else None,
        "target_year": target.year if target else None,
        "authority": target.authority if target else "",
        "in_force": target.in_force if target else None,
        "observed_rate": progress.observed_rate,
        "required_rate": progress.required_rate,
        "ratio": progress.ratio,
        "verdict": progress.verdict,
        "evidence": seen.evidence,
        "comment": " ".join(_sentence(part) for part in comment if part),
    }


def _not_compared(target: Facing | None) -> Progress | None:
    if target is None or _comparable(target):
        return None
    return Progress("not_comparable", reason=target.because or "la règle ne donne pas de valeur.")


def _judge(series: Judged, seen: Window, target: Facing | None) -> Progress:
    direction = SIGNS[target.direction if target else series.direction]
    if forbidden := _forbidden(series, seen, target, direction):
        return Progress("no_verdict", reason=forbidden)
    limit = seen.reason or _rate_limit(seen.points)
    if limit:
        met = target is not None and _reached(seen, target, direction)
        return Progress("achieved" if met else "no_verdict", reason="" if met else limit)
    start, now = ((one.year, _value(one)) for one in (seen.points[0], seen.points[-1]))
    if target is None or target.value is None:
        if series.cumulative:
            return Progress("no_verdict", reason="un cumul n'a pas de rythme sans cible.")
        return progress_without_target(start, now, direction)
    if series.cumulative:
        return progress_of_total(start, now, (target.year or now[0], target.value), direction)
    return progress_to_target(start, now, (target.year or now[0], target.value), direction)


def _forbidden(series: Judged, seen: Window, target: Facing | None, direction: int) -> str:
    if seen.barred:
        return seen.barred
    if not direction:
        return "le sens voulu n'est pas déclaré."
    if series.measure == "change" and target:
        return "la cible porte sur un niveau, la série sur des évolutions annuelles."
    return ""


def _reached(seen: Window, target: Facing, direction: int) -> bool:
    """Tell whether the year's value, or the bound known of it, has reached a target."""
    if seen.bound is not None:
        value = seen.bound.low if direction > 0 else seen.bound.high
    else:
        value = seen.points[-1].value
    return value is not None and target.value is not None and is_met(value, target.value, direction)


def _value(point: Point) -> float:
    assert point.value is not None  # noqa: S101 (a window holds known values only)
    return point.value


def _rate_limit(points: tuple[Point, ...]) -> str:
    """Return why no growth rate holds between the first and the last year, "" if one does."""
    start, now = points[0], points[-1]
    unit = now.unit
    if unit in {"%", "point"} and min(abs(_value(start)), abs(_value(now))) < NEAR_ZERO_PERCENT:
        return "part proche de zéro, où un taux de croissance n'a pas de sens."
    gap = abs(_value(now) - _value(start))
    if 0 < gap < start.half_step + now.half_step - 1e-9:
        texts = [french.quantity(one.value, unit, one.decimals) for one in (start, now)]
        return (
            f"l'arrondi publié ({texts[0]} puis {texts[1]}) ne permet pas de connaître le sens "
            "de l'évolution."
        )
    return ""


def _comment(series: Judged, seen: Window, target: Facing | None, progress: Progress) -> list[str]:
    parts = [progress.reason]
    if len(seen.points) > 1:
        start, now = seen.points[0], seen.points[-1]
        unit = "" if series.measure == "change" else series.unit
        what = "indice chaîné de " if series.measure == "change" else "de "
        parts.append(f"{what}{_dated(start, unit)} à {_dated(now, unit)}")
        if series.cumulative or (series.unit == "%" and series.measure != "change"):
            parts.append(_linear(start, now, target))
    elif seen.points:
        parts.append(_dated(seen.points[-1], series.unit))
    if target and target.year is not None and progress.verdict != "achieved" and seen.points:
        now = seen.points[-1]
        parts.append(f"échéance {target.year} dépassée" if target.year <= now.year else "")
    parts.append(_outlook(series, seen, target, progress))
    if 0 < seen.evidence < ENOUGH_POINTS and progress.verdict != "no_verdict":
        years = "une année" if seen.evidence == 1 else f"{seen.evidence} années"
        parts.append(f"peu d'éléments : {years}")
    if target:
        parts.append(target.remark)
    return parts


def _outlook(series: Judged, seen: Window, target: Facing | None, progress: Progress) -> str:
    """Return the robust trend of a long series, and the target's year while it is not met."""
    if seen.barred or seen.bound is not None:
        return ""
    ahead = target.value if target and progress.verdict != "achieved" else None
    return outlook(seen.points, ahead, SIGNS[target.direction if target else series.direction])


def _dated(point: Point, unit: str) -> str:
    # Without a unit it is the chained index, which is shown to one decimal.
    decimals = point.decimals if unit else 1
    return f"{french.quantity(point.value, unit, decimals)} ({point.year})"


def _linear(start: Point, now: Point, target: Facing | None) -> str:
    first, last = ((one.year, _value(one)) for one in (start, now))
    observed, required = linear_path(first, last, _goal(first[1], target))
    decimals = max(start.decimals or 0, now.decimals or 0)
    unit = "point" if now.unit == "%" else now.unit
    text = f"trajectoire linéaire : {french.quantity(observed, unit, decimals, sign=True)} par an"
    if required is None:
        return text
    asked = slope_decimals(required, max(decimals, 1))
    return f"{text}, il en faudrait {french.number(required, asked, sign=True)}"


def _goal(first: float, target: Facing | None) -> tuple[int, float] | None:
    """Return what is still to reach: nothing where the series began beyond its target."""
    if target is None or target.value is None or target.year is None:
        return None
    reached = is_met(first, target.value, SIGNS[target.direction])
    return None if reached else (target.year, target.value)


def _sentence(text: str) -> str:
    text = text.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
