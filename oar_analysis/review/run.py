"""One run of the review: data, pages, checks, then the whole new version in one step."""

import contextlib
import os
import shutil
from collections.abc import Iterator

from oar_analysis.errors import LockError
from oar_analysis.review.exitcode import exit_code
from oar_analysis.review.fingerprint import Inputs, read_inputs
from oar_analysis.review.folders import Target, clean_stale, make_scratch
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
        return outcome
    request.reports.mkdir(parents=True, exist_ok=True)
    with hold_lock(request.target):
        for path in clean_stale(request.target):
            journal.say("cleaned", f"Reste d'une exécution interrompue retiré : {path.name}")
        inputs = read_inputs(request.raw, request.notebooks)
        if not request.force and (outcome := nothing_to_do(request, inputs)):
            return outcome
        return _recorded_run(request, inputs, journal)


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
        lock.acquire(timeout=0)
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
    from oar_analysis.review import pool
    from oar_analysis.review.make import Workshop, make

    record = open_record(request.target.runs, request.target.name, year=request.year)
    new = request.target.new_folder(record.run)
    scratch = make_scratch(request.target)
    os.environ["TMPDIR"] = str(scratch)
    try:
        new.mkdir()
        outcome = make(Workshop(request, inputs, journal, record, new, scratch))
        record.end("done" if not outcome.failed else "pages failed", outcome.exit_code)
    except BaseException as error:
        with contextlib.suppress(OSError):
            record.end("failed", exit_code(error), error=str(error)[:2000] or type(error).__name__)
        raise
    finally:
        pool.kill_children()
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(scratch, ignore_errors=True)
    prune(request.target.runs, request.target.name, request.keep)
    return outcome
