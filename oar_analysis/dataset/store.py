"""The dataset on disk: CSV, Parquet and a Frictionless data package, each written whole or not."""

import json
import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from oar_analysis.contract import (
    FINDINGS,
    OBSERVATION_KEY,
    OBSERVATIONS,
    VERDICTS,
    Field,
    pandas_dtypes,
)
from oar_analysis.dataset.build import Dataset
from oar_analysis.read import neutralise

TABLES: dict[str, tuple[str, tuple[Field, ...]]] = {
    "observations": ("Observations", OBSERVATIONS),
    "findings": ("Constats de qualité", FINDINGS),
    "verdicts": ("Verdicts face aux cibles", VERDICTS),
}

# Not a table: what the pages say of each action beside what a person wrote in its <code>.md.
NARRATIVES_FILE = "narratives.yaml"

# Said in the descriptor of the tables of a made-up body, which travels with them.
FICTITIOUS = "Données fictives : elles ne décrivent aucune collectivité réelle."


def write(dataset: Dataset, processed: Path) -> list[Path]:
    """Write the three tables, datapackage.json and narratives.yaml, and return their paths.

    CSV: UTF-8, comma, decimal point, RFC 4180. Each file is written beside and renamed, so
    that no reader meets half a file. Same dataset, same bytes.
    """
    processed.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, (_, fields) in TABLES.items():
        table: pd.DataFrame = getattr(dataset, name)
        text = csv_text(table, fields)
        paths.append(replace_file(processed / f"{name}.csv", partial(_text, text=text)))
        paths.append(replace_file(processed / f"{name}.parquet", table.to_parquet))
    package = json.dumps(data_package(dataset), ensure_ascii=False, indent=2) + "\n"
    paths.append(replace_file(processed / "datapackage.json", partial(_text, text=package)))
    told = yaml.safe_dump(
        {"year": dataset.year, "narratives": dataset.narratives}, allow_unicode=True, width=10_000
    )
    paths.append(replace_file(processed / NARRATIVES_FILE, partial(_text, text=told)))
    return paths


def read_narratives(processed: Path, year: int) -> dict[str, dict[str, str]]:
    """Return what the directorates wrote in a campaign's workbooks: action -> section -> Markdown.

    {} where the tables were written for another year.
    """
    path = processed / NARRATIVES_FILE
    if not path.exists():
        return {}
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    told: dict[str, dict[str, str]] = content["narratives"] if content["year"] == year else {}
    return told


def read(processed: Path, name: str) -> pd.DataFrame:
    """Return one of the tables, with the contract's types."""
    table = pd.read_parquet(processed / f"{name}.parquet")
    return table.astype(pandas_dtypes(TABLES[name][1]))


def csv_text(table: pd.DataFrame, fields: tuple[Field, ...]) -> str:
    """Return a table as CSV text: whole floats without ".0", missing ones empty.

    Texts that a spreadsheet would run as a formula get an apostrophe; numbers never do.
    """
    shown = table.astype("object")
    for one in fields:
        if one.type == "string":
            shown[one.name] = table[one.name].map(neutralise)
        elif one.type == "number":
            shown[one.name] = [number_text(value) for value in table[one.name]]
        elif one.type == "boolean":
            shown[one.name] = table[one.name].map({True: "true", False: "false"})
    return shown.to_csv(index=False, lineterminator="\r\n")


def number_text(value: float | None) -> str:
    """Return the shortest text of a number, "" if missing.

    >>> number_text(8642568.0), number_text(27.3), number_text(float("nan"))
    ('8642568', '27.3', '')
    """
    if value is None or pd.isna(value):
        return ""
    return (
        str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
    )


def data_package(dataset: Dataset) -> dict[str, Any]:
    """Return the Frictionless descriptor of the three tables, titles and descriptions in French."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"observations-{dataset.year}",
        "title": f"{dataset.scheme.title} : campagne {dataset.year}",
        **({"description": FICTITIOUS} if dataset.scheme.body.fictitious else {}),
        "version": str(dataset.year),
        "languages": ["fr"],
        "resources": [_resource(name, title, fields) for name, (title, fields) in TABLES.items()],
    }


def _resource(name: str, title: str, fields: tuple[Field, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {"name": one.name, "type": one.type, "title": one.title, "description": one.description}
            for one in fields
        ],
        "missingValues": [""],
    }
    if name == "observations":
        schema["primaryKey"] = OBSERVATION_KEY
    return {
        "name": name, "title": title, "path": f"{name}.csv", "type": "table", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
    }  # fmt: skip


def _text(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def replace_file(path: Path, write_to: Callable[[Path], object]) -> Path:
    """Write a file beside its place, then rename it: whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        write_to(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path
