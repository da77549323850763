"""The figure: chart, caption, French description, data table, downloads and source in one call."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from oar_analysis.errors import UsageError
from oar_analysis.figure.block import BLOCK_MIME, VEGALITE_MIME, Block, Payload, slug
from oar_analysis.figure.table import Column, Content, frame_rows, table_payload
from oar_analysis.figure.theme import WIDTH, Spec, lab_spec, themed, wrapped

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    Chart = alt.TopLevelMixin | Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """A chart with all that a reader needs beside it; made by `figure()`."""

    kind: ClassVar[str] = "figure"
    key: str
    title: str
    description: str
    spec: Spec
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    source: str
    notes: tuple[str, ...] = ()
    subtitle: str = ""

    def payload(self) -> Payload:
        """Return the figure as JSON: the spec, the words, the table as shown and as exported."""
        return {
            "type": self.kind,
            "key": slug(self.key),
            "title": self.title,
            "subtitle": self.subtitle,
            "description": self.description,
            "source": self.source,
            "notes": list(self.notes),
            "spec": self.spec,
            **table_payload(self.columns, self.rows),
        }

    def plain(self) -> str:
        """Return title and description."""
        return f"{self.title}. {self.description}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Payload:  # noqa: ARG002
        """Return the spec for JupyterLab and the payload for the exporter.

        No text/html: JupyterLab would rank it above the chart.
        """
        # The title takes the place of the reading notes: they stand under it.
        notes = wrapped(self.spec.get("usermeta", {}).get("notes", []), WIDTH)
        lines = [one for one in (self.subtitle, *notes) if one]
        titled = {**self.spec, "title": {"text": self.title, "subtitle": lines}}
        return {
            BLOCK_MIME: self.payload(),
            VEGALITE_MIME: lab_spec(titled),
            "text/plain": self.plain(),
        }


def figure(  # noqa: PLR0913 (all of them are what a reader needs beside a chart)
    chart: "Chart",
    *,
    key: str,
    title: str,
    description: str,
    columns: Sequence[Column],
    rows: "Sequence[Sequence[Content]] | pd.DataFrame",
    source: str,
    notes: Sequence[str] = (),
    subtitle: str = "",
) -> Figure:
    """Return the figure of an Altair chart (or Vega-Lite spec), in the house theme.

    `rows` is a list of rows, or a DataFrame whose columns stand in the order of `columns`;
    `key` names the anchor and the downloads and is unique on its page. Raises UsageError when
    the title, description, source or table is empty: a figure is not published without them.
    """
    lacking = {"key": key, "title": title, "description": description, "source": source}
    empty = [name for name, text in lacking.items() if not text.strip()]
    listed = _rows(rows)
    if not listed or not columns:
        empty.append("rows")
    if empty:
        raise UsageError(
            f"Figure « {key or title} » : {', '.join(empty)} vide. Une figure publiée porte "
            "un nom, un titre, une description, ses données et sa source."
        )
    spec = chart if isinstance(chart, dict) else _spec(chart)
    return Figure(
        key=key,
        title=title,
        subtitle=subtitle,
        description=description,
        spec=themed({name: one for name, one in spec.items() if name != "$schema"}),
        columns=tuple(columns),
        rows=listed,
        source=source,
        notes=tuple(notes),
    )


def _spec(chart: "alt.TopLevelMixin") -> Spec:
    """Return a chart's spec, validated as Altair's own switch says.

    On at an analyst's desk, where it names the mistake; off in the review's kernels, where it
    would be most of a page's time: what cannot be drawn is refused by the export.
    """
    from altair.utils import schemapi

    return chart.to_dict(validate=schemapi.DEBUG_MODE)


def _rows(
    rows: "Sequence[Sequence[Content]] | pd.DataFrame",
) -> tuple[tuple[Content, ...], ...]:
    """Return the rows of a list or of a DataFrame."""
    import pandas as pd

    if isinstance(rows, pd.DataFrame):
        return frame_rows(rows, list(rows.columns))
    return tuple(tuple(row) for row in rows)
