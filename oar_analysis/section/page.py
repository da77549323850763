"""What frames a page: its identity at the head, its method and sources at the foot."""

import fnmatch
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from oar_analysis import french
from oar_analysis.assess import VERDICT_WORDS
from oar_analysis.assess.progress import MODERATE_RATE, STRONG_RATE
from oar_analysis.dataset import Review
from oar_analysis.errors import UsageError
from oar_analysis.figure import Block, PageFoot, PageInfo
from oar_analysis.scheme import Page
from oar_analysis.section.text import plain_markdown

METHOD = (
    "Les valeurs publiées sont celles des tableaux reçus des directions, reprises telles quelles.",
    "Les valeurs calculées le sont par des formules déclarées dans le registre.",
    "Une part évolue en points, une quantité en pour cent.",
    "Rien n'est comblé : une valeur absente reste absente, avec son motif.",
    (
        "Le verdict compare le rythme annuel observé à celui qu'il faudrait pour atteindre la "
        "cible à sa date ; une année est jugée avec les règles en vigueur cette année-là."
    ),
)


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks shown one after the other by one call in a notebook."""

    blocks: tuple[Block, ...]

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)

    def _ipython_display_(self) -> None:
        """Show each block as an output of its own."""
        from IPython.display import display

        for one in self.blocks:
            display(one)  # type: ignore[no-untyped-call]


def section(*parts: Block | Iterable[Block] | None) -> Section:
    """Return blocks, groups of blocks and None (nothing to show) as one section."""
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, Block):
            blocks.append(part)
        elif part is not None:
            blocks.extend(part)
    return Section(tuple(blocks))


def reading_of_paces() -> str:
    """Return how verdicts without a target are to be read, with the thresholds of the method."""
    strong, moderate = (
        french.quantity(100 * rate, "%", 1) for rate in (STRONG_RATE, MODERATE_RATE)
    )
    words = {code: VERDICT_WORDS[code].label for code in VERDICT_WORDS}
    return (
        "Sans cible, le verdict qualifie le seul rythme annuel, dans le sens voulu : "
        f"« {words['on_track']} » à partir de {strong} par an, « {words['acceleration_needed']} » "
        f"de {moderate} à {strong}, « {words['limited']} » en deçà, « {words['deterioration']} » "
        "si la valeur s'éloigne du sens voulu."
    )


def head(review: Review, page_id: str, *, reading: str = "") -> PageInfo:
    """Return the identity of a page of the register; `reading` adds to how the page is read.

    Raises:
        UsageError: the register has no page of that name.
    """
    pages = {one.id: one for one in review.scheme.pages}
    if page_id not in pages:
        raise UsageError(f"Page « {page_id} » inconnue du registre (pages : {', '.join(pages)}).")
    page = pages[page_id]
    body = review.scheme.body
    return PageInfo(
        title=page.title,
        body=body.name,
        scheme=review.scheme.title,
        year=review.year,
        campaign=review.year,
        section=body.observatory,
        description=page.description,
        reading="\n\n".join(one for one in (reading_of_paces(), reading) if one),
        fictitious=body.fictitious,
    )


def axis_page(review: Review, axis: int) -> str:
    """Return the identifier of the page of an axis.

    Raises:
        UsageError: the register has no such axis, or no page for it.
    """
    for page in review.scheme.pages:
        if page.parameters.get("axis") == axis:
            return page.id
    known = ", ".join(str(one.number) for one in review.scheme.axes)
    raise UsageError(f"Aucune page pour l'axe {axis} dans le registre (axes : {known}).")


def zooms_of(review: Review, action: str) -> list[Page]:
    """Return the pages that read an action's tables without reading every table nor its axis."""
    name = f"{review.year}/{action}_table.csv"
    return [
        one
        for one in review.scheme.pages
        if "axis" not in one.parameters
        and "*/*" not in one.reads
        and any(fnmatch.fnmatch(name, pattern) for pattern in one.reads)
    ]


def foot(review: Review, *, limits: Sequence[str] = ()) -> PageFoot:
    """Return the method, the sources and the limits of a page."""
    document = review.campaign.document
    sources = (
        *((plain_markdown(document),) if document else ()),
        f"Tables de la campagne {review.year}, avec leur origine et leur empreinte (data/raw).",
        "Observations, constats et verdicts qui en sont tirés (data/processed).",
    )
    notes = (plain_markdown(review.campaign.note),) if review.campaign.note else ()
    return PageFoot(method=METHOD, sources=sources, limits=(*notes, *limits))
