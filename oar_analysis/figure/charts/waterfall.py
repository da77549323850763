"""The waterfall: how effects add up to a change, each with the interval of its rounding."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oar_analysis import french
from oar_analysis.errors import UsageError
from oar_analysis.figure.charts.common import (
    ROW_STEP,
    Rows,
    domain,
    finish,
    fixed_x,
    layer,
    row_axis,
    row_labels,
    row_value_axis,
)
from oar_analysis.figure.theme import BAD, GOOD, INK, PALETTE

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One effect (or the total) of a decomposition, with the interval in which it lies."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    total: bool = False

    def text(self, unit: str, decimals: int | None = None) -> str:
        """Return the effect in words; one whose interval holds zero has no known sign."""
        text = french.quantity(self.value, unit, decimals, sign=True)
        if self.low is None or self.high is None or self.low == self.high:
            return text
        low = french.number(self.low, decimals, sign=True)
        high = french.number(self.high, decimals, sign=True)
        unknown = ", signe inconnu" if self.unsigned else ""
        return f"{text} (de {low} à {high}{unknown})"

    @property
    def unsigned(self) -> bool:
        """Tell whether the interval holds zero: nobody can say up or down."""
        return self.low is not None and self.high is not None and self.low < 0 < self.high


def waterfall(
    steps: Sequence[Step], *, unit: str, decimals: int | None = None, down_is_good: bool = True
) -> "alt.LayerChart":
    """Return the waterfall chart of steps (an Altair layer chart); raises UsageError if empty."""
    import altair as alt

    if not steps:
        raise UsageError("Cascade : aucune étape lue, une au moins est attendue.")
    rows = _rows(steps, unit, decimals, down_is_good=down_is_good)
    ends = [row[key] for row in rows for key in ("de", "a", "bas", "haut")]
    order = [step.label for step in steps]
    span = max(ends) - min(ends)
    scale = alt.Scale(domain=domain([*ends, max(ends) + span * 0.02], zero=True), nice=False)
    axis = row_value_axis(unit)
    x, y = alt.X("de:Q", scale=scale, axis=axis), row_axis(order)
    tooltip = [alt.Tooltip("ligne:N", title="Effet"), alt.Tooltip("texte:N", title="Valeur")]
    base = layer(rows).encode(y=y)
    bar = base.mark_bar(height=17, strokeWidth=2).encode(
        x=x,
        x2=alt.X2("a:Q"),
        tooltip=tooltip,
        fill=alt.Fill("fond:N", scale=None),
        stroke=alt.Stroke("couleur:N", scale=None),
    )
    whisker = layer([row for row in rows if row["bas"] != row["haut"]]).encode(y=y)
    labels = [{"ligne": row["ligne"], "titre": row["ligne"]} for row in rows]
    values = base.mark_text(
        align="right", baseline="bottom", dy=-13, fontSize=13, fontWeight="bold", color=INK
    )
    zero = layer([{"de": 0}]).mark_rule(color=INK, strokeWidth=1).encode(x=x)
    layers = [
        zero,
        bar,
        whisker.mark_rule(color=INK, strokeWidth=1.5).encode(x=alt.X("bas:Q"), x2="haut:Q"),
        row_labels(labels, order),
        values.encode(x=fixed_x("width"), text=alt.Text("court:N")),
    ]
    return finish(layers, height=ROW_STEP * len(order), notes=_notes(steps))


def _rows(steps: Sequence[Step], unit: str, decimals: int | None, *, down_is_good: bool) -> Rows:
    """Return each step from where the one before ended; a total starts from zero."""
    rows: Rows = []
    at = 0.0
    for step in steps:
        start = 0.0 if step.total else at
        end = start + step.value
        at = end
        good = (step.value < 0) is down_is_good
        colour = PALETTE[0] if step.total else (GOOD if good else BAD)
        low = step.value if step.low is None else step.low
        high = step.value if step.high is None else step.high
        rows.append(
            {
                "ligne": step.label,
                "de": start,
                "a": end,
                "bas": start + low,
                "haut": start + high,
                "couleur": colour,
                "fond": "#ffffff" if step.unsigned else colour,
                "texte": step.text(unit, decimals),
                "court": french.quantity(step.value, unit, decimals, sign=True),
            }
        )
    return rows


def _notes(steps: Sequence[Step]) -> list[str]:
    notes = []
    if any(step.low != step.high for step in steps):
        notes.append("Trait fin : intervalle dû aux arrondis publiés.")
    if any(step.unsigned for step in steps):
        notes.append("Barre creuse : le sens de l’effet n’est pas connu.")
    return notes
