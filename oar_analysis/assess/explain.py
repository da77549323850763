"""A decomposition in French sentences: how much, through what, and what the rounding hides."""

from oar_analysis import french
from oar_analysis.assess.decomposition import Decomposition, Effect
from oar_analysis.assess.messages import Message


def explain(found: Decomposition) -> list[Message]:
    """Return the sentences that say a decomposition, or why there is none."""
    keys = tuple((*key, year) for key in found.keys for year in (found.start_year, found.year))
    if not found.effects:
        reason = found.reason or "aucune donnée."
        text = f"{found.title} : le calcul n'est pas possible, {reason}"
        return [Message("decomposition", text, keys)]
    texts = [_total(found), _known(found), *_hidden(found), _factors(found)]
    texts += [text if text.endswith(".") else f"{text}." for text in found.assumptions]
    return [Message("decomposition", text, keys) for text in texts if text]


def _total(found: Decomposition) -> str:
    change = found.end - found.start
    amount = french.quantity(change, found.unit, found.decimals, sign=True)
    ends = [french.quantity(one, found.unit, found.decimals) for one in (found.start, found.end)]
    return f"De {ends[0]} en {found.start_year} à {ends[1]} en {found.year}, soit {amount}."


def _known(found: Decomposition) -> str:
    known = sorted(
        (one for one in found.effects if one.sign_known), key=lambda one: -abs(one.value)
    )
    if not known:
        return ""
    parts = [f"{one.label} ({_amount(one.value, found)})" for one in known]
    return f"Par ordre d'effet : {french.enumerate_words(parts)}."


def _hidden(found: Decomposition) -> list[str]:
    return [
        f"{one.label} : l'effet calculé est {_amount(one.value, found)}, mais l'arrondi publié le "
        f"laisse entre {_bounds(one, found)} : son signe n'est pas connu."
        for one in found.effects
        if not one.sign_known
    ]


def _bounds(effect: Effect, found: Decomposition) -> str:
    low = french.number(effect.low, found.decimals, sign=True)
    return f"{low} et {french.quantity(effect.high, found.unit, found.decimals, sign=True)}"


def _amount(value: float, found: Decomposition) -> str:
    return french.quantity(value, found.unit, found.decimals, sign=True)


def _factors(found: Decomposition) -> str:
    if not found.factor_sets:
        return ""
    names = french.enumerate_words(list(found.factor_sets))
    return f"Facteurs d'émission : {names} ({' ; '.join(found.factors)})."
