"""Vega-Lite spec -> SVG in an image address: the chart that is there before, or without, script.

Drawn twice, wide and narrow, so that a telephone does not show six-pixel letters.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from oar_analysis.errors import PageError
from oar_analysis.export.bundle import renderer_version
from oar_analysis.export.cache import cached, digest
from oar_analysis.export.renderer import SURROUNDINGS, render
from oar_analysis.export.svg import lightened
from oar_analysis.figure.theme import NARROW_WIDTH, WIDTH, Spec, at_width


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn chart: its address (data:), its size in pixels."""

    href: str
    width: int
    height: int


def drawings(spec: Spec) -> list[Drawing]:
    """Return the chart drawn wide, then narrow where it can be (the standard charts).

    Raises PageError when the spec cannot be drawn.
    """
    widths = [WIDTH, NARROW_WIDTH] if is_resizable(spec) else [None]
    sized = (spec if width is None else _laid_once(at_width(spec, width)) for width in widths)
    return [_drawing(json.dumps(one, sort_keys=True)) for one in sized]


def _laid_once(spec: Spec) -> Spec:
    """Return a chart of rows laid out in one pass: a fifth of its time less.

    To fit a width, all is measured, then laid out anew in what the axis at its side leaves; the
    standard rows have no axis there.
    """
    channels = [layer.get("encoding", {}).get("y", {}) for layer in spec.get("layer", [])]
    bare = [one for one in channels if "value" in one or one.get("axis", "") is None]
    padding = spec.get("config", {}).get("padding")
    if not channels or len(bare) < len(channels) or not isinstance(padding, dict):
        return spec
    width = spec["width"] - padding.get("left", 0) - padding.get("right", 0)
    return {**spec, "autosize": {"type": "pad"}, "width": width}


def is_resizable(spec: Spec) -> bool:
    """Tell whether a spec's width may be changed: the standard charts, which fit their width."""
    if "panels" in spec.get("usermeta", {}):
        return True
    sizing = spec.get("autosize")
    fits = sizing.get("type") if isinstance(sizing, dict) else sizing
    return fits == "fit-x" and isinstance(spec.get("width"), int | float)


# A page is exported live and static, from the same drawings: drawing is most of an export.
@lru_cache(maxsize=128)
def _drawing(text: str) -> Drawing:
    name = f"drawings-{renderer_version()}/{digest(f'{SURROUNDINGS}{text}')}.svg"
    svg = lightened(renumbered(cached(name, lambda: _drawn(text))))
    width, height = (round(float(one)) for one in _size(svg))
    return Drawing(href=image_href(svg), width=width, height=height)


def _drawn(text: str) -> str:
    try:
        return render(text)
    except ValueError as error:
        reason = str(error).strip().splitlines()[0]
        raise PageError(f"le graphique ne peut pas être dessiné ({reason}).") from error


def forget_drawings() -> None:
    """Let go of the drawings kept: a process makes many pages, and they share none."""
    _drawing.cache_clear()


def _size(svg: str) -> tuple[str, str]:
    """Return the width and height that the SVG's root announces."""
    root = svg[: svg.index(">")]
    width, height = (re.search(rf'\b{name}="([\d.]+)"', root) for name in ("width", "height"))
    return (width[1] if width else "680", height[1] if height else "300")


def renumbered(svg: str) -> str:
    """Return the SVG with ids counted from its own start: the renderer counts a process through.

    >>> renumbered('<clipPath id="clip7"/><g clip-path="url(#clip7)"/>')
    '<clipPath id="clip0"/><g clip-path="url(#clip0)"/>'
    """
    names: dict[str, str] = {}
    for found in re.finditer(r'\bid="([A-Za-z_]+?)_?(\d+)"', svg):
        kind = found[1]
        whole = found[0][4:-1]
        count = sum(1 for old in names.values() if old.startswith(kind))
        names.setdefault(whole, f"{kind}{count}")
    return re.sub(
        r'(\bid="|url\(#|href="#)([A-Za-z0-9_]+)',
        lambda found: found[1] + names.get(found[2], found[2]),
        svg,
    )


def image_href(svg: str) -> str:
    """Return the SVG as a data: address, percent-encoded no more than needed (no base64).

    It holds neither `"` nor `&`, so that it stands in an attribute as it is: escaping its `<`
    and `'` once more would make a page's drawings a third heavier.
    """
    svg = re.sub(r'="([^"\']*)"', r"='\1'", svg.replace("\n", ""))
    for character in '%#"&':
        svg = svg.replace(character, f"%{ord(character):02X}")
    return f"data:image/svg+xml,{svg}"
