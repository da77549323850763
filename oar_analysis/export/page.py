"""The page: parts rendered in order, with header, contents, reading help, foot and policies."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from oar_analysis.errors import PageError
from oar_analysis.export.anchors import check_anchors, headings_of, targets_of, unique_headings
from oar_analysis.export.outputs import Notebook, Part, finding, read_parts, refuse
from oar_analysis.export.shell import Shell, bottom, top
from oar_analysis.figure.block import Payload
from oar_analysis.figure.markdown import clean
from oar_analysis.figure.render import Context, render_html
from oar_analysis.french import enumerate_words

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the caller asks of a page; see `export_page`."""

    static: bool = False
    identity: str = ""
    draft: bool = False
    stale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A notebook read once, for a page in one form or several.

    `shared` keeps what forms share, by its place and the heading level that it comes under: its
    HTML, and the level that it leaves.
    """

    parts: list[Part]
    info: Payload
    count: int
    shared: dict[tuple[int, int], tuple[str, int]] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Page:
    """A page ready to be written: what stands before, in and after its cells."""

    top: str
    count: int
    cells: dict[int, str] = field(default_factory=dict)
    bottom: str = ""

    def html(self) -> str:
        """Return the whole page."""
        body = "".join(self.cells.get(number, "") for number in range(1, self.count + 1))
        return self.top + body + self.bottom


def export_page(
    notebook: Notebook,
    *,
    static: bool = False,
    identity: str = "",
    draft: bool = False,
    stale: str = "",
    fold_code: bool = False,
) -> str:
    """Return an executed notebook as one HTML page that needs no network.

    `static` leaves out every script (for mail); `identity` is printed in the footer (hash of the
    inputs, version); `draft` puts a banner on the page; `stale` says why the page is a former
    good version; `fold_code` shows the code, folded. Raises PageError naming each cell that
    cannot be published.
    """
    options = Options(static=static, identity=identity, draft=draft, stale=stale)
    return build_page(read_page(notebook, fold_code=fold_code), options).html()


def read_page(notebook: Notebook, *, fold_code: bool = False) -> Reading:
    """Return what a notebook's page is made of; raises PageError as `export_page` does."""
    parts = unique_headings(read_parts(notebook, fold_code=fold_code))
    check_anchors(parts)
    return Reading(parts=parts, info=_info(parts, notebook), count=len(notebook["cells"]))


def build_page(reading: Reading, options: Options) -> Page:
    """Return a page in one form; raises PageError where a chart cannot be drawn."""
    parts, info = reading.parts, reading.info
    feet = [p.content for p in parts if p.kind == "block" and p.content["type"] == "foot"]
    shell = Shell(
        info=info,
        feet=feet,
        static=options.static,
        identity=options.identity,
        draft=options.draft,
        stale=options.stale,
        sources=_sources(parts),
    )
    context = Context(
        static=options.static, draw=shell.draw, long_table=30, fictitious=bool(info["fictitious"])
    )
    cells: dict[int, str] = {}
    findings = []
    for place, part in enumerate(parts):
        try:
            html = _shared_html(place, reading, context)
            cells[part.cell] = cells.get(part.cell, "") + html
        except PageError as error:
            findings.append(finding("page-drawing", part.where, str(error), "Corrigez la figure."))
    refuse(findings)
    shell.contents = headings_of(parts)
    shell.targets = targets_of(parts)
    return Page(top=top(shell), count=reading.count, cells=cells, bottom=bottom(shell))


def _info(parts: list[Part], notebook: Notebook) -> Payload:
    """Return the page's identity; a notebook without PageInfo is named after its metadata."""
    found = [part for part in parts if part.kind == "block" and part.content["type"] == "page"]
    refuse(
        [
            finding("page-two-titles", part.where, "deuxième PageInfo.", "Gardez-en une par page.")
            for part in found[1:]
        ]
    )
    if found:
        return dict(found[0].content)
    metadata: Mapping[str, Any] = notebook.get("metadata", {})
    title = str(metadata.get("title") or "Page sans titre")
    return {
        "type": "page",
        "title": title,
        "body": "",
        "scheme": "",
        "year": None,
        "campaign": None,
        "section": "",
        "description": "",
        "reading": "",
        "fictitious": False,
    }


def _sources(parts: list[Part]) -> list[str]:
    """Return the sources that figures and tables name, each once, in reading order."""
    found: dict[str, None] = {}

    def visit(payload: Payload) -> None:
        if payload.get("type") in {"figure", "table"} and payload.get("source"):
            found.setdefault(str(payload["source"]))
        for inner in payload.get("blocks", []):
            visit(inner)

    for part in parts:
        if part.kind == "block":
            visit(part.content)
    return _each_file_once(list(found))


# A file of a source line: as far as its extension, and the campaigns that it says.
_FILE = re.compile(r"(.+?\.\w+(?: \(campagnes [^)]*\))?)(?:, | et |$)")


def _each_file_once(sources: list[str]) -> list[str]:
    """Return sources ("données reçues : a.csv et b.csv"), those of one kind as one line.

    >>> _each_file_once(["reçu : a.csv et b.csv", "Insee", "reçu : b.csv, c.csv et d.csv"])
    ['Reçu : a.csv, b.csv, c.csv et d.csv', 'Insee']
    """
    kinds: dict[str, list[str]] = {}
    for source in sources:
        kind, _, files = source.partition(" : ")
        kinds.setdefault(kind, []).extend(_FILE.findall(files) or ([files] if files else []))
    told = [
        f"{kind} : {enumerate_words(list(dict.fromkeys(files)))}" if files else kind
        for kind, files in kinds.items()
    ]
    return [f"{one[:1].upper()}{one[1:]}" for one in told]


def _shared_html(place: int, reading: Reading, context: Context) -> str:
    """Return the HTML of a part, rendered once for all forms unless it holds a chart."""
    part, key = reading.parts[place], (place, context.level)
    if part.kind == "block" and _has_chart(part.content):
        return _part_html(part, context)
    if key not in reading.shared:
        html = _part_html(part, context)
        reading.shared[key] = html, context.level
    html, context.level = reading.shared[key]
    return html


def _has_chart(payload: Payload) -> bool:
    return payload["type"] == "figure" or any(map(_has_chart, payload.get("blocks", [])))


def _part_html(part: Part, context: Context) -> str:
    """Return the HTML of one part."""
    if part.kind == "block":
        if part.content["type"] in {"page", "foot"}:
            return ""
        return render_html(part.content, context) + "\n"
    if part.kind == "markdown":
        return render_html({"type": "prose", "text": part.content}, context) + "\n"
    if part.kind == "html":
        return f'<div class="output">{clean(part.content)}</div>\n'
    from markupsafe import escape

    text = escape(part.content.strip("\n"))
    if part.kind == "code":
        summary = f"<summary>Code de la cellule {part.cell}</summary>"
        code = f'<pre tabindex="0"><code>{text}</code></pre>'
        return f'<details class="code">{summary}{code}</details>\n'
    return f'<pre class="output" tabindex="0">{text}</pre>\n'
