"""Walks over the register: its indicators, tables and formulas, wherever they are declared."""

from collections.abc import Iterator

from oar_analysis.scheme.models import (
    Derived,
    Indicator,
    Mapping,
    QuantityMap,
    Scheme,
    Table,
)


def operand_key(operand: str) -> tuple[str, str, str]:
    """Return the (indicator, breakdown, measure) that an operand of a formula names.

    >>> operand_key("1-1.5.3/km"), operand_key("1-1.3.1//change")
    (('1-1.5.3', 'km', 'level'), ('1-1.3.1', '', 'change'))
    """
    indicator, _, rest = operand.partition("/")
    breakdown, _, measure = rest.partition("/")
    return indicator, breakdown, measure or "level"


def all_indicators(scheme: Scheme) -> list[Indicator]:
    """Return the scheme's own indicators, then those of each action."""
    return [*scheme.indicators, *(one for action in scheme.actions for one in action.indicators)]


def all_tables(scheme: Scheme) -> list[tuple[str, Table]]:
    """Return each table with the code of its action ("" for the scheme's own)."""
    own = [("", table) for table in scheme.tables]
    return own + [(action.code, table) for action in scheme.actions for table in action.tables]


def all_derived(scheme: Scheme) -> list[Derived]:
    """Return every declared formula, the scheme's own first."""
    return [*scheme.derived, *(one for action in scheme.actions for one in action.derived)]


def all_parts(table: Table) -> Iterator[Mapping | QuantityMap]:
    """Yield what each mapping of a table feeds: its declared quantities, or itself."""
    for mapping in table.mappings:
        if mapping.quantities:
            yield from mapping.quantities
        else:
            yield mapping
