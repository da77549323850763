"""What every block shares: a JSON payload, a plain text, and how JupyterLab shows it.

The payload's mime type is the contract with the exporter: it holds text and numbers only, never
markup, so that whatever stands in a table or a narrative is escaped where it is rendered.
"""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, ClassVar

BLOCK_MIME = "application/vnd.oar.block+json"
VEGALITE_MIME = "application/vnd.vegalite.v5+json"

Json = Any
Payload = dict[str, Json]


class Block:
    """Something that a notebook shows and the exporter prints; subclasses are dataclasses."""

    __slots__ = ()
    kind: ClassVar[str] = ""

    def payload(self) -> Payload:
        """Return the block as JSON: its type and its fields, in their order."""
        assert is_dataclass(self)  # noqa: S101 (a subclass that is not one is our own mistake)
        content = {one.name: as_json(getattr(self, one.name)) for one in fields(self)}
        return {"type": self.kind, **content}

    def plain(self) -> str:
        """Return the block as plain text, for terminals and search."""
        return " · ".join(_texts(self.payload()))

    def _repr_mimebundle_(self, include: Json = None, exclude: Json = None) -> Payload:  # noqa: ARG002
        """Return what JupyterLab shows and what the notebook keeps for the exporter."""
        from oar_analysis.figure.render import lab_html

        payload = self.payload()
        return {BLOCK_MIME: payload, "text/html": lab_html(payload), "text/plain": self.plain()}


def as_json(value: object) -> Json:
    """Return a value as JSON: blocks as payloads, dataclasses as objects, NaN as null.

    >>> as_json((1, float("nan"), "a"))
    [1, None, 'a']
    """
    if isinstance(value, Block):
        return value.payload()
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: as_json(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_json(one) for one in value]
    return scalar(value)


def scalar(value: object) -> str | int | float | bool | None:
    """Return a scalar that JSON can hold; NumPy's and pandas' scalars become Python's.

    >>> scalar(float("inf")), scalar(2.0)
    (None, 2.0)
    """
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    if type(value).__name__ in {"NAType", "NaTType"}:
        return None
    return str(value)


def slug(text: str) -> str:
    """Return a text as an anchor: ASCII letters, digits, dots and hyphens, starting with a letter.

    >>> slug("1-1.3 Diminuer la consommation d'énergie")
    'a-1-1.3-diminuer-la-consommation-d-energie'
    """
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9.]+", "-", bare).strip("-.") or "partie"
    return name if name[0].isalpha() else f"a-{name}"


def _texts(value: Json) -> list[str]:
    """Return the strings that stand in a payload, its type left out."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    if isinstance(value, dict):
        return [text for key, one in value.items() if key != "type" for text in _texts(one)]
    return []
