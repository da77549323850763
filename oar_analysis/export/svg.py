"""A drawing made lighter, to the same pixels: a page carries each of its charts twice.

What is said of each mark is said once of those that share it; what an image has no use for goes.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

# Attributes that a mark inherits from the group around it.
INHERITED = (
    "fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight",
    "font-style", "text-anchor",
)  # fmt: skip
# A symbol drawn that often is defined once.
REPEATED = 3

_TAG = re.compile(r"<[^>]*>")
_LEAF = r"<(?:line|path|use)\b[^>]*/>|<text\b[^>]*>[^<]*</text>"
_RUN = re.compile(rf"(?:{_LEAF}){{2,}}")
_SYMBOL = re.compile(r'<path transform="translate\(([^,)]*),([^)]*)\)" d="([^"]*)"')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def lightened(svg: str) -> str:
    """Return the SVG without what an image has no use for: a third of its weight is left.

    Classes, ARIA and pointer attributes go, and frames without paint; the font is said once;
    places keep one decimal.

    >>> lightened('<svg><g class="a" role="b"><path d="M1.23456,2" fill="red"/></g></svg>')
    '<svg><path d="M1.2,2" fill="red"/></svg>'
    """
    family = re.search(r' font-family="[^"]*"', svg)
    light = _TAG.sub(lambda tag: _light_tag(tag[0]), svg)
    light = re.sub(r'<path d="(?:M0,0h[\d.]+v[\d.]+h-?[\d.]+Z)?"(?: display="none")?/>', "", light)
    light = _placed(light)
    light = _RUN.sub(lambda run: _gathered(run[0]), _symbols(_unwrapped(light)))
    return light.replace("<svg", f"<svg{family[0]}", 1) if family else light


def _light_tag(tag: str) -> str:
    """Return a tag without the attributes that an image has no use for."""
    tag = re.sub(r' (?:class|role|aria-[a-z]+|pointer-events|font-family)="[^"]*"', "", tag)
    for default in (
        'opacity="1"', 'x2="0"', 'y2="0"', 'text-anchor="start"', 'transform="translate(0,0)"',
        'stroke-dasharray="1,0"',
    ):  # fmt: skip
        tag = tag.replace(f" {default}", "")
    tag = re.sub(r' d="[^"]*"|translate\([^)]*\)', lambda place: _rounded(place[0], 1), tag)
    return _rounded(tag, 2)


def _rounded(text: str, decimals: int) -> str:
    """Return a text whose numbers keep so many decimals.

    >>> _rounded("M4.609,0.04", 1)
    'M4.6,0'
    """
    long = rf"\d+\.\d{{{decimals + 1},}}"
    return re.sub(long, lambda one: f"{float(one[0]):.{decimals}f}".rstrip("0").rstrip("."), text)


def _unwrapped(svg: str) -> str:
    """Return the SVG without the groups that carry nothing, or that hold nothing.

    >>> _unwrapped('<g><g fill="red"><g><line/></g></g><g stroke="red"></g></g>')
    '<g fill="red"><line/></g>'
    """
    kept: list[bool] = []

    def tag(found: re.Match[str]) -> str:
        text = found[0]
        if text == "</g>":
            return text if kept.pop() else ""
        if text == "<g>" or text.startswith("<g "):
            kept.append(text != "<g>")
            return text if kept[-1] else ""
        return text

    light = _TAG.sub(tag, svg)
    while (after := re.sub(r"<g\b[^>]*></g>", "", light)) != light:
        light = after
    return light


def _placed(svg: str) -> str:
    """Return the SVG whose rules and texts are at their place, rather than moved there.

    >>> _placed('<line transform="translate(0,72)" x2="142" stroke="red"/>')
    '<path d="M0,72h142" stroke="red"/>'
    >>> _placed('<text transform="translate(1,2)">A</text>')
    '<text x="1" y="2">A</text>'
    """
    moved = r' transform="translate\(([^,)]*),([^)]*)\)"'
    svg = re.sub(rf'<line{moved} x2="([^"]*)"(?! y2)', r'<path d="M\1,\2h\3"', svg)
    svg = re.sub(rf'<line{moved} y2="([^"]*)"', r'<path d="M\1,\2v\3"', svg)
    return re.sub(rf"<text([^>]*){moved}(?=[^>]*>[^<]*</text>)", r'<text\1 x="\2" y="\3"', svg)


def _symbols(svg: str) -> str:
    """Return the SVG with each symbol drawn several times defined once, then used."""
    counts = Counter(found[3] for found in _SYMBOL.finditer(svg))
    names = {shape: f"s{n}" for n, shape in enumerate(s for s in counts if counts[s] >= REPEATED)}
    if not names:
        return svg

    def used(found: re.Match[str]) -> str:
        x, y, shape = found.groups()
        if shape not in names:
            return found[0]
        return f'<use xlink:href="#{names[shape]}" x="{x}" y="{y}"'

    light = _SYMBOL.sub(used, svg)
    defined = "".join(f'<path id="{name}" d="{shape}"/>' for shape, name in names.items())
    return re.sub(r"(<svg[^>]*>)", rf"\1<defs>{defined}</defs>", light, count=1)


def _gathered(run: str) -> str:
    """Return marks that follow one another, those of one style in a group that says it.

    >>> _gathered('<line x="1" stroke="red"/><line x="2" stroke="red"/><line x="3"/>')
    '<g stroke="red"><line x="1"/><line x="2"/></g><line x="3"/>'
    """
    return "".join(_groups(re.findall(_LEAF, run)))


def _groups(marks: list[str]) -> Iterator[str]:
    for style, same in groupby(marks, key=_style):
        listed = list(same)
        if len(listed) == 1 or not style:
            yield from listed
            continue
        yield f"<g{style}>"
        yield from (_bare(one) for one in listed)
        yield "</g>"


def _style(mark: str) -> str:
    """Return the attributes of a mark that a group may say for it."""
    opening = mark[: mark.index(">")]
    return "".join(found[0] for found in _ATTRIBUTE.finditer(opening) if found[1] in INHERITED)


def _bare(mark: str) -> str:
    """Return a mark without the attributes that its group says."""
    opening, _, rest = mark.partition(">")
    kept = _ATTRIBUTE.sub(lambda one: "" if one[1] in INHERITED else one[0], opening)
    return f"{kept}>{rest}"
