"""Writes the JSON Schemas of the register, so that editors complete and check the YAML files.

`python -m oar_analysis.scheme.schema data/raw/scheme` refreshes them after a change of models.
"""

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from oar_analysis.scheme.campaign import Campaign
from oar_analysis.scheme.models import Action, Scheme
from oar_analysis.scheme.origins import Origins
from oar_analysis.scheme.references import References

SCHEMAS: dict[str, type[BaseModel]] = {
    "scheme.schema.json": Scheme,
    "action.schema.json": Action,
    "campaign.schema.json": Campaign,
    "origins.schema.json": Origins,
    "references.schema.json": References,
}


def schema_texts() -> dict[str, str]:
    """Return the text of each JSON Schema by file name."""
    return {
        name: json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
        for name, model in SCHEMAS.items()
    }


def write_schemas(folder: Path) -> list[Path]:
    """Write the JSON Schemas below `folder`/schemas, and return their paths."""
    target = folder / "schemas"
    target.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in schema_texts().items():
        paths.append(target / name)
        paths[-1].write_text(text, encoding="utf-8")
    return paths


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
