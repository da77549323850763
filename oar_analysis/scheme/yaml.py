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


class _Loader(yaml.SafeLoader):
    """SafeLoader without aliases nor doubled keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(
                problem="les alias (*nom) ne sont pas acceptés", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)

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
        return super().construct_mapping(node, deep=deep)


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
    try:
        data = path.read_bytes()
    except OSError as error:
        remedy = "Vérifiez que le fichier existe et qu'il peut être lu."
        raise _error(name, "", f"{name} ne peut pas être lu ({error.strerror}).", remedy) from error
    if len(data) > MAX_BYTES:
        message = f"{name} pèse {len(data)} octets, plus que la limite de {MAX_BYTES}."
        raise _error(name, "", message, "Découpez le fichier.")
    try:
        return yaml.load(data.decode("utf-8"), Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except UnicodeDecodeError as error:
        message = f"{name} n'est pas en UTF-8 (octet {error.start})."
        raise _error(name, "", message, "Enregistrez le fichier en UTF-8.") from error
    except yaml.YAMLError as error:
        raise _yaml_error(name, error) from error
    except RecursionError as error:
        message = f"{name} : trop de niveaux imbriqués."
        raise _error(name, "", message, "Simplifiez le fichier.") from error


def _yaml_error(name: str, error: yaml.YAMLError) -> SchemeError:
    mark = getattr(error, "problem_mark", None)
    where = f"ligne {mark.line + 1}, colonne {mark.column + 1}" if mark else ""
    problem = getattr(error, "problem", None) or str(error)
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
