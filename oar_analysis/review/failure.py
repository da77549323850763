"""What went wrong on a page, told in French: which cell, what error, what to do."""

import re
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oar_analysis.review.exitcode import RESOURCE_ERRORS
from oar_analysis.review.nursery import last_exit

if TYPE_CHECKING:
    from oar_analysis.review.task import PageTask

# What comes back from a worker stays under the 4 KB that a pipe carries in one piece: a worker
# killed while it answers can then never leave half an answer.
_SUMMARY_LENGTH = 300
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed page in short: what happened, in which cell (from 1), and what to do."""

    what: str
    cell: int | None = None
    error: str = ""
    remedy: str = ""
    dead_kernel: bool = False


def describe(error: Exception, task: "PageTask") -> Failure:
    """Return what an exception means for the page, and write the long report beside its run."""
    failure = _failure(error, task)
    _write_report(report_path(task.executed), task.title, failure, _details(error))
    return failure


def report_path(executed: Path) -> Path:
    """Return where the report of a failed page stands, given its executed notebook."""
    return executed.with_name(f"{executed.stem}-echec.md")


def _failure(error: Exception, task: "PageTask") -> Failure:
    name = type(error).__name__
    cell = _running_cell(task.executed)
    text = _shorten(str(error))
    if name == "PapermillExecutionError":
        return Failure(
            "une cellule a échoué",
            getattr(error, "cell_index", -1) + 1 or None,
            _shorten(f"{getattr(error, 'ename', '')} : {getattr(error, 'evalue', '')}"),
            f"Ouvrir le carnet exécuté {task.executed.name} et corriger la donnée ou le carnet.",
        )
    if name == "CellTimeoutError":
        return Failure(
            f"une cellule a dépassé {task.limits.cell_seconds} secondes",
            cell,
            "",
            "Chercher une boucle sans fin, ou accorder plus de temps avec --cell-timeout.",
        )
    if name == "DeadlineError":
        return Failure(
            text,
            cell,
            "",
            "Chercher une boucle sans fin, ou accorder plus de temps avec --page-timeout.",
        )
    if name == "DeadKernelError":
        return Failure(
            f"le noyau s'est arrêté sans répondre{_exit_words()}",
            cell,
            _last_words(task),
            "Mémoire épuisée, processus tué ou défaut d'un paquet : voir le journal du système, "
            "accorder plus de mémoire avec --memory, ou corriger la cellule.",
            dead_kernel=True,
        )
    if isinstance(error, OSError):
        return _refusal(error)
    return Failure(
        text if name == "PageError" else "la page n'a pas pu être faite",
        None if name == "PageError" else cell,
        "" if name == "PageError" else f"{name} : {text}",
        f"Corriger le carnet {task.notebook.name}, puis relancer.",
    )


def _refusal(error: OSError) -> Failure:
    text = _shorten(str(error))
    if error.errno in RESOURCE_ERRORS:
        return Failure(
            "le système n'accorde plus de processus, de fichiers ouverts ou de mémoire",
            error=text,
            remedy="Relever les limites (ulimit -u, ulimit -n, MemoryMax), ou « --workers 1 ».",
        )
    return Failure(
        "une écriture ou une lecture a été refusée par le système",
        error=text,
        remedy="Libérer de la place ou rétablir les droits, puis relancer.",
    )


def _running_cell(executed: Path) -> int | None:
    """Return the number of the cell that papermill's last save shows as running.

    Its status cannot be trusted after a dead kernel (it says "completed"): the last cell that
    was started is the one.
    """
    import json

    try:
        cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return None
    started = [
        number
        for number, cell in enumerate(cells, 1)
        if cell.get("metadata", {}).get("papermill", {}).get("start_time")
        and cell.get("cell_type") == "code"
    ]
    return max(started, default=None)


def _exit_words() -> str:
    """Return how the last kernel ended, in brackets, as far as this process knows."""
    code = last_exit()
    if code is None:
        return ""
    return f" (tué par {signal.Signals(-code).name})" if code < 0 else f" (code {code})"


def _last_words(task: "PageTask") -> str:
    """Return what the kernel printed last, by C code for instance."""
    try:
        lines = (task.scratch / f"{task.page}.log").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return _shorten(" ".join(lines[-2:]))


def _details(error: Exception) -> str:
    trace = getattr(error, "traceback", None)
    text = "\n".join(trace) if isinstance(trace, list) else str(error)
    return _ANSI.sub("", text)


def _write_report(path: Path, title: str, failure: Failure, details: str) -> None:
    lines = [
        f"# Échec de la page « {title} »",
        "",
        f"- Ce qui s'est passé : {failure.what.rstrip('.')}.",
    ]
    if failure.cell:
        lines.append(f"- Cellule : n° {failure.cell} du carnet exécuté.")
    if failure.error:
        lines.append(f"- Erreur : {failure.error}")
    lines += [f"- Que faire : {failure.remedy}", "", "## Trace", "", "```", details, "```", ""]
    try:
        path.write_text("\n".join(lines), encoding="utf-8")
    except OSError:
        return  # the disk itself is what failed: the run says so


def _shorten(text: str) -> str:
    text = " ".join(_ANSI.sub("", text).split())
    return text if len(text) <= _SUMMARY_LENGTH else text[: _SUMMARY_LENGTH - 1] + "…"
