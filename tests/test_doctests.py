"""The examples of the docstrings: each says what the code does."""

import doctest
import importlib
import pkgutil
from types import ModuleType

import pytest

import oar_analysis

MODULES = [
    module.name
    for module in pkgutil.walk_packages(oar_analysis.__path__, "oar_analysis.")
    if not module.name.endswith("__main__")
]
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def examples(module: ModuleType) -> list[doctest.DocTest]:
    """Return the docstrings of a module that hold an example."""
    return [one for one in doctest.DocTestFinder().find(module) if one.examples]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    for one in examples(importlib.import_module(name)):
        runner.run(one, out=told.append)
    assert not told, "".join(told)


def test_there_are_examples() -> None:
    found = [one for name in MODULES for one in examples(importlib.import_module(name))]
    assert len(found) > 100
