"""The list of rules: what each is called, what it holds against what."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from oar_analysis.check.context import Context, context_of
from oar_analysis.check.continuity import check_breaks, check_provisional, check_revisions
from oar_analysis.check.figures import check_lists, check_same_figures
from oar_analysis.check.origins import check_origins
from oar_analysis.check.recomputed import check_changes, check_formulas
from oar_analysis.check.register import check_figures_given, check_names
from oar_analysis.check.values import check_bounds, check_duplicates, check_tenfold, check_years
from oar_analysis.check.wholes import check_overlaps, check_wholes
from oar_analysis.check.wording import check_definitions, check_scope_words
from oar_analysis.contract import Finding
from oar_analysis.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Rule:
    """A family of checks: its French title, and the function whose docstring says what it does."""

    title: str
    check: Callable[[Context], Iterator[Finding]]


RULES: tuple[Rule, ...] = (
    Rule("Origine et empreinte des fichiers", check_origins),
    Rule("Noms d'indicateurs répétés", check_names),
    Rule("Indicateurs et séries sans chiffre", check_figures_given),
    Rule("Valeurs dans leurs bornes", check_bounds),
    Rule("Valeurs dix fois plus grandes ou plus petites", check_tenfold),
    Rule("Valeurs postérieures à la campagne", check_years),
    Rule("Valeurs données plusieurs fois", check_duplicates),
    Rule("Totaux, parts et rapports recalculés", check_formulas),
    Rule("Évolutions recalculées", check_changes),
    Rule("Parts qui forment un tout", check_wholes),
    Rule("Parts qui se recouvrent", check_overlaps),
    Rule("Nombres et listes", check_lists),
    Rule("Deux chiffres pour la même chose", check_same_figures),
    Rule("Définition et tableau", check_definitions),
    Rule("Périmètre d'une année à l'autre", check_scope_words),
    Rule("Ruptures de série", check_breaks),
    Rule("Valeurs provisoires", check_provisional),
    Rule("Valeurs révisées", check_revisions),
)


def check_campaign(
    raw: Path,
    scheme: Scheme,
    year: int,
    observations: pd.DataFrame,
    told: Iterable[Finding] = (),
) -> list[Finding]:
    """Return the findings of every rule on the campaign of a year.

    `raw` is the data/raw folder, `observations` the tidy table of every campaign up to `year`;
    `told` are the findings of reading and normalising, which no rule repeats. No rule stops
    another: all findings come at once.
    """
    context = context_of(raw, scheme, year, observations, told)
    return [finding for rule in RULES for finding in rule.check(context)]
