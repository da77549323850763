"""The index of a published folder: its pages, its state, what can be taken away."""

from pathlib import Path
from typing import TYPE_CHECKING

from oar_analysis import french
from oar_analysis.contract import SEVERITIES
from oar_analysis.review.manifest import Manifest, PageEntry, read_manifest
from oar_analysis.review.state import indicator_states, missing_by_respondent, read_observations

if TYPE_CHECKING:
    from oar_analysis.export import Download, IndexModel, IndexPage, StateRow
    from oar_analysis.scheme import Scheme

_STATES = {"good": "new", "stale": "stale", "missing": "failed"}
_DOWNLOADS = (
    ("donnees/donnees.xlsx", "Toutes les tables, classeur", "Observations, constats, verdicts."),
    ("donnees/observations.csv", "Observations", "CSV en UTF-8, virgule, point décimal."),
    ("donnees/findings.csv", "Constats de qualité", "CSV en UTF-8, virgule, point décimal."),
    ("donnees/verdicts.csv", "Verdicts face aux cibles", "CSV en UTF-8, virgule, point décimal."),
    ("donnees/datapackage.json", "Description des tables", "Frictionless Data Package."),
)
_ACTION_STATES = (
    ("started", "engagées"),
    ("planned", "prévues"),
    ("completed", "achevées"),
    ("abandoned", "abandonnées"),
)


def write_index(
    folder: Path, raw: Path, processed: Path, manifest: Manifest, scheme: "Scheme",
    past_years: tuple[int, ...],
) -> None:  # fmt: skip
    """Write index.html into a folder whose pages and downloads are there."""
    from oar_analysis.export import export_index

    model = index_model(folder, raw, processed, manifest, scheme, past_years)
    (folder / "index.html").write_text(export_index(model), encoding="utf-8", newline="\n")


def index_model(
    folder: Path, raw: Path, processed: Path, manifest: Manifest, scheme: "Scheme",
    past_years: tuple[int, ...],
) -> "IndexModel":  # fmt: skip
    """Return what the index shows."""
    from oar_analysis.export import Download, IndexModel, PastYear
    from oar_analysis.scheme.campaign import load_campaign

    campaign = load_campaign(raw / str(manifest.year))
    descriptions = {page.id: page.description for page in scheme.pages}
    parcel = folder / "envoi.zip"
    return IndexModel(
        title=campaign.title,
        body=scheme.body.name,
        scheme=scheme.title,
        year=manifest.year,
        campaign=campaign.year,
        pages=tuple(_page(folder, one, descriptions.get(one.id, "")) for one in manifest.pages),
        scheme_state=_scheme_state(scheme),
        data_state=_data_state(scheme, processed, manifest),
        downloads=tuple(_downloads(folder)),
        bundle=Download(
            href=parcel.name, title="Envoi au comité (zip)", size=parcel.stat().st_size,
            description="Toutes les pages sans script, et leurs PDF s'ils ont été faits.",
        ),
        past_years=tuple(PastYear(year=one, href=f"../{one}/index.html") for one in past_years),
        contact=scheme.body.contact,
        identity=manifest.fingerprint[:12],
        draft=bool(manifest.options.get("draft")),
        fictitious=scheme.body.fictitious,
    )  # fmt: skip


def published_years(reports: Path, before: int) -> tuple[int, ...]:
    """Return the years published before `before`, the latest first."""
    years = (int(path.name) for path in reports.glob("[12][0-9][0-9][0-9]") if path.is_dir())
    earlier = (year for year in years if year < before and read_manifest(reports / str(year)))
    return tuple(sorted(earlier, reverse=True))


def _page(folder: Path, entry: PageEntry, description: str) -> "IndexPage":
    from oar_analysis.export import IndexPage

    details = {
        "stale": f"La page n'a pas pu être refaite : {entry.failure}.",
        "missing": f"La page n'a pas pu être faite : {entry.failure}.",
    }
    pdf = f"{entry.id}.pdf"
    return IndexPage(
        href=f"{entry.id}.html",
        title=entry.title,
        description=description,
        state=_STATES[entry.state],  # type: ignore[arg-type]
        detail=details.get(entry.state, ""),
        pdf=pdf if (folder / pdf).exists() else "",
    )


def _scheme_state(scheme: "Scheme") -> "tuple[StateRow, ...]":
    from oar_analysis.export import StateRow

    rows = [StateRow(label="Actions du schéma", value=french.number(scheme.actions_total.value))]
    for status, words in _ACTION_STATES:
        axes = [action.axis for action in scheme.actions if action.status == status]
        if axes:
            detail = ", ".join(
                f"axe {axis.number} : {axes.count(axis.number)}" for axis in scheme.axes
            )
            count = french.number(len(axes))
            rows.append(StateRow(label=f"Actions {words}", value=count, detail=detail))
    if scheme.actions_planned:
        planned = scheme.actions_planned
        count = french.number(planned.value)
        rows.append(StateRow(label="Actions à engager ensuite", value=count, detail=planned.note))
    return tuple(rows)


def _data_state(scheme: "Scheme", processed: Path, manifest: Manifest) -> "tuple[StateRow, ...]":
    from oar_analysis.export import StateRow

    states = indicator_states(scheme, read_observations(processed), manifest.year)
    filled = sum(state.filled for state in states)
    rows = [
        StateRow(
            label="Indicateurs renseignés",
            value=f"{french.number(filled)} sur {french.number(len(states))}",
        )
    ]
    rows += [
        StateRow(
            label=f"À recevoir : {respondent}",
            value=french.number(len(missing)),
            detail=", ".join(state.code for state in missing),
        )
        for respondent, missing in missing_by_respondent(states).items()
    ]
    rows += [
        StateRow(
            label=f"{word.capitalize()}s dans les données",
            value=french.number(manifest.findings.get(severity, 0)),
        )
        for severity, word in SEVERITIES.items()
    ]
    return tuple(rows)


def _downloads(folder: Path) -> "list[Download]":
    from oar_analysis.export import Download

    return [
        Download(href=name, title=title, description=description, size=path.stat().st_size)
        for name, title, description in _DOWNLOADS
        if (path := folder / name).exists()
    ]
