"""Makes one new version: data, pages, checks, then the whole of it in one step."""

import shutil
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from oar_analysis.errors import DiskError, OarError
from oar_analysis.review import assemble
from oar_analysis.review.failure import Failure
from oar_analysis.review.fingerprint import Inputs, page_fingerprint
from oar_analysis.review.journal import Journal
from oar_analysis.review.manifest import Manifest, PageEntry, read_manifest
from oar_analysis.review.parameters import check_pages
from oar_analysis.review.pool import (
    Aside,
    Lost,
    has_forkserver,
    page_pool,
    run_tasks,
    start_forkserver,
    start_renderers,
)
from oar_analysis.review.prepare import Prepared, prepare, publish_processed
from oar_analysis.review.record import Record
from oar_analysis.review.request import Outcome, ReviewRequest, core_count
from oar_analysis.review.signals import finish_whatever_comes
from oar_analysis.review.swap import swap_in
from oar_analysis.review.task import PageResult, PageTask, run_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oar_analysis.scheme import Page, Scheme


@dataclass(frozen=True, slots=True)
class Workshop:
    """A run at work: what is asked, what it is made from, and the folders it works in."""

    request: ReviewRequest
    inputs: Inputs
    journal: Journal
    record: Record
    new: Path
    scratch: Path

    @property
    def data(self) -> Path:
        """The folder that notebooks see as `data`: raw/ as it is, processed/ of this run."""
        return self.scratch / "data"


def make(work: Workshop) -> Outcome:
    """Make the new version of a target and put it in its place.

    Raises:
        OarError: see `run.review`.
    """
    started = time.monotonic()
    request = work.request
    assemble.refuse_foreign(request.target.folder)
    warm = _start_warm(work)
    aside = Aside()
    preparing = aside.submit(_prepare, request.raw.resolve(), work.data, request.year)
    scheme = _checked_scheme(request)
    work.journal.say("data", "Lecture et contrôle des données")
    prepared = preparing.result()
    start_renderers(work.scratch, core_count())
    _refuse_blocking(work, prepared)
    tended = aside.submit(assemble.tend_cache)
    downloads = aside.submit(assemble.write_downloads, work.data / "processed", work.new)
    published = read_manifest(request.target.folder)
    entries = _make_pages(work, scheme.pages, published, warm=warm)
    tended.result()
    downloads.result()
    manifest = _manifest(work, prepared, entries)
    assemble.finish(work, aside, manifest, scheme)
    failed = tuple(one.id for one in entries if one.state != "good")
    work.record.note(seconds=round(time.monotonic() - started, 2), findings=prepared.findings)
    finish_whatever_comes()
    swap_in(work.new, request.target.folder, request.target.aside)
    if refused := publish_processed(work.data / "processed", request.data / "processed"):
        work.journal.say(
            "warning",
            f"Les tables n'ont pas pu être copiées dans {request.data / 'processed'} ({refused}) : "
            "celles de cette exécution sont dans le dossier publié.",
        )
    made = tuple(work.record.content.get("made", ()))
    kept = tuple(one.id for one in entries if one.id not in {*made, *failed})
    return Outcome(
        request.target.folder / "index.html", made, kept, failed, work.record.folder,
        len(prepared.blocking),
    )  # fmt: skip


def _start_warm(work: Workshop) -> bool:
    warm = work.request.warm and has_forkserver(work.scratch)
    if warm:
        start_forkserver(work.scratch, work.request.raw / "scheme")
    else:
        why = "pas de serveur de fork ici" if work.request.warm else "demandés par --cold"
        work.journal.say("kernels", f"Noyaux ordinaires, plus lents : {why}.")
    return warm


def _prepare(raw: Path, data: Path, year: int) -> Prepared:
    shutil.rmtree(data, ignore_errors=True)  # what a killed process began
    data.mkdir()
    try:
        (data / "raw").symlink_to(raw, target_is_directory=True)
    except OSError:  # Windows without the right to make links
        shutil.copytree(raw, data / "raw")
    return prepare(data, year, data / "processed")


def _checked_scheme(request: ReviewRequest) -> "Scheme":
    # Here, not above: the forkserver and the data come first, on the other cores.
    from oar_analysis.scheme import load_scheme

    scheme = load_scheme(request.raw / "scheme")
    check_pages(scheme, request.notebooks)
    return scheme


def _refuse_blocking(work: Workshop, prepared: Prepared) -> None:
    if not prepared.blocking or work.request.draft:
        return
    count = len(prepared.blocking)
    raise OarError(
        f"{count} constat{'s' if count > 1 else ''} à traiter avant publication : rien n'a été "
        "publié. « oar check » les montre tous ; « oar review --draft » fait les pages en "
        "brouillon.",
        prepared.blocking,
    )


def _make_pages(
    work: Workshop, pages: "Iterable[Page]", published: Manifest | None, *, warm: bool
) -> tuple[PageEntry, ...]:
    """Return the entries of all pages, whose files now stand in `work.new`."""
    entries: dict[str, PageEntry] = {}
    tasks: dict[str, PageTask] = {}
    for page in pages:
        entry = _new_entry(work, page)
        old = published.page(page.id) if published else None
        entries[page.id] = entry
        kept = old is not None and old.fingerprint == entry.fingerprint and not work.request.force
        if not (kept and old and assemble.keep(work, old)):
            tasks[page.id] = _task(work, page, entry)
    work.journal.expect(len(tasks))
    workers = work.request.worker_count(len(tasks))
    review = work.request.year, work.data
    made: dict[str, float] = {}
    make_pool = partial(page_pool, workers, warm=warm, review=review)
    for result in run_tasks(run_page, tasks.values(), make_pool):
        done = _settled(result)
        if done.failure is None:
            made[done.page] = round(done.seconds, 2)
            work.journal.say(
                "page-made", f"Page faite : {tasks[done.page].title}", page=done.page,
                seconds=made[done.page],
            )  # fmt: skip
        else:
            old = published.page(done.page) if published else None
            entries[done.page] = _failed_entry(work, entries[done.page], old, done.failure)
    work.record.note(made=made, warm=warm, workers=workers)
    return tuple(entries.values())


def _new_entry(work: Workshop, page: "Page") -> PageEntry:
    request = work.request
    fingerprint = page_fingerprint(work.inputs, page, request.year, request.shaping)
    names = [f"{page.id}.html"] + ([f"{page.id}.pdf"] if request.pdf else [])
    return PageEntry(
        page.id, page.title, page.notebook, page.parameters, "good", fingerprint, tuple(names)
    )


def _task(work: Workshop, page: "Page", entry: PageEntry) -> PageTask:
    request = work.request
    return PageTask(
        page=page.id,
        title=page.title,
        notebook=(request.notebooks / page.notebook).resolve(),
        # Relative, so that no page depends on where this machine keeps its data.
        parameters={"year": request.year, "data": "data", **page.parameters},
        scratch=work.scratch,
        folder=_page_folder(work, page.id),
        executed=(work.record.folder / f"{page.id}.ipynb").resolve(),
        html=(work.new / f"{page.id}.html").resolve(),
        static_html=assemble.static_folder(work.scratch) / f"{page.id}.html",
        pdf=(work.new / f"{page.id}.pdf").resolve() if request.pdf else None,
        identity=entry.fingerprint[:12],
        draft=request.draft,
        limits=request.limits,
    )


def _page_folder(work: Workshop, page: str) -> Path:
    """Return a page's own working folder, with a link `data`: it may spoil that, nothing else."""
    folder = work.scratch / "pages" / page
    folder.mkdir(parents=True)
    try:
        (folder / "data").symlink_to(work.data, target_is_directory=True)
    except OSError:  # Windows without the right to make links
        return work.scratch
    return folder


def _settled(result: PageResult | Lost[PageTask]) -> PageResult:
    if isinstance(result, Lost):
        failure = Failure(
            "le processus qui faisait la page a été tué, deux fois",
            remedy="Voir le journal du système (mémoire épuisée ?), puis relancer.",
        )
        return PageResult(result.task.page, "page", failure)
    if result.error == "disk" and result.failure:
        raise DiskError(
            f"Le disque ou les droits ont arrêté la page « {result.page} » : "
            f"{result.failure.error.rstrip('.')}. Rien n'a été publié. Libérer de la place ou "
            "rétablir les droits, puis relancer."
        )
    return result


def _failed_entry(
    work: Workshop, entry: PageEntry, old: PageEntry | None, failure: Failure
) -> PageEntry:
    assemble.discard(work, entry)
    cell = f" (cellule {failure.cell})" if failure.cell else ""
    text = f"{failure.what}{cell}" + (f" : {failure.error}" if failure.error else "")
    has_copy = old is not None and old.state != "missing" and assemble.keep(work, old)
    work.journal.say(
        "page-failed", f"Page en échec : {entry.title} : {text}", page=entry.id, stale=has_copy
    )
    if old is not None and has_copy:
        return PageEntry(
            entry.id, entry.title, entry.notebook, entry.parameters, "stale",
            old.fingerprint, old.files, failure.what + cell,
        )  # fmt: skip
    return PageEntry(
        entry.id, entry.title, entry.notebook, entry.parameters, "missing", "", (),
        failure.what + cell,
    )  # fmt: skip


def _manifest(work: Workshop, prepared: Prepared, entries: tuple[PageEntry, ...]) -> Manifest:
    return Manifest(
        year=work.request.year,
        fingerprint=work.inputs.digest(work.request.shaping),
        options=work.request.shaping,
        versions=work.inputs.versions,
        library=work.inputs.library,
        raw=work.inputs.raw,
        notebooks=work.inputs.notebooks,
        findings=prepared.findings,
        pages=entries,
    )
