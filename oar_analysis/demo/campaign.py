"""One campaign of the demonstration: its tables, claims, narratives, origins and expectations."""

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from oar_analysis.assess.claims import COLUMNS as CLAIM_COLUMNS
from oar_analysis.contract import CLAIMS_FILE
from oar_analysis.demo.extracts import meeting_list, subsidies
from oar_analysis.demo.figures import Figures
from oar_analysis.demo.tables import BANNER, MESSY_SINCE, Tables
from oar_analysis.french import number
from oar_analysis.scheme import Scheme
from oar_analysis.scheme.yaml import read_yaml


def campaign_files(body: Path, scheme: Scheme, figures: Figures, year: int) -> dict[str, bytes]:
    """Return the files of data/raw/<year> by name; `body` is the folder of the demonstration."""
    files = Tables(figures, year).all()
    files["demo-aides.csv"] = subsidies(scheme, year)
    files["demo-rencontres.xlsx"] = meeting_list(figures, year)
    if year >= MESSY_SINCE:
        files[CLAIMS_FILE] = _claims(figures, year)
    for path in sorted((body / "narratives").glob("*.md")):
        files[path.name] = path.read_bytes()
    files["origins.yaml"] = _yaml({"files": [_origin(*one) for one in sorted(files.items())]})
    files["campaign.yaml"] = _yaml(_campaign(body, year))
    return files


def _campaign(body: Path, year: int) -> dict[str, Any]:
    declared = read_yaml(body / "expected.yaml", "expected.yaml")
    expected = [
        {name: _dated(value, year) for name, value in one.items() if name != "since"}
        for one in declared
        if one["since"] <= year <= one.get("until", year)
    ]
    return {
        "year": year,
        "title": f"Bilan fictif de l'année {year}",
        "document": f"Bilan fictif {year} : toutes les données sont inventées",
        "highlights": ["DEMO-1.1", "DEMO-3.1", "DEMO-4.1"],
        "note": "Toutes les données sont inventées pour la démonstration.",
        "expected_findings": expected,
    }


def _dated(value: object, year: int) -> object:
    return value.replace("{year}", str(year)) if isinstance(value, str) else value


def _origin(name: str, content: bytes) -> dict[str, str]:
    return {
        "file": name,
        "title": BANNER,
        "producer": "Collectivité de démonstration",
        "licence": "Licence Ouverte 2.0",
        "note": "Fichier fabriqué par « oar demo ».",
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _claims(figures: Figures, year: int) -> bytes:
    """Return what the directorates would have written: true, wrong, and what nothing can check."""
    memory = io.StringIO()
    writer = csv.writer(memory, delimiter=";", lineterminator="\n")
    writer.writerow(CLAIM_COLUMNS)
    writer.writerows(_claim_rows(figures, year))
    return memory.getvalue().encode()


def _claim_rows(figures: Figures, year: int) -> Iterator[list[str]]:
    def pair(operand: str) -> tuple[float, float]:
        return figures.at(operand, year - 1, year), figures.at(operand, year, year)

    before, now = pair("DEMO-1.1.c")
    fuel = f"{number(100 * (now / before - 1), 1, sign=True)} %"
    before, now = pair("DEMO-4.1.a//share")
    local = f"{number(now - before, 1, sign=True)} %"
    source = "affirmation fictive"
    yield ["DEMO-1.1", "DEMO-1.1.c", "", "level", str(year),
           f"Le carburant évolue de {fuel}", "évolution", fuel, source]  # fmt: skip
    yield ["DEMO-1.2", "DEMO-1.2.a", "", "share", str(year),
           "L'électricité renouvelable progresse", "sens", "hausse", source]  # fmt: skip
    yield ["DEMO-4.1", "DEMO-4.1.a", "", "share", str(year),
           f"Les achats locaux évoluent de {local}", "évolution", local, source]  # fmt: skip
    yield ["DEMO-4.2", "DEMO-4.2.a", "", "level", str(year),
           "Trente rencontres ont été tenues", "niveau", "30", source]  # fmt: skip
    yield ["DEMO-4.3", "DEMO-4.3.a", "mobilier", "level", str(year),
           "Les dépenses de mobilier baissent", "sens", "baisse", source]  # fmt: skip


def _yaml(content: dict[str, Any]) -> bytes:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100).encode()
