"""Markdown -> safe HTML: raw HTML comes out as text, then an allow-list (nh3)."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from oar_analysis.figure.describe import typographic

if TYPE_CHECKING:
    from markupsafe import Markup
    from mistune import Markdown

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "s", "span", "strong",
    "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
SCHEMES = {"http", "https", "mailto"}
HIGHEST = 6

# Bidirectional controls can make a number or a name read backwards (CVE-2021-42574).
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# A code of an action or an indicator, a number of a law: a browser would cut them at the hyphen.
_CODE = re.compile(r"\b\w+-\d[\w.-]*\w")


def clean(html: str) -> str:
    """Return HTML from outside reduced to the allowed tags, attributes and link schemes."""
    import nh3

    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )


# A page is written live and static, its texts the same.
@lru_cache(maxsize=2048)
def markdown_html(text: str, level: int = 2) -> "Markup":
    """Return Markdown as safe HTML whose highest heading is of `level`, none skipped.

    >>> str(markdown_html("<script>alert(1)</script>")).strip()
    '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'
    """
    from markupsafe import Markup

    html = str(_markdown()(isolate(text)))
    return Markup(_set(_scoped(clean(_shifted(html, level)))))  # noqa: S704 (just cleaned)


def inline_html(text: str) -> "Markup":
    """Return one line of Markdown as safe HTML, without the paragraph around it."""
    from markupsafe import Markup

    html = str(markdown_html(text)).strip()
    found = re.fullmatch(r"<p>((?:(?!</p>).)*)</p>", html, re.DOTALL)
    return Markup(found.group(1) if found else html)  # noqa: S704 (just cleaned)


def isolate(text: str) -> str:
    r"""Return a text without the characters that turn the reading order of what follows.

    >>> isolate("12\u202e34")
    '1234'
    """
    return _TURNING.sub("", text)


def is_isolated(text: str) -> bool:
    """Tell whether a text has none of these characters."""
    return _TURNING.search(text) is None


def _set(html: str) -> str:
    r"""Return clean HTML set as French asks: no line begun by a colon, no code cut at its hyphen.

    What stands between the tags of `code` and `pre` is left as it is: people copy it.

    >>> _set("<p>action 1-3.3 : vue</p>")
    '<p>action <span class="whole">1-3.3</span>\xa0: vue</p>'
    """
    parts = re.split(r"(<(?:code|pre)\b.*?</(?:code|pre)>|<[^>]*>)", html, flags=re.DOTALL)
    parts[::2] = [
        _CODE.sub(r'<span class="whole">\g<0></span>', typographic(one)) for one in parts[::2]
    ]
    return "".join(parts)


@cache
def _markdown() -> "Markdown":
    """Return the Markdown reader: tables, no raw HTML."""
    import mistune

    return mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])


def _shifted(html: str, level: int) -> str:
    """Return HTML whose headings start at `level` and never skip one."""
    found = [int(one) for one in re.findall(r"<h([1-6])\b", html)]
    if not found:
        return html
    ranks: dict[int, int] = {}
    for one in sorted(set(found)):
        ranks[one] = min(level + len(ranks), HIGHEST)
    return re.sub(r"<(/?)h([1-6])\b", lambda m: f"<{m[1]}h{ranks[int(m[2])]}", html)


def _scoped(html: str) -> str:
    """Return HTML whose table headers say what they head."""
    return re.sub(r"<th(?![^>]*\bscope=)(?=[ >])", '<th scope="col"', html)
