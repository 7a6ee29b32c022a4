"""Files are written whole or not at all, and a folder is held by one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import artifacts
from pipeline.errors import UsageError


def test_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    """A file that would say the same keeps its inode; others are replaced."""
    artifacts.write_all(tmp_path, {"a": "1", "b": "1"})
    before = {name: (tmp_path / name).stat().st_ino for name in "ab"}
    artifacts.write_all(tmp_path, {"a": "1", "b": "2"})
    assert (tmp_path / "a").stat().st_ino == before["a"]
    assert (tmp_path / "b").read_text(encoding="utf-8") == "2"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_failure_takes_back_what_was_placed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the last file can't take its place, the first is the old one and the new one is gone."""
    artifacts.write_all(tmp_path, {"a": "old", "c": "old"})
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "c":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(UsageError, match="Permission denied"):
        artifacts.write_all(tmp_path, {"a": "new", "b": "new", "c": "new"})
    left = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert left == {"a": "old", "c": "old"}


def test_leftovers_of_a_killed_run_go(tmp_path: Path) -> None:
    """Only temporary files of the same names are swept, never a person's own."""
    for name in (".a.x1.part", ".a.x1.old.part", ".other.x1.part", "a.part", ".a.swp"):
        (tmp_path / name).write_text("left", encoding="utf-8")
    artifacts.write_all(tmp_path, {"a": "1"})
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [".a.swp", ".other.x1.part", "a", "a.part"]


def test_folder_made_for_nothing_goes(tmp_path: Path) -> None:
    """Folders that were made go if they stay empty; what was there before stays."""
    with pytest.raises(UsageError), artifacts.exclusive(tmp_path / "x" / "y"):
        raise UsageError("stop")
    assert list(tmp_path.iterdir()) == []
    with artifacts.exclusive(tmp_path):
        pass
    assert tmp_path.is_dir()


def test_folder_that_can_not_be_made(tmp_path: Path) -> None:
    """A file where the folder should be is named."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with (
        pytest.raises(UsageError, match="can't be used"),
        artifacts.exclusive(tmp_path / "file" / "resume"),
    ):
        pass
    assert (tmp_path / "file").is_file()


def test_held_folder_is_refused(tmp_path: Path) -> None:
    """A second run is turned away while the first one holds the folder, and let in after it."""
    with (
        artifacts.exclusive(tmp_path),
        pytest.raises(UsageError, match="another run"),
        artifacts.exclusive(tmp_path),
    ):
        pass
    with artifacts.exclusive(tmp_path):
        pass
