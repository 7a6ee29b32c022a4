"""Cited commits are read down to their methods, safely, within bounds, or not at all."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from pipeline.artifacts import write_evidence
from pipeline.domain.commit import CodeChange, MethodChange
from pipeline.domain.history import History
from pipeline.domain.scope import Scope
from pipeline.mine import GitRepository, NoForge, Store, deepen, mine
from tests.mine.building import SETTINGS, Built, build

PLAIN = "def run(x):\n    return x\n\n\ndef stay():\n    return 1\n"
BRANCHED = PLAIN.replace("    return x\n", "    if x:\n        return x\n    return 0\n")


def deep(path: Path, store: Store | None = None, **settings: int) -> History:
    """Mine a repository and deepen all of its commits."""
    with GitRepository(path, SETTINGS.model_copy(update=settings), store) as repository:
        history = mine(repository, NoForge(), Scope())
        return deepen(repository, history, {commit.id for commit in history.commits})


@pytest.fixture
def grown(built: Built) -> Built:
    """Give a repository whose second commit makes a method more complex and adds a file."""
    built.commit("Add", {"a.py": PLAIN, "notes.md": "text\n"})
    built.commit("Branch", {"a.py": BRANCHED, "b.py": "def new():\n    pass\n"})
    built.commit("Gone", {"b.py": None})
    return built


def test_methods_and_their_complexity(grown: Built) -> None:
    """Changed methods are told with their complexity before and after; others are not."""
    first, second, third = deep(grown.path).commits
    assert [file.path for file in first.code] == ["a.py", "notes.md"]
    assert second.code == (
        CodeChange(path="a.py", hunks=1, methods=(MethodChange(name="run", before=1, after=2),)),
        CodeChange(path="b.py", hunks=1, methods=(MethodChange(name="new", before=None, after=1),)),
    )
    assert third.code[0].methods == (MethodChange(name="new", before=1, after=None),)
    line = json.loads(write_evidence(second))
    assert line["code"][0]["methods"] == [{"name": "run", "before": 1, "after": 2}]


def test_only_the_cited_are_read(grown: Built) -> None:
    """Commits that are not cited stay as they were."""
    with GitRepository(grown.path, SETTINGS) as repository:
        history = mine(repository, NoForge(), Scope())
        cited = history.commits[1].id
        found = deepen(repository, history, {cited, "f" * 40})
    assert [commit.id for commit in found.commits if commit.code] == [cited]


def test_no_more_than_allowed(grown: Built, caplog: pytest.LogCaptureFixture) -> None:
    """Beyond the number that the settings allow commits are left as they are, and counted."""
    assert [bool(commit.code) for commit in deep(grown.path, deep=1).commits] == [
        True,
        False,
        False,
    ]
    assert "methods are not read: 2" in caplog.text


def test_no_longer_than_allowed(
    grown: Built, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What a reader that hangs has told by then is kept; the rest is counted."""
    tip = grown.git("rev-parse", "HEAD")
    slow = tmp_path / "slow"
    answer = json.dumps({"id": tip, "code": []})
    slow.write_text(f"#!/bin/sh\necho '{answer}'\necho '{{half'\nexec sleep 60\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(slow))
    deep(grown.path, deep_seconds=1)
    assert "methods are not read: 2" in caplog.text


def test_it_is_remembered(grown: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run starts no reader."""
    with Store(tmp_path / "commits.sqlite") as store:
        first = deep(grown.path, store)
        monkeypatch.setattr(sys, "executable", "/nonexistent")
        assert deep(grown.path, store) == first


def test_sha256_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A repository that PyDriller can't read is mined as deep as git goes, with a note."""
    wide = build(tmp_path / "wide", "--object-format=sha256")
    wide.commit("Add", {"a.py": PLAIN})
    (commit,) = deep(wide.path).commits
    assert (commit.code, commit.files[0].added) == ((), 6)
    assert "SHA-256" in caplog.text


def test_nothing_runs_and_nothing_is_written(grown: Built, tmp_path: Path) -> None:
    """Planted programs are not run, and PyDriller's own setting does not reach the repository."""
    ran = tmp_path / "ran"
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\necho ran >> {ran}\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "diff.t.textconv", "diff.t.command"):
        grown.git("config", key, str(trap))
    attributes = grown.path / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("* diff=t\n", encoding="utf-8")
    ran.unlink(missing_ok=True)
    config = (grown.path / ".git" / "config").read_bytes()
    assert all(commit.code for commit in deep(grown.path).commits)
    assert not ran.exists()
    assert (grown.path / ".git" / "config").read_bytes() == config


def test_code_that_no_parser_likes(built: Built) -> None:
    """Broken, deeply nested and binary files cost at most their own methods."""
    nested = "int f() {" + "{" * 5000 + "}" * 5000 + "}\n"
    built.commit("Odd", {"a.c": nested, "b.py": "def (:\n" * 50, "c.py": b"\xff\0\xfe" * 99})
    built.commit("Fine", {"d.py": PLAIN})
    odd, fine = deep(built.path).commits
    assert [method.name for method in fine.code[0].methods] == ["run", "stay"]
    assert odd.files[0].path == "a.c"


def test_the_readers_environment_is_ours(grown: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of the caller reach no git that PyDriller starts."""
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("PYTHONPATH", os.devnull)
    assert all(commit.code for commit in deep(grown.path).commits)
