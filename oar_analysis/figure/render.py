"""Payload -> HTML: the same templates for JupyterLab and for the page, everything escaped.

A payload is untrusted (a notebook may come from anywhere): Jinja2 escapes every field, Markdown
loses its raw HTML, nh3 keeps a short list of tags, links and nothing else.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from oar_analysis.errors import UsageError
from oar_analysis.figure.block import Payload
from oar_analysis.figure.describe import typographic
from oar_analysis.figure.markdown import inline_html, isolate, markdown_html
from oar_analysis.figure.table import csv_text

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

BLOCKS = (
    "callout", "card", "card-grid", "details", "figure", "foot", "heading", "key-figures",
    "page", "prose", "table",
)  # fmt: skip

# Letters from which a table's text is a sentence rather than a name.
SENTENCE = 72

# A page of the same folder, with or without an anchor: the only links out of a page.
BESIDE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.html(#[A-Za-z0-9._-]*)?")
_PAGE_LINK = re.compile(rf'<a href="{BESIDE.pattern}"[^>]*>(?P<words>.*?)</a>', re.DOTALL)


@dataclass(kw_only=True)
class Context:
    """How blocks are rendered: heading level reached, and how a figure's chart is drawn.

    `draw` returns the HTML of the chart; without it (JupyterLab) a figure shows its words only.
    """

    level: int = 1
    static: bool = True
    draw: Callable[[Payload], Any] | None = None
    # Invented data: every download says so, in its name and in each row.
    fictitious: bool = False
    # Tables longer than this are folded, and not printed.
    long_table: int = 30
    sources: list[str] = field(default_factory=list)


def render_html(payload: Payload, context: Context | None = None) -> str:
    """Return the HTML of a block's payload.

    Raises UsageError when its type is unknown.
    """
    kind = payload.get("type")
    if kind not in BLOCKS:
        raise UsageError(f"Bloc de type « {kind} » inconnu ; attendu : {', '.join(BLOCKS)}.")
    context = context or Context()
    if kind == "heading":
        context.level = min(int(payload["level"]), context.level + 1)
    template = environment().get_template(f"{kind}.html.j2")
    return template.render(block=payload, context=context).strip()


def lab_html(payload: Payload) -> str:
    """Return the HTML of a block with its style: an output of JupyterLab stands alone.

    Its colours are those of JupyterLab's theme, light or dark; a link to another page of the
    review keeps its words only, for no page stands beside a notebook.
    """
    # Headings keep their own level, what hangs under one begins at the third.
    html = render_html(payload, Context(level=4 if payload.get("type") == "heading" else 2))
    html = _PAGE_LINK.sub(r"\g<words>", html)
    return f'<style>{_lab_style()}</style><div class="oar" lang="fr">{html}</div>'


@cache
def _lab_style() -> str:
    text = (Path(__file__).parent / "lab.css").read_text(encoding="utf-8")
    return text.replace("\n", "")


def csv_href(payload: Payload, *, fictitious: bool = False) -> str:
    """Return the CSV of a table or figure as a data: address."""
    text = csv_text(payload, fictitious=fictitious)
    return "data:text/csv;charset=utf-8," + quote(text, safe="!*();,:/@$")


def wordy(payload: Payload) -> list[bool]:
    """Return, for each column of a table but the first, whether it holds sentences.

    Beside columns of numbers, which do not wrap, a browser would make it one word wide.

    >>> wordy({"columns": [{}, {}], "rows": [["a" * 90, "b" * 90], ["c", "d"]]})
    [False, True]
    """
    rows = payload["rows"]
    longest = [
        max((len(row[at]) for row in rows), default=0) for at in range(len(payload["columns"]))
    ]
    return [at > 0 and length > SENTENCE for at, length in enumerate(longest)]


def link_href(link: str) -> str:
    """Return a link's address: an anchor of this page, or a page beside it.

    >>> link_href("1-1.3"), link_href("axe-1.html#papier"), link_href("javascript:alert(1)")
    ('#1-1.3', 'axe-1.html#papier', '#javascript:alert(1)')
    """
    return link if BESIDE.fullmatch(link) else f"#{link}"


@cache
def environment() -> "Environment":
    """Return the templates' environment, autoescaping everything."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("oar_analysis.figure", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_isolated,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # it would ask the disk at each block whether its template has changed
    )
    made.filters["href"] = link_href
    made.filters["markdown"] = markdown_html
    made.filters["inline"] = inline_html
    made.filters["csv_href"] = csv_href
    made.filters["wordy"] = wordy
    made.globals["render"] = _render_inner
    return made


def _isolated(value: object) -> object:
    """Return a template's value without bidirectional controls, its punctuation kept close."""
    from markupsafe import Markup

    if isinstance(value, str) and not isinstance(value, Markup):
        return typographic(isolate(value))
    return value


def _render_inner(payload: Payload, context: Context) -> "Markup":
    """Return the HTML of a block inside another, already safe."""
    from markupsafe import Markup

    return Markup(render_html(payload, context))  # noqa: S704 (made by our own templates)
