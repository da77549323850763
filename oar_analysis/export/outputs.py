"""Notebook -> parts of a page; what is not fit to be published is told cell by cell."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from oar_analysis.contract import Finding
from oar_analysis.errors import PageError
from oar_analysis.figure.block import BLOCK_MIME, Payload
from oar_analysis.figure.markdown import is_isolated, isolate
from oar_analysis.figure.render import BLOCKS

Notebook = Mapping[str, Any]
PartKind = Literal["block", "markdown", "html", "text", "code"]

# What Altair's own renderers, plotting libraries and widgets leave in a notebook.
STOCK_MIMES = re.compile(
    r"^(application/vnd\.vega(lite)?\.v\d.*|image/.+|application/vnd\.jupyter\.widget-view\+json"
    r"|application/vnd\.plotly.*|application/javascript)$"
)
STOCK_HTML = re.compile(
    r"altair-viz|vega-?embed|vegaEmbed|<script|<iframe|<svg|<img", re.IGNORECASE
)
REMEDY = "Passez le graphique par oar_analysis.figure.figure(...), qui l'affiche et le décrit."


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a page: where it comes from, what it is, its content."""

    cell: int
    where: str
    kind: PartKind
    content: Any


def read_parts(notebook: Notebook, *, fold_code: bool = False) -> list[Part]:
    """Return the parts of a notebook in reading order.

    Raises PageError, naming each cell, on an error output, a chart without description, a stock
    renderer's output or an unknown block.
    """
    parts: list[Part] = []
    findings: list[Finding] = []
    for number, cell in enumerate(notebook["cells"], 1):
        for part in _cell_parts(number, cell, fold_code=fold_code):
            if isinstance(part, Finding):
                findings.append(part)
            else:
                parts.append(part)
    refuse(findings)
    return parts


def refuse(findings: list[Finding]) -> None:
    """Raise PageError with every finding, if there is one."""
    if findings:
        told = "\n".join(f"- {one.cell} : {one.message} {one.remedy}" for one in findings)
        raise PageError(f"La page ne peut pas être publiée :\n{told}", findings)


def finding(rule: str, where: str, message: str, remedy: str, *, got: str = "") -> Finding:
    """Return an error found in a cell of the notebook."""
    return Finding(severity="error", rule=rule, message=message, remedy=remedy, cell=where, got=got)


def _cell_parts(
    number: int, cell: Mapping[str, Any], *, fold_code: bool
) -> Iterator[Part | Finding]:
    """Return the parts of a cell, or what is wrong with them."""
    source = _joined(cell.get("source", ""))
    where = isolate(_where(number, source))
    if cell["cell_type"] == "markdown":
        yield Part(number, where, "markdown", isolate(source))
    if cell["cell_type"] != "code":
        return
    if fold_code and source.strip():
        yield Part(number, where, "code", isolate(source))
    for output in cell.get("outputs", []):
        yield from _output_parts(number, where, output)


def _output_parts(number: int, where: str, output: Mapping[str, Any]) -> Iterator[Part | Finding]:
    """Return the part of an output; stderr is for the notebook's author, not for the page."""
    kind = output["output_type"]
    if kind == "error":
        message = f"la cellule a échoué ({output.get('ename')} : {output.get('evalue')})."
        yield finding("page-error-output", where, message, "Corrigez la cellule, puis relancez.")
    elif kind == "stream":
        if output.get("name") == "stdout" and _joined(output["text"]).strip():
            yield Part(number, where, "text", isolate(_joined(output["text"])))
    else:
        yield from _data_part(number, where, output.get("data", {}))


def _data_part(number: int, where: str, data: Mapping[str, Any]) -> Iterator[Part | Finding]:
    """Return the richest form of an output that a page may hold."""
    if BLOCK_MIME in data:
        wrong = _block_fault(where, data[BLOCK_MIME])
        yield wrong or Part(number, where, "block", isolated(data[BLOCK_MIME]))
        return
    stock = next((mime for mime in data if STOCK_MIMES.match(mime)), "")
    html = _joined(data.get("text/html", ""))
    if not stock and STOCK_HTML.search(html):
        stock = "text/html"
    if stock:
        message = f"sortie {stock} d'un graphique ou d'une image sans description."
        yield finding("page-stock-renderer", where, message, REMEDY, got=stock)
    elif html:
        yield Part(number, where, "html", isolate(html))
    elif "text/markdown" in data:
        yield Part(number, where, "markdown", isolate(_joined(data["text/markdown"])))
    elif _joined(data.get("text/plain", "")).strip() not in {"", "None"}:
        yield Part(number, where, "text", isolate(_joined(data["text/plain"])))


def _block_fault(where: str, payload: Payload) -> Finding | None:
    """Return what is wrong with a block: unknown type, figure without description or title."""
    kind = payload.get("type") if isinstance(payload, Mapping) else None
    if kind not in BLOCKS:
        message = f"bloc de type « {kind} » inconnu."
        return finding("page-unknown-block", where, message, f"Attendu : {', '.join(BLOCKS)}.")
    for inner in payload.get("blocks", []):
        wrong = _block_fault(where, inner)
        if wrong:
            return wrong
    if kind == "figure":
        for name, word in (("description", "description"), ("title", "titre")):
            if not str(payload.get(name) or "").strip():
                message = f"graphique « {payload.get('key')} » sans {word}."
                return finding("page-no-description", where, message, REMEDY)
    return None


def isolated(block: Payload) -> Payload:
    """Return a block's JSON without the controls that turn the reading order."""
    # Nearly every block has none: asked of its whole text, that takes a tenth of the time.
    if is_isolated(json.dumps(block, ensure_ascii=False, default=str)):
        return block
    found: Payload = _isolated(block)
    return found


def _isolated(value: Any) -> Any:  # noqa: ANN401 (JSON of any shape)
    if isinstance(value, str):
        return isolate(value)
    if isinstance(value, list):
        return [_isolated(one) for one in value]
    if isinstance(value, Mapping):
        return {isolate(str(key)): _isolated(one) for key, one in value.items()}
    return value


def _where(number: int, source: str) -> str:
    """Return a cell's number with its first line, which an author recognises."""
    first = next((line.strip() for line in source.splitlines() if line.strip()), "")
    cut = first if len(first) <= 60 else f"{first[:59]}…"
    return f"cellule {number} (« {cut} »)" if cut else f"cellule {number}"


def _joined(text: object) -> str:
    """Return a notebook's text, which nbformat may keep as a list of lines."""
    return "".join(text) if isinstance(text, list) else str(text)
