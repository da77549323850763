"""Reads what a section shows: its blocks as texts, for tests."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from oar_analysis import french
from oar_analysis.dataset import Review
from oar_analysis.dataset.review import plain_rows
from oar_analysis.figure import Block

Payload = dict[str, Any]


def payloads(blocks: Iterable[Block]) -> Iterator[Payload]:
    """Yield the payload of each block, those inside others included."""
    for block in blocks:
        yield from _inside(block.payload())


def _inside(payload: Payload) -> Iterator[Payload]:
    yield payload
    for one in (*payload.get("blocks", ()), *payload.get("cards", ())):
        yield from _inside(one)


def texts(blocks: Iterable[Block]) -> list[str]:
    """Return every text that a reader sees, charts apart."""
    return [text for payload in payloads(blocks) for text in _texts(payload)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        hidden = {"type", "spec", "key", "anchor", "link", "sign", "csv", "kind", "tone"}
        for name, one in value.items():
            if name not in hidden:
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def plain(text: str) -> str:
    """Return a text with ordinary spaces, as a test writes it."""
    return text.replace("\u00a0", " ")


def prose(blocks: Iterable[Block]) -> str:
    """Return the prose of some blocks, with ordinary spaces."""
    return plain("\n".join(one["text"] for one in payloads(blocks) if one["type"] == "prose"))


def table(blocks: Iterable[Block], key: str) -> Payload:
    """Return the table or figure of a key."""
    found = [one for one in payloads(blocks) if one.get("key") == key]
    assert len(found) == 1, f"{key}: {len(found)} tables"
    return found[0]


def row(payload: Payload, head: str) -> list[str]:
    """Return the cells of the row that `head` heads, with ordinary spaces."""
    found = [one for one in payload["rows"] if one[0] == head]
    assert len(found) == 1, f"{head}: {len(found)} rows"
    return [plain(one) for one in found[0]]


NUMBER = re.compile(r"[+−]?\d+(?:\u00a0\d{3})*(?:,\d+)?")


def allowed_numbers(review: Review) -> set[str]:
    """Every number of the tables and the register, as `french` writes it."""
    numbers: set[str] = set()
    for one in review.by_series.values():
        for cells in one:
            for name in ("value", "low", "high"):
                if (value := cells[name]) is not None:
                    for decimals in (cells["decimals"], 0, 1, None):
                        numbers |= {
                            french.number(value, decimals, sign=sign) for sign in (False, True)
                        }
    for cells in plain_rows(review.verdicts):
        numbers |= {french.number(cells["target"]), french.number(cells["evidence"])}
        numbers |= set(NUMBER.findall(cells["comment"]))
        for name in ("observed_rate", "required_rate", "ratio"):
            if cells[name] is not None:
                numbers |= {
                    french.number(100 * cells[name], decimals, sign=sign)
                    for decimals in (0, 1)
                    for sign in (False, True)
                }
    return numbers
