"""Totals equal those of another tool that reads the same history."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydriller import Repository

from tests.mine.building import Built, mined


@pytest.mark.filterwarnings("ignore")
def test_totals_equal_pydriller(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files, added and deleted lines of each commit are the ones that PyDriller counts."""
    body = "".join(f"line {number}\n" for number in range(40))
    built.commit("Add", {"a.py": body, "b/c.md": "text\n", "d.bin": b"\0\1" * 40})
    built.commit("Rename and edit", {"a.py": None, "e.py": body + "more\n"})
    built.commit("Edit", {"e.py": body.replace("line 3", "other"), "b/c.md": "no newline"})
    built.git("checkout", "-q", "-b", "side", "HEAD~1")
    built.commit("Side", {"side.py": "x = 1\n"})
    built.git("checkout", "-q", "main")
    built.merge("side", "Merge branch 'side'")
    built.commit("Remove", {"b/c.md": None, "d.bin": None})
    ours = {
        commit.id: sorted((f.path, f.added or 0, f.deleted or 0) for f in commit.files)
        for commit in mined(built.path).commits
        if len(commit.parents) <= 1
    }
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    theirs = {
        commit.hash: sorted(
            (file.new_path or file.old_path, file.added_lines, file.deleted_lines)
            for file in commit.modified_files
        )
        for commit in Repository(str(built.path)).traverse_commits()
        if not commit.merge
    }
    assert ours == theirs
