"""From a figure back to the raw cell: file, cell, the text that stands there, who gave it."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oar_analysis.dataset import Review
from oar_analysis.desk.drawing import SeriesFigure
from oar_analysis.desk.drawn import named_series
from oar_analysis.desk.open import open_review
from oar_analysis.desk.series import Years, years_asked
from oar_analysis.errors import ReadError, UsageError
from oar_analysis.scheme.origins import OriginFile, load_origins

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
SEPARATOR = " ; "
GONE = "fichier absent de data/raw"
MOVED = "le fichier a changé depuis la lecture"

COLUMNS = (
    "indicator", "breakdown", "measure", "year", "value", "unit", "origin", "vintage",
    "source_file", "source_cell", "text", "title", "producer", "document", "locator", "remark",
)  # fmt: skip


def sources(
    what: "str | pd.DataFrame | SeriesFigure",
    breakdown: str | None = None,
    measure: str | None = None,
    *,
    year: Years | None = None,
    review: Review | None = None,
) -> "pd.DataFrame":
    """Return the raw cells behind a series, a figure or rows of observations: one row a cell.

    `sources("1-1.5.3/km")`, `sources(oar.figure("1-1.5.3/km"))`. A computed value has a row for
    each cell that it was computed from. `text` is the cell as it stands in the file, `title`,
    `producer`, `document` and `locator` what origins.yaml says of the file; `remark` tells a file
    that is gone or has changed since it was read. Values are in `unit`.

    Raises:
        UsageError: an unknown word (the nearest is named), or an object without observations.
    """
    import pandas as pd

    review = review or open_review()
    rows = list(_rows(review, what, (breakdown, measure), years_asked(year)))
    found = [one for row in rows for one in _cells(review, row)]
    return pd.DataFrame(found, columns=list(COLUMNS))


def _rows(
    review: Review,
    what: Any,  # noqa: ANN401 (its type is checked here)
    parts: tuple[str | None, str | None],
    asked: list[int] | None,
) -> Iterator[Row]:
    import pandas as pd

    from oar_analysis.dataset.review import plain_rows

    if isinstance(what, SeriesFigure):
        what = what.observations
    if isinstance(what, str):
        breakdown, measure = parts
        for one in named_series(review, what, breakdown=breakdown, measure=measure, years=asked):
            yield from (dict(row) for row in one.rows)
        return
    if not isinstance(what, pd.DataFrame) or "source_file" not in what.columns:
        raise UsageError(
            "Pas de source à remonter : donner une série (« indicateur/partie »), une figure "
            "d'oar.figure ou d'oar.compare, ou des lignes d'oar.observations."
        )
    yield from (one for one in plain_rows(what) if asked is None or one["year"] in asked)


def _cells(review: Review, row: Row) -> Iterator[Row]:
    """Yield a row for each cell of an observation; one without cell where it has none."""
    own = {name: row.get(name) for name in COLUMNS[:8]}
    for file, cell in places(row.get("source_file") or "", row.get("source_cell") or ""):
        origin = _origin(review.data / "raw", file)
        text, remark = _text(review.data / "raw", file, cell, row.get("source_sha256") or "")
        yield {
            **own, "source_file": file, "source_cell": cell, "text": text,
            "title": origin.title if origin else "",
            "producer": origin.producer if origin else "",
            "document": origin.document if origin else "",
            "locator": origin.locator if origin else "",
            "remark": remark or (row.get("missing_reason") or ""),
        }  # fmt: skip


def places(files: str, cells: str) -> list[tuple[str, str]]:
    """Return the (file, cell) pairs of an observation, as `derive` writes them.

    >>> places("2017/a.csv", "B3 ; B4 ; B3")
    [('2017/a.csv', 'B3'), ('2017/a.csv', 'B4')]
    >>> places("2017/a.csv ; 2017/b.csv", "2017/a.csv#B3 ; 2017/b.csv#C3")
    [('2017/a.csv', 'B3'), ('2017/b.csv', 'C3')]
    """
    found: list[tuple[str, str]] = []
    for one in cells.split(SEPARATOR):
        file, mark, cell = one.rpartition("#")
        found.append((file, cell) if mark else (files, one))
    return list(dict.fromkeys(found))


def _text(raw: Path, file: str, cell: str, sha256: str) -> tuple[str, str]:
    """Return a cell's text and, where it may not be what was read, why."""
    path = raw / file
    if not cell or not file or file.startswith("scheme/"):
        return "", ""
    try:
        stat = path.stat()
        texts, digest = _sheet_texts(path, raw, stat.st_mtime_ns, stat.st_size)
    except (OSError, ReadError):
        return "", GONE
    first, _, last = cell.partition(":")
    text = texts.get(first, "") if not last else ""
    return text, MOVED if sha256 and digest not in sha256 else ""


@lru_cache(maxsize=64)
def _sheet_texts(path: Path, raw: Path, _changed: int, _size: int) -> tuple[dict[str, str], str]:
    """Return address -> text of every cell of a file, and its hash."""
    from oar_analysis.read import read_sheets

    sheets = read_sheets(path, root=raw)
    texts = {
        sheet.address(cell): cell.text for sheet in sheets for row in sheet.rows for cell in row
    }
    return texts, sheets[0].sha256


def _origin(raw: Path, file: str) -> OriginFile | None:
    """Return what origins.yaml says of a file, None where it says nothing."""
    campaign, _, name = file.partition("/")
    if not name or not (raw / campaign / "origins.yaml").is_file():
        return None
    return next((one for one in load_origins(raw / campaign).files if one.file == name), None)
