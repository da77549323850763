"""Where the review of a year stands: its last run, what is stale, what is missing, from whom."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from oar_analysis import french
from oar_analysis.review.fingerprint import Inputs, changed, page_fingerprint, read_inputs
from oar_analysis.review.folders import Target
from oar_analysis.review.manifest import Manifest, compare, read_manifest
from oar_analysis.review.record import last_record
from oar_analysis.review.state import (
    IndicatorState,
    indicator_states,
    missing_by_respondent,
    read_observations,
)
from oar_analysis.scheme import Page, load_scheme

_OUTCOMES = {
    "done": "réussie",
    "pages failed": "finie avec des pages en échec",
    "failed": "arrêtée",
}


def read_status(year: int, data: Path, reports: Path, notebooks: Path) -> Iterator[str]:
    """Yield the lines of `oar status`.

    Raises:
        SchemeError: the register cannot be read.
    """
    target = Target(reports, str(year))
    yield f"Campagne {year}"
    yield _last_run(target, last_record(target.runs, target.name))
    manifest = read_manifest(target.folder)
    if manifest is None:
        yield (
            f"Pages : rien n'est publié dans {target.folder}. Lancer « oar review --year {year} »."
        )
    else:
        yield from _pages(target, manifest)
        yield from _stale(manifest, data, notebooks)
    yield from _indicators(year, data)


def _last_run(target: Target, record: dict[str, Any] | None) -> str:
    if record is None:
        return "Dernière exécution : aucune."
    started = datetime.fromisoformat(record["started"])
    when = f"{french.date(started.date())} à {started:%H:%M} UTC"
    if record["outcome"] == "running":
        words = "en cours" if is_locked(target) else "interrompue sans prévenir (processus tué)"
    else:
        words = _OUTCOMES.get(record["outcome"], record["outcome"])
        words += f" (code {record['exit_code']})"
    error = f" : {record['error']}" if record.get("error") else ""
    return f"Dernière exécution : {when}, {words}{error}"


def is_locked(target: Target) -> bool:
    """Tell whether a run of this target is going on."""
    try:
        import fcntl
    except ImportError:  # Windows
        from filelock import FileLock

        return FileLock(target.lock, timeout=0).is_locked
    try:
        # Shared and read-only: whoever may read the reports may ask.
        with target.lock.open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _pages(target: Target, manifest: Manifest) -> Iterator[str]:
    good = sum(page.state == "good" for page in manifest.pages)
    yield f"Pages : {good} sur {len(manifest.pages)} à jour dans {target.folder}"
    for page in manifest.pages:
        if page.state != "good":
            kept = "dernière bonne version gardée" if page.state == "stale" else "absente"
            yield f"  - {page.title} : {kept} ({page.failure})"
    if compare(target.folder, manifest):
        yield f"  - Le dossier a été modifié : « oar verify {target.folder} »."


def _stale(manifest: Manifest, data: Path, notebooks: Path) -> Iterator[str]:
    """Say what the next run would make again, and why."""
    inputs = read_inputs(data / "raw", notebooks)
    if manifest.fingerprint == inputs.digest(manifest.options):
        return
    changes = {
        "données": changed(manifest.raw, inputs.raw),
        "carnets": changed(manifest.notebooks, inputs.notebooks),
        "versions": changed(manifest.versions, inputs.versions),
        "programme": ["oar_analysis"] if manifest.library != inputs.library else [],
    }
    for what, names in changes.items():
        if names:
            shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
            yield f"  - Changé depuis ({what}) : {shown}"
    scheme = load_scheme(data / "raw" / "scheme")
    stale = [page.title for page in scheme.pages if _is_stale(page, manifest, inputs)]
    yield (
        f"  - Pages à refaire : {', '.join(stale) or 'aucune, seulement les tables'}. "
        f"Relancer « oar review --year {manifest.year} »."
    )


def _is_stale(page: Page, manifest: Manifest, inputs: Inputs) -> bool:
    entry = manifest.page(page.id)
    now = page_fingerprint(inputs, page, manifest.year, manifest.options)
    return entry is None or entry.fingerprint != now


def _indicators(year: int, data: Path) -> Iterator[str]:
    scheme = load_scheme(data / "raw" / "scheme")
    try:
        rows = read_observations(data / "processed")
    except FileNotFoundError:
        yield f"Indicateurs : données pas encore normalisées (« oar normalise --year {year} »)."
        return
    states = indicator_states(scheme, rows, year)
    filled = sum(state.filled for state in states)
    yield f"Indicateurs : {filled} renseignés sur {len(states)}"
    for respondent, missing in missing_by_respondent(states).items():
        yield f"  - {respondent} :"
        yield from (f"      {_missing(state)}" for state in missing)


def _missing(state: IndicatorState) -> str:
    return f"{state.code} {state.label} ({state.reason})"
