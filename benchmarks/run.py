"""What a review costs, beside the commands that a user would type: `make bench`.

Every ratio is taken within one round, on one machine, the median of three rounds: the speed of
a shared server drifts, ratios less. Needs the plain install only. Writes benchmarks/out/ (all
figures) and benchmarks/results.md (the table).

    python benchmarks/run.py [--rounds 3] [--copies 10] [--quick]
"""

import argparse
import importlib.util
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
OUT = ROOT / "benchmarks" / "out"
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"


def pages(year):
    """Return (id, notebook, parameters) of each page of the register."""
    from oar_analysis.scheme import load_scheme

    scheme = load_scheme(DATA / "raw" / "scheme")
    return [(page.id, page.notebook, {"year": year, **page.parameters}) for page in scheme.pages]


def timed(function, *arguments):
    started = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - started


def run(*command, **options):
    done = subprocess.run(
        [str(one) for one in command], capture_output=True, text=True, check=False, **options
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}")
    return done


def stock_page(page, data, folder):
    """Make a page as one would type it: papermill, then nbconvert."""
    identifier, notebook, parameters = page
    executed = folder / f"{identifier}.ipynb"
    given = [part for name, value in parameters.items() for part in ("-p", name, value)]
    run(BIN / "papermill", NOTEBOOKS / notebook, executed, *given, "-p", "data", data)
    run(BIN / "jupyter", "nbconvert", "--to", "html", "--no-input", executed)


def stock(year, data, folder, together):
    with ThreadPoolExecutor(together) as pool:
        list(pool.map(lambda page: stock_page(page, data, folder), pages(year)))


def install(folder):
    """What `make` leaves in the user's cache as it installs: the charts' script, no drawing."""
    code = "from oar_analysis.export.bundle import bundle; bundle()"
    run(sys.executable, "-c", code, env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")})


def review(year, folder):
    """A first `oar review`: nothing published, nothing drawn."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    run(BIN / "oar", "review", "--year", year, "--reports", folder / "reports", cwd=ROOT,
        env=environment)  # fmt: skip


def matrix(year, data, copies, folder):
    """Return seconds and peak memory of the parent for the pages under `copies` names."""
    script = ROOT / "benchmarks" / "matrix.py"
    done = run(sys.executable, script, year, data, copies, folder)
    return json.loads(done.stdout.splitlines()[-1])


def floor(year, data):
    """Return seconds for all pages' cells run by exec, and their SVGs, in one warm interpreter."""
    done = run(sys.executable, ROOT / "benchmarks" / "floor.py", year, data)
    return json.loads(done.stdout.splitlines()[-1])["seconds"]


def processor_seconds(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(*command, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(year, copies, quick):
    """Return one round's figures, in seconds (memory in MiB)."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        data = folder / "data"
        shutil.copytree(DATA / "raw", data / "raw")
        run(BIN / "oar", "normalise", "--year", year, "--data", data)
        for part in ("one", "two", "own", "m1", "m5", "m10"):
            (folder / part).mkdir()
        install(folder / "own")
        figures = {"review": timed(review, year, folder / "own")}
        figures["stock"] = timed(stock, year, data, folder / "one", 1)
        figures["stock_two"] = timed(stock, year, data, folder / "two", 2)
        figures["floor"] = floor(year, data)
        steps = (1, copies) if quick else (1, copies // 2, copies)
        for step, part in zip(steps, ("m1", "m5", "m10"), strict=False):
            found = matrix(year, data, step, folder / part)
            figures[f"matrix_{step}"] = found["seconds"]
            figures[f"parent_{step}"] = found["parent_mib"]
        reports = folder / "own" / "reports"
        figures["pass"] = processor_seconds(sys.executable, "-c", "pass")
        figures["help"] = processor_seconds(BIN / "oar", "--help")
        figures["nothing"] = processor_seconds(
            BIN / "oar", "review", "--year", year, "--reports", reports
        )
    return figures


def ratios(figures, count, copies):
    """Return what issue 7 asks, from one round."""
    more = count * (copies - 1)
    page = (figures[f"matrix_{copies}"] - figures["matrix_1"]) / more
    found = {
        "first review, against one command after the other (at least 5)":
            figures["stock"] / figures["review"],
        "first review, against the same two at a time (at least 3)":
            figures["stock_two"] / figures["review"],
        "one more page of the matrix, against one command after the other (at least 10)":
            figures["stock"] / count / page,
        "one more page of the matrix, over the floor halved (at most 2.5)":
            page / (figures["floor"] / count / 2),
        "memory of the parent, whole matrix over eight pages (flat: near 1)":
            figures[f"parent_{copies}"] / figures["parent_1"],
        "oar --help, processor seconds over python -c pass (at most 0.3)":
            figures["help"] - figures["pass"],
        "nothing to do, processor seconds over python -c pass (at most 0.3)":
            figures["nothing"] - figures["pass"],
    }  # fmt: skip
    middle = f"matrix_{copies // 2}"
    if middle in figures:
        early = (figures[middle] - figures["matrix_1"]) / (count * (copies // 2 - 1))
        late = (figures[f"matrix_{copies}"] - figures[middle]) / (count * (copies - copies // 2))
        found["cost of a page, second half of the matrix over the first (linear: near 1)"] = (
            late / early
        )
    return found


def table(rounds, count, copies):
    every = [ratios(one, count, copies) for one in rounds]
    install = "with jupyterlab" if importlib.util.find_spec("jupyterlab") else "plain install"
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {install}"
    header = f"`make bench`, medians of {len(rounds)} rounds: {machine}, {count} pages."
    lines = [
        "# What a review costs",
        "",
        header,
        "",
        "| what | median | lowest | highest |",
        "|---|---|---|---|",
    ]
    for name in every[0]:
        values = sorted(one[name] for one in every)
        lines.append(
            f"| {name} | {statistics.median(values):.2f} | {values[0]:.2f} | {values[-1]:.2f} |"
        )
    lines += ["", "| seconds (memory: MiB) | median |", "|---|---|"]
    for name in rounds[0]:
        lines.append(f"| {name} | {statistics.median(one[name] for one in rounds):.2f} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--year", type=int, default=2017)
    parser.add_argument("--quick", action="store_true", help="two sizes of the matrix, not three")
    chosen = parser.parse_args()
    count = len(pages(chosen.year))
    rounds = []
    for number in range(chosen.rounds):
        rounds.append(measure(chosen.year, chosen.copies, chosen.quick))
        print(f"round {number + 1}: {json.dumps(rounds[-1])}", flush=True)
    text = table(rounds, count, chosen.copies)
    OUT.mkdir(exist_ok=True)
    (OUT / "rounds.json").write_text(json.dumps(rounds, indent=1) + "\n", encoding="utf-8")
    (ROOT / "benchmarks" / "results.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
