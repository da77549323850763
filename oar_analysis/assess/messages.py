"""Key messages written from the figures: each sentence with the observations it rests on.

Pure functions: tables in, sentences out. A sentence says no more than its figures do; what is
unknown is said to be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from oar_analysis import french
from oar_analysis.assess.movement import SMALL_COUNT, Movement, movements
from oar_analysis.assess.progress import VERDICT_WORDS
from oar_analysis.assess.series import Point, SeriesTable, plain_rows
from oar_analysis.assess.target import OWN
from oar_analysis.scheme import Scheme, Series
from oar_analysis.scheme.catalogue import all_indicators

ObservationRef = tuple[str, str, str, int]  # indicator, breakdown, measure, year
HOW_MANY = 3

# What the ranking leaves out is said where it is shown.
_RANKED = f"évolution relative, nombres de moins de {SMALL_COUNT} mis à part"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the synthesis, its kind, and the observations that carry it."""

    kind: str
    text: str
    keys: tuple[ObservationRef, ...] = ()


def key_messages(
    observations: pd.DataFrame, verdicts: pd.DataFrame, scheme: Scheme, year: int
) -> list[Message]:
    """Return the synthesis' messages: scheme, movements, targets, evidence, state of the data."""
    table = SeriesTable(observations)
    moved = movements(table, scheme, year)
    rows = [row for row in plain_rows(verdicts) if row["year"] == year]
    return [
        *scheme_messages(scheme),
        *movement_messages(moved),
        *target_messages(rows, table, scheme),
        *evidence_messages(rows),
        *data_messages(table, scheme, year),
    ]


def scheme_messages(scheme: Scheme) -> list[Message]:
    """Return how many of the scheme's actions have started."""
    started = sum(action.status in {"started", "completed"} for action in scheme.actions)
    total = scheme.actions_total.value
    if total == 1:
        state = "est engagée" if started else "n'est pas engagée"
        return [Message("scheme", f"La seule action du schéma {state}.")]
    if not started:
        return [Message("scheme", f"Aucune des {total} actions du schéma n'est engagée.")]
    if started == total:
        return [Message("scheme", f"Les {total} actions du schéma sont toutes engagées.")]
    verb = "sont engagées" if started > 1 else "est engagée"
    count = french.number(started)
    return [Message("scheme", f"{count} des {total} actions du schéma {verb}.")]


def movement_messages(moved: Iterable[Movement]) -> list[Message]:
    """Return the actions that progress most and least over the year, their best or worst series."""
    ranked = sorted(moved, key=lambda one: (-one.wanted_rate, one.key))
    best = _one_per_action(one for one in ranked if one.wanted_rate > 0)
    worst = _one_per_action(one for one in reversed(ranked) if one.wanted_rate < 0)
    messages = []
    if best:
        opening = "Ce qui progresse le plus dans le sens voulu : "
        messages.append(_listed("progress", opening, best))
    if worst:
        opening = "Ce qui s'écarte le plus du sens voulu : "
        messages.append(_listed("decline", opening, worst))
    return messages


def _one_per_action(ranked: Iterable[Movement]) -> list[Movement]:
    kept: dict[str, Movement] = {}
    for one in ranked:
        kept.setdefault(one.action, one)
    return list(kept.values())[:HOW_MANY]


def _listed(kind: str, opening: str, moved: list[Movement]) -> Message:
    texts = [f"{french.inside(one.label)} ({one.text()} ; action {one.action})" for one in moved]
    keys = tuple((*one.key, year) for one in moved for year in one.years)
    return Message(kind, f"{opening}{' ; '.join(texts)} ({_RANKED}).", keys)


def target_messages(
    rows: list[dict[str, Any]], table: SeriesTable, scheme: Scheme
) -> list[Message]:
    """Return a sentence for each target that applies: met, not met yet, missed, not judged."""
    labels = _labels(scheme)
    messages = []
    for row in rows:
        if not row["authority"] or not row["in_force"] or row["verdict"] == "not_comparable":
            continue
        series = labels.get((row["indicator"], row["breakdown"]))
        if series is not None:
            messages.append(_target_message(row, *series, table))
    return messages


def _labels(scheme: Scheme) -> dict[tuple[str, str], tuple[str, Series]]:
    found: dict[tuple[str, str], tuple[str, Series]] = {}
    for indicator in all_indicators(scheme):
        for one in sorted(indicator.series, key=lambda series: series.measure == "change"):
            found.setdefault((indicator.code, one.breakdown), (one.label, one))
    return found


def _target_message(row: dict[str, Any], label: str, series: Series, table: SeriesTable) -> Message:
    year = row["year"]
    key = (row["indicator"], row["breakdown"], series.measure)
    point = table.at(key, year)
    whose = "cible du schéma" if row["authority"] == OWN else row["authority"]
    goal = f"{french.quantity(row['target'], series.unit)} en {row['target_year']}"
    opening = f"{label} : cible de {goal} ({whose})"
    refs = ((*key, year),)
    if point is None or (point.value is None and not point.bounded):
        reason = point.missing_reason if point else ""
        why = f" ({reason.rstrip('.')})" if reason else ""
        return Message("target_unknown", f"{opening}, sans valeur connue pour {year}{why}.", refs)
    now = f"{_amount(point)} en {year}"
    if row["verdict"] == "achieved":
        return Message("target_met", f"{opening} atteinte : {now}.", refs)
    if row["verdict"] == "no_verdict" and (why := _not_held(point)):
        return Message("target_unknown", f"{opening}, sans verdict : {now}, {why}.", refs)
    if row["target_year"] is not None and row["target_year"] <= year:
        return Message("target_missed", f"{opening} manquée : {now}.", refs)
    return Message("target_ahead", f"{opening} non atteinte : {now}{_pace(row)}.", refs)


def _amount(point: Point) -> str:
    """Return a value, or the bounds that are known of it."""
    low, high = (
        "" if one is None else french.quantity(one, point.unit, point.decimals)
        for one in (point.low, point.high)
    )
    if low and high:
        return f"entre {low} et {high}"
    if low or high:
        return f"au moins {low}" if low else f"au plus {high}"
    return french.quantity(point.value, point.unit, point.decimals)


def _not_held(point: Point) -> str:
    """Return why a value cannot be said above or below a target, "" where it can."""
    why = {"P": "valeur provisoire", "F": "valeur prévue"}.get(point.status, "")
    return "valeur donnée comme une borne" if point.bounded and not why else why


def _pace(row: dict[str, Any]) -> str:
    word = VERDICT_WORDS[row["verdict"]].label
    if row["verdict"] == "no_verdict":
        return f" ({word} : {french.inside(row['comment'].partition('. ')[0].rstrip('.'))})"
    if row["ratio"] is None:
        return f" ({word})"
    if row["ratio"] < 0:
        return f" ({word} : la série s'éloigne de la cible)"
    share = french.quantity(100 * row["ratio"], "%", 0)
    return f" ({word} : {share} du rythme requis)"


def evidence_messages(rows: list[dict[str, Any]]) -> list[Message]:
    """Return on how many years the verdicts rest."""
    judged = [row for row in rows if row["verdict"] not in {"no_verdict", "not_comparable"}]
    series = {(row["indicator"], row["breakdown"]): row["evidence"] or 0 for row in judged}
    if not series:
        return [Message("evidence", "Aucune série ne permet encore de verdict.")]
    few = sum(count < 3 for count in series.values())
    if few == len(series):
        text = f"Les verdicts portent sur {_series(few)}, toutes connues sur deux années au plus"
        if few == 1:
            text = "Le seul verdict porte sur une série connue sur deux années au plus"
        return [Message("evidence", f"{text} : peu d'éléments.")]
    text = f"Les verdicts portent sur {_series(len(series))}"
    if few:
        text += f", dont {few} sur deux années au plus (peu d'éléments)"
    return [Message("evidence", f"{text}.")]


def _series(count: int) -> str:
    return "une série" if count == 1 else f"{french.number(count)} séries"


def data_messages(table: SeriesTable, scheme: Scheme, year: int) -> list[Message]:
    """Return how many declared indicators have a value in the year, and which have none."""
    declared = [one for one in all_indicators(scheme) if one.kind == "declared"]
    if not declared:
        return []
    empty = [
        one
        for one in declared
        if not any(_known(table, (one.code, s.breakdown, s.measure), year) for s in one.series)
    ]
    filled = len(declared) - len(empty)
    verb = "ont" if filled > 1 else "a"
    text = f"{filled} des {len(declared)} indicateurs déclarés {verb} une valeur pour {year}"
    if len(declared) == 1:
        owns = "a une valeur" if filled else "n'a pas de valeur"
        text = f"Le seul indicateur déclaré {owns} pour {year}"
    elif not empty:
        text = f"Les {len(declared)} indicateurs déclarés ont tous une valeur pour {year}"
    elif not filled:
        text = f"Aucun des {len(declared)} indicateurs déclarés n'a de valeur pour {year}"
    if empty and filled:
        names = french.enumerate_words([f"« {one.label} » ({one.code})" for one in empty])
        text += f" ; sans valeur : {names}"
    refs = tuple((one.code, s.breakdown, s.measure, year) for one in empty for s in one.series)
    return [Message("data", f"{text}.", refs)]


def _known(table: SeriesTable, key: tuple[str, str, str], year: int) -> bool:
    point = table.at(key, year)
    return point is not None and (point.value is not None or point.bounded)
