"""The index of a published folder: its pages, its data, its state."""

from pathlib import Path
from typing import TYPE_CHECKING

from oar_analysis.review.manifest import Manifest

if TYPE_CHECKING:
    from oar_analysis.review.request import ReviewRequest
    from oar_analysis.scheme import Scheme


def write_index(
    folder: Path, request: "ReviewRequest", manifest: Manifest, scheme: "Scheme"
) -> None:
    """Write index.html."""
    from oar_analysis.export import export_index

    del request
    text = export_index((scheme.title, manifest))
    (folder / "index.html").write_text(text, encoding="utf-8", newline="\n")
