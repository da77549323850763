"""Makes small public bodies for tests: a data folder, its register, one or more campaigns."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from oar_analysis.contract import Finding
from oar_analysis.dataset import Dataset, build

DIRECTION = "Direction des Essais"


def series(unit: str = "1", **keys: Any) -> dict[str, Any]:
    """A series of the register; `label` is made up where it is not given."""
    return {"label": f"Série {keys.get('breakdown', '')}".strip(), "unit": unit, **keys}


def indicator(code: str, *all_series: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """An indicator of the register, with one count as series where none is given."""
    return {
        "code": code,
        "label": f"Indicateur {code}",
        "respondent": DIRECTION,
        "definition": f"Définition de {code}.",
        "series": list(all_series) or [series()],
        **keys,
    }


def table(file: str, *mappings: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A table of the register, years across unless told otherwise."""
    return {"file": file, "layout": "years_across", "mappings": list(mappings), **keys}


@dataclass
class Body:
    """A body in the making: one action "1-1.1" of one axis, unless told otherwise.

    `files` of a campaign are texts (a CSV) or bytes; origins.yaml is made with their hashes.
    """

    folder: Path
    indicators: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    derived: list[dict[str, Any]] = field(default_factory=list)
    action: dict[str, Any] = field(default_factory=dict)
    scheme: dict[str, Any] = field(default_factory=dict)
    more_actions: list[dict[str, Any]] = field(default_factory=list)
    campaigns: dict[int, dict[str, str | bytes]] = field(default_factory=dict)
    expected: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    def file(self, name: str, content: str | bytes, year: int = 2017) -> "Body":
        """Add a raw file to a campaign."""
        self.campaigns.setdefault(year, {})[name] = content
        return self

    def write(self) -> Path:
        """Write the body and return its data folder."""
        self._yaml(self.raw / "scheme/scheme.yaml", self._scheme())
        for one in [self._action(), *self.more_actions]:
            self._yaml(self.raw / f"scheme/actions/{one['code']}.yaml", one)
        for year, files in self.campaigns.items():
            folder = self.raw / str(year)
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                data = content.encode("utf-8") if isinstance(content, str) else content
                (folder / name).write_bytes(data)
            self._yaml(folder / "campaign.yaml", self._campaign(year))
            self.write_origins(year)
        return self.folder

    def write_origins(self, year: int = 2017) -> None:
        """Write origins.yaml with the hashes of the files as they stand."""
        folder = self.raw / str(year)
        names = [path for path in sorted(folder.iterdir()) if path.suffix != ".yaml"]
        entries = [
            {
                "file": path.name,
                "title": path.stem,
                "producer": DIRECTION,
                "licence": "Licence Ouverte 2.0",
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            for path in names
        ]
        self._yaml(folder / "origins.yaml", {"files": entries})

    def _scheme(self) -> dict[str, Any]:
        return {
            "body": {"name": "Syndicat des Essais", "short_name": "Essais", "fictitious": True},
            "title": "Schéma d'essai",
            "first_year": 2016,
            "actions_total": {"value": 1, "source": "essai"},
            "axes": [{"number": 1, "title": "Essais"}],
            "pages": [{"id": "axe-1", "title": "Axe 1", "notebook": "axe.ipynb"}],
            **self.scheme,
        }

    def _action(self) -> dict[str, Any]:
        return {
            "code": "1-1.1",
            "axis": 1,
            "title": "Essayer",
            "short_title": "Essai",
            "steering": [DIRECTION],
            "objective": ["Essayer"],
            "indicators": self.indicators,
            "tables": self.tables,
            "derived": self.derived,
            **self.action,
        }

    def _campaign(self, year: int) -> dict[str, Any]:
        return {
            "year": year,
            "title": f"Bilan {year}",
            "expected_findings": self.expected.get(year, []),
        }

    @staticmethod
    def _yaml(path: Path, content: dict[str, Any]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def one_series_body(
    folder: Path, cells: dict[int, str], year: int = 2017, unit: str = "1", **keys: Any
) -> Body:
    """A body with one indicator "1-1.1.1" and its table a.csv, a cell a year."""
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", series(unit, **keys))],
        tables=[
            table(
                "a.csv",
                {
                    "match": "Indicateur 1",
                    "indicator": "1-1.1.1",
                    "measure": keys.get("measure", "level"),
                },
            )
        ],
    )
    header = ";".join(str(one) for one in cells)
    return body.file("a.csv", f"donnée;{header}\nIndicateur 1;{';'.join(cells.values())}\n", year)


def built(body: Body, year: int = 2017) -> Dataset:
    """Write a body and build the dataset of one of its campaigns."""
    return build(body.write(), year)


def findings(body: Body, rule: str = "", year: int = 2017) -> list[Finding]:
    """Write a body, build it, and return its findings, those of one rule or all."""
    dataset = built(body, year)
    rows = dataset.findings.astype("object").where(dataset.findings.notna(), None)
    every = [Finding(**row) for row in rows.to_dict("records")]
    return [one for one in every if not rule or one.rule == rule]


def rules(body: Body, year: int = 2017) -> list[str]:
    """Write a body, build it, and return the rules of its findings that ask for something."""
    return sorted({one.rule for one in findings(body, year=year) if one.severity != "info"})


def values(dataset: Dataset, **wanted: str) -> dict[tuple[str, str, int], float]:
    """The values given, by (breakdown, measure, year), missing ones apart, changes left out."""
    rows = dataset.observations
    rows = rows[(rows["indicator"] == wanted.get("indicator", "1-1.1.1")) & rows["value"].notna()]
    rows = rows[~rows["note"].str.contains("sur un an")]
    return {(row.breakdown, row.measure, row.year): row.value for row in rows.itertuples()}
