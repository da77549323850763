"""Figures that count the same thing, held against each other; counts against their lists."""

from collections.abc import Iterator

from oar_analysis.check.context import Context, Key, Row, key_of, name_of, place_of
from oar_analysis.check.rounding import agrees, half_step
from oar_analysis.contract import Finding
from oar_analysis.french import quantity
from oar_analysis.scheme.catalogue import all_tables, operand_key


def check_same_figures(context: Context) -> Iterator[Finding]:
    """Hold the series that the register declares comparable (`compare_with`) to one figure.

    A count and the dated list that it counts are told by `check_lists` instead.
    """
    for row, other in _pairs(context):
        if not ({key_of(row), key_of(other)} & _listed(context)) and not _same(row, other):
            yield _differ(row, other)


def check_lists(context: Context) -> Iterator[Finding]:
    """Hold each published count against the dated list that it counts.

    Rows dated outside the year were told one by one when the list was read: where they make
    up the difference there is nothing more to tell.
    """
    listed = _listed(context)
    for one, two in _pairs(context):
        counted, published = (one, two) if key_of(one) in listed else (two, one)
        if key_of(counted) not in listed or _same(counted, published):
            continue
        outside = sum(
            # Past the first cells, a finding without cell tells how many more there are.
            1 if finding.cell else int(finding.got)
            for finding in context.read_findings
            if finding.rule == "date-outside-year" and finding.file == counted["source_file"]
        )
        if counted["value"] + outside != published["value"]:
            yield _count_differs(counted, published)


def _pairs(context: Context) -> Iterator[tuple[Row, Row]]:
    """Yield the rows of two comparable series, year by year, each pair once."""
    seen: set[frozenset[Key]] = set()
    for key, (_, series) in context.series.items():
        for name in series.compare_with:
            pair = frozenset({key, operand_key(name)})
            if pair in seen:
                continue
            seen.add(pair)
            rows, others = context.by_key.get(key, {}), context.by_key.get(operand_key(name), {})
            for year in sorted(rows.keys() & others.keys()):
                yield rows[year], others[year]


def _listed(context: Context) -> set[Key]:
    """Return the series that a dated list feeds."""
    return {
        (one.indicator, one.breakdown, one.measure)
        for _, table in all_tables(context.scheme)
        if table.layout == "dated_list"
        for one in table.aggregates
    }


def _same(row: Row, other: Row) -> bool:
    if row["value"] is None:
        row, other = other, row
    return row["value"] is None or agrees(other, row["value"], half_step(row))


def _differ(row: Row, other: Row) -> Finding:
    shown = [quantity(one["value"], one["unit"], one["decimals"]) for one in (row, other)]
    return Finding(
        severity="warning",
        rule="figures-disagree",
        **place_of(row),
        got=shown[0],
        expected=shown[1],
        message=(
            f"{name_of(key_of(row))} donne {shown[0]} en {row['year']}, "
            f"{name_of(key_of(other))} {shown[1]} ({other['source_file']}, "
            f"cellule {other['source_cell']}) : deux chiffres pour la même chose."
        ),
        remedy="Demandez à la direction ce que chacun compte ; les deux sont gardés tels quels.",
    )


def _count_differs(counted: Row, published: Row) -> Finding:
    shown = [quantity(one["value"], one["unit"], 0) for one in (published, counted)]
    return Finding(
        severity="warning",
        rule="list-count",
        **place_of(published),
        got=shown[0],
        expected=shown[1],
        message=(
            f"{name_of(key_of(published))} publie {shown[0]} en {published['year']}, la liste "
            f"{counted['source_file']} en compte {shown[1]}."
        ),
        remedy="Complétez la liste ou corrigez le nombre ; le nombre publié est gardé.",
    )
