"""The repository keeps its promises: locks that agree, clean notebooks, compiled packages."""

import importlib.util
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ \\;]+)", re.MULTILINE)
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(path: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in LOCKED.findall(path.read_text(encoding="utf-8")):
        found.setdefault(normalised(name), set()).add(version)
    return found


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("requirements.lock", []),
        ("requirements-lab.lock", ["lab"]),
        ("requirements-test.lock", ["lab", "test"]),
    ],
)
def test_each_lock_holds_what_pyproject_asks(root, project, lock, extras):
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    names = {normalised(NAME.match(one).group(0)) for one in wanted}
    assert names <= set(locked(root / lock)), "run make lock"


def test_locks_agree_with_each_other(root):
    runtime = locked(root / "requirements.lock")
    for name in ("requirements-lab.lock", "requirements-test.lock"):
        other = locked(root / name)
        assert {key: other.get(key) for key in runtime} == runtime, f"{name}: run make lock"


def test_locks_are_hashed_and_name_no_index(root):
    for path in root.glob("requirements*.lock"):
        text = path.read_text(encoding="utf-8")
        pins = len(LOCKED.findall(text))
        assert pins > 50
        assert len(re.findall(r"^[^#\s].*==.*\\\n +--hash=sha256:", text, re.MULTILINE)) == pins
        assert "://" not in text


def test_the_plain_lock_has_no_jupyterlab(root):
    assert "jupyterlab" not in locked(root / "requirements.lock")
    assert "jupyterlab" in locked(root / "requirements-lab.lock")


def test_environment_yml_installs_the_lock(root, project):
    environment = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    python = next(one for one in environment["dependencies"] if str(one).startswith("python="))
    low, high = re.match(r">=(3\.\d+),<(3\.\d+)", project["requires-python"]).groups()
    minor = int(python.removeprefix("python=3."))
    assert int(low[2:]) <= minor < int(high[2:])
    pip = next(one["pip"] for one in environment["dependencies"] if isinstance(one, dict))
    assert pip == ["--require-hashes", "-r requirements.lock"]


def notebooks(root):
    return sorted((root / "notebooks").glob("*.ipynb"))


def test_notebooks_hold_prose_and_calls_only(root):
    assert notebooks(root)
    for path in notebooks(root):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert not [cell for cell in code if cell["outputs"] or cell["execution_count"]], path.name
        lines = [line for cell in code for line in "".join(cell["source"]).splitlines()]
        assert not [line for line in lines if re.match(r"\s*(def|class|async def)\s", line)]
        assert any(cell["cell_type"] == "markdown" for cell in cells), path.name


def test_modules_stay_rooms_of_one_purpose(root):
    long = {
        str(path.relative_to(root)): count
        for path in (root / "oar_analysis").rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long


def test_no_name_of_one_body_stands_in_the_code(root):
    """Codes of actions, names of places and of aids are data: another buyer has others."""
    body = re.compile(r"Pas-de-Calais|FARDA|PACTE|\b[123]-[123]\.[1-9]\b.*==|SPASER")
    for path in (root / "oar_analysis").rglob("*.py"):
        text = re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = "\n".join(line.partition("#")[0] for line in text.splitlines())
        assert not body.search(text), path


def test_packages_are_byte_compiled():
    """Without .pyc each cold import of pandas and altair costs seconds (docs/architecture.md)."""
    for name in ("pandas", "altair", "nbconvert", "pydantic"):
        spec = importlib.util.find_spec(name)
        cached = importlib.util.cache_from_source(spec.origin)
        assert Path(cached).exists(), f"{name} has no .pyc for {sys.version_info[:2]}"


def test_make_test_leaves_no_test_out(root):
    """Quick tests, then slow ones: the samples of the long proofs are among them."""
    recipe = re.search(r"^test:.*\n((?:\t.*\n)+)", (root / "Makefile").read_text(), re.MULTILINE)
    assert re.findall(r' -m "([^"]+)"', recipe.group(1)) == ["not slow", "slow"]


def test_each_benchmark_is_listed_with_its_command(root):
    listed = (root / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert [
        path.name for path in (root / "benchmarks").glob("*.py") if path.name not in listed
    ] == []
    ignored = (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "benchmarks/" not in ignored, "results.md is committed"
