"""Executed notebook -> one HTML file: no network, strict CSP, French, same bytes for same inputs.

Each name is loaded when asked for: importing nbconvert, which `OarExporter` needs, costs seconds,
and the process that only draws needs none of it.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oar_analysis.export.exporter import OarExporter
    from oar_analysis.export.index import (
        Download,
        IndexModel,
        IndexPage,
        PastYear,
        StateRow,
        export_index,
    )
    from oar_analysis.export.page import export_page
    from oar_analysis.export.pdf import export_pdf, find_chromium

__all__ = [
    "Download", "IndexModel", "IndexPage", "OarExporter", "PastYear", "StateRow", "export_index",
    "export_page", "export_pdf", "find_chromium",
]  # fmt: skip

_MODULES = {
    "OarExporter": "exporter",
    "export_page": "page",
    "export_pdf": "pdf",
    "find_chromium": "pdf",
}


def __getattr__(name: str) -> object:
    """Return a public name from its module, imported only then."""
    if name in __all__:
        module = importlib.import_module(f"oar_analysis.export.{_MODULES.get(name, 'index')}")
        return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
