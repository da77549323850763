"""The register: what the scheme contains and where each series stands in the raw tables."""

from oar_analysis.scheme.load import load_scheme
from oar_analysis.scheme.models import (
    Action,
    Axis,
    Derived,
    Indicator,
    Mapping,
    Page,
    QuantityMap,
    RowAggregate,
    Scheme,
    Series,
    Table,
    Target,
)

__all__ = [
    "Action",
    "Axis",
    "Derived",
    "Indicator",
    "Mapping",
    "Page",
    "QuantityMap",
    "RowAggregate",
    "Scheme",
    "Series",
    "Table",
    "Target",
    "load_scheme",
]
