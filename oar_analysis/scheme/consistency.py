"""Holds the register's files against each other."""

import difflib
from collections.abc import Iterable, Iterator

from oar_analysis.contract import Finding
from oar_analysis.scheme.catalogue import all_derived, all_indicators, operand_key
from oar_analysis.scheme.models import Mapping, QuantityMap, Scheme, Table

Keys = set[tuple[str, str, str]]


def consistency_findings(scheme: Scheme) -> Iterator[Finding]:
    """Yield what no single file can know: doubled codes, unknown axes, series that do not exist."""
    axes = {axis.number for axis in scheme.axes}
    seen: set[str] = set()
    known: Keys = {
        (indicator.code, series.breakdown, series.measure)
        for indicator in all_indicators(scheme)
        for series in indicator.series
    }
    derived: Keys = {(one.indicator, one.breakdown, one.measure) for one in all_derived(scheme)}
    for action in scheme.actions:
        name = f"scheme/actions/{action.code}.yaml"
        if action.axis not in axes:
            yield _inconsistent(name, "axis", f"l'axe {action.axis} n'existe pas", axes)
        if action.code in seen:
            yield _inconsistent(name, "code", f"l'action {action.code} existe déjà", ())
        seen.add(action.code)
        yield from _unknown_series(name, action.tables, known)
    yield from _unknown_series("scheme/scheme.yaml", scheme.tables, known)
    codes = [indicator.code for indicator in all_indicators(scheme)]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield _inconsistent("scheme", code, f"l'indicateur {code} est décrit deux fois", ())
    yield from _unknown_operands(scheme, known | derived)


def _unknown_operands(scheme: Scheme, known: Keys) -> Iterator[Finding]:
    """Yield the operands of formulas and comparisons that name no series."""
    asked = [(f"formule de {one.indicator}", one.indicator, one.of) for one in all_derived(scheme)]
    asked += [
        (f"compare_with de {indicator.code}", indicator.code, series.compare_with)
        for indicator in all_indicators(scheme)
        for series in indicator.series
    ]
    words = ["/".join(key) for key in sorted(known)]
    for what, indicator_code, operands in asked:
        for operand in operands:
            if operand_key(operand) not in known:
                message = f"{what} : la série « {operand} » n'existe pas"
                yield _inconsistent("scheme", indicator_code, message, words, operand)


def _unknown_series(name: str, tables: list[Table], known: Keys) -> Iterator[Finding]:
    words = sorted("/".join(key) for key in known)
    for table in tables:
        plain: list[Mapping | QuantityMap] = []
        for mapping in table.mappings:
            plain += mapping.quantities or [mapping]
        for one in plain:
            if one.indicator and (one.indicator, one.breakdown, one.measure) not in known:
                asked = f"{one.indicator}/{one.breakdown}/{one.measure}"
                message = f"table {table.file} : la série « {asked} » n'est pas décrite"
                yield _inconsistent(name, table.file, message, words, asked)
        for aggregate in table.aggregates:
            codes = {key[0] for key in known}
            if aggregate.indicator not in codes:
                message = (
                    f"table {table.file} : l'indicateur {aggregate.indicator} n'est pas décrit"
                )
                yield _inconsistent(name, table.file, message, sorted(codes), aggregate.indicator)


def _inconsistent(
    name: str, where: str, message: str, words: Iterable[object], asked: str = ""
) -> Finding:
    known = [str(word) for word in words]
    near = difflib.get_close_matches(asked, known, n=1) if asked else []
    if near:
        remedy = f"Vouliez-vous dire « {near[0]} » ?"
    else:
        remedy = f"Connus : {', '.join(known[:12])}." if known else "Corrigez l'un des deux."
    return Finding(
        severity="error", rule="register-inconsistent", file=name, cell=where, got=asked,
        message=f"{name} : {message}.", remedy=remedy,
    )  # fmt: skip
