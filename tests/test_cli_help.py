"""Every help of the command line as a terminal of 80 columns shows it: French, whole, with an
example that can be copied."""

import os
import re
import shlex
import subprocess
import sys

import pytest

from oar_analysis.cli import COMMANDS

PROGRAM = (sys.executable, "-m", "oar_analysis.cli")
TYPER_WORDS = r"Usage:|Options:|Arguments:|\[default|\[required|Show this|x>=|<int>|<path>|\{"


def shown(*words: str) -> str:
    environment = {**os.environ, "COLUMNS": "80", "LC_ALL": "C"}
    run = subprocess.run(
        [*PROGRAM, *words, "--help"], env=environment, capture_output=True, check=True, timeout=60
    )
    return run.stdout.decode()


@pytest.fixture(scope="module")
def helps() -> dict[str, str]:
    return {name: shown(*name.split()) for name in ("", *COMMANDS)}


def test_no_help_is_wider_than_the_terminal_nor_keeps_words_of_typer(helps):
    for name, text in helps.items():
        assert max(map(len, text.splitlines())) <= 80, name
        assert not re.search(TYPER_WORDS, text), name
        # A sentence cut short, or a line that begins with the punctuation of the one before.
        assert not re.search(r"\w\.\.\.$|^\s*[;:]", text, re.MULTILINE), name


def test_each_example_stands_on_a_line_of_its_own_and_names_known_options(helps):
    for name in COMMANDS:
        text = helps[name]
        prose = text.partition("Options :")[0]
        examples = re.findall(r"^ +(?:Exemple : )?(oar .*)$", prose, re.MULTILINE)
        assert examples, name
        for example in examples:
            words = shlex.split(example)
            assert words[:2] == ["oar", name]
            own = words[: words.index("--")] if "--" in words else words
            for word in own:
                assert not word.startswith("--") or f"\n  {word}" in text, example


def test_the_application_names_each_command_once_with_its_whole_purpose(helps):
    listed = helps[""].partition("Commandes :")[2]
    assert re.findall(r"^  (\w+) ", listed, re.MULTILINE) == list(COMMANDS)
    for name in COMMANDS:
        purpose = helps[name].split("\n\n")[1].replace("\n ", "").strip()
        assert re.sub(r"\s+", " ", purpose) in re.sub(r"\s+", " ", listed)
