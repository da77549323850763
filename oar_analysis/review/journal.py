"""What a run says while it runs: a bar on a terminal, plain or JSON lines elsewhere."""

import contextlib
import json
import sys
from datetime import UTC, datetime
from typing import Any, Protocol, TextIO


class Journal(Protocol):
    """Where a run's events go. `event` names it in English, `text` says it in French."""

    def say(self, event: str, text: str, **facts: Any) -> None:  # noqa: ANN401
        """Tell an event."""

    def expect(self, pages: int) -> None:
        """Tell how many pages will be made."""

    def close(self) -> None:
        """Leave the terminal as it was."""


class PlainJournal:
    """A line an event, on standard error."""

    def __init__(self) -> None:
        self._pages = self._done = 0

    def say(self, event: str, text: str, **facts: Any) -> None:  # noqa: ANN401
        """Print the French text; pages are counted."""
        del facts
        if event.startswith("page-") and self._pages:
            self._done += 1
            text = f"[{self._done}/{self._pages}] {text}"
        print_line(text)

    def expect(self, pages: int) -> None:
        """Remember how many pages there will be."""
        self._pages = pages

    def close(self) -> None:
        """Nothing to leave behind."""


class JsonJournal:
    """A JSON object a line on standard output, for log collectors."""

    def say(self, event: str, text: str, **facts: Any) -> None:  # noqa: ANN401
        """Print the event and its facts."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"time": now, "event": event, "message": text, **facts}
        print_line(json.dumps(line, ensure_ascii=True, default=str), sys.stdout)

    def expect(self, pages: int) -> None:
        """Print how many pages there will be."""
        self.say("pages", f"{pages} pages à faire", pages=pages)

    def close(self) -> None:
        """Nothing to leave behind."""


class BarJournal:
    """A progress bar for people who watch; rich is imported only then."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task("Préparation", total=None)
        self._progress.start()

    def say(self, event: str, text: str, **facts: Any) -> None:  # noqa: ANN401
        """Advance on a page, print what matters."""
        del facts
        if event.startswith("page-"):
            self._progress.advance(self._task)
        if event in {"page-failed", "warning"}:
            self._progress.console.print(text, markup=False, highlight=False)
        else:
            self._progress.update(self._task, description=text[:60])

    def expect(self, pages: int) -> None:
        """Give the bar its length."""
        self._progress.update(self._task, total=pages, description="Pages")

    def close(self) -> None:
        """Remove the bar."""
        self._progress.stop()


def open_journal(log_format: str) -> Journal:
    """Return the journal for where we are: "json", or by what standard error is."""
    if log_format == "json":
        return JsonJournal()
    return BarJournal() if sys.stderr.isatty() else PlainJournal()


def print_line(text: str, stream: TextIO | None = None) -> None:
    """Print to standard error or another stream; that nobody can read it stops no run.

    The reader may be gone, the disk of a log file full.
    """
    with contextlib.suppress(OSError):
        print(text, file=stream or sys.stderr, flush=True)
