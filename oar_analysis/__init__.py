"""Analytical suite for responsible public procurement.

`import oar_analysis as oar` is the entry of notebooks and analysts: names come in when they are
first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import Any

# Public name -> the module that holds it; an empty attribute means the module itself.
_PUBLIC: dict[str, tuple[str, str]] = {
    "open_review": ("oar_analysis.dataset", "open_review"),
    "section": ("oar_analysis.section", ""),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (PEP 562: whatever the name stands for)
    """Return a public name, imported at its first use."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'oar_analysis' has no attribute '{name}'")
    module, attribute = _PUBLIC[name]
    loaded = import_module(module)
    return getattr(loaded, attribute) if attribute else loaded


def __dir__() -> list[str]:
    """Return the module's names, those not imported yet included."""
    return sorted({*globals(), *_PUBLIC})
