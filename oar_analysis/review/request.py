"""What a run is asked to do."""

import math
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oar_analysis.errors import OarError, PageError
from oar_analysis.review.folders import Target
from oar_analysis.review.limits import Limits

DRAFT_SUFFIX = "-brouillon"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest:
    """The year and folders of a review, and the options of its run.

    `data` holds raw/ and processed/; `workers` 0 means twice the cores: a page that runs waits
    for its kernel half of the time.
    """

    year: int
    data: Path
    reports: Path
    notebooks: Path
    force: bool = False
    draft: bool = False
    pdf: bool = False
    workers: int = 0
    warm: bool = True
    keep: int = 10
    limits: Limits = field(default_factory=Limits)

    @property
    def raw(self) -> Path:
        """The raw files, the register among them."""
        return self.data / "raw"

    @property
    def target(self) -> Target:
        """Where the pages go: a draft never takes the place of a good version."""
        name = f"{self.year}{DRAFT_SUFFIX}" if self.draft else str(self.year)
        return Target(self.reports, name)

    @property
    def shaping(self) -> dict[str, Any]:
        """The options that change the pages."""
        return {"draft": self.draft, "pdf": self.pdf}

    def worker_count(self, pages: int) -> int:
        """Return how many pages to make at once: three for two cores, unless told.

        A page waits for its kernel and its drawings now and then.
        """
        wanted = self.workers or math.ceil(1.5 * core_count())
        return max(1, min(wanted, pages))


def core_count() -> int:
    """Return the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: pages made, kept as they were, failed.

    `blocking` counts the findings left in a draft that would forbid publication.
    """

    index: Path
    made: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    record: Path | None = None
    blocking: int = 0

    @property
    def exit_code(self) -> int:
        """0 when every page stands; 3 when one failed; 1 for a draft with errors left."""
        if self.failed:
            return PageError.exit_code
        return OarError.exit_code if self.blocking else 0
