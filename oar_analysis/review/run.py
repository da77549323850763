"""One run of the review: data, pages, checks, then the whole new version in one step."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from oar_analysis.errors import LockError
from oar_analysis.review.exitcode import exit_code
from oar_analysis.review.fingerprint import Inputs, read_inputs
from oar_analysis.review.folders import Target, clean_stale, find_stale, make_scratch
from oar_analysis.review.journal import Journal
from oar_analysis.review.manifest import compare, read_manifest
from oar_analysis.review.parameters import check_year
from oar_analysis.review.record import open_record, prune
from oar_analysis.review.request import Outcome, ReviewRequest


def review(request: ReviewRequest, journal: Journal) -> Outcome:
    """Make the review of a year, or tell that nothing has changed.

    Raises:
        UsageError: no such campaign; a page's notebook or parameters cannot be.
        OarError: errors among the findings (`findings` has them): nothing is published.
        LockError: another run of this target is going on.
        DiskError, OSError: the disk or the permissions refuse.
    """
    check_year(request.year, request.raw)
    inputs = read_inputs(request.raw, request.notebooks)
    if not request.force and (outcome := nothing_to_do(request, inputs)):
        if find_stale(request.target):  # of a run killed once its version was in place
            with contextlib.suppress(LockError, OSError), hold_lock(request.target):
                _clean(request.target, journal)
        return outcome
    request.reports.mkdir(parents=True, exist_ok=True)
    with hold_lock(request.target):
        _clean(request.target, journal)
        inputs = read_inputs(request.raw, request.notebooks)
        if not request.force and (outcome := nothing_to_do(request, inputs)):
            return outcome
        return _recorded_run(request, inputs, journal)


def _clean(target: Target, journal: Journal) -> None:
    for path in clean_stale(target):
        journal.say("cleaned", f"Reste d'une exécution interrompue retiré : {path.name}")


def nothing_to_do(request: ReviewRequest, inputs: Inputs) -> Outcome | None:
    """Return the outcome of a run that changes nothing, None if there is something to do."""
    folder = request.target.folder
    manifest = read_manifest(folder)
    if manifest is None or manifest.fingerprint != inputs.digest(request.shaping):
        return None
    if any(page.state != "good" for page in manifest.pages) or compare(folder, manifest):
        return None
    return Outcome(folder / "index.html", kept=tuple(page.id for page in manifest.pages))


@contextlib.contextmanager
def hold_lock(target: Target) -> Iterator[None]:
    """Hold the lock of a target; the system lets go of it when the process ends.

    Raises:
        LockError: another run holds it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(target.lock)
    try:
        lock.acquire(timeout=0.5)
    except Timeout as error:
        raise LockError(
            f"Une autre exécution travaille déjà sur {target.folder}. Attendre qu'elle finisse "
            "(« oar status » dit où elle en est), puis relancer."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _recorded_run(request: ReviewRequest, inputs: Inputs, journal: Journal) -> Outcome:
    from oar_analysis.review.make import Workshop, make

    record = open_record(request.target.runs, request.target.name, year=request.year)
    try:
        with _workplace(request.target, record.run) as (new, scratch):
            outcome = make(Workshop(request, inputs, journal, record, new, scratch))
    except BaseException as error:
        with contextlib.suppress(OSError):
            record.end("failed", exit_code(error), error=str(error)[:2000] or type(error).__name__)
        raise
    try:
        record.end("done" if not outcome.failed else "pages failed", outcome.exit_code)
        prune(request.target.runs, request.target.name, request.keep)
    except OSError as error:
        journal.say("warning", f"Publié, mais {record.folder} n'a pas pu être complété : {error}")
    return outcome


@contextlib.contextmanager
def _workplace(target: Target, run: str) -> Iterator[tuple[Path, Path]]:
    """Yield a run's two temporary folders; nothing is left of them, nor of its processes."""
    from oar_analysis.export.cache import RUN_VARIABLE
    from oar_analysis.review.descendants import adopt_orphans, strays
    from oar_analysis.review.pool import kill_children

    new, scratch = target.new_folder(run), make_scratch(target)
    variable = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(scratch)  # of all processes of the run, and their notebooks
    os.environ[RUN_VARIABLE] = str(scratch / "cache")
    before: frozenset[int] = frozenset()
    try:
        adopt_orphans()
        before = strays()
        new.mkdir()
        yield new, scratch
    finally:
        kill_children(before)
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(scratch, ignore_errors=True)
        os.environ.pop(RUN_VARIABLE)
        os.environ.pop("TMPDIR")
        if variable is not None:
            os.environ["TMPDIR"] = variable
