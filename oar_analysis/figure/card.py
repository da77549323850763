"""Action cards and key figures: where each action stands, scanned in a minute."""

from dataclasses import dataclass
from typing import ClassVar

from oar_analysis.errors import UsageError
from oar_analysis.figure.block import Block, Payload, slug

# Verdict codes, in the order from best to worst; each has its own shape in the pages.
SIGNS: tuple[str, ...] = (
    "achieved",
    "on_track",
    "acceleration_needed",
    "limited",
    "deterioration",
    "not_comparable",
    "no_verdict",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """One indicator of a card; the values are texts already formatted with their units.

    `link` is the anchor of the indicator's section on the page; `sign` is a verdict code.
    """

    label: str
    previous: str = ""
    current: str = ""
    change: str = ""
    target: str = ""
    verdict: str = ""
    sign: str = ""
    link: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        _check_sign(self.sign, self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Block):
    """An action: code, title, status, verdict in words and sign, and its indicators."""

    kind: ClassVar[str] = "card"
    code: str
    title: str
    year: int
    status: str = ""
    verdict: str = ""
    sign: str = ""
    steering: str = ""
    rows: tuple[CardRow, ...] = ()
    link: str = ""
    anchor: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        _check_sign(self.sign, self.code)

    def payload(self) -> Payload:
        """Return the card as JSON; without an anchor, one is made from its code."""
        return {**Block.payload(self), "anchor": slug(self.anchor or f"fiche-{self.code}")}


@dataclass(frozen=True, slots=True)
class CardGrid(Block):
    """Cards side by side, as many as the screen has room for."""

    kind: ClassVar[str] = "card-grid"
    cards: tuple[Card, ...]
    label: str = "Actions"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One large figure: its text already formatted, what it is, and what it compares with."""

    value: str
    label: str
    detail: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures(Block):
    """Some large figures on a line."""

    kind: ClassVar[str] = "key-figures"
    figures: tuple[KeyFigure, ...]
    label: str = "Chiffres clés"


def _check_sign(sign: str, where: str) -> None:
    """Refuse a verdict code that has no shape."""
    if sign and sign not in SIGNS:
        raise UsageError(f"« {where} » : verdict « {sign} » lu ; attendu : {', '.join(SIGNS)}.")
