"""Anchors: unique on the page, links that lead somewhere, the table of contents."""

import re
from collections.abc import Iterator
from dataclasses import replace

from oar_analysis.export.outputs import Part, finding, refuse
from oar_analysis.figure.block import Payload, slug

ELSEWHERE = re.compile(r"\.html?(#|$)")
# Headings of that level and above stand in the table of contents.
DEEPEST = 3
# A longer table of contents is no help: it keeps the highest level only.
LONGEST, HIGHEST = 24, 2
NAMED = frozenset({"heading", "card", "figure", "table"})


def unique_headings(parts: list[Part]) -> list[Part]:
    """Return the parts with Markdown's headings made blocks, and every heading's anchor unique."""
    # A block's key is its author's choice; a heading's anchor mostly comes from its text.
    seen = {anchor for part in parts if not _is_heading(part) for anchor in _anchors(part)}
    result: list[Part] = []
    for part in (piece for one in parts for piece in _split_headings(one)):
        if _is_heading(part):
            anchor = _free(str(part.content["anchor"]), seen)
            part = replace(part, content={**part.content, "anchor": anchor})  # noqa: PLW2901
        result.append(part)
    return result


def headings_of(parts: list[Part]) -> list[Payload]:
    """Return the headings of the table of contents, in reading order."""
    blocks = (part.content for part in parts if part.kind == "block")
    found = [one for one in blocks if one.get("type") == "heading" and one["level"] <= DEEPEST]
    return found if len(found) <= LONGEST else [one for one in found if one["level"] == HIGHEST]


def targets_of(parts: list[Part]) -> list[Payload]:
    """Return what a reader may go to by name: headings, cards, figures, tables."""
    found: list[Payload] = []
    for part in parts:
        for one in _walk(part):
            text = str(one.get("title") or one.get("caption") or one.get("text") or "")
            if one["type"] == "card":
                text = f"{one['code']} {text}"
            anchor = str(one.get("key") or one.get("anchor") or "")
            if anchor and one["type"] in NAMED:
                found.append({"text": text, "anchor": anchor})
    return found


def check_anchors(parts: list[Part]) -> None:
    """Refuse two blocks with one anchor, and links to an anchor that is not on the page.

    Raises PageError naming the cells.
    """
    found: dict[str, str] = {}
    findings = []
    for part in parts:
        for anchor in _anchors(part):
            if anchor in found:
                message = f"ancre « {anchor} » déjà prise par {found[anchor]}."
                findings.append(
                    finding("page-anchor-twice", part.where, message, "Donnez une autre clé.")
                )
            found.setdefault(anchor, part.where)
    for part in parts:
        for link in _links(part):
            if link and not ELSEWHERE.search(link) and link not in found:
                message = f"lien interne vers « {link} », qui n'est pas sur la page."
                findings.append(
                    finding(
                        "page-dead-link",
                        part.where,
                        message,
                        "Liez à l'ancre d'un bloc de la page.",
                    )
                )
    refuse(findings)


def _is_heading(part: Part) -> bool:
    return part.kind == "block" and bool(part.content.get("type") == "heading")


def _anchors(part: Part) -> Iterator[str]:
    """Return the anchors of a part."""
    for payload in _walk(part):
        name = (
            payload.get("key") if payload["type"] in {"figure", "table"} else payload.get("anchor")
        )
        if name:
            yield str(name)


def _links(part: Part) -> Iterator[str]:
    """Return the internal links of a part."""
    for payload in _walk(part):
        yield str(payload.get("link") or "")
        for row in [*payload.get("rows", []), *payload.get("figures", [])]:
            if isinstance(row, dict):
                yield str(row.get("link") or "")


def _walk(part: Part) -> Iterator[Payload]:
    """Return a part's block and those inside it."""
    stack = [part.content] if part.kind == "block" else []
    while stack:
        payload = stack.pop(0)
        yield payload
        stack = [*payload.get("blocks", []), *payload.get("cards", []), *stack]


def _split_headings(part: Part) -> list[Part]:
    """Return a Markdown part cut at its headings (ATX, outside code fences)."""
    if part.kind != "markdown":
        return [part]
    pieces: list[Part] = []
    lines: list[str] = []
    fenced = False

    def close() -> None:
        if "".join(lines).strip():
            pieces.append(replace(part, content="\n".join(lines)))
        lines.clear()

    for line in str(part.content).splitlines():
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        found = None if fenced else re.match(r"(#{1,6})\s+(.+?)\s*#*\s*$", line)
        if not found:
            lines.append(line)
            continue
        close()
        level = min(max(len(found[1]), 2), 4)
        payload = {"type": "heading", "text": found[2], "level": level, "anchor": slug(found[2])}
        pieces.append(replace(part, kind="block", content=payload))
    close()
    return pieces


def _free(anchor: str, seen: set[str]) -> str:
    """Return the anchor, or the first free one made from it."""
    name, count = anchor, 1
    while name in seen:
        count += 1
        name = f"{anchor}-{count}"
    seen.add(name)
    return name
