"""The parameters of the review's notebooks: their types, and what each may be.

A notebook declares its parameters in the cell tagged `parameters`, one annotated assignment a
line (`year: int = 2017`). All is checked before any kernel starts: papermill's own command
types values by guess and only warns of unknown names.
"""

import ast
import difflib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oar_analysis.errors import UsageError

if TYPE_CHECKING:
    from oar_analysis.scheme import Page, Scheme

Value = int | float | str | bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter that notebooks may take: its type and the values that the register knows."""

    type: type
    description: str
    known: "Callable[[Scheme], list[Value]] | None" = None


PARAMETERS: dict[str, Parameter] = {
    "year": Parameter(int, "année de la campagne"),
    "data": Parameter(str, "dossier qui contient raw/ et processed/"),
    "axis": Parameter(int, "numéro de l'axe", lambda scheme: [one.number for one in scheme.axes]),
    "action": Parameter(
        str, "code de l'action", lambda scheme: [one.code for one in scheme.actions]
    ),
    "indicator": Parameter(
        str,
        "code de l'indicateur",
        lambda scheme: [one.code for action in scheme.actions for one in action.indicators],
    ),
}

# Given to every notebook; the others come from the page's entry in the register.
COMMON = ("year", "data")


def check_pages(scheme: "Scheme", notebooks: Path) -> None:
    """Refuse pages whose notebook or parameters cannot be.

    Raises:
        UsageError: for each page at fault, all of it: no such notebook; a parameter unknown, of
            the wrong type, or whose value the register does not know; a parameters cell that is
            not what the register gives; a name taken already.
    """
    faults = [
        f"Page « {page.id} » : {fault}"
        for page in scheme.pages
        for fault in page_faults(page, scheme, notebooks / page.notebook)
    ]
    ids = [page.id for page in scheme.pages]
    faults += [
        f"Page « {one} » : déclarée deux fois." for one in sorted(set(ids)) if ids.count(one) > 1
    ]
    if "index" in ids:
        faults.append(
            "Page « index » : ce nom est celui de l'index du bilan ; en choisir un autre."
        )
    if faults:
        raise UsageError("\n".join(faults))


def page_faults(page: "Page", scheme: "Scheme", notebook: Path) -> Iterator[str]:
    """Yield in French what is wrong with a page's notebook and parameters."""
    for name, value in page.parameters.items():
        yield from _value_faults(name, value, scheme)
    if not notebook.is_file():
        near = _nearest(notebook.name, [path.name for path in notebook.parent.glob("*.ipynb")])
        yield f"le carnet {notebook} n'existe pas.{near}"
        return
    try:
        declared = declared_parameters(notebook)
    except UsageError as error:
        yield str(error)
        return
    given = {
        name: PARAMETERS[name].type.__name__
        for name in (*COMMON, *page.parameters)
        if name in PARAMETERS
    }
    for name in sorted(given.keys() - declared.keys()):
        near = _nearest(name, list(declared))
        yield (
            f"{notebook.name} ne déclare pas le paramètre « {name} ».{near} "
            f"Ajouter « {name}: {given[name]} = … » à sa cellule étiquetée parameters."
        )
    for name, kind in declared.items():
        if given.get(name) != kind:
            yield (
                f"{notebook.name} déclare « {name}: {kind} », le registre donne "
                f"{given.get(name) or 'aucune valeur'}. Les deux doivent s'accorder."
            )


def _value_faults(name: str, value: Value, scheme: "Scheme") -> Iterator[str]:
    parameter = PARAMETERS.get(name)
    if parameter is None or name in COMMON:
        near = _nearest(name, [known for known in PARAMETERS if known not in COMMON])
        yield f"paramètre « {name} » inconnu.{near}"
        return
    known = parameter.known(scheme) if parameter.known else [value]
    if type(value) is not parameter.type:
        yield (
            f"{name} vaut {value!r} ; un {parameter.type.__name__} est attendu "
            f"({parameter.description})."
        )
    elif value not in known:
        near = _nearest(str(value), [str(one) for one in known])
        yield f"{name} vaut {value!r}, que le registre ne connaît pas.{near}"


def declared_parameters(notebook: Path) -> dict[str, str]:
    """Return name -> type name of the cell tagged `parameters`, in its order.

    Raises:
        UsageError: no such cell, or a line that is not an annotated assignment.
    """
    for cell in _read_cells(notebook):
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            return _annotations(notebook, "".join(cell["source"]))
    raise UsageError(
        f"{notebook.name} : aucune cellule étiquetée parameters. En ajouter une qui déclare "
        "year: int et data: str."
    )


def _read_cells(notebook: Path) -> list[Mapping[str, dict[str, list[str]]]]:
    try:
        return list(json.loads(notebook.read_text(encoding="utf-8"))["cells"])
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{notebook.name} n'est pas un carnet Jupyter lisible : {error}"
        ) from error


def _annotations(notebook: Path, source: str) -> dict[str, str]:
    try:
        lines = ast.parse(source).body
    except SyntaxError as error:
        raise UsageError(
            f"{notebook.name}, cellule parameters, ligne {error.lineno} : {error.msg}."
        ) from error
    names = {}
    for line in lines:
        if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
            continue  # a docstring
        if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)):
            raise UsageError(
                f"{notebook.name}, cellule parameters, ligne {line.lineno} : une affectation "
                "annotée est attendue, par exemple « year: int = 2017 »."
            )
        names[line.target.id] = ast.unparse(line.annotation)
    return names


def check_year(year: int, raw: Path) -> None:
    """Refuse a year that has no campaign.

    Raises:
        UsageError: there is no folder data/raw/<year>; those there are, are named.
    """
    if (raw / str(year)).is_dir():
        return
    years = campaign_years(raw)
    known = f" Campagnes présentes : {', '.join(map(str, years))}." if years else ""
    raise UsageError(
        f"Aucune campagne {year} : le dossier {raw / str(year)} n'existe pas.{known} "
        "Choisir une année avec --year, ou un autre dossier avec --data."
    )


def campaign_years(raw: Path) -> list[int]:
    """Return the years that have a folder in data/raw, in order."""
    return sorted(int(path.name) for path in raw.glob("[12][0-9][0-9][0-9]") if path.is_dir())


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, 1, 0.5)
    if near:
        return f" Vouliez-vous dire « {near[0]} » ?"
    return f" Connus : {', '.join(sorted(known))}." if known else ""
