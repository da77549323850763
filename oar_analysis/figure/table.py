"""The accessible table: scoped headers with units, row headers, caption, CSV for spreadsheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from oar_analysis import french
from oar_analysis.errors import UsageError
from oar_analysis.figure.block import Block, Payload, scalar, slug

if TYPE_CHECKING:
    import pandas as pd

# Excel and LibreOffice of a French office: semicolon, decimal comma, UTF-8 announced by a BOM.
BOM = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    r"""A number of a cell with its own unit and decimals, or `text` where words say it better.

    >>> Value(value=27.3, unit="%").shown("")
    '27,3\xa0%'
    """

    value: float | None = None
    unit: str = ""
    decimals: int | None = None
    text: str = ""
    sign: bool = False

    def shown(self, column_unit: str) -> str:
        """Return what the reader sees; the unit is left to the header where it stands there."""
        if self.text:
            return self.text
        unit = "" if self.unit == column_unit else self.unit
        return french.quantity(self.value, unit or "1", self.decimals, sign=self.sign)

    def exported(self) -> str:
        """Return what the CSV holds: the bare number, or the text."""
        return plain_number(self.value, self.decimals) or self.text


Content = Value | float | int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its French title, its unit (shown in the header), and what it holds."""

    title: str
    unit: str = ""
    kind: Literal["text", "number", "year"] = "number"
    decimals: int | None = None

    @property
    def header(self) -> str:
        """Return the title with the unit, as the header shows it."""
        label = french.unit_label(self.unit, 2) if self.unit else ""
        return f"{self.title} ({label})" if label else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable(Block):
    """A table whose first column heads its rows; `key` names its anchor and its CSV file."""

    kind: ClassVar[str] = "table"
    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    source: str = ""
    notes: tuple[str, ...] = ()
    download: bool = True

    def __post_init__(self) -> None:
        wrong = [number for number, row in enumerate(self.rows, 1) if len(row) != len(self.columns)]
        if wrong:
            raise UsageError(
                f"Tableau « {self.caption} » : {len(self.columns)} colonnes attendues, "
                f"un autre nombre lu aux lignes {wrong[:5]}."
            )

    def payload(self) -> Payload:
        """Return the table as JSON: texts as shown, and the CSV's texts."""
        return {
            "type": self.kind,
            "key": slug(self.key),
            "caption": self.caption,
            "source": self.source,
            "notes": list(self.notes),
            "download": self.download,
            **table_payload(self.columns, self.rows),
        }


def table_payload(columns: Sequence[Column], rows: Sequence[Sequence[Content]]) -> Payload:
    """Return columns and rows as JSON: `rows` as shown, `csv` as exported (null if the same)."""
    shown = [
        [_shown(one, column) for one, column in zip(row, columns, strict=True)] for row in rows
    ]
    exported = [
        [_exported(one, column) for one, column in zip(row, columns, strict=True)] for row in rows
    ]
    return {
        "columns": [{"title": one.header, "kind": one.kind} for one in columns],
        "rows": shown,
        "csv": None if shown == exported else exported,
    }


def frame_rows(frame: "pd.DataFrame", names: Sequence[str]) -> tuple[tuple[Content, ...], ...]:
    """Return the rows of a frame, for these columns in this order."""
    lists = [[scalar(one) for one in frame[name].tolist()] for name in names]
    return tuple(tuple(row) for row in zip(*lists, strict=True))


def csv_text(payload: Payload, *, fictitious: bool = False) -> str:
    """Return a table's payload as the CSV that a French spreadsheet opens: BOM, `;`, CRLF.

    The rows of a `fictitious` table say that they are, in a last column.
    """
    header = [column["title"] for column in payload["columns"]]
    lines = [header, *(payload.get("csv") or payload["rows"])]
    if fictitious:
        marks = ["Avertissement", *["données fictives"] * (len(lines) - 1)]
        lines = [[*line, mark] for line, mark in zip(lines, marks, strict=True)]
    return BOM + "".join(";".join(csv_field(one) for one in line) + "\r\n" for line in lines)


def csv_field(text: str) -> str:
    """Return a text as one CSV field, quoted where needed, never a formula.

    >>> csv_field("=1+1"), csv_field("a;b"), csv_field("-3,5")
    ("'=1+1", '"a;b"', '-3,5')
    """
    from oar_analysis.read.neutralise import neutralise

    text = neutralise(text)
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ';"\n\r') else text


def plain_number(value: float | None, decimals: int | None = None) -> str:
    """Return a number as spreadsheets read it in French: decimal comma, no grouping.

    >>> plain_number(8642568.0), plain_number(27.3), plain_number(-7.0, 1)
    ('8642568', '27,3', '-7,0')
    """
    value = scalar(value)  # type: ignore[assignment]
    if value is None:
        return ""
    text = (
        f"{value:.{decimals}f}" if decimals is not None else f"{value:.10f}".rstrip("0").rstrip(".")
    )
    return "0" if text == "-0" else text.replace(".", ",")


def _shown(content: Content, column: Column) -> str:
    if isinstance(content, Value):
        return content.shown(column.unit)
    content = scalar(content)
    if isinstance(content, str):
        return content
    if column.kind == "year":
        return french.MISSING if content is None else str(int(content))
    if column.kind == "text":
        return "" if content is None else french.number(content)
    return french.number(content, column.decimals)


def _exported(content: Content, column: Column) -> str:
    if isinstance(content, Value):
        return content.exported()
    content = scalar(content)
    if isinstance(content, str):
        return content
    if column.kind == "year" and content is not None:
        return str(int(content))
    return plain_number(content, column.decimals)
