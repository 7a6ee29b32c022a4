"""The tests' own forge: it speaks the documented shapes of three, and is none of them.

The cassettes beside this file were recorded against it on localhost; every answer says so. What it
speaks was written from the vendors' documentation, never copied from an answer of theirs:

- GitHub GraphQL, `repository.pullRequests`: docs.github.com/en/graphql/reference/objects; limits:
  docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api (a spent
  limit is status 200 with an error and `x-ratelimit-remaining: 0`, a secondary one 200 or 403, a
  page that takes too long 502 or 504).
- GitLab REST v4, `GET /projects/:id/merge_requests`: docs.gitlab.com/api/merge_requests; pages:
  docs.gitlab.com/api/rest (`x-next-page`); limits: docs.gitlab.com/security/rate_limits (429).
- Gitea and Forgejo REST v1, `GET /repos/{owner}/{repo}/pulls`: docs.gitea.com/api, operation
  repoListPullRequests (`sort=recentupdate`, `limit`, `page`, `X-Total-Count`).

To record anew: `pytest tests/mine/forges --record-mode=rewrite`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PORT = 48919
HOST = f"127.0.0.1:{PORT}"
ORIGIN = "answered by the own server of gitvitae's tests, not by a forge"
TOKEN = "token-of-the-tests"  # noqa: S105 - it opens nothing
_START = datetime(2022, 1, 1, tzinfo=UTC)
_WIDE = 2
"""Pull requests on a page that are too many for the repository `tired`."""
_CAP = 3
"""Pull requests that the repository `capped` puts on a page at most."""

Answer = tuple[int, dict[str, str], Any]


@dataclass
class World:
    """The pull requests of every repository, and how often each answer was a refusal.

    The repository `lost` refuses so many cursors.
    """

    count: int = 0
    changed: dict[int, datetime] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    losses: int = 0
    clock: datetime = _START

    def open(self, count: int) -> None:
        """Open pull requests, a minute apart."""
        for number in range(self.count + 1, self.count + count + 1):
            self.change(number)
        self.count += count

    def change(self, number: int) -> None:
        """Let a pull request change now."""
        self.clock += timedelta(minutes=1)
        self.changed[number] = self.clock

    def change_at_once(self, *numbers: int) -> None:
        """Let several change in one instant."""
        self.clock += timedelta(minutes=1)
        self.changed |= dict.fromkeys(numbers, self.clock)

    def by_change(self) -> list[int]:
        """Give the numbers, the least recently changed first."""
        return sorted(self.changed, key=lambda number: (self.changed[number], number))

    def first(self, key: str, times: int = 1) -> bool:
        """Tell whether a refusal is still due."""
        self.refused[key] = self.refused.get(key, 0) + 1
        return self.refused[key] <= times


def commit_of(number: int) -> str:
    """Give the merge commit of a pull request."""
    return f"{number:040x}"


def _body(world: World, number: int) -> str:
    return f"Reason {number}, told at {world.changed[number]:%H:%M}."


@contextmanager
def running(world: World, port: int = PORT) -> Iterator[int]:
    """Serve a world on this machine, and give the port: 0 takes any that is free."""

    class Handler(_Answers):
        pass

    Handler.world = world
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Answers(BaseHTTPRequestHandler):
    """Routes by path: each forge has its own root."""

    server_version = "gitvitae-tests-own-server"
    sys_version = ""
    world: World

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self._reply(github(self.world, json.loads(self.rfile.read(length))))

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.startswith("/api/v4/projects/"):
            repo = unquote(parts.path.split("/")[4])
            self._reply(gitlab(self.world, repo, query))
        else:
            self._reply(gitea(self.world, "/".join(parts.path.split("/")[4:6]), query))

    def _reply(self, answer: Answer) -> None:
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            answer = 401, {}, {"message": f"Bad credentials. {ORIGIN}"}
        status, headers, data = answer
        payload = data.encode() if isinstance(data, str) else json.dumps(data).encode()
        self.send_response(status)
        standard = {"Content-Type": "application/json", "Content-Length": str(len(payload))}
        for name, value in {**standard, "X-Origin": ORIGIN, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(payload)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Give every recording the same date."""
        return super().date_time_string(0 if timestamp is None else timestamp)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


_TOO_SLOW: Answer = (502, {}, f"<html>{ORIGIN}</html>")
_ALWAYS: dict[str, Answer] = {
    "dead": _TOO_SLOW,
    "moved": (301, {"Location": "http://127.0.0.1:9/elsewhere"}, {"message": "Moved"}),
    "gone": (404, {}, {"message": "Not Found"}),
    "echo": (400, {}, {"message": f"Your token {TOKEN}\n\x1b[31m is odd"}),
    "page": (200, {"Content-Type": "text/html"}, f"<html>{ORIGIN}</html>"),
    "strange": (200, {}, [{"iid": "x", "number": "x"}]),
}
"""What the repositories of these names answer to everything."""


def _refusal(world: World, repo: str, size: int) -> Answer | None:
    """Refuse by the repository's name, as the documentation says that a forge refuses."""
    name = repo.rpartition("/")[2]
    often = {"message": "Too Many Requests"}
    match name:
        case "tired" if size > _WIDE:
            return _TOO_SLOW
        case "odd":
            after = "soon" if world.first(name) else "9" * 18
            return 429, {"Retry-After": after}, often
        case "busy" if world.first(name):
            return 429, {"Retry-After": "7"}, often
        case "secondary" if world.first(name, 2):
            return 403, {}, {"message": "You have exceeded a secondary rate limit."}
        case _:
            return _ALWAYS.get(name)


def github(world: World, request: dict[str, Any]) -> Answer:
    """Answer the one query that is asked, in pages after a cursor."""
    given = request["variables"]
    size, repo = given["size"], given["name"]
    refusal = _refusal(world, repo, size)
    if refusal:
        return refusal
    limit = _github_error(world, repo, given["after"])
    if limit:
        return limit
    after = json.loads(given["after"]) if given["after"] else ["", 0]
    if repo == "idle":
        info = {"endCursor": json.dumps(["", after[1] + 1]), "hasNextPage": True}
        connection = {"pageInfo": info, "nodes": [None]}
        return 200, {}, {"data": {"repository": {"pullRequests": connection}}}
    order = [[world.changed[n].isoformat(), n] for n in world.by_change()]
    found = [place for place in order if place > after]
    nodes = [_github_node(world, number) for _, number in found[:size]]
    info = {
        "endCursor": json.dumps(found[:size][-1]) if nodes else None,
        "hasNextPage": len(found) > size,
    }
    headers = {"X-RateLimit-Remaining": "4000", "X-RateLimit-Reset": "1700003600"}
    connection = {"pageInfo": info, "nodes": nodes}
    return 200, headers, {"data": {"repository": {"pullRequests": connection}}}


def _github_error(world: World, repo: str, after: str | None) -> Answer | None:
    spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1700000100"}
    kinds: dict[str, tuple[dict[str, str], dict[str, str]]] = {
        "spent": (spent, {"type": "RATE_LIMITED", "message": "API rate limit exceeded"}),
        "hour": (
            spent | {"X-RateLimit-Reset": "1700003000"},
            {"type": "RATE_LIMITED", "message": "API rate limit exceeded"},
        ),
        "lost": (
            {},
            {"type": "INVALID_CURSOR_ARGUMENTS", "message": "no valid cursor"},
        ),
        "hidden": (
            {},
            {"type": "NOT_FOUND", "message": "Could not resolve to a Repository"},
        ),
    }
    if repo not in kinds:
        return None
    if repo == "spent" and not world.first(repo):
        return None
    if repo == "lost":
        if after is None or not world.losses:
            return None
        world.losses -= 1
    headers, error = kinds[repo]
    return 200, headers, {"data": {"repository": None}, "errors": [error]}


def _github_node(world: World, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "title": f"Change {number}",
        "body": _body(world, number),
        "url": f"http://{HOST}/owner/name/pull/{number}",
        "mergedAt": _START.isoformat(),
        "mergeCommit": {"oid": commit_of(number)},
        "author": {"login": "dev-two", "name": "Dev Two"},
    }


def gitlab(world: World, repo: str, query: dict[str, str]) -> Answer:
    """Answer a page of merge requests that changed at a time or later."""
    size, page = int(query["per_page"]), int(query["page"])
    refusal = _refusal(world, repo, size)
    if refusal:
        return refusal
    assert (query["order_by"], query["sort"]) == ("updated_at", "asc")
    since = datetime.fromisoformat(query.get("updated_after", _START.isoformat()))
    found = [n for n in world.by_change() if world.changed[n] >= since]
    shown = found[(page - 1) * size : page * size]
    following = str(page + 1) if len(found) > page * size else ""
    return 200, {"X-Next-Page": following}, [_gitlab_row(world, n) for n in shown]


def _gitlab_row(world: World, number: int) -> dict[str, Any]:
    return {
        "id": 1000 + number,
        "iid": number,
        "title": f"Change {number}",
        "description": _body(world, number),
        "state": "merged",
        "updated_at": world.changed[number].isoformat(timespec="milliseconds"),
        "merged_at": _START.isoformat(),
        "merge_commit_sha": commit_of(number),
        "squash_commit_sha": None,
        "sha": commit_of(number),
        "author": {"id": 2, "username": "dev-two", "name": "Dev Two"},
        "web_url": f"http://{HOST}/owner/name/-/merge_requests/{number}",
    }


def gitea(world: World, repo: str, query: dict[str, str]) -> Answer:
    """Answer a page of pull requests, the most recently changed first."""
    size, page = int(query["limit"]), int(query["page"])
    refusal = _refusal(world, repo, size)
    if refusal:
        return refusal
    assert (query["state"], query["sort"]) == ("all", "recentupdate")
    if repo.endswith("/capped"):
        size = min(size, _CAP)
    found = world.by_change()[::-1]
    shown = found[(page - 1) * size : page * size]
    headers = {"X-Total-Count": str(len(found))}
    return 200, headers, [_gitea_row(world, number) for number in shown]


def _gitea_row(world: World, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "title": f"Change {number}",
        "body": _body(world, number),
        "state": "closed",
        "updated_at": world.changed[number].isoformat(),
        "merged_at": _START.isoformat(),
        "merge_commit_sha": commit_of(number),
        "user": {"login": "dev-two", "full_name": "Dev Two"},
        "html_url": f"http://{HOST}/owner/name/pulls/{number}",
    }
