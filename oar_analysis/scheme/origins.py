"""Where each raw file of a campaign comes from: data/raw/<year>/origins.yaml."""

from collections import Counter
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from oar_analysis.scheme.load import validate
from oar_analysis.scheme.models import FileName, Model
from oar_analysis.scheme.yaml import read_yaml


class OriginFile(Model):
    """One raw file: who produced it, in which document it stands, its licence, its SHA-256."""

    file: FileName
    title: str
    producer: str
    licence: str
    document: str = ""
    locator: str = ""
    url: str = ""
    received: str = ""
    note: str = ""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Origins(Model):
    """origins.yaml of a campaign, one entry a file."""

    files: tuple[OriginFile, ...] = ()

    @model_validator(mode="after")
    def _files_are_unique(self) -> "Origins":
        twice = [
            name for name, count in Counter(one.file for one in self.files).items() if count > 1
        ]
        if twice:
            raise ValueError(f"fichier décrit deux fois : {', '.join(sorted(twice))}")
        return self


def load_origins(folder: Path) -> Origins:
    """Return the origins of a folder data/raw/<year>.

    Raises:
        SchemeError: origins.yaml is absent, cannot be read, has unknown keys, names a file
            outside the folder or the same file twice.
    """
    name = f"{folder.name}/origins.yaml"
    return validate(read_yaml(folder / "origins.yaml", name), name, Origins)
