"""The words of a cell held against the definition, and against the other year's words."""

import re
from collections.abc import Iterator

from oar_analysis.check.context import Context, Row, place_of
from oar_analysis.contract import Finding
from oar_analysis.normalise.text import fold

_WORD = re.compile(r"[^\W\d_]{4,}")
# Words that say how sure a figure is or what it is counted in, not what it counts.
_SILENT = {
    "environ", "pres", "plus", "moins", "entre", "soit", "dont", "autour", "quelque", "presque",
    "milliers", "millions", "milliards", "mille", "tonnes", "tonne", "litres", "litre", "euros",
    "heures", "heure", "pour", "avec", "dans",
}  # fmt: skip


def check_definitions(context: Context) -> Iterator[Finding]:
    """Hold the words of each cell against those of the definition that it should carry."""
    text_of = context.cell_text
    for key, (indicator, series) in context.series.items():
        wanted = fold(series.wording)
        if not wanted:
            continue
        rows = context.published_by_key.get(key, {}).values()
        told = [(row, text) for row in rows if _WORD.search(text := text_of(row))]
        wrong = [(row, text) for row, text in told if wanted not in fold(text)]
        if wrong:
            row, text = wrong[-1]
            yield Finding(
                severity="warning",
                rule="definition-disagrees",
                **place_of(row),
                got=text,
                expected=series.wording,
                message=(
                    f"{indicator.code} : la définition dit « {series.wording} », la cellule "
                    f"« {text} »."
                ),
                remedy="Demandez ce qui est compté, et accordez la définition et le tableau.",
            )


def check_scope_words(context: Context) -> Iterator[Finding]:
    """Tell the rows whose two years say in other words what they count, if no break is declared."""
    text_of = context.cell_text
    cells: dict[tuple[str, str, str], tuple[Row, Row]] = {}
    for before, after in context.consecutive():
        if _breaks_between(context, before, after) or before["source_file"] != after["source_file"]:
            continue
        place = (after["source_file"], before["source_cell"], after["source_cell"])
        cells.setdefault(place, (before, after))
    for before, after in cells.values():
        old, new = text_of(before), text_of(after)
        if _words(old) and _words(new) and _words(old) != _words(new):
            yield Finding(
                severity="warning",
                rule="scope-changed",
                **place_of(after),
                got=new,
                expected=old,
                message=(
                    f"{after['indicator']} : « {old} » en {before['year']}, « {new} » en "
                    f"{after['year']} ; les deux années ne comptent peut-être pas la même chose."
                ),
                remedy="Si le périmètre a changé, déclarez une rupture (« breaks », registre).",
            )


def _breaks_between(context: Context, before: Row, after: Row) -> bool:
    return any(
        before["year"] < one.year <= after["year"]
        for known in context.series.values()
        if known[0].code == after["indicator"]
        for one in known[1].breaks
    )


def _words(text: str) -> frozenset[str]:
    """Return what a cell says beside its figures: its words, folded, in the singular.

    >>> sorted(_words("4 (lots réservés) environ"))
    ['lot', 'reserve']
    """
    found = {word.rstrip("sx") for word in _WORD.findall(fold(text)) if word not in _SILENT}
    return frozenset(found)
