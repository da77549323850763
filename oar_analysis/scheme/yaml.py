"""Reads a YAML file into plain values, safely, and says in French what is wrong and where.

Aliases are refused: a register needs none, and a few lines of them can expand to gigabytes
("billion laughs"). Doubled keys are refused too: YAML would keep the last one in silence.
"""

from pathlib import Path
from typing import Any

import yaml

from oar_analysis.contract import Finding
from oar_analysis.errors import SchemeError

MAX_BYTES = 2_000_000
# A register nests six levels; libyaml builds nodes by recursion, and deep ones end the process.
MAX_DEPTH = 50


# The commonest complaints of libyaml and PyYAML, in French.
_PROBLEMS = {
    "did not find expected ',' or ']'": "« , » ou « ] » manque",
    "did not find expected ',' or '}'": "« , » ou « } » manque",
    "did not find expected key": "une clé est attendue à ce retrait",
    "did not find expected '-' indicator": "« - » est attendu à ce retrait",
    "could not find expected ':'": "« : » manque",
    "mapping values are not allowed in this context": "« : » n'est pas admis ici",
    "found character that cannot start any token": "ce caractère ne peut pas commencer une valeur",
    "found a tab character that violates indentation": "une tabulation y sert de retrait",
    "found unexpected end of stream": "un guillemet n'est pas refermé",
    "found unexpected document indicator": "« --- » n'est pas admis ici",
    "block sequence entries are not allowed in this context": "« - » n'est pas admis ici",
    "control characters are not allowed": "un caractère de contrôle y est caché",
}

# libyaml reads a register five times faster than the same parser in Python.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]
    """SafeLoader without doubled keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 (PyYAML's signature)
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, str | int | float) and key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"la clé « {key} » est écrite deux fois",
                    problem_mark=key_node.start_mark,
                )
            seen.add(key if isinstance(key, str | int | float) else repr(key))
        values: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return values


# Dates stay text ("2017-05/2018-04" and "2017-05-01" alike): periods are ISO text in the contract.
_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path, name: str) -> Any:  # noqa: ANN401 (YAML holds any value)
    """Return the content of a YAML file; `name` is how messages call it.

    Raises:
        SchemeError: the file is absent, too large, not UTF-8 or not valid YAML.
    """
    return parse_yaml(read_text(path, name), name)


def read_text(path: Path, name: str) -> str:
    """Return the text of a YAML file.

    Raises:
        SchemeError: the file is absent, too large or not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        remedy = "Vérifiez que le fichier existe et qu'il peut être lu."
        raise _error(name, "", f"{name} ne peut pas être lu ({error.strerror}).", remedy) from error
    if len(data) > MAX_BYTES:
        message = f"{name} pèse {len(data)} octets, plus que la limite de {MAX_BYTES}."
        raise _error(name, "", message, "Découpez le fichier.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{name} n'est pas en UTF-8 (octet {error.start})."
        raise _error(name, "", message, "Enregistrez le fichier en UTF-8.") from error


def parse_yaml(text: str, name: str) -> Any:  # noqa: ANN401 (YAML holds any value)
    """Return the content of a YAML text.

    Raises:
        SchemeError: it is not valid YAML.
    """
    try:
        _refuse_traps(text)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except yaml.YAMLError as error:
        raise _yaml_error(name, error) from error


def _refuse_traps(text: str) -> None:
    """Refuse aliases and deep nesting, where they stand, before anything is built from them."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise _trap("les alias (*nom) ne sont pas acceptés", event)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _trap(f"trop de niveaux imbriqués (plus de {MAX_DEPTH})", event)


def _trap(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    mark: Any = event.start_mark
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _yaml_error(name: str, error: yaml.YAMLError) -> SchemeError:
    mark = getattr(error, "problem_mark", None)
    where = f"ligne {mark.line + 1}, colonne {mark.column + 1}" if mark else ""
    problem = getattr(error, "problem", None) or str(error)
    problem = _PROBLEMS.get(problem, problem)
    message = f"{name} n'est pas un YAML valide{f' ({where})' if where else ''} : {problem}."
    return _error(
        name, where, message, "Corrigez la ligne : souvent un retrait, « : » ou guillemet."
    )


def _error(name: str, where: str, message: str, remedy: str) -> SchemeError:
    finding = Finding(
        severity="error", rule="register-unreadable", file=name, cell=where,
        message=message, remedy=remedy,
    )  # fmt: skip
    return SchemeError(f"{message} {remedy}", [finding])
