"""papermill's engine for the review: the same record of a page, written less often."""

from typing import Any

from papermill.engines import NBClientEngine, NotebookExecutionManager

# Each save writes the whole notebook, charts and all: stock papermill, which saves before and
# after each cell, spends more on it than most cells take.
SECONDS_BETWEEN_SAVES = 5


class SparingManager(NotebookExecutionManager):  # type: ignore[misc]
    """papermill's state of a notebook, saved now and then, and whole at the end."""

    is_over = False

    def save(self, **kwargs: object) -> None:
        """Save, unless the last save is recent and the notebook goes on."""
        age = (self.now() - self.last_save_time).total_seconds()
        if self.is_over or age >= SECONDS_BETWEEN_SAVES:
            super().save(**kwargs)

    def notebook_complete(self, **kwargs: object) -> None:
        """Save the notebook as it ends, well or badly."""
        self.is_over = True
        super().notebook_complete(**kwargs)


class ReviewEngine(NBClientEngine):  # type: ignore[misc]
    """Executes as papermill's own engine does, under the sparing manager."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **options: Any) -> Any:  # noqa: ANN401
        """Execute a notebook and return it; raises what nbclient raises."""
        manager = SparingManager(
            nb,
            output_path=options.pop("output_path"),
            progress_bar=options.pop("progress_bar"),
            log_output=options.pop("log_output"),
        )
        manager.notebook_start()
        try:
            cls.execute_managed_notebook(manager, kernel_name, **options)
        finally:
            manager.notebook_complete()
        return manager.nb
