"""`gitvitae doctor` finds what is there and what is missing, and shows no secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import settings
from pipeline.cli import run
from pipeline.doctor import Finding, State, examine
from tests.mine.building import TWO, Built, build

SETTINGS = settings.load(directory=Path("/nonexistent"), environment={})
SECRET = "ghp_not_to_be_shown"  # noqa: S105 - made up, to see that it is not shown


@pytest.fixture
def healthy(tmp_path: Path) -> Built:
    """Give a repository of two people with a remote, in whose config one of them stands."""
    built = build(tmp_path / "app")
    built.commit("One", {"a": "1\n"})
    built.commit("Two", {"a": "2\n"}, author=TWO)
    built.git("config", "user.email", "dev1@example.org")
    built.git("remote", "add", "origin", "https://user:hidden@github.com/owner/app")
    return built


def found(path: Path, **variables: str) -> list[Finding]:
    """Examine one repository with these variables alone."""
    return list(examine([str(path)], SETTINGS, {"PATH": "/nonexistent", **variables}))


def said(findings: list[Finding], state: State) -> str:
    """Give what was found in one state."""
    return "\n".join(f"{f.topic}: {f.what} ({f.todo})" for f in findings if f.state is state)


def test_a_healthy_repository(healthy: Built) -> None:
    """Form, span, identity, token and key are told; nothing is bad."""
    findings = found(healthy.path, GH_TOKEN=SECRET, OPENAI_API_KEY=SECRET)
    good = said(findings, State.GOOD)
    assert said(findings, State.BAD) == ""
    assert "git: " in good
    assert "repository of owner/app, sha1" in good
    assert "2 commits on refs/heads/main, 2020-09-13 to 2020-09-13" in good
    assert "1 commits by Dev One <dev1@example.org>" in good
    assert "a token for github.com is there" in good
    assert "OPENAI_API_KEY is set" in good
    assert "hidden" not in good


def test_no_token_is_shown(
    healthy: Built, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither form of the output holds a token or a key."""
    monkeypatch.setenv("GH_TOKEN", SECRET)
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    for options in ([], ["--json"]):
        assert run(["doctor", str(healthy.path), *options]) == 0
        output = capsys.readouterr()
        assert "github.com" in output.out
        assert SECRET not in output.out + output.err
    assert {row["state"] for row in json.loads(output.out)} <= set(State)


def test_missing_tokens_are_notes(healthy: Built) -> None:
    """Without a token or a key gitvitae works, and says how to get more."""
    findings = found(healthy.path)
    notes = said(findings, State.NOTE)
    assert "no token for github.com" in notes
    assert "OPENAI_API_KEY is not set" in notes
    assert said(findings, State.BAD) == ""


def test_nobody_of_that_address(healthy: Built) -> None:
    """Where the configured person has no commit, those who have some are named."""
    healthy.git("config", "user.email", "stranger@example.org")
    notes = said(found(healthy.path), State.NOTE)
    assert "no commit by 'stranger@example.org'" in notes
    assert "dev1@example.org (1), dev2@example.org (1)" in notes


def test_a_shallow_clone_is_bad(healthy: Built, tmp_path: Path) -> None:
    """A shallow clone is told with its remedies, and examined none the less."""
    healthy.git("clone", "-q", "--depth=1", healthy.path.as_uri(), str(tmp_path / "cut"))
    findings = found(tmp_path / "cut")
    assert "shallow" in said(findings, State.BAD)
    assert "fetch-depth: 0" in said(findings, State.BAD)
    assert "1 commits on refs/heads/main" in said(findings, State.GOOD)


def test_other_kinds_are_told(healthy: Built, tmp_path: Path) -> None:
    """Bare repositories and linked worktrees are called what they are."""
    healthy.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    healthy.git("worktree", "add", "-q", str(tmp_path / "tree"))
    assert "bare repository" in said(found(tmp_path / "bare.git"), State.GOOD)
    assert "linked worktree" in said(found(tmp_path / "tree"), State.GOOD)


def test_what_can_not_be_read_is_bad(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without a repository, and an empty repository, are bad, each with its remedy."""
    empty = build(tmp_path / "empty")
    assert run(["doctor", str(tmp_path), str(empty.path)]) == 2
    output = capsys.readouterr().out
    assert "bad   " + f"{tmp_path}: not a git repository (give" in output
    assert f"{empty.path}: no commit yet (commit first)" in output


def test_git_that_is_missing_or_old(
    healthy: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without git, or with one that is too old, what to install is said."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert "git is not installed" in said(found(healthy.path), State.BAD)
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    for text, what in (("git version 2.20.1", "2.20.1 is too old"), ("", "tells no version")):
        fake.write_text(f"#!/bin/sh\necho '{text}'\n", encoding="utf-8")
        fake.chmod(0o755)
        findings = list(examine([], SETTINGS, {}))
        assert what in said(findings, State.BAD)


def test_nothing_is_written(healthy: Built, tmp_path: Path) -> None:
    """Examining makes no cache and no file in the repository."""
    before = sorted(path for path in tmp_path.rglob("*"))
    cache = Path(str(found(healthy.path)[1].what).rpartition(": ")[0])
    existed = cache.exists()
    found(healthy.path)
    assert sorted(path for path in tmp_path.rglob("*")) == before
    assert cache.exists() == existed


def test_a_cache_that_is_off(healthy: Built) -> None:
    """A cache that the settings switch off is noted."""
    off = SETTINGS.model_copy(update={"mine": SETTINGS.mine.model_copy(update={"cache": False})})
    assert "switched off" in said(list(examine([], off, {})), State.NOTE)
