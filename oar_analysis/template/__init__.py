"""What a campaign starts from: the directorates' workbooks, origins kept, a new body's folder."""

from oar_analysis.template.write import Written, write_workbooks

__all__ = ["Written", "write_workbooks"]
