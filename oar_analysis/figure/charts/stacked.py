"""Stacked shares: what makes up a whole, told apart by letters as well as by colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oar_analysis import french
from oar_analysis.errors import UsageError
from oar_analysis.figure.charts.common import (
    ROW_STEP,
    Rows,
    finish,
    layer,
    row_axis,
    row_labels,
    row_value_axis,
)
from oar_analysis.figure.theme import INK, PALETTE

# Under that share, a letter and a number no longer fit in a segment of a narrow screen.
WRITTEN = 9.0
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a whole, in per cent."""

    label: str
    value: float
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole and its parts (a year, a scope)."""

    label: str
    parts: tuple[Part, ...]


def stacked(wholes: Sequence[Whole]) -> "alt.LayerChart":
    """Return the stacked bar chart of shares in per cent (an Altair layer chart).

    What is lacking to 100 stays blank. Raises UsageError when there is no part, or over 6.
    """
    import altair as alt

    labels = list(dict.fromkeys(part.label for whole in wholes for part in whole.parts))
    if not 1 <= len(labels) <= len(PALETTE):
        raise UsageError(
            f"Parts : {len(labels)} parties lues, 1 à {len(PALETTE)} attendues ; "
            "au-delà, faites des barres."
        )
    names = {label: f"{LETTERS[index]}  {label}" for index, label in enumerate(labels)}
    if len(wholes) == 1:
        told = {one.label: french.quantity(one.value, "%", one.decimals) for one in wholes[0].parts}
        names = {label: f"{name} : {told[label]}" for label, name in names.items()}
    rows = _rows(wholes, labels, names)
    order = [whole.label for whole in wholes]
    y = row_axis(order)
    top = max([100.0, *(row["a"] for row in rows)])
    x = alt.X("de:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=row_value_axis("%"))
    colour = alt.Color(
        "partie:N",
        scale=alt.Scale(domain=list(names.values()), range=list(PALETTE[: len(labels)])),
        legend=alt.Legend(title=None, columns=1, symbolType="square"),
    )
    tooltip = [
        alt.Tooltip("ligne:N", title="Ensemble"),
        alt.Tooltip("partie:N", title="Partie"),
        alt.Tooltip("texte:N", title="Part"),
    ]
    bar = layer(rows).mark_bar(height=24, stroke="#ffffff", strokeWidth=2)
    layers = [bar.encode(x=x, x2=alt.X2("a:Q"), y=y, color=colour, tooltip=tooltip)]
    for wide in (True, False):
        some = [row for row in rows if (row["part"] >= WRITTEN) is wide]
        if some:
            text = layer(some).mark_text(
                fontSize=12,
                color="#ffffff" if wide else INK,
                baseline="middle",
                dy=0 if wide else 20,
                fontWeight="bold",
            )
            layers.append(text.encode(x=alt.X("milieu:Q"), y=y, text=alt.Text("etiquette:N")))
    layers.append(row_labels([{"ligne": one, "titre": one} for one in order], order))
    return finish(layers, height=(ROW_STEP + 16) * len(order))


def _rows(wholes: Sequence[Whole], labels: Sequence[str], names: dict[str, str]) -> Rows:
    """Return each part from where the one before ended."""
    rows: Rows = []
    for whole in wholes:
        at = 0.0
        for part in sorted(whole.parts, key=lambda one: labels.index(one.label)):
            text = french.quantity(part.value, "%", part.decimals)
            letter = LETTERS[labels.index(part.label)]
            rows.append(
                {
                    "ligne": whole.label,
                    "partie": names[part.label],
                    "part": part.value,
                    "de": at,
                    "a": at + part.value,
                    "milieu": at + part.value / 2,
                    "texte": text,
                    "etiquette": f"{letter} {text}" if part.value >= WRITTEN else letter,
                }
            )
            at += part.value
    return rows
