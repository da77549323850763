"""What a directorate writes of an action in its workbook, made ready for the action's page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_BULLET = re.compile(r"\s*[-–•*·]\s+")
_MARKDOWN = re.compile(r"([\\`*_\[\]#~|<>])")


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text on an action: its section ("Analyse"), who wrote it, where it stands."""

    action: str
    section: str
    text: str
    respondent: str
    file: str
    cell: str


def markdown(text: str) -> str:
    r"""Return a typed text as Markdown that shows it as it was typed.

    Each line is a paragraph; lines that begin with a dash or bullet make a list.

    >>> markdown("Fait :\n- des *bornes*\n- un plan\nReste à faire.")
    'Fait :\n\n- des \\*bornes\\*\n- un plan\n\nReste à faire.'
    """
    blocks: list[str] = []
    in_list = False
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line:
            in_list = False
            continue
        bullet = _BULLET.match(raw)
        if bullet:
            item = "- " + _escaped(" ".join(raw[bullet.end() :].split()))
            if in_list:
                blocks[-1] += f"\n{item}"
            else:
                blocks.append(item)
        else:
            blocks.append(_escaped(line))
        in_list = bool(bullet)
    return "\n\n".join(blocks)


def by_action(narratives: Iterable[Narrative]) -> dict[str, dict[str, str]]:
    """Return the Markdown of each action by section; where several wrote, each is named."""
    groups: dict[tuple[str, str], list[Narrative]] = {}
    for one in narratives:
        groups.setdefault((one.action, one.section), []).append(one)
    told: dict[str, dict[str, str]] = {}
    for (action, section), ones in groups.items():
        texts = [markdown(one.text) for one in ones]
        if len({one.respondent for one in ones}) > 1:
            texts = [
                f"**{_escaped(one.respondent)}**\n\n{text}"
                for one, text in zip(ones, texts, strict=True)
            ]
        told.setdefault(action, {})[section] = "\n\n".join(dict.fromkeys(texts))
    return told


def _escaped(line: str) -> str:
    text = _MARKDOWN.sub(r"\\\1", line)
    # "1. " or "- " at the beginning of a paragraph would make a list of it.
    return re.sub(r"^(\d+)([.)])(\s)", r"\1\\\2\3", text)
