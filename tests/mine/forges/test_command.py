"""The command asks a forge when it is told to, and at no other time."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from vcr.cassette import Cassette

from pipeline.cli import run
from tests.mine.building import Built
from tests.mine.forges import server
from tests.mine.forges.conftest import Asking
from tests.mine.forges.server import World

WORD = f"gitea:{server.HOST}"
REMOTE = f"http://{server.HOST}/owner/name.git"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Asking) -> Path:
    """Give the command a cache of its own, and the token of `ask`."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "gitvitae" / "pulls"


@pytest.mark.vcr
def test_mine_asks_the_forge(
    built: Built,
    world: World,
    played: Cassette,
    cache: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Pull requests come along as evidence, and the commits know theirs."""
    world.open(3)
    built.git("remote", "add", "origin", REMOTE)
    built.commit("Add a thing (#2)", {"a": "1"})
    assert run(["mine", str(built.path), "--pull-requests", WORD]) == 0
    commit, request = map(json.loads, capsys.readouterr().out.splitlines())
    assert commit["pull_request"] == 2
    assert (request["id"], request["title"]) == ("owner/name#2", "Change 2")
    assert list(cache.rglob("*.sqlite"))


@pytest.mark.vcr
def test_without_a_cache_nothing_is_kept(
    built: Built,
    world: World,
    played: Cassette,
    cache: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Who wants no cache gets the pull requests, and no file of them."""
    world.open(3)
    built.git("remote", "add", "origin", REMOTE)
    built.commit("Add a thing (#2)", {"a": "1"})
    assert run(["mine", str(built.path), "--no-cache", "--pull-requests", WORD]) == 0
    assert capsys.readouterr().out.count("\n") == 2
    assert not cache.exists()


@pytest.mark.vcr
def test_drafts_remember_the_forge(
    demo: Path, tmp_path: Path, world: World, played: Cassette, cache: Path, built: Built
) -> None:
    """A draft asks, a refresh asks again, a check never does: it rests on what is kept."""
    world.open(30)
    shutil.copytree(demo / "platform", tmp_path / "platform")
    Built(tmp_path / "platform").git("config", "remote.origin.url", REMOTE)
    out = tmp_path / "resume"
    person = ["--person", "author@example.org"]
    drafting = ["draft", str(tmp_path / "platform"), *person, "--out", str(out)]
    assert run([*drafting, "--pull-requests", WORD]) == 0
    ledger = json.loads((out / "ledger.json").read_text(encoding="utf-8"))
    assert ["pull_requests", WORD] in ledger["options"]
    asked = played.play_count
    assert run(["verify", str(out / "resume.md")]) == 0
    assert played.play_count == asked
    assert run(["refresh", "--out", str(out)]) == 0


def test_a_ledgers_memory_is_no_permission(
    demo: Path,
    tmp_path: Path,
    drafted: Path,
    cache: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A résumé from elsewhere can't make a check or a refresh ask a host that it names."""
    folder = shutil.copytree(drafted, tmp_path / "theirs")
    Built(folder / "platform").git("config", "remote.origin.url", REMOTE)
    file = folder / "resume" / "ledger.json"
    ledger = json.loads(file.read_text(encoding="utf-8"))
    options = [[key, WORD if key == "pull_requests" else value] for key, value in ledger["options"]]
    file.write_text(json.dumps(ledger | {"options": options}), encoding="utf-8")
    for command in (
        ["verify", str(folder / "resume" / "resume.md")],
        ["refresh", "--out", str(folder / "resume")],
    ):
        assert run(command) == 3
        assert f"{server.HOST}/owner/name: its pull requests are not on" in capsys.readouterr().err


def test_no_forge_without_being_asked(
    built: Built, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A remote and a token alone never lead to a request."""
    built.git("remote", "add", "origin", REMOTE)
    built.commit("Add a thing (#2)", {"a": "1"})
    assert run(["mine", str(built.path)]) == 0
    assert not cache.exists()
    assert capsys.readouterr().err == ""
