"""`oar lab` before JupyterLab starts: its command, its settings, what it refuses."""

import importlib.util
import json
import os
from pathlib import Path

import pytest

from oar_analysis.desk.lab import CONFIG, lab_command, lab_environment
from oar_analysis.errors import UsageError


def test_the_command_opens_the_notebooks_and_reaches_the_data_beside(tmp_path):
    (tmp_path / "carnets").mkdir()
    command = lab_command(tmp_path / "carnets", ["--no-browser"])
    assert f"--ServerApp.root_dir={tmp_path}" in command
    assert "--LabApp.default_url=/lab/tree/carnets" in command
    assert command[-1] == "--no-browser"


def test_our_settings_stand_before_the_user_s_and_data_is_passed_on(tmp_path):
    given = lab_environment({"JUPYTER_CONFIG_PATH": "/ailleurs", "A": "b"}, tmp_path)
    assert given["JUPYTER_CONFIG_PATH"] == f"{CONFIG}{os.pathsep}/ailleurs"
    assert given["OAR_DATA"] == str(tmp_path)
    assert given["A"] == "b"
    assert "OAR_DATA" not in lab_environment({})


def test_settings_ask_nothing_of_the_network():
    server = json.loads((CONFIG / "jupyter_lab_config.json").read_text(encoding="utf-8"))["LabApp"]
    assert server["news_url"] is None
    assert server["extension_manager"] == "readonly"
    assert server["check_for_updates_class"] == "jupyterlab.NeverCheckForUpdate"


def test_no_folder_of_notebooks_or_no_jupyterlab_is_told(tmp_path, monkeypatch):
    with pytest.raises(UsageError, match="--notebooks"):
        lab_command(Path(tmp_path / "rien"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match="make lab"):
        lab_command(tmp_path)


def test_the_data_named_bring_their_own_notebooks(tmp_path, monkeypatch):
    """`oar lab --data ma-ville/data` must not show the notebooks, and so the data, of another."""
    import subprocess

    from oar_analysis.cli.lab import lab

    (tmp_path / "notebooks").mkdir()
    (tmp_path / "ville/notebooks").mkdir(parents=True)
    register = tmp_path / "ville/data/raw/scheme/scheme.yaml"
    register.parent.mkdir(parents=True)
    register.write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "call", lambda command, env: started.append(command) or 0)
    assert lab(data=Path("ville/data")) == 0
    assert lab() == 0
    roots = [one.partition("=")[2] for line in started for one in line if "root_dir" in one]
    assert roots == [str(tmp_path / "ville"), str(tmp_path)]
