"""A subsidy file of 200 000 rows read, checked and summed by year, against pandas, frictionless.

    python benchmarks/read.py [rows]

Each reader runs in a process of its own, on the same generated file (cp1252, ";", decimal
commas). pandas is told the encoding and the separator and believes the file; ours finds them,
checks the shape of each record, each date and each amount, and keeps their addresses. "+ sum"
adds the subsidies up by year; all sums must be equal. frictionless, told the types, checks each
row; it takes part if it is installed (it is no dependency of the project).
"""

import csv
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROWS = 200_000
HEADER = [
    "nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "nomBeneficiaire",
    "idBeneficiaire", "objet", "montant", "nature", "pourcentageSubvention",
]  # fmt: skip


def generate(path: Path, rows: int) -> None:
    """Write the same made-up file for the same number of rows."""
    chance = random.Random(2017)
    with path.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADER)
        for number in range(rows):
            day = f"2017-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            amount = f"{chance.randint(100, 99_999)},{chance.randint(0, 99):02}"
            writer.writerow([
                "Département d'essai", "22000000000000", day, f"DEC-{number}",
                f"Association n° {chance.randint(1, 9_999)}", chance.randint(10**13, 10**14 - 1),
                "Aide à la création", amount, "aide en numéraire", "1",
            ])  # fmt: skip


def with_pandas(path: Path) -> int:
    import pandas as pd

    return len(pd.read_csv(path, sep=";", dtype=str, keep_default_na=False, encoding="cp1252"))


def with_read_frame(path: Path) -> int:
    from oar_analysis.read import read_frame

    return len(read_frame(path)[0])


def with_read_sheets(path: Path) -> int:
    from oar_analysis.read import read_sheets

    return len(read_sheets(path)[0].rows) - 1


def summed_by_pandas(path: Path) -> float:
    import pandas as pd

    table = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False, encoding="cp1252")
    amounts = table["montant"].str.replace(",", ".").astype(float)
    return float(amounts.groupby(table["dateConvention"].str[:4]).sum()["2017"])


def summed_by_us(path: Path) -> float:
    from oar_analysis.normalise.doubt import Known, Place
    from oar_analysis.normalise.rows import aggregate
    from oar_analysis.read import find_grid, read_sheets
    from oar_analysis.scheme import Indicator, RowAggregate, Series

    series = Series(label="Subventions", unit="EUR")
    indicator = Indicator(
        code="1-1.1.1", label="Subventions", respondent="Essais", definition="x", series=[series]
    )
    one = RowAggregate(
        indicator="1-1.1.1", aggregate="sum", value="montant", unit="EUR", date="dateConvention"
    )
    (sheet,) = read_sheets(path)
    register = {("1-1.1.1", "", "level"): Known(indicator, series)}
    place = Place("1-1.1", 1, 2017, sheet)
    (row,) = aggregate(find_grid(sheet), one, place, register, dated_list=False).rows
    return float(str(row["value"]))


def summed_by_frictionless(path: Path) -> float:
    from frictionless import Dialect, Resource, Schema, formats

    fields = [{"name": name, "type": "string"} for name in HEADER]
    fields[HEADER.index("montant")] |= {"type": "number", "decimalChar": ","}
    fields[HEADER.index("dateConvention")]["type"] = "date"
    dialect = Dialect(controls=[formats.CsvControl(delimiter=";")])
    options = {"basepath": str(path.parent), "encoding": "cp1252", "dialect": dialect}
    schema = Schema.from_descriptor({"fields": fields})
    total: dict[int, float] = {}
    with Resource(path.name, schema=schema, **options) as resource:
        for row in resource.row_stream:
            assert row.valid
            year = row["dateConvention"].year
            total[year] = total.get(year, 0.0) + float(row["montant"])
    return total[2017]


def with_frictionless(path: Path) -> int:
    from frictionless import Dialect, Resource, formats

    dialect = Dialect(controls=[formats.CsvControl(delimiter=";")])
    options = {"basepath": str(path.parent), "encoding": "cp1252", "dialect": dialect}
    with Resource(path.name, **options) as resource:
        return sum(1 for _ in resource.row_stream)


READERS: dict[str, Callable[[Path], float]] = {
    "pandas.read_csv": with_pandas,
    "read_frame": with_read_frame,
    "read_sheets": with_read_sheets,
    "frictionless": with_frictionless,
    "pandas + sum": summed_by_pandas,
    "ours + sum": summed_by_us,
    "frictionless + sum": summed_by_frictionless,
}


def measure(name: str, path: Path) -> None:
    """Run one reader here; print what it found, its seconds and its peak memory as JSON."""
    import pandas as pd  # imported before the clock starts: all readers but one need it

    pd.Series(["x"], dtype="str")
    start = time.process_time()  # of this process: other work on the machine does not count
    found = round(READERS[name](path), 2)
    seconds = time.process_time() - start
    print(json.dumps({"found": found, "seconds": round(seconds, 2), "megabytes": peak_megabytes()}))


def peak_megabytes() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "subventions.csv"
        generate(path, rows)
        print(f"{rows} rows, {path.stat().st_size / 1e6:.1f} MB")
        for name in READERS:
            if name.startswith("frictionless") and importlib.util.find_spec("frictionless") is None:
                print(f"{name:18} not installed: pip install frictionless in an environment apart")
                continue
            command = [sys.executable, __file__, "--measure", name, str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found = json.loads(done.stdout)
            took, peak = found["seconds"], found["megabytes"]
            print(f"{name:18} {took:6.2f} s  {peak:5} MB  {found['found']:.12g}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
