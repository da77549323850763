"""The formulas of the register in words, so that each computed value shows its calculation."""

from oar_analysis import french
from oar_analysis.scheme import Derived, Scheme
from oar_analysis.scheme.catalogue import all_derived, all_indicators, operand_key
from oar_analysis.section.row import Key

_PATTERNS = {
    "ratio": "{0} divisé par {1}",
    "change": "évolution sur un an de {0}",
    "points": "écart en points sur un an de {0}",
    "index": "évolutions annuelles enchaînées de {0}",
    "cumulative": "cumul de {0}",
}


def formula_words(scheme: Scheme) -> dict[Key, str]:
    """Return each formula that the register declares, by the series that it computes."""
    labels = _labels(scheme)
    return {
        (one.indicator, one.breakdown, one.measure): _words(one, labels)
        for one in all_derived(scheme)
    }


def _labels(scheme: Scheme) -> dict[Key, str]:
    declared: dict[Key, str] = {
        (indicator.code, one.breakdown, one.measure): one.label or indicator.label
        for indicator in all_indicators(scheme)
        for one in indicator.series
    }
    computed: dict[Key, str] = {
        (one.indicator, one.breakdown, one.measure): one.label for one in all_derived(scheme)
    }
    return computed | declared


def _words(one: Derived, labels: dict[Key, str]) -> str:
    named = [f"« {labels.get(operand_key(name)) or name} »" for name in one.of]
    if one.formula == "share":
        text = f"part de {named[0]} dans {named[1]}"
    elif one.formula == "sum":
        text = f"somme de {french.enumerate_words(named)}"
    elif one.formula == "difference":
        text = " moins ".join(named)
    elif one.formula == "product":
        text = " multiplié par ".join(named)
    else:
        text = _PATTERNS[one.formula].format(*named)
    if one.scale == 1:
        return text
    by = one.scale if one.scale > 1 else 1 / one.scale
    return f"{text}, {'multiplié' if one.scale > 1 else 'divisé'} par {french.number(by)}"
