"""papermill's engine for the review: the same record of a page, written less often."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from nbformat.v4.nbjson import BytesEncoder
from papermill.engines import NBClientEngine, NotebookExecutionManager

# Each save writes the whole notebook, charts and all: stock papermill, which saves before and
# after each cell, spends more on it than most cells take.
SECONDS_BETWEEN_SAVES = 5


class PageRecord:
    """The executed notebook of a page, as papermill leaves it, and the file that keeps it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notebook: Any = None

    def begin(self, notebook: Any) -> None:  # noqa: ANN401 (a NotebookNode)
        """Keep a notebook from here on; it says itself where it is kept."""
        self.notebook = notebook
        notebook.metadata.papermill["output_path"] = str(self.path)

    def write(self) -> None:
        """Write the notebook as it stands, if papermill came as far as to execute it.

        Without indentation: that of nbformat's own writer takes ten times as long.
        """
        if self.notebook is not None:
            text = json.dumps(self.notebook, ensure_ascii=False, sort_keys=True, cls=BytesEncoder)
            self.path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


class SparingManager(NotebookExecutionManager):  # type: ignore[misc]
    """papermill's state of a notebook, saved as it starts and now and then."""

    last_save_time: datetime

    def __init__(self, record: PageRecord, notebook: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(notebook, **options)
        self.record, self.has_saved = record, False
        record.begin(notebook)

    def save(self, **kwargs: object) -> None:  # noqa: ARG002 (papermill's signature)
        """Save, unless the last save is recent."""
        now = self.now()
        age = (now - self.last_save_time).total_seconds()
        if not self.has_saved or age >= SECONDS_BETWEEN_SAVES:
            self.record.write()
            self.last_save_time, self.has_saved = now, True


class ReviewEngine(NBClientEngine):  # type: ignore[misc]
    """Executes as papermill's own engine does, under the sparing manager."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **options: Any) -> Any:  # noqa: ANN401
        """Execute a notebook and return it; raises what nbclient raises.

        `record` among the options keeps it; what it holds at the end is written by the caller,
        once papermill has added its marks.
        """
        del options["output_path"]
        manager = SparingManager(
            options.pop("record"),
            nb,
            progress_bar=options.pop("progress_bar"),
            log_output=options.pop("log_output"),
        )
        manager.notebook_start()
        try:
            cls.execute_managed_notebook(manager, kernel_name, **options)
        finally:
            manager.notebook_complete()
        return manager.nb
