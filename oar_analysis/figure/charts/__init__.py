"""The standard charts, in the house theme; each is an Altair chart that analysts can extend."""

from oar_analysis.figure.charts.bars import bars
from oar_analysis.figure.charts.dumbbell import dumbbell
from oar_analysis.figure.charts.line import line, line_form
from oar_analysis.figure.charts.stacked import Part, Whole, stacked
from oar_analysis.figure.charts.waterfall import Step, waterfall

__all__ = ["Part", "Step", "Whole", "bars", "dumbbell", "line", "line_form", "stacked", "waterfall"]
