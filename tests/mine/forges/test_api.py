"""Forges asked themselves, against cassettes of the tests' own server on localhost."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import yaml
from vcr import VCR
from vcr.cassette import Cassette
from vcr.record_mode import RecordMode

from pipeline.errors import ExitCode, ForgeError, UsageError
from pipeline.mine.forges.answers import Answers
from pipeline.mine.forges.page import Page
from pipeline.mine.forges.place import Kind, Remote
from pipeline.mine.forges.told import Told
from tests.mine.forges import server
from tests.mine.forges.conftest import Asking, permissions
from tests.mine.forges.server import World

EVERY = pytest.mark.parametrize("kind", list(Kind))
CASSETTES = Path(__file__).parent / "cassettes"


def asked(cassette: Cassette) -> list[dict[str, Any]]:
    """Give what each request asked for."""
    return [
        json.loads(r.body)["variables"] if r.method == "POST" else dict(r.query)
        for r in cassette.requests
    ]


@EVERY
@pytest.mark.vcr
def test_all_pages_come(world: World, played: Cassette, ask: Asking, kind: Kind) -> None:
    """Every pull request of several pages comes, with all that evidence needs."""
    world.open(20)
    found = ask(kind)
    assert list(found) == list(range(1, 21))
    request = found[7]
    assert (request.id, request.title) == ("owner/name#7", "Change 7")
    assert request.body.startswith("Reason 7, told at")
    assert request.author.name == "Dev Two"
    assert request.author.email == "dev-two@users.noreply.127.0.0.1"
    assert request.merge_commit == server.commit_of(7)
    assert request.merged_at is not None
    assert request.url.startswith(f"http://{server.HOST}/owner/name/")
    assert ask.waited == []


@EVERY
@pytest.mark.vcr
def test_a_second_run_asks_for_what_changed(
    world: World, played: Cassette, ask: Asking, kind: Kind
) -> None:
    """One request tells what is new and what was rewritten; the rest is kept."""
    world.open(20)
    before = ask(kind)
    first = played.play_count
    world.change(3)
    world.open(1)
    after = ask(kind)
    assert list(after) == list(range(1, 22))
    assert after[3].body != before[3].body
    assert {n: r for n, r in after.items() if n not in {3, 21}} == {
        n: r for n, r in before.items() if n != 3
    }
    if played.record_mode is RecordMode.NONE:
        assert played.play_count == first + 1


@EVERY
@pytest.mark.vcr
def test_a_stopped_run_goes_on(world: World, played: Cassette, ask: Asking, kind: Kind) -> None:
    """What came before an interruption is kept, and nothing that changed meanwhile is missed."""
    world.open(20)
    calls = 0

    def interrupt(_stage: str, _done: int, _total: int | None) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt

    ask.progress = interrupt
    with pytest.raises(KeyboardInterrupt):
        ask(kind)
    world.change(5)
    world.change(19)
    world.open(1)
    found = ask(kind)
    assert list(found) == list(range(1, 22))
    for number in (5, 19):
        assert found[number].body == f"Reason {number}, told at {world.changed[number]:%H:%M}."


@EVERY
@pytest.mark.vcr
def test_pages_shrink(world: World, played: Cassette, ask: Asking, kind: Kind) -> None:
    """A page that is too much for the forge is asked for again, half as large, after a pause."""
    world.open(7)
    assert list(ask(kind, "tired")) == list(range(1, 8))
    assert ask.waited == [1.0, 2.0]
    sizes = [int(q.get("size") or q.get("per_page") or q["limit"]) for q in asked(played)]
    assert sizes[:4] == [8, 4, 2, 2]


@EVERY
@pytest.mark.vcr
def test_a_dead_forge_is_given_up(world: World, played: Cassette, ask: Asking, kind: Kind) -> None:
    """A forge that fails for a page of one as well is named, with how it failed."""
    world.open(3)
    with pytest.raises(ForgeError, match=r"127\.0\.0\.1:\d+: fails with HTTP 502") as caught:
        ask(kind, "dead")
    assert caught.value.exit_code is ExitCode.OUTSIDE
    assert len(ask.waited) == 6


@EVERY
@pytest.mark.vcr
def test_retry_after_is_obeyed(
    world: World,
    played: Cassette,
    ask: Asking,
    kind: Kind,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A forge that says how long to wait is not asked before, and the user knows why it takes."""
    world.open(3)
    assert len(ask(kind, "busy")) == 3
    assert ask.waited == [7.0]
    assert f"{server.HOST} asks to wait 7 s" in caplog.messages


@EVERY
@pytest.mark.vcr
def test_secondary_limits_wait_longer_each_time(
    world: World, played: Cassette, ask: Asking, kind: Kind
) -> None:
    """Where no time is named, a minute is waited, then two."""
    world.open(3)
    assert len(ask(kind, "secondary")) == 3
    assert ask.waited == [60.0, 120.0]


@EVERY
@pytest.mark.vcr
def test_odd_waits(world: World, played: Cassette, ask: Asking, kind: Kind) -> None:
    """A wait that is none is a minute, and one beyond all calendars is the user's."""
    with pytest.raises(ForgeError, match="no further request before 2033"):
        ask(kind, "odd")
    assert ask.waited == [60.0]


@pytest.mark.vcr
def test_a_forge_that_never_ends(world: World, played: Cassette, ask: Asking) -> None:
    """Page after page without a pull request is not followed for ever."""
    with pytest.raises(ForgeError, match="brings nothing"):
        ask(Kind.GITHUB, "idle")


@pytest.mark.vcr
def test_a_spent_limit_waits_for_its_reset(world: World, played: Cassette, ask: Asking) -> None:
    """GitHub tells a spent limit with status 200 and the time of the reset."""
    world.open(3)
    assert len(ask(Kind.GITHUB, "spent")) == 3
    assert ask.waited == [101.0]


@pytest.mark.vcr
def test_a_long_wait_is_the_users(world: World, played: Cassette, ask: Asking) -> None:
    """Nobody waits for most of an hour: the message tells when to go on, and that all is kept."""
    world.open(3)
    with pytest.raises(ForgeError, match=r"no further request before 2023-11-14 23:03 UTC.*kept"):
        ask(Kind.GITHUB, "hour")
    assert ask.waited == []


@pytest.mark.vcr
def test_a_lost_cursor_begins_again(world: World, played: Cassette, ask: Asking) -> None:
    """A place that the forge has forgotten costs time, and loses nothing."""
    world.open(10)
    ask(Kind.GITHUB, "lost")
    world.losses = 1
    world.open(3)
    assert len(ask(Kind.GITHUB, "lost")) == 13


@pytest.mark.vcr
def test_a_forge_that_loses_every_cursor(world: World, played: Cassette, ask: Asking) -> None:
    """A cursor that is lost as soon as it was given is an error, not a reason to go round."""
    world.open(10)
    world.losses = 9
    with pytest.raises(ForgeError, match="does not know the place"):
        ask(Kind.GITHUB, "lost")


@pytest.mark.vcr
def test_a_lower_limit_of_the_server(world: World, played: Cassette, ask: Asking) -> None:
    """A server that puts fewer on a page than it was asked for is still read to the end."""
    world.open(11)
    assert list(ask(Kind.GITEA, "capped")) == list(range(1, 12))


@pytest.mark.vcr
def test_many_in_one_instant(world: World, played: Cassette, ask: Asking) -> None:
    """More than a page of requests that changed in one instant are counted off, all of them."""
    world.open(30)
    world.change_at_once(*range(5, 28))
    assert len(ask(Kind.GITLAB)) == 30
    assert len(ask(Kind.GITLAB)) == 30


REFUSALS = {
    "moved": "elsewhere, which is never followed",
    "gone": "knows no such repository.*Not Found",
    "echo": "HTTP 400: Your token ….* is odd",
    "page": "something else than JSON",
    "strange": "does not document",
}


@EVERY
@pytest.mark.parametrize("name", REFUSALS)
@pytest.mark.vcr
def test_refusals_are_said(
    world: World, played: Cassette, ask: Asking, kind: Kind, name: str
) -> None:
    """Each refusal has its one line; no other host is asked, no token is shown, nothing is kept.

    A host that only ever refused is none that a file's memory may lead to.
    """
    with pytest.raises(ForgeError, match=REFUSALS[name]) as caught:
        ask(kind, name)
    message = str(caught.value)
    assert message.startswith(server.HOST)
    assert message.isprintable()
    assert server.TOKEN not in message
    assert played.play_count <= 1
    assert not ask.folder.exists()
    assert {urlsplit(request.uri).netloc for request in played.requests} == {server.HOST}


@EVERY
@pytest.mark.vcr
def test_a_wrong_token_is_said(
    world: World, played: Cassette, ask: Asking, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that the forge does not accept is not shown."""
    for name in ("GH_ENTERPRISE_TOKEN", "GITLAB_TOKEN", "GITEA_TOKEN"):
        monkeypatch.setenv(name, "wrong-token")
    with pytest.raises(ForgeError, match="does not accept the token: Bad credentials") as caught:
        ask(kind)
    assert "wrong-token" not in str(caught.value)


@pytest.mark.vcr
def test_an_unknown_repository_of_github(world: World, played: Cassette, ask: Asking) -> None:
    """GraphQL answers with status 200 and an error."""
    with pytest.raises(ForgeError, match="refuses the query: NOT_FOUND Could not resolve"):
        ask(Kind.GITHUB, "hidden")


@pytest.mark.vcr
def test_what_is_kept_is_private(world: World, played: Cassette, ask: Asking) -> None:
    """Descriptions of a private repository are readable to nobody else; the token is not kept."""
    world.open(3)
    ask(Kind.GITLAB)
    (file,) = ask.folder.rglob("*.sqlite")
    assert permissions(file) == 0o600
    assert permissions(file.parent) == 0o700
    assert server.TOKEN.encode() not in file.read_bytes()
    assert [path for path in ask.folder.rglob("*") if path.is_file()] == [file]


@pytest.mark.vcr
def test_a_broken_file_is_made_anew(world: World, played: Cassette, ask: Asking) -> None:
    """A cache that something else has written into costs time, never a wrong answer."""
    world.open(3)
    ask(Kind.GITLAB)
    (file,) = ask.folder.rglob("*.sqlite")
    file.write_bytes(b"no database" * 100)
    assert len(ask(Kind.GITLAB)) == 3


def test_foreign_rows_are_not_believed(ask: Asking) -> None:
    """Rows that are no pull requests are thrown away, and the user is told to ask again."""
    answers = Answers(ask.folder, Kind.GITLAB, Remote(server.HOST, "owner/name", "http"))
    answers.forget_place()
    (file,) = ask.folder.rglob("*.sqlite")
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("INSERT INTO told VALUES (1, '{}')")
    with pytest.raises(UsageError, match=r"is gone.*run it again"):
        ask(Kind.GITLAB, may_ask=False)
    assert not file.exists()


def test_another_versions_file_is_made_anew(ask: Asking) -> None:
    """What another version kept is not read."""
    answers = Answers(ask.folder, Kind.GITLAB, Remote(server.HOST, "owner/name", "http"))
    answers.keep(Page((Told(number=1, title="T"),), "here", is_last=True))
    (file,) = ask.folder.rglob("*.sqlite")
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("PRAGMA user_version = 99")
    assert (answers.told(), answers.place()) == ((), "")


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="no protection against links here")
def test_a_link_in_the_cache_is_not_followed(ask: Asking, tmp_path: Path) -> None:
    """A link that somebody put in the place of the file leads nowhere."""
    target = tmp_path / "elsewhere"
    folder = ask.folder / f"gitlab-{quote(server.HOST, safe='')}"
    folder.mkdir(parents=True)
    (folder / "owner%2Fname.sqlite").symlink_to(target)
    answers = Answers(ask.folder, Kind.GITLAB, Remote(server.HOST, "owner/name", "http"))
    with pytest.raises(UsageError, match="can't be used"):
        answers.forget_place()
    assert not target.exists()


@pytest.mark.vcr
def test_what_is_kept_needs_no_network(world: World, played: Cassette, ask: Asking) -> None:
    """Where the forge may not be asked, what is kept is given; without it, what to do is said."""
    with pytest.raises(ForgeError, match=r"not on this machine.*--pull-requests gitlab:127"):
        ask(Kind.GITLAB, may_ask=False)
    world.open(3)
    first = ask(Kind.GITLAB)
    assert ask(Kind.GITLAB, may_ask=False) == first


def test_github_needs_a_token(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """GraphQL answers nobody without one; a token of another host is not taken for it."""
    monkeypatch.delenv("GH_ENTERPRISE_TOKEN")
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(ForgeError, match="needs a token"):
        ask(Kind.GITHUB)


def test_an_unreachable_forge(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """A forge that does not answer is named, after some patience."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setattr(server, "HOST", f"127.0.0.1:{free.getsockname()[1]}")
    with pytest.raises(ForgeError, match=r"127\.0\.0\.1:\d+: can't be reached"):
        ask(Kind.GITLAB)
    assert ask.waited == [1.0, 2.0, 4.0, 8.0]


@EVERY
def test_recordings_are_current(
    ask: Asking,
    kind: Kind,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    vcr_config: dict[str, Any],
) -> None:
    """Recorded again from the running server, several pages are what lies in the cassette."""
    world = World()
    world.open(20)
    file = tmp_path / "again.yaml"
    with server.running(world, 0) as port, VCR(**vcr_config).use_cassette(file):
        monkeypatch.setattr(server, "HOST", f"127.0.0.1:{port}")
        assert len(ask(kind)) == 20
    again = file.read_text(encoding="utf-8").replace(f":{port}", f":{server.PORT}")
    kept = CASSETTES / "test_api" / f"test_all_pages_come[{kind}].yaml"
    assert _spoken(again) == _spoken(kept.read_text(encoding="utf-8"))


def _spoken(text: str) -> list[tuple[str, str, Any]]:
    """Give what was asked and what came back, lengths aside: a port may be shorter."""
    return [
        (entry["request"]["uri"], entry["request"]["body"], entry["response"]["body"])
        for entry in yaml.safe_load(text)["interactions"]
    ]


def test_recordings_are_our_own() -> None:
    """Every recording is of localhost, says that it is no forge's, and holds no token."""
    files = sorted(CASSETTES.rglob("*.yaml"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert server.TOKEN not in text.replace(f"Your token {server.TOKEN}", "")
        for entry in yaml.safe_load(text)["interactions"]:
            assert urlsplit(entry["request"]["uri"]).hostname == "127.0.0.1"
            assert entry["response"]["headers"]["x-origin"] == [server.ORIGIN]
            assert "authorization" not in {name.lower() for name in entry["request"]["headers"]}
