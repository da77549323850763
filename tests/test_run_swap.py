"""The swap, its lock and its folders: always one whole version, whatever is refused."""

from pathlib import Path

import pytest
from conftest import lacking

from oar_analysis.errors import LockError
from oar_analysis.review import swap
from oar_analysis.review.folders import Target, clean_stale, make_scratch, recover
from oar_analysis.review.run import hold_lock


def fill(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("fallback", [False, True])
def test_a_new_folder_takes_the_place_of_the_old(tmp_path, monkeypatch, fallback):
    if fallback:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    target, aside = tmp_path / "2024", tmp_path / ".old-2024"
    for number in range(3):
        new = fill(tmp_path / ".new", str(number))
        swap.swap_in(new, target, aside)
        assert (target / "index.html").read_text(encoding="utf-8") == str(number)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["2024"]


def test_the_fallback_cut_between_its_renames_is_mended(tmp_path):
    target = Target(tmp_path, "2024")
    fill(target.aside, "old")
    fill(tmp_path / ".new-2024-0001-x", "new")
    recover(target)
    assert (target.folder / "index.html").read_text(encoding="utf-8") == "old"
    assert [path.name for path in clean_stale(target)] == [".new-2024-0001-x"]
    assert (target.folder / "index.html").exists()


def test_exchange_tells_what_the_system_refuses(tmp_path):
    fill(tmp_path / "one", "1")
    with pytest.raises(FileNotFoundError):
        swap.exchange(tmp_path / "one", tmp_path / "nowhere")


def test_exchange_is_one_step_on_linux(tmp_path):
    one, other = fill(tmp_path / "one", "1"), fill(tmp_path / "other", "2")
    if not swap.exchange(one, other):
        lacking("L'échange de deux noms", "un système de fichiers de Linux (ext4, tmpfs) le fait")
    assert (one / "index.html").read_text(encoding="utf-8") == "2"


def test_scratch_of_another_target_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    mine, other = Target(tmp_path / "r", "2024"), Target(tmp_path / "r", "2023")
    (tmp_path / "r").mkdir()
    one, two = make_scratch(mine), make_scratch(other)
    draft = fill(Target(tmp_path / "r", "2024-brouillon").new_folder("2024-brouillon-0001-x"), "x")
    clean_stale(mine)
    assert not one.exists()
    assert two.exists()
    assert draft.exists()


def test_no_place_for_a_temporary_folder_is_told(tmp_path, monkeypatch):
    from oar_analysis.errors import DiskError

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    monkeypatch.setattr("oar_analysis.review.folders.SHORT_FOLDERS", ())
    with pytest.raises(DiskError, match="TMPDIR"):
        make_scratch(Target(tmp_path / "nothing", "2024"))


def test_a_lock_is_held_once(tmp_path):
    target = Target(tmp_path, "2024")
    with (
        hold_lock(target),
        pytest.raises(LockError, match="Une autre exécution"),
        hold_lock(target),
    ):
        pass
    with hold_lock(target):
        pass
