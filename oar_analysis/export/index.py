"""The index of a published year: pages, states, downloads, past years, accessibility."""

from dataclasses import dataclass
from typing import Literal

from oar_analysis.export.shell import Shell, index_page
from oar_analysis.figure.block import as_json

PageState = Literal["new", "unchanged", "stale", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """A page of the year: its file beside the index, its state in this run.

    `stale` keeps its last good version (`detail` says since when and why); `failed` has none.
    """

    href: str
    title: str
    description: str = ""
    state: PageState = "new"
    detail: str = ""
    static: str = ""
    pdf: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """One line of a state: what it counts, its value already formatted, what it means."""

    label: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to take away, beside the index."""

    href: str
    title: str
    description: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PastYear:
    """A former year's index."""

    year: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexModel:
    """All that the index of a year shows."""

    title: str
    body: str
    scheme: str
    year: int
    pages: tuple[IndexPage, ...]
    campaign: int | None = None
    description: str = ""
    scheme_state: tuple[StateRow, ...] = ()
    data_state: tuple[StateRow, ...] = ()
    downloads: tuple[Download, ...] = ()
    bundle: Download | None = None
    past_years: tuple[PastYear, ...] = ()
    contact: str = ""
    identity: str = ""
    draft: bool = False
    fictitious: bool = False


def export_index(model: IndexModel) -> str:
    """Return the index of a year as one HTML page that needs no network and no script."""
    info = {
        "type": "page",
        "title": model.title,
        "body": model.body,
        "scheme": model.scheme,
        "year": model.year,
        "campaign": model.campaign,
        "section": "",
        "description": model.description,
        "reading": "",
        "fictitious": model.fictitious,
    }
    contents = [
        ("pages", "Les pages"),
        ("etat-du-schema", "État du schéma"),
        ("etat-des-donnees", "État des données"),
        ("telechargements", "Téléchargements"),
        ("annees", "Autres années"),
        ("accessibilite", "Déclaration d’accessibilité"),
    ]
    shown = {
        "etat-du-schema": model.scheme_state,
        "etat-des-donnees": model.data_state,
        "telechargements": model.downloads or model.bundle,
        "annees": model.past_years,
    }
    kept = [
        {"anchor": anchor, "text": text, "level": 2}
        for anchor, text in contents
        if shown.get(anchor, True)
    ]
    shell = Shell(info=info, static=True, identity=model.identity, draft=model.draft, contents=kept)
    return index_page(shell, as_json(model))
