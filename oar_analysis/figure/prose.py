"""The blocks made of words: the page's identity, headings, prose, callouts, details, the foot."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from oar_analysis.errors import UsageError
from oar_analysis.figure.block import Block, Payload, slug

CalloutKind = Literal["info", "warning", "limit", "success"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInfo(Block):
    """What the page is: title, body, scheme, year observed, campaign; the first block of a page.

    `reading` is Markdown added to "Comment lire cette page"; `fictitious` puts a banner on the
    page of a body that does not exist.
    """

    kind: ClassVar[str] = "page"
    title: str
    body: str
    scheme: str
    year: int
    campaign: int | None = None
    section: str = ""
    description: str = ""
    reading: str = ""
    fictitious: bool = False

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise UsageError("PageInfo : le titre de la page est vide ; donnez-lui un titre.")


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading of level 2 to 4 (level 1 is the page's title), with its anchor."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2
    anchor: str = ""

    def __post_init__(self) -> None:
        if not 2 <= self.level <= 4:
            raise UsageError(
                f"Heading « {self.text} » : niveau {self.level} lu, 2, 3 ou 4 attendu "
                "(le niveau 1 est le titre de la page, donné par PageInfo)."
            )

    def payload(self) -> Payload:
        """Return the heading as JSON; without an anchor, one is made from its text."""
        return {**Block.payload(self), "anchor": slug(self.anchor or self.text)}


@dataclass(frozen=True, slots=True)
class Prose(Block):
    """Markdown text; raw HTML in it comes out as text, links and images are filtered."""

    kind: ClassVar[str] = "prose"
    text: str


@dataclass(frozen=True, slots=True)
class Callout(Block):
    """A note that must not be missed: information, warning, limit or success."""

    kind: ClassVar[str] = "callout"
    tone: CalloutKind
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Details(Block):
    """Blocks folded under a summary; printed open."""

    kind: ClassVar[str] = "details"
    summary: str
    blocks: tuple[Block, ...]
    anchor: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFoot(Block):
    """Method, sources and limits (Markdown, one item a text), shown at the foot of the page."""

    kind: ClassVar[str] = "foot"
    method: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
