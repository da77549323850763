"""The notebooks: prose and calls only, nothing run in them, and each runs as it is."""

import ast
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from oar_analysis.dataset import build, write
from oar_analysis.review.parameters import check_pages
from oar_analysis.scheme import load_scheme

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.name for path in NOTEBOOKS]


def cells(path: Path, kind: str = "code"):
    """The cells of a kind, the parameters apart."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [
        one
        for one in notebook["cells"]
        if one["cell_type"] == kind and "parameters" not in one["metadata"].get("tags", [])
    ]


def test_every_page_of_the_register_has_its_notebook_and_its_parameters():
    scheme = load_scheme(ROOT / "data/raw/scheme")
    check_pages(scheme, ROOT / "notebooks")
    assert {page.notebook for page in scheme.pages} <= set(NAMES)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_is_valid_and_says_nothing_of_a_run(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    nbformat.validate(notebook)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    ids = [one["id"] for one in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    # A random identifier would change at each save: these are words.
    assert all(re.fullmatch(r"[a-z][a-z0-9-]+", one) for one in ids)
    for one in notebook["cells"]:
        if one["cell_type"] == "code":
            assert one["outputs"] == []
            assert one["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_holds_calls_only(path):
    allowed = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)
    for one in cells(path):
        for node in ast.parse("".join(one["source"])).body:
            assert isinstance(node, allowed), one["id"]
            if isinstance(node, ast.Expr):
                assert isinstance(node.value, ast.Call | ast.Name | ast.Subscript), one["id"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_prose_holds_no_figure_of_the_data(path):
    """Markdown is published as it stands every year: it may not state what a year's data say."""
    for one in cells(path, "markdown"):
        text = "".join(one["source"])
        found = [number for number in re.findall(r"\d[\d,]*", text) if number != "2009"]
        assert not found, text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_code_outputs_are_not_written_in_markdown(path):
    assert all("<" not in "".join(one["source"]) for one in cells(path, "markdown"))


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """A copy of the project's data and notebooks, its tables built."""
    folder = tmp_path_factory.mktemp("projet")
    shutil.copytree(ROOT / "data/raw", folder / "data/raw")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    write(build(folder / "data", 2017), folder / "data/processed")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_as_it_is_from_its_folder(tree, name):
    from nbclient import NotebookClient

    notebook = nbformat.read(tree / "notebooks" / name, as_version=4)
    resources = {"metadata": {"path": str(tree / "notebooks")}}
    NotebookClient(notebook, timeout=240, resources=resources).execute()
    shown = [one for one in notebook.cells if one.cell_type == "code" and one.get("outputs")]
    # Each call shows something, the parameters alone do not.
    called = [one for one in notebook.cells if one.cell_type == "code"][1:]
    assert [one.id for one in shown] == [one.id for one in called]
    kinds = {mime for one in shown for output in one.outputs for mime in output.get("data", {})}
    assert "application/vnd.oar.block+json" in kinds
