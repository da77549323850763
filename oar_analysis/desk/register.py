"""The register to browse: `scheme()["1-1.5"]`, with completion and an HTML view in JupyterLab."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from oar_analysis import french
from oar_analysis.dataset import Review
from oar_analysis.desk.open import open_review
from oar_analysis.desk.word import unknown
from oar_analysis.scheme import Action, Axis, Derived, Indicator, Scheme, Series
from oar_analysis.scheme.catalogue import all_derived, all_indicators

if TYPE_CHECKING:
    import pandas as pd

    Entry = Scheme | Axis | Action | Indicator

DIRECTIONS = {"up": "à la hausse", "down": "à la baisse", "none": "—"}
HEADERS = ("Série", "Libellé", "Unité", "Sens voulu", "Cible")


def scheme(*, review: Review | None = None) -> "Register":
    """Return the register of the body: its axes, actions, indicators and series.

    `scheme()["1-1.5"]`, `scheme()["1-1.5.3"]` and `scheme()["axe 1"]` go down to an action, an
    indicator, an axis (Tab completes the codes); `.series` is the DataFrame of the series
    below, one row each with label, unit, direction, target; `.model` the typed object.
    """
    review = review or open_review()
    return Register(review.scheme, review.scheme)


@dataclass(frozen=True, repr=False)
class Register:
    """A part of the register: the whole, an axis, an action or an indicator."""

    whole: Scheme
    model: "Entry"

    def __getitem__(self, code: str) -> "Register":
        """Return the axis, action or indicator of that code.

        Raises:
            UsageError: there is none below this part; the nearest is named.
        """
        for one in self._below():
            if _code(one) == code:
                return Register(self.whole, one)
        raise unknown("Entrée du registre", code, list(self))

    def __iter__(self) -> Iterator[str]:
        """Yield the codes below this part: axes, actions, then indicators."""
        return (_code(one) for one in self._below())

    def __len__(self) -> int:
        return sum(1 for _ in self._below())

    def _ipython_key_completions_(self) -> list[str]:
        """Return what completes `scheme()["`."""
        return list(self)

    def _below(self) -> Iterator["Entry"]:
        if isinstance(self.model, Scheme):
            yield from self.model.axes
            yield from self.model.actions
        if isinstance(self.model, Axis):
            yield from (one for one in self.whole.actions if one.axis == self.model.number)
        if not isinstance(self.model, Indicator):
            yield from self._indicators()

    def _indicators(self) -> list[Indicator]:
        model = self.model
        if isinstance(model, Indicator):
            return [model]
        if isinstance(model, Action):
            return list(model.indicators)
        if isinstance(model, Axis):
            actions = [one for one in self.whole.actions if one.axis == model.number]
            return [indicator for one in actions for indicator in one.indicators]
        return all_indicators(self.whole)

    @property
    def series(self) -> "pd.DataFrame":
        """The series below, declared then computed: one row each, by the words of the columns."""
        import pandas as pd

        return pd.DataFrame(
            list(self._series()),
            columns=["indicator", "breakdown", "measure", "label", "unit", "direction", "target",
                     "target_year", "origin"],
        )  # fmt: skip

    def _series(self) -> Iterator[dict[str, Any]]:
        computed = all_derived(self.whole)
        for indicator in self._indicators():
            declared = {(one.breakdown, one.measure) for one in indicator.series}
            others = [
                one for one in computed
                if one.indicator == indicator.code and (one.breakdown, one.measure) not in declared
            ]  # fmt: skip
            every: list[Series | Derived] = [*indicator.series, *others]
            for one in every:
                target = getattr(one, "target", None)
                yield {
                    "indicator": indicator.code,
                    "breakdown": one.breakdown,
                    "measure": one.measure,
                    "label": one.label or indicator.label,
                    "unit": one.unit,
                    "direction": one.direction,
                    "target": target.value if target else None,
                    "target_year": target.year if target else None,
                    "origin": "derived" if one in others else "published",
                }

    def __repr__(self) -> str:
        """Return the part as text: its title, then the codes below it."""
        lines = [_title(self.model)]
        lines += [f"  {_title(one)}" for one in self._below()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Return the part as HTML: its words, folded parts below it, the table of its series."""
        return f'<div lang="fr">{self.html()}</div>'

    def html(self) -> str:
        """Return the part as HTML, without what frames it."""
        if isinstance(self.model, Indicator):
            return self._indicator_html()
        inner: list[Entry] = list(self._next())
        folded = (
            f"<details><summary>{escape(_title(one))}</summary>"
            f'<div style="margin-left:1.5em">{Register(self.whole, one).html()}</div></details>'
            for one in inner
        )
        return f"<p><strong>{escape(_title(self.model))}</strong></p>" + "".join(folded)

    def _next(self) -> "Iterator[Entry]":
        """Yield what stands one step below."""
        if isinstance(self.model, Scheme):
            yield from self.model.axes
            yield from self.model.indicators
        elif isinstance(self.model, Axis):
            yield from (one for one in self.whole.actions if one.axis == self.model.number)
        else:
            yield from self._indicators()

    def _indicator_html(self) -> str:
        assert isinstance(self.model, Indicator)  # noqa: S101 (for the type checker)
        head = "".join(f'<th scope="col">{one}</th>' for one in HEADERS)
        rows = "".join(_row_html(row) for row in self._series())
        return (
            f"<p>{escape(self.model.definition)}</p><p>Répond : {escape(self.model.respondent)}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )


def _row_html(row: dict[str, Any]) -> str:
    name = f"{row['indicator']}/{row['breakdown']}/{row['measure']}"
    target = row["target"]
    cells = (
        row["label"],
        french.unit_label(row["unit"], 2) or "nombre",
        DIRECTIONS[row["direction"]],
        "—" if target is None
        else f"{french.quantity(target, row['unit'])} en {row['target_year']}",
    )  # fmt: skip
    texts = "".join(f"<td>{escape(one)}</td>" for one in cells)
    return f'<tr><th scope="row"><code>{escape(name)}</code></th>{texts}</tr>'


def _code(entry: "Entry") -> str:
    if isinstance(entry, Axis):
        return f"axe {entry.number}"
    return entry.title if isinstance(entry, Scheme) else entry.code


def _title(entry: "Entry") -> str:
    if isinstance(entry, Scheme):
        return f"{entry.title} ({entry.body.name})"
    if isinstance(entry, Indicator):
        return f"{entry.code} {entry.label}"
    name = entry.title if isinstance(entry, Axis) else entry.short_title
    return f"{_code(entry)} {name}"
