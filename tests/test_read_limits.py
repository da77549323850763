"""The limits on what is read: set by the environment, documented as they are."""

from dataclasses import fields

import pytest

from oar_analysis.errors import ReadError, UsageError
from oar_analysis.french import number
from oar_analysis.read import Limits, read_frame, read_sheets


def test_the_environment_sets_a_limit(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n3;4\n", "utf-8")
    monkeypatch.setenv("OAR_LIMIT_ROWS", "2")
    for read in (read_sheets, read_frame):
        with pytest.raises(ReadError, match="variable OAR_LIMIT_ROWS"):
            read(path)
    monkeypatch.setenv("OAR_LIMIT_ROWS", "3")
    assert len(read_sheets(path)[0].rows) == 3
    assert len(read_sheets(path, limits=Limits(rows=9))[0].rows) == 3


@pytest.mark.parametrize("text", ["beaucoup", "-1", "0", "1e6"])
def test_a_limit_that_is_no_number_is_refused(monkeypatch, text):
    monkeypatch.setenv("OAR_LIMIT_CELLS", text)
    with pytest.raises(UsageError, match="OAR_LIMIT_CELLS vaut"):
        Limits.configured()


def test_the_guide_gives_every_limit(root):
    guide = (root / "docs/guide-exploitation.md").read_text("utf-8").replace("\u00a0", " ")
    for one in fields(Limits):
        shown = number(one.default).replace("\u00a0", " ")
        assert f"| `OAR_LIMIT_{one.name.upper()}` | {shown} |" in guide
