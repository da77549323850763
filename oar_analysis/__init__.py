"""Analytical suite for responsible public procurement, by the words of its tables.

observations(action="1-1.5")          the tidy DataFrame, narrowed by any column
series("1-1.5.3", breakdown="km")     one series, a row a year
figure("1-1.5.3/km")                  its figure; also of a DataFrame or an Altair chart
compare("1-1.5.3/km", ..., measure=)  several series: level, share, change or index
explore("1-1.5")                      a figure with lists: series, measure, years, targets
sources("1-1.5.3/km")                 back to the raw cell, with its text
verdicts(), findings()                series against targets; what the checks noticed
scheme()                              the register: scheme()["1-1.5"], completed by Tab
open_review(year=, data=)             another campaign or body: every verb takes review=
section                               the sections of the review's pages

help(oar.figure) tells more. Columns: oar_analysis.contract; guide: docs/guide-analyste.md.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oar_analysis import section as section
    from oar_analysis.desk.drawing import compare as compare
    from oar_analysis.desk.drawing import figure as figure
    from oar_analysis.desk.explorer import explore as explore
    from oar_analysis.desk.open import open_review as open_review
    from oar_analysis.desk.origin import sources as sources
    from oar_analysis.desk.register import scheme as scheme
    from oar_analysis.desk.series import series as series
    from oar_analysis.desk.table import findings as findings
    from oar_analysis.desk.table import observations as observations
    from oar_analysis.desk.table import verdicts as verdicts

# Public name -> the module that holds it; an empty attribute means the module itself.
_PUBLIC: dict[str, tuple[str, str]] = {
    "compare": ("oar_analysis.desk.drawing", "compare"),
    "explore": ("oar_analysis.desk.explorer", "explore"),
    "figure": ("oar_analysis.desk.drawing", "figure"),
    "findings": ("oar_analysis.desk.table", "findings"),
    "observations": ("oar_analysis.desk.table", "observations"),
    "open_review": ("oar_analysis.desk.open", "open_review"),
    "scheme": ("oar_analysis.desk.register", "scheme"),
    "section": ("oar_analysis.section", ""),
    "series": ("oar_analysis.desk.series", "series"),
    "sources": ("oar_analysis.desk.origin", "sources"),
    "verdicts": ("oar_analysis.desk.table", "verdicts"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (PEP 562: whatever the name stands for)
    """Return a public name, imported at its first use."""
    if name not in _PUBLIC:
        raise AttributeError(_unknown(name), name=name, obj=sys.modules[__name__])
    module, attribute = _PUBLIC[name]
    loaded = import_module(module)
    return getattr(loaded, attribute) if attribute else loaded


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, _PUBLIC, 1, 0.6)
    meant = f"Vouliez-vous dire « {near[0]} » ?" if near else f"Verbes : {', '.join(_PUBLIC)}."
    return f"oar_analysis n'a pas de « {name} ». {meant}"


def __dir__() -> list[str]:
    """Return the module's names, those not imported yet included."""
    return sorted({*globals(), *_PUBLIC})


class _Package(ModuleType):
    """The package, where two verbs have the name of a room.

    Importing a room sets the package's attribute of that name: `oar.figure` would be the verb or
    the room as it happens. Here it is always the verb; `from oar_analysis.figure import ...`
    reaches the room as ever.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _PUBLIC and isinstance(value, ModuleType) and _PUBLIC[name][1]):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
