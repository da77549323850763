"""The command line completes in bash, and says so in French."""

import os
import subprocess
import sys
from pathlib import Path

OAR = str(Path(sys.executable).parent / "oar")


def completed(words: str, rank: int) -> list[str]:
    asked = {"_OAR_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(rank)}
    run = subprocess.run(
        [OAR], env={**os.environ, **asked}, capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


def test_bash_completes_commands_and_options():
    assert completed("oar re", 1) == ["review"]
    assert "--year" in completed("oar review --y", 2)


def test_the_help_of_completion_is_french():
    run = subprocess.run([OAR, "--help"], capture_output=True, text=True, check=True, timeout=60)
    assert "complétion" in run.stdout
    assert "completion for" not in run.stdout


def test_the_completion_is_installed_in_french(tmp_path):
    home = {**os.environ, "HOME": str(tmp_path), "SHELL": "/bin/bash"}
    home["_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION"] = "1"
    run = subprocess.run(
        [OAR, "--install-completion", "bash"], env=home, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    assert run.stdout.startswith("Complétion de bash installée : ")
    assert list(tmp_path.rglob("oar.sh"))


def test_the_version_is_told():
    run = subprocess.run([OAR, "--version"], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.startswith("oar-analysis 0.")
