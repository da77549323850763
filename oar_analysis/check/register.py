"""The register held against what the campaign gives: names used twice, figures that never came."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from oar_analysis.check.context import Context
from oar_analysis.contract import Finding
from oar_analysis.normalise.text import fold
from oar_analysis.scheme import Action, Mapping, QuantityMap
from oar_analysis.scheme.catalogue import all_indicators


def check_names(context: Context) -> Iterator[Finding]:
    """Tell the names that the tables of one action give to several indicators."""
    for action in context.scheme.actions:
        codes: dict[str, set[str]] = defaultdict(set)
        files: dict[str, list[str]] = defaultdict(list)
        names: dict[str, str] = {}
        for file, mapping in _whole_row_mappings(action, context.raw / str(context.year)):
            name = fold(mapping.match)
            names.setdefault(name, mapping.match)
            codes[name] |= _indicators(mapping)
            if file not in files[name]:
                files[name].append(file)
        for name, found in codes.items():
            if len(files[name]) > 1 and len(found) > 1:
                yield _name_twice(action, names[name], sorted(found), files[name], context.year)


def _whole_row_mappings(action: Action, folder: Path) -> Iterator[tuple[str, Mapping]]:
    for table in action.tables:
        declared = not table.campaigns or int(folder.name) in table.campaigns
        # A campaign may answer by workbook in place of its tables.
        if declared and (folder / table.file).exists():
            for mapping in table.mappings:
                if not (mapping.ignore or mapping.section):
                    yield table.file, mapping


def _indicators(mapping: Mapping) -> set[str]:
    parts: list[Mapping | QuantityMap] = [*mapping.quantities] or [mapping]
    return {one.indicator or "" for one in parts}


def _name_twice(
    action: Action, name: str, codes: list[str], files: list[str], year: int
) -> Finding:
    words = ", ".join(codes)
    return Finding(
        severity="warning",
        rule="indicator-name-twice",
        action=action.code,
        year=year,
        file=f"{year}/{files[0]}",
        got=f"« {name} » : {words}",
        expected="un nom par indicateur",
        message=(
            f"Action {action.code} : « {name} » nomme {len(codes)} indicateurs ({words}) "
            f"dans {' et '.join(files)}."
        ),
        remedy="Numérotez les indicateurs sans répétition dans les tableaux de l'action.",
    )


def check_figures_given(context: Context) -> Iterator[Finding]:
    """Tell the declared indicators that have no figure, and the series that have none at all."""
    given = {row["indicator"] for row in context.campaign_rows if row["value"] is not None}
    given |= {row["indicator"] for row in context.published}
    for indicator in all_indicators(context.scheme):
        action = context.action_of.get(indicator.code, "")
        if indicator.code not in given and indicator.kind == "declared":
            yield _without_figure(action, indicator.code, indicator.label, context.year)
            continue
        for key in context.series:
            if key[0] == indicator.code and key not in context.by_key:
                label = context.series[key][1].label
                yield _series_missing(action, indicator.code, label, context.year)


def _without_figure(action: str, code: str, label: str, year: int) -> Finding:
    return Finding(
        severity="warning",
        rule="indicator-without-figure",
        action=action,
        indicator=code,
        year=year,
        expected="au moins une valeur",
        message=f"L'indicateur {code} (« {label} ») n'a aucun chiffre dans la campagne {year}.",
        remedy="Demandez-le à la direction qui répond, ou dites pourquoi il manque (« absent »).",
    )


def _series_missing(action: str, code: str, label: str, year: int) -> Finding:
    return Finding(
        severity="info",
        rule="series-missing",
        action=action,
        indicator=code,
        year=year,
        expected="au moins une valeur",
        message=f"{code} : la série « {label} » n'a aucune valeur.",
        remedy="Saisissez les valeurs dans la table le jour où elles sont connues.",
    )
