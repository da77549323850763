"""Loads the register: YAML files -> one checked `Scheme`, every mistake told at once."""

import difflib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from oar_analysis.contract import Finding
from oar_analysis.errors import SchemeError
from oar_analysis.scheme.consistency import consistency_findings
from oar_analysis.scheme.models import Action, Scheme
from oar_analysis.scheme.yaml import parse_yaml, read_text

# What pydantic's complaints expect, by the beginning of their type.
_EXPECTED = {
    "int": "un nombre entier",
    "float": "un nombre",
    "finite": "un nombre fini",
    "bool": "true ou false",
    "string_type": "un texte (entre guillemets s'il ressemble à un nombre)",
    "string_pattern": "un texte de la forme {pattern}",
    "string_too_short": "un texte qui ne soit pas vide",
    "list": "une liste",
    "tuple": "une liste",
    "too_short": "au moins {min_length} élément(s)",
    "dict": "des clés et leurs valeurs",
    "model": "des clés et leurs valeurs",
    "literal": "{expected}",
    "enum": "{expected}",
    "greater_than_equal": "au moins {ge}",
    "greater_than": "plus que {gt}",
    "less_than_equal": "au plus {le}",
    "less_than": "moins que {lt}",
}

ModelType = TypeVar("ModelType", bound=BaseModel)


def load_scheme(folder: Path) -> Scheme:
    """Return the register of a folder that holds scheme.yaml and actions/<code>.yaml.

    Actions are sorted by code. The whole register is read before anything is refused.

    Raises:
        SchemeError: with one finding for each mistake, unknown keys with the nearest known one.
    """
    findings: list[Finding] = []
    scheme = _read_model(folder / "scheme.yaml", "scheme/scheme.yaml", Scheme, findings)
    actions = []
    for path in sorted((folder / "actions").glob("*.yaml")):
        name = f"scheme/actions/{path.name}"
        if action := _read_model(path, name, Action, findings):
            actions.append(action)
            if action.code != path.stem:
                findings.append(_misnamed(name, action.code))
    if scheme:
        scheme = scheme.model_copy(update={"actions": sorted(actions, key=lambda one: one.code)})
        findings += consistency_findings(scheme)
    refuse(findings)
    assert scheme is not None  # noqa: S101 (for the type checker: refuse has raised otherwise)
    return scheme


def _misnamed(name: str, code: str) -> Finding:
    return Finding(
        severity="error", rule="register-inconsistent", file=name, cell="code", got=code,
        message=f"{name} : l'action s'y nomme « {code} », et non comme le fichier.",
        remedy=f"Corrigez la clé « code », ou renommez le fichier en {code}.yaml.",
    )  # fmt: skip


def _read_model(
    path: Path, name: str, model: type[ModelType], findings: list[Finding]
) -> ModelType | None:
    try:
        made: ModelType = _model(read_text(path, name), name, model)
    except SchemeError as error:
        findings.extend(error.findings)
        return None
    return made


# By their text, so that a changed file is read anew: a review's kernels, forks of a process that
# has read the register, do not each parse it again.
@lru_cache(maxsize=256)
def _model(text: str, name: str, model: type[ModelType]) -> ModelType:
    return validate(parse_yaml(text, name), name, model)


def validate(content: Any, name: str, model: type[ModelType]) -> ModelType:  # noqa: ANN401
    """Return `content` as a model.

    Raises:
        SchemeError: with one French finding for each of pydantic's complaints.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        findings = [_finding(name, one, model) for one in error.errors()]
        raise SchemeError(_summary(findings), findings) from error


def refuse(findings: Iterable[Finding]) -> None:
    """Raise one SchemeError with all findings, if there is any.

    Raises:
        SchemeError: where there is a finding.
    """
    found = list(findings)
    if found:
        raise SchemeError(_summary(found), found)


def _summary(findings: list[Finding]) -> str:
    return "\n".join(f"{one.message} {one.remedy}" for one in findings)


def _finding(name: str, complaint: Any, model: type[BaseModel]) -> Finding:  # noqa: ANN401
    path = ".".join(str(part) for part in complaint["loc"])
    kind = complaint["type"]
    got = repr(complaint["input"])[:80]
    if kind == "extra_forbidden":
        known = sorted(_known_keys(model))
        near = difflib.get_close_matches(str(complaint["loc"][-1]), known, n=1)
        message = f"{name} : clé inconnue « {path} »."
        remedy = (
            f"Vouliez-vous dire « {near[0]} » ?" if near else f"Clés connues : {', '.join(known)}."
        )
    elif kind == "missing":
        message, remedy = f"{name} : la clé « {path} » manque.", "Ajoutez-la."
        got = ""
    else:
        message = f"{name} : « {path} » ne peut pas être {got}."
        remedy = f"Attendu : {_expected(complaint)}."
    return Finding(
        severity="error", rule="register-invalid", file=name, cell=path,
        got=got, expected=complaint["msg"], message=message, remedy=remedy,
    )  # fmt: skip


def _expected(complaint: Any) -> str:  # noqa: ANN401
    """Return in French what pydantic expected; its own words where we have none."""
    kind, context = complaint["type"], complaint.get("ctx", {})
    for part, words in _EXPECTED.items():
        if kind.startswith(part):
            return words.format(**context)
    return str(complaint["msg"]).removeprefix("Value error, ")


def _known_keys(model: type[BaseModel]) -> set[str]:
    """Return every key of a model and of the models it holds."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}
