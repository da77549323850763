"""Executed notebook -> one HTML file: no network, strict CSP, French, same bytes for same inputs.

`OarExporter` (nbconvert's entry point) is loaded when asked for: importing nbconvert costs
seconds, and `export_page` does without it.
"""

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from oar_analysis.export.exporter import OarExporter

__all__ = [
    "Download", "IndexModel", "IndexPage", "OarExporter", "PastYear", "StateRow", "export_index",
    "export_page", "export_pdf", "find_chromium",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Return OarExporter, importing nbconvert only then."""
    if name == "OarExporter":
        from oar_analysis.export.exporter import OarExporter

        return OarExporter
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
