"""Pull requests asked from a forge itself, page by page, and kept for the next run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.domain.history import Source
from pipeline.domain.pull_request import PullRequest
from pipeline.errors import ForgeError
from pipeline.mine.forges.answers import Answers
from pipeline.mine.forges.client import Client, Clock, TooMuchError
from pipeline.mine.forges.gitea import Gitea
from pipeline.mine.forges.github import GitHub, endpoint
from pipeline.mine.forges.gitlab import GitLab
from pipeline.mine.forges.page import LostPlaceError, Page, Reader
from pipeline.mine.forges.place import Kind, Remote
from pipeline.mine.forges.token import find_token
from pipeline.mine.forges.told import as_evidence
from pipeline.mine.progress import Progress, silent

_FAILURES = 7
"""Failures in a row that are borne: enough to come from 50 down to one, and once more."""
_IDLE = 3
"""Pages in a row without any pull request after which a forge is not believed to have more."""


@dataclass(frozen=True)
class Target:
    """A repository on a forge, and whether the forge may be asked about it."""

    kind: Kind
    remote: Remote
    may_ask: bool


@dataclass(frozen=True)
class ApiForge:
    """Knows the pull requests of repositories on forges.

    Args:
        folder: Where answers are kept.
        targets: By the path of the source that was mined.
        progress: Told how many pull requests have come.
        clock: For waiting.
        size: Pull requests on a page; halved each time the forge needs too long.
    """

    folder: Path
    targets: Mapping[str, Target]
    progress: Progress = silent
    clock: Clock = field(default_factory=Clock)
    size: int = 50

    def pull_requests(self, source: Source) -> Mapping[int, PullRequest]:
        """Give a repository's pull requests by number, after asking for what is new.

        Raises:
            ForgeError: The forge gave no usable answer, or may not be asked and never was.
        """
        target = self.targets.get(source.path)
        if target is None:
            return {}
        answers = Answers(self.folder, target.kind, target.remote)
        if target.may_ask:
            self._fetch(answers, target)
        elif not answers.is_there:
            raise ForgeError(
                "its pull requests are not on this machine, and its forge is not asked here",
                where=f"{target.remote.host}/{target.remote.path}",
                todo=f"gitvitae mine {source.path} --pull-requests {target.kind}:"
                f"{target.remote.host}",
            )
        return as_evidence(answers.told(), source.name)

    def _fetch(self, answers: Answers, target: Target) -> None:
        """Ask until there is nothing more for now; each page is kept as it comes."""
        with _client(target, self.clock) as client:
            reader = _reader(target, client)
            before = place = answers.place()
            size, count, idle = self.size, 0, 0
            while True:
                try:
                    page, size = _read(reader, place, size, client)
                except LostPlaceError:
                    if place != before:  # it was given in this very run
                        raise
                    answers.forget_place()
                    place = before = ""
                    continue
                answers.keep(page)
                count += len(page.told)
                self.progress("pull requests", count, None)
                if page.is_last:
                    return
                idle = 0 if page.told else idle + 1
                if page.place == place or idle == _IDLE:
                    raise ForgeError("goes on and brings nothing", where=client.host)
                place = page.place


def _read(reader: Reader, place: str, size: int, client: Client) -> tuple[Page, int]:
    """Read a page, smaller each time it is too much; give it with the size that was not."""
    for failure in range(_FAILURES):
        try:
            return reader.page(place, size), size
        except TooMuchError:
            if failure == _FAILURES - 1:
                raise
            size = max(1, size // 2)
            client.wait(2.0**failure)
    raise AssertionError("unreachable")  # pragma: no cover


def _client(target: Target, clock: Clock) -> Client:
    host = target.remote.host
    token = find_token(target.kind, host)
    if target.kind is Kind.GITHUB:
        if token is None:
            what = "needs a token to be asked"
            raise ForgeError(what, where=host, todo="set GH_TOKEN, or run gh auth login")
        host = endpoint(host)[0]
    return Client(target.remote.scheme, host, token, clock)


def _reader(target: Target, client: Client) -> Reader:
    remote = target.remote
    match target.kind:
        case Kind.GITHUB:
            return GitHub(client, remote.path, endpoint(remote.host)[1])
        case Kind.GITLAB:
            return GitLab(client, remote.path)
        case Kind.GITEA:
            return Gitea(client, remote.path)
