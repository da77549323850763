"""Claims about a change: per cent, points and rates are told apart by the figures themselves."""

from oar_analysis import french
from oar_analysis.assess.claims import Claim
from oar_analysis.assess.grounds import Grounds, Held
from oar_analysis.assess.series import Point
from oar_analysis.numbers import Quantity

# Within one per cent of its value, a series is held to be stable.
STABLE = 0.01

_SENSES = {"hausse": 1, "baisse": -1, "stable": 0}


def hold_change(claim: Claim, grounds: Grounds) -> Held:
    """Hold a claimed change (%, or points) against the levels or rates of its two years."""
    claimed = claim.quantity
    if claimed is None or claimed.value is None:
        return Held("not_checkable", f"« {claim.value} » ne donne pas de chiffre.")
    now = grounds.at(claim.key, claim.year)
    before = grounds.at(claim.key, claim.year - 1)
    if now is None or now.value is None:
        return Held("not_checkable", grounds.why_unknown(claim.key, claim.year))
    if claim.key[2] == "change" and claim.nature == "évolution":
        return _hold_rate(claim, claimed, now, before)
    if before is None or before.value is None:
        return Held("not_checkable", grounds.why_unknown(claim.key, claim.year - 1))
    if claim.nature == "points":
        return _hold_points(claim, claimed, now, before)
    return _hold_percent(claim, claimed, now, before)


def _hold_rate(claim: Claim, claimed: Quantity, now: Point, before: Point | None) -> Held:
    """The series is itself a yearly change: the claim is its value, or the gap between two."""
    rate = _value(now)
    rate_text = _signed(rate, now.unit, now.decimals)
    if _agree(claimed, rate, now.half_step):
        return Held("true", f"Le taux publié est {rate_text}.", rate, now.unit)
    if before is not None and before.value is not None:
        gap = rate - before.value
        if _agree(claimed, gap, now.half_step + before.half_step, signed=False):
            explanation = (
                f"« {claim.value} » est l'écart entre deux taux annuels "
                f"({_signed(before.value, before.unit, before.decimals)} en {before.year}, "
                f"{rate_text} en {now.year}, soit {_points(gap, now, before)}) ; "
                f"l'évolution de {now.year} est {rate_text}."
            )
            return Held("wrong_rate_for_level", explanation, rate, now.unit)
    return Held("wrong", f"Le taux publié est {rate_text}, et non « {claim.value} ».", rate, "%")


def _hold_points(claim: Claim, claimed: Quantity, now: Point, before: Point) -> Held:
    gap = _value(now) - _value(before)
    holds = _agree(claimed, gap, now.half_step + before.half_step)
    path = f"{_path(now, before)}, soit {_points(gap, now, before)}"
    tail = "" if holds else f", et non « {claim.value} »"
    return Held("true" if holds else "wrong", f"{path}{tail}.", gap, "point")


def _hold_percent(claim: Claim, claimed: Quantity, now: Point, before: Point) -> Held:
    start, end = _value(before), _value(now)
    if start == 0:
        text = f"La valeur de {before.year} est nulle : une évolution relative n'a pas de sens."
        return Held("not_checkable", text)
    relative = 100 * (end / start - 1)
    margin = 100 * (now.half_step + abs(end / start) * before.half_step) / abs(start)
    relative_text = _signed(relative, "%", max(1, claimed.decimals or 0))
    if _agree(claimed, relative, margin):
        text = f"{_path(now, before)}, soit {relative_text}."
        return Held("true", text, relative, "%")
    gap = end - start
    if now.unit == "%" and _agree(claimed, gap, now.half_step + before.half_step):
        text = (
            f"« {claim.value} » est un écart en points ({_path(now, before, capital=False)}, soit "
            f"{_points(gap, now, before)}) ; l'évolution relative est {_signed(relative, '%', 1)}."
        )
        return Held("wrong_points_for_percent", text, relative, "%")
    text = f"{_path(now, before)}, soit {relative_text}, et non « {claim.value} »."
    return Held("wrong", text, relative, "%")


def hold_sense(claim: Claim, grounds: Grounds) -> Held:
    """Hold "hausse", "baisse" or "stable" against the rate, or the two years' levels."""
    sense = _SENSES.get(claim.value.strip().lower())
    if sense is None:
        known = ", ".join(_SENSES)
        return Held("not_checkable", f"« {claim.value} » n'est pas un sens connu ({known}).")
    now = grounds.at(claim.key, claim.year)
    if now is None or now.value is None:
        return Held("not_checkable", grounds.why_unknown(claim.key, claim.year))
    if claim.key[2] == "change":
        change, margin, base = now.value, now.half_step, 100.0
        named = french.inside(grounds.label(claim.key))
        text = f"L'évolution publiée est {_signed(now.value, now.unit, now.decimals)} ({named})"
    else:
        before = grounds.at(claim.key, claim.year - 1)
        if before is None or before.value is None:
            return Held("not_checkable", grounds.why_unknown(claim.key, claim.year - 1))
        change, base = now.value - before.value, abs(before.value)
        margin = now.half_step + before.half_step
        text = _path(now, before)
    return _judge_sense(sense, change, margin, base, Held("", text, change, now.unit))


def _judge_sense(sense: int, change: float, margin: float, base: float, told: Held) -> Held:
    if sense == 0:
        holds = abs(change) <= STABLE * base + 1e-9
    elif change and abs(change) < margin - 1e-9:
        text = f"{told.explanation} : l'arrondi ne permet pas de connaître le sens."
        return Held("not_checkable", text, told.found, told.unit)
    else:
        holds = change * sense > 0
    return Held("true" if holds else "wrong", f"{told.explanation}.", told.found, told.unit)


def _agree(claimed: Quantity, actual: float, margin: float, *, signed: bool = True) -> bool:
    """Tell whether a claim is the actual figure, to the digits of the claim and of its inputs."""
    said = claimed.value if claimed.value is not None else float("nan")
    gap = abs(said - actual) if signed else abs(abs(said) - abs(actual))
    return gap <= 0.5 * 10.0 ** -(claimed.decimals or 0) + margin + 1e-9


def _value(point: Point) -> float:
    return point.value if point.value is not None else float("nan")


def _signed(value: float, unit: str, decimals: int | None) -> str:
    return french.quantity(value, unit, decimals, sign=True)


def _points(gap: float, now: Point, before: Point) -> str:
    return _signed(gap, "point", max(now.decimals or 0, before.decimals or 0))


def _path(now: Point, before: Point, *, capital: bool = True) -> str:
    texts = [french.quantity(one.value, one.unit, one.decimals) for one in (before, now)]
    text = f"de {texts[0]} en {before.year} à {texts[1]} en {now.year}"
    return text[0].upper() + text[1:] if capital else text
