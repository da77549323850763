"""papermill's engine for the review: the same record of a page, written less often."""

from typing import Any

from papermill.engines import NBClientEngine, NotebookExecutionManager

# Each save writes the whole notebook, charts and all: stock papermill, which saves before and
# after each cell, spends more on it than most cells take.
SECONDS_BETWEEN_SAVES = 5


class SparingManager(NotebookExecutionManager):  # type: ignore[misc]
    """papermill's state of a notebook, saved as it starts, now and then, and if it ends badly.

    papermill itself saves what ended well.
    """

    must_save = True

    def save(self, **kwargs: object) -> None:
        """Save, unless the last save is recent and all goes well."""
        age = (self.now() - self.last_save_time).total_seconds()
        if self.must_save or age >= SECONDS_BETWEEN_SAVES:
            super().save(**kwargs)


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
        manager.must_save = False
        try:
            cls.execute_managed_notebook(manager, kernel_name, **options)
        except BaseException:
            manager.must_save = True
            raise
        finally:
            manager.notebook_complete()
        return manager.nb
