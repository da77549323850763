"""What stands around a page's cells: head and its policies, header, contents, foot, scripts."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from oar_analysis.errors import UsageError
from oar_analysis.export.bundle import bundle
from oar_analysis.export.drawing import drawings, is_resizable
from oar_analysis.figure.block import Json, Payload
from oar_analysis.figure.render import environment
from oar_analysis.figure.theme import config
from oar_analysis.french import quantity

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# A file of the published folder or of a former year's: no scheme, no host, no absolute path.
BESIDE = re.compile(r"(\.\./)?([A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(slots=True, kw_only=True)
class Shell:
    """All that a page's frame needs; `specs` fills as figures are drawn."""

    info: Payload
    feet: list[Payload] = field(default_factory=list)
    static: bool = False
    identity: str = ""
    draft: bool = False
    stale: str = ""
    sources: list[str] = field(default_factory=list)
    contents: list[Payload] = field(default_factory=list)
    targets: list[Payload] = field(default_factory=list)
    charts: int = 0

    def draw(self, payload: Payload) -> "Markup":
        """Return the HTML of a figure's chart: two images, and the spec for the live one."""
        from markupsafe import Markup

        self.charts += 1
        if self.info["fictitious"]:
            payload = {**payload, "spec": marked(payload["spec"])}
        spec = {name: one for name, one in payload["spec"].items() if name != "config"}
        if payload["spec"].get("config") != config():
            spec["config"] = payload["spec"].get("config", {})
        html = (
            _environment()
            .get_template("chart.html.j2")
            .render(
                block=payload,
                images=drawings(payload["spec"]),
                resizable=is_resizable(payload["spec"]),
                spec=None if self.static else script_json(spec),
            )
        )
        return Markup(html)  # noqa: S704 (made by our own template)

    @property
    def live(self) -> bool:
        """Tell whether the page has live charts."""
        return self.charts > 0 and not self.static


def marked(spec: Payload) -> Payload:
    """Return a chart's spec that says, in the drawing itself, that its data are invented."""
    title = spec.get("title") or {"text": " "}
    title = title if isinstance(title, dict) else {"text": title}
    return {**spec, "title": {**title, "subtitle": "Données fictives"}}


def top(shell: Shell, *, reading: bool = True) -> str:
    """Return what stands before the cells. Called after the cells are rendered."""
    scripts = _scripts(shell)
    return (
        _environment()
        .get_template("top.html.j2")
        .render(
            shell=shell,
            info=shell.info,
            css=_asset("page.css"),
            policy=_policy(scripts),
            reading=reading,
        )
    )


def bottom(shell: Shell) -> str:
    """Return what stands after the cells: method, sources, limits, identity, scripts."""
    method, limits = _gathered(shell.feet, "method"), _gathered(shell.feet, "limits")
    sources = list(dict.fromkeys([*_gathered(shell.feet, "sources"), *shell.sources]))
    return (
        _environment()
        .get_template("bottom.html.j2")
        .render(
            shell=shell,
            info=shell.info,
            method=method,
            sources=sources,
            limits=limits,
            version=_version(),
            scripts=_scripts(shell),
            house=script_json(config()) if shell.live else "",
        )
    )


def index_page(shell: Shell, model: Payload) -> str:
    """Return the index of a year, in the same frame."""
    body = _environment().get_template("index_body.html.j2").render(model=model, version=_version())
    return top(shell, reading=False) + body + bottom(shell)


def beside(href: str) -> str:
    """Return the relative address of a file that stands with the index; refuses any other.

    >>> beside("axe-1.html"), beside("../2016/index.html")
    ('axe-1.html', '../2016/index.html')
    """
    if not BESIDE.fullmatch(href):
        raise UsageError(
            f"Index : adresse « {href} » lue, un fichier du dossier publié est attendu."
        )
    return href


def file_size(size: int) -> str:
    r"""Return a size in bytes as French readers write it.

    >>> file_size(349184)
    '349\xa0Ko'
    """
    kilobytes = size / 1000
    return (
        quantity(kilobytes / 1000, "Mo", 1) if kilobytes >= 1000 else quantity(kilobytes, "Ko", 0)
    )


def script_json(value: Json) -> str:
    """Return a value as JSON that may stand in a script element (no `<`, `>`, `&`, U+2028/9)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def digest(text: str) -> str:
    """Return the CSP source that lets this very script or style run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _scripts(shell: Shell) -> list[str]:
    """Return the scripts of the page: none in a static one, no bundle without charts."""
    if shell.static:
        return []
    return [bundle(), _asset("page.js")] if shell.live else [_asset("page.js")]


def _policy(scripts: list[str]) -> str:
    """Return the Content-Security-Policy: nothing from outside, nothing but these very texts."""
    allowed = [f"script-src {' '.join(digest(one) for one in scripts)}"] if scripts else []
    parts = [
        "default-src 'none'",
        *allowed,
        f"style-src {digest(_asset('page.css'))}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(parts)


def _gathered(feet: list[Payload], name: str) -> list[str]:
    return list(dict.fromkeys(text for foot in feet for text in foot.get(name, [])))


@cache
def _asset(name: str) -> str:
    """Return a package file."""
    return files("oar_analysis.export").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _environment() -> "Environment":
    """Return the templates of the frame, beside those of the blocks."""
    from jinja2 import ChoiceLoader, PackageLoader

    blocks = environment()
    loaders = [PackageLoader("oar_analysis.export", "templates"), blocks.loader]
    made = blocks.overlay(loader=ChoiceLoader([one for one in loaders if one]))
    made.filters["beside"] = beside
    made.filters["size"] = file_size
    return made


@cache
def _version() -> str:
    """Return the installed version of the suite."""
    return version("oar-analysis")
