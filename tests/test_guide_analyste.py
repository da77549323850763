"""The analyst's guide does what it says: every block of code, in order, on a copy of the data."""

import ast
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import oar_analysis as oar

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs/guide-analyste.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`(data/raw/[^`]+\.\w+)`")
UNDER = re.compile(r"Sous la ligne `(\w+:)`")


class Block(NamedTuple):
    kind: str
    text: str
    said: str  # the paragraph just before: names the file of a yaml or csv block


def blocks() -> list[Block]:
    text = GUIDE.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        before = text[: match.start()].rstrip().rpartition("\n\n")[2]
        found.append(Block(match[1], match[2], before))
    return found


def put(block: Block) -> None:
    """Write the block where its paragraph says: a new file, or lines under a line of one."""
    path = Path(NAMED.findall(block.said)[-1])
    path.parent.mkdir(parents=True, exist_ok=True)
    if under := UNDER.search(block.said):
        text = path.read_text(encoding="utf-8")
        assert text.count(f"\n{under[1]}\n") == 1
        path.write_text(
            text.replace(f"\n{under[1]}\n", f"\n{under[1]}\n{block.text}"), encoding="utf-8"
        )
    else:
        assert not path.exists()
        path.write_text(block.text, encoding="utf-8")


def run_shell(text: str) -> None:
    for line in text.splitlines():
        command, _, expected = line.partition("# code ")
        name, *arguments = shlex.split(command)
        assert name == "oar"
        done = subprocess.run(
            [sys.executable, "-m", "oar_analysis.cli", *arguments],
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == int(expected or 0), f"{line}\n{done.stdout}{done.stderr}"


def run_python(text: str, names: dict[str, Any]) -> Any:
    """Run a block as a notebook's cell does; return the value of its last expression."""
    tree = ast.parse(text)
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "guide", "exec"), names)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), "guide", "exec"), names)
    return eval(compile(ast.Expression(last.value), "guide", "eval"), names)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_block_of_the_guide_runs(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "data/raw", tmp_path / "data/raw")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OAR_DATA", raising=False)
    names: dict[str, Any] = {}
    shown: list[Any] = []
    for block in blocks():
        if block.kind == "python":
            shown.append(run_python(block.text, names))
            # What a cell shows must show something: a figure, or a table with rows.
            assert shown[-1] is not None
            assert len(getattr(shown[-1], "rows", shown[-1])) > 0, block.text
        elif block.kind == "sh":
            run_shell(block.text)
        else:
            put(block)
    assert oar.series("1-1.3.c9", review=names["before"])["value"].tolist() == [12, 15]
    gobelets = oar.series("1-9.1.1")
    assert gobelets["value"].tolist() == [120000, 84500, 51000]
    assert names["other"].scheme.body.name == "Ma ville"
    assert list((tmp_path / "classeurs").glob("*.xlsx"))


def test_the_guide_shows_every_verb():
    text = GUIDE.read_text(encoding="utf-8")
    verbs = {one for one, (_, name) in oar._PUBLIC.items() if name}
    assert {one for one in verbs if f"oar.{one}(" in text} == verbs
    assert {block.kind for block in blocks()} == {"python", "sh", "yaml", "csv"}
