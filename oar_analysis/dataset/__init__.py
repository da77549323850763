"""From the raw folder to checked tables, those tables on disk, and a view of one review."""

from oar_analysis.dataset.build import Dataset, build
from oar_analysis.dataset.review import Review, keep_open, open_review
from oar_analysis.dataset.store import read, write

__all__ = ["Dataset", "Review", "build", "keep_open", "open_review", "read", "write"]
