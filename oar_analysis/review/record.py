"""reports/.runs/<run>/: what a run did, when and how long; the last N are kept."""

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAME = "run.json"
# What people had changed in a published folder; a record that holds some is never removed.
MODIFIED = "modifies"


@dataclass(slots=True)
class Record:
    """The record of one run, written when it starts, at each step and when it ends."""

    folder: Path
    content: dict[str, Any]

    @property
    def run(self) -> str:
        """The run's name: its number and its UTC start."""
        return self.folder.name

    def note(self, **facts: Any) -> None:  # noqa: ANN401
        """Add facts and save, whole or not at all.

        Raises:
            OSError: the disk refuses.
        """
        self.content.update(facts)
        text = json.dumps(self.content, ensure_ascii=False, indent=1, default=str) + "\n"
        beside = self.folder / f".{NAME}"
        beside.write_text(text, encoding="utf-8")
        beside.replace(self.folder / NAME)

    def end(self, outcome: str, exit_code: int, **facts: Any) -> None:  # noqa: ANN401
        """Note how the run ended."""
        self.note(ended=_now(), outcome=outcome, exit_code=exit_code, **facts)


def open_record(runs: Path, target: str, **facts: Any) -> Record:  # noqa: ANN401
    """Return the record of a new run, to be called with the target's lock held.

    Runs are numbered: a clock that is put back changes nothing to their order.

    Raises:
        OSError: the disk refuses.
    """
    started = datetime.now(UTC)
    number = max(map(_number, run_folders(runs, target)), default=0) + 1
    folder = runs / f"{target}-{number:04}-{started:%Y%m%dT%H%M%S}"
    folder.mkdir(parents=True)
    record = Record(folder, {"target": target, "started": started.isoformat(timespec="seconds")})
    record.note(outcome="running", **facts)
    return record


def last_record(runs: Path, target: str) -> dict[str, Any] | None:
    """Return the content of a target's last run, None if there is none that can be read."""
    for folder in reversed(run_folders(runs, target)):
        try:
            content: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        return {**content, "run": folder.name}
    return None


def run_folders(runs: Path, target: str) -> list[Path]:
    """Return the folders of a target's runs, the oldest first."""
    pattern = f"{target}-[0-9]*-[0-9]*T[0-9]*"
    return sorted((path for path in runs.glob(pattern) if path.is_dir()), key=_number)


def _number(folder: Path) -> int:
    number = folder.name.rsplit("-", 2)[-2]
    return int(number) if number.isdecimal() else 0


def prune(runs: Path, target: str, keep: int) -> None:
    """Remove all but the last `keep` runs of a target, and those that hold people's work."""
    folders = run_folders(runs, target)
    for folder in folders[: max(0, len(folders) - keep)]:
        if not (folder / MODIFIED).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
