"""Claims held against the observations: true, wrong and how, or not checkable and why."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from oar_analysis import french
from oar_analysis.assess.change_claims import hold_change, hold_sense
from oar_analysis.assess.claims import Claim
from oar_analysis.assess.grounds import Grounds, Held
from oar_analysis.assess.progress import is_met
from oar_analysis.assess.target import SIGNS
from oar_analysis.contract import Finding
from oar_analysis.numbers import Quantity
from oar_analysis.scheme import Scheme
from oar_analysis.scheme.catalogue import operand_key

CLAIM_WORDS: dict[str, str] = {
    "true": "vrai",
    "wrong_points_for_percent": "faux : des points pris pour des pour cent",
    "wrong_rate_for_level": "faux : l'écart de deux taux pris pour une évolution",
    "wrong": "faux",
    "not_checkable": "non vérifiable",
}
# How the finding of each verdict that needs one is called.
CLAIM_RULES: dict[str, str] = {
    "wrong_points_for_percent": "claim-points-for-percent",
    "wrong_rate_for_level": "claim-rate-for-level",
    "wrong": "claim-contradicted",
    "not_checkable": "claim-not-checkable",
}
CLAIM_COLUMNS: list[str] = [
    "action", "indicator", "breakdown", "measure", "year", "claim", "nature", "claimed",
    "source", "verdict", "found", "unit", "explanation",
]  # fmt: skip

# "Une vingtaine" holds for 18 to 22.
APPROXIMATE = 0.10


def hold_claims(
    observations: pd.DataFrame, claims: Iterable[Claim], scheme: Scheme
) -> pd.DataFrame:
    """Return each claim with its verdict, the figure found (in `unit`) and a French explanation."""
    grounds = Grounds(observations, scheme)
    rows = [_row(claim, _hold(claim, grounds)) for claim in claims]
    table = pd.DataFrame(rows, columns=CLAIM_COLUMNS)
    kinds = dict.fromkeys(CLAIM_COLUMNS, "str") | {"year": "Int64", "found": "float64"}
    return table.astype(kinds)


def claim_findings(held: pd.DataFrame, file: str) -> list[Finding]:
    """Return a finding for each claim that the figures contradict or cannot tell.

    `file` is where the claims stand. Two wordings that differ are information: which one is
    right is no matter of figures.
    """
    return [
        Finding(
            severity="info" if unknown and row["nature"] == "comparaison" else "warning",
            rule=CLAIM_RULES[str(row["verdict"])], action=str(row["action"]),
            indicator=str(row["indicator"]), year=int(row["year"]), file=file,
            got=str(row["claim"]), expected="" if unknown else _found(row),
            message=(
                f"« {row['claim']} » : {CLAIM_WORDS[str(row['verdict'])]}. {row['explanation']}"
            ),
            remedy="Demandez le chiffre qui manque, ou ne reprenez pas l'affirmation." if unknown
            else "Ne reprenez pas l'affirmation ; faites-la corriger par la direction.",
        )
        for row in held.to_dict("records")
        if row["verdict"] in CLAIM_RULES
        for unknown in [row["verdict"] == "not_checkable"]
    ]  # fmt: skip


def _found(row: Mapping[Hashable, Any]) -> str:
    return french.quantity(row["found"], str(row["unit"]), sign=row["nature"] == "évolution")


def _row(claim: Claim, held: Held) -> dict[str, object]:
    indicator, breakdown, measure = claim.key
    return {
        "action": claim.action, "indicator": indicator, "breakdown": breakdown,
        "measure": measure, "year": claim.year, "claim": claim.text, "nature": claim.nature,
        "claimed": claim.value, "source": claim.source, "verdict": held.verdict,
        "found": held.found, "unit": held.unit, "explanation": held.explanation,
    }  # fmt: skip


def _hold(claim: Claim, grounds: Grounds) -> Held:
    if claim.nature in {"évolution", "points"}:
        return hold_change(claim, grounds)
    if claim.nature == "sens":
        return hold_sense(claim, grounds)
    if claim.nature == "comparaison":
        return _hold_comparison(claim, grounds)
    if claim.nature == "cible atteinte":
        return _hold_target(claim, grounds)
    return _hold_level(claim, grounds)


def _hold_level(claim: Claim, grounds: Grounds) -> Held:
    """Hold a claimed level or share against the published one."""
    claimed = claim.quantity
    if claimed is None:
        return Held("not_checkable", f"« {claim.value} » ne donne pas de chiffre.")
    point = grounds.at(claim.key, claim.year)
    if point is None or (point.value is None and not point.bounded):
        return Held("not_checkable", grounds.why_unknown(claim.key, claim.year))
    low, high = _range(claimed)
    if point.bounded:
        seen = (point.low, point.high)
        same = (claimed.low, claimed.high) == seen
        bound = next(one for one in seen if one is not None)
        text = french.quantity(bound, point.unit, point.decimals)
        said = ", comme l'affirme le texte" if same else ""
        explanation = f"La donnée n'est connue que par une borne ({text}){said}."
        return Held("true" if same else "not_checkable", explanation, bound, point.unit)
    value = point.value if point.value is not None else float("nan")
    margin = point.half_step + 1e-9
    holds = (low is None or value >= low - margin) and (high is None or value <= high + margin)
    text = grounds.value_text(point)
    said = "comme l'affirme le texte" if holds else f"et non « {claim.value} »"
    return Held("true" if holds else "wrong", f"La valeur est {text}, {said}.", value, point.unit)


def _range(claimed: Quantity) -> tuple[float | None, float | None]:
    """Return the values that a claim allows: its bounds, or its figure to its last digit."""
    if claimed.low is not None or claimed.high is not None:
        return claimed.low, claimed.high
    value = claimed.value if claimed.value is not None else float("nan")
    margin = 0.5 * 10.0 ** -(claimed.decimals or 0)
    if claimed.approximate:
        margin = max(margin, APPROXIMATE * abs(value))
    return value - margin, value + margin


def _hold_target(claim: Claim, grounds: Grounds) -> Held:
    """Hold "the target is reached" against the register's target and the year's value."""
    series = grounds.series(claim.key)
    target = series.target if series else None
    if series is None or target is None:
        return Held("not_checkable", "Le registre ne donne pas de cible à cette série.")
    goal = f"La cible est {french.quantity(target.value, series.unit)} en {target.year}"
    point = grounds.at(claim.key, claim.year)
    if point is None or point.value is None:
        return Held("not_checkable", f"{goal}. {grounds.why_unknown(claim.key, claim.year)}")
    met = is_met(point.value, target.value, SIGNS[series.direction] or 1)
    text = f"{goal} ; la valeur de {claim.year} est {grounds.value_text(point)}."
    return Held("true" if met else "wrong", text, point.value, point.unit)


def _hold_comparison(claim: Claim, grounds: Grounds) -> Held:
    """Hold "more than" between two series; two wordings that differ are told, not judged."""
    other_key = operand_key(claim.value)
    if not grounds.knows(other_key):
        text = f"Le texte et le tableau ne disent pas la même chose : « {claim.text} » et "
        return Held("not_checkable", f"{text}« {claim.value} ». Les chiffres ne tranchent pas.")
    sides = [grounds.at(key, claim.year) for key in (claim.key, other_key)]
    for key, point in zip((claim.key, other_key), sides, strict=True):
        if point is None or point.value is None:
            return Held("not_checkable", grounds.why_unknown(key, claim.year))
    pair = _Pair([point.value for point in sides if point and point.value is not None])
    texts = [grounds.value_text(point) for point in sides if point]
    explanation = (
        f"{grounds.label(claim.key)} : {texts[0]} ; "
        f"{french.inside(grounds.label(other_key))} : {texts[1]}"
    )
    less = "moins" in claim.text.lower()
    verdict = "true" if pair.larger(less=less) else "wrong"
    unit = sides[0].unit if sides[0] else ""
    return Held(verdict, f"{explanation}.", pair.values[0], unit)


@dataclass(frozen=True, slots=True)
class _Pair:
    values: list[float] = field(default_factory=list)

    def larger(self, *, less: bool) -> bool:
        """Tell whether the first moved more (or less) than the second, the same way."""
        one, other = self.values
        if one * other < 0:
            return False
        return abs(one) < abs(other) if less else abs(one) > abs(other)
