"""A synthetic body with complete series: what every feature shows when nothing is missing."""

from oar_analysis.demo.write import write_demo

__all__ = ["write_demo"]
