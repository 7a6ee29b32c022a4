"""Builds small histories by hand, one call for each commit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha1

from pipeline.domain.commit import (
    Commit,
    Dependency,
    DependencyChanges,
    DependencyUpdate,
    FileChange,
    IdentifierChanges,
    Label,
)
from pipeline.domain.history import History, Source
from pipeline.domain.person import Identity, Person
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.scope import Scope
from pipeline.settings import ClusterRules

ONE = Identity(name="Dev One", email="dev1@example.org")
TWO = Identity(name="Dev Two", email="dev2@example.org")
RULES = ClusterRules(commits=3, gap_days=90)
REPO = "example/app"
_START = datetime(2022, 1, 3, 9, tzinfo=UTC)


class Repository:
    """Collects commits; each is a day later than the one before unless `days` says otherwise."""

    def __init__(self, name: str = REPO) -> None:
        self.name = name
        self.commits: list[Commit] = []
        self.requests: list[PullRequest] = []
        self._now = _START

    def commit(  # noqa: PLR0913 - a test says only what matters to it
        self,
        subject: str,
        body: str = "",
        *,
        paths: tuple[str, ...] = ("engine/run.go",),
        lines: int = 60,
        added: tuple[str, ...] = (),
        removed: tuple[str, ...] = (),
        updated: tuple[str, ...] = (),
        imports: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
        by: Identity = ONE,
        days: int = 1,
        labels: tuple[Label, ...] = (),
        request: str | None = None,
    ) -> str:
        """Add a commit and give its id; `request` is the description of a pull request."""
        self._now += timedelta(days=days)
        number = len(self.commits) + 1
        key = sha1(f"{self.name} {number} {subject}".encode(), usedforsecurity=False).hexdigest()
        self.commits.append(
            Commit(
                id=key,
                repo=self.name,
                subject=subject,
                body=body,
                author=by,
                committer=by,
                authored_at=self._now,
                committed_at=self._now,
                files=tuple(FileChange(path=p, added=lines, deleted=lines // 2) for p in paths),
                dependencies=DependencyChanges(
                    added=tuple(_dependency(name) for name in added),
                    removed=tuple(_dependency(name) for name in removed),
                    updated=tuple(
                        DependencyUpdate(name=name, old="1", new="2", manifest="go.mod")
                        for name in updated
                    ),
                ),
                imports=IdentifierChanges(added=imports[0], removed=imports[1]),
                labels=labels,
                pull_request=None if request is None else number,
            )
        )
        if request is not None:
            self._request(number, subject, request, by, key)
        return key

    def _request(self, number: int, title: str, body: str, by: Identity, key: str) -> None:
        self.requests.append(
            PullRequest(
                id=f"{self.name}#{number}",
                number=number,
                title=title,
                body=body,
                author=by,
                merged_at=self._now + timedelta(days=2),
                merge_commit=key,
            )
        )

    def history(self, person: Identity | None = ONE, first: int | None = None) -> History:
        """Give the history, or its first commits, told for a person."""
        owner = Person(name=person.name, identities=(person,)) if person else None
        return History(
            sources=(Source(name=self.name, path=f"/{self.name}"),),
            scope=Scope(person=owner),
            commits=tuple(self.commits[:first]),
            pull_requests=tuple(self.requests),
        )


def _dependency(name: str) -> Dependency:
    return Dependency(name=name, version="v1.0.0", manifest="go.mod")
