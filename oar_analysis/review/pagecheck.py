"""Whether a page is fit to be published: whole, French, offline, without an error in it."""

import re
from html.parser import HTMLParser
from pathlib import Path

from oar_analysis.errors import PageError

# Attributes that make a browser fetch something without being asked to. Links that a reader
# follows (a href) are no loads.
_LOADING = {
    ("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"),
    ("iframe", "src"), ("link", "href"), ("embed", "src"), ("object", "data"), ("audio", "src"),
    ("video", "src"), ("video", "poster"), ("image", "href"), ("image", "xlink:href"),
    ("use", "href"), ("use", "xlink:href"), ("input", "src"), ("track", "src"),
    ("body", "background"),
}  # fmt: skip
_CSS_LOAD = re.compile(
    r"(?:url\(\s*['\"]?|@import\s+['\"])\s*((?:https?:)?//[^'\")\s]+)", re.IGNORECASE
)


def check_page_file(path: Path) -> None:
    """Refuse a page that is not fit to be published.

    Raises:
        PageError: all that is wrong with it, in one message.
    """
    faults = page_faults(path.read_text(encoding="utf-8"))
    if faults:
        raise PageError(f"La page {path.name} n'est pas publiable : {' ; '.join(faults)}.")


def page_faults(page: str) -> list[str]:
    """Return what is wrong with a page, in French, empty if nothing is.

    >>> page_faults("<!DOCTYPE html><html lang='fr'><head><title>T</title></head><body></body>")
    ['elle est tronquée (</html> manque)']
    """
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    faults = []
    if not page.rstrip().endswith("</html>"):
        faults.append("elle est tronquée (</html> manque)")
    if not reader.language.startswith("fr"):
        faults.append(f"sa langue est « {reader.language} », pas le français")
    if not reader.has_title:
        faults.append("elle n'a pas de titre")
    faults += [f"elle charge {address} par le réseau" for address in reader.loads[:3]]
    if reader.has_error:
        faults.append("elle montre la sortie d'erreur d'une cellule")
    return faults


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.has_title = False
        self.has_error = False
        self.loads: list[str] = []
        self._in: str = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = values.get("lang", "")
        if "application/vnd.jupyter.error" in values.get("data-mime-type", ""):
            self.has_error = True
        for name, value in values.items():
            if (tag, name) in _LOADING and _is_remote(value):
                self.loads.append(value)
            if name == "style":
                self.loads += _CSS_LOAD.findall(value)
        self._in = tag

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (the parser's signature)
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "title" and data.strip():
            self.has_title = True
        if self._in == "style":
            self.loads += _CSS_LOAD.findall(data)


def _is_remote(value: str) -> bool:
    return bool(re.match(r"\s*(?:https?:)?//", value, re.IGNORECASE))
