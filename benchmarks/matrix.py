"""The matrix: the register's pages under many output names, as the run's own tasks.

python benchmarks/matrix.py YEAR DATA COPIES FOLDER
"""

import json
import os
import resource
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from oar_analysis.review.pool import Lost, page_pool, run_tasks, start_forkserver
from oar_analysis.review.request import ReviewRequest
from oar_analysis.review.task import PageTask, run_page
from oar_analysis.scheme import load_scheme

ROOT = Path(__file__).resolve().parent.parent


def tasks(year, data, copies, folder, scratch):
    """Yield a task for each page and copy."""
    for copy in range(copies):
        for page in load_scheme(data / "raw" / "scheme").pages:
            name = f"{page.id}-{copy}"
            yield PageTask(
                page=name,
                title=page.title,
                notebook=ROOT / "notebooks" / page.notebook,
                parameters={"year": year, "data": str(data), **page.parameters},
                scratch=scratch,
                folder=scratch,
                executed=folder / f"{name}.ipynb",
                html=folder / f"{name}.html",
            )


def main():
    year, data, copies, folder = int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="oar-") as scratch:
        start_forkserver(Path(scratch), data / "raw" / "scheme")
        os.environ["TMPDIR"] = scratch
        work = list(tasks(year, data, copies, Path(folder), Path(scratch)))
        request = ReviewRequest(year=year, data=data, reports=Path(folder), notebooks=ROOT)
        workers = request.worker_count(len(work))
        make_pool = partial(page_pool, workers, warm=True, review=(year, data))
        for result in run_tasks(run_page, work, make_pool):
            if isinstance(result, Lost) or result.failure:
                sys.exit(f"{result}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": time.perf_counter() - started, "parent_mib": peak}))


if __name__ == "__main__":
    main()
