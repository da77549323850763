"""From the raw folder to checked tables, and those tables on disk."""

from oar_analysis.dataset.build import Dataset, build
from oar_analysis.dataset.store import read, write

__all__ = ["Dataset", "build", "read", "write"]
