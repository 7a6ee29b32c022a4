"""The commits that clustering looks at, with their texts, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.domain.commit import Commit, Label
from pipeline.domain.history import History
from pipeline.domain.person import Person
from pipeline.domain.pull_request import PullRequest

_UNUSABLE = frozenset((Label.MERGE, Label.BOT, Label.REVERT, Label.REVERTED))


@dataclass(frozen=True)
class Item:
    """A commit at its place in one repository's order, with its pull request."""

    at: int
    commit: Commit
    request: PullRequest | None
    owned: bool
    """Whether it is work of the scope's person (anybody's, where there is none)."""

    @property
    def id(self) -> str:
        """Give the commit's id."""
        return self.commit.id

    @cached_property
    def headline(self) -> str:
        """Give subject and pull-request title."""
        extra = self.request.title if self.request else ""
        subject = self.commit.subject
        return subject if not extra or extra in subject else f"{subject}\n{extra}"

    @cached_property
    def prose(self) -> str:
        """Give body and pull-request description."""
        bodies = (self.commit.body, self.request.body if self.request else "")
        return "\n\n".join(body for body in bodies if body)

    @cached_property
    def text(self) -> str:
        """Give everything that people wrote about it."""
        return f"{self.headline}\n\n{self.prose}"

    @cached_property
    def lines(self) -> int:
        """Count the changed lines."""
        return sum((file.added or 0) + (file.deleted or 0) for file in self.commit.files)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Give the ids under which it may be cited: the commit, then its pull request."""
        return (self.id, self.request.id) if self.request else (self.id,)


@dataclass(frozen=True)
class Work:
    """One repository's usable commits, oldest first."""

    repo: str
    items: tuple[Item, ...]
    person: Person | None
    _by_id: dict[str, Item] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id.update((item.id, item) for item in self.items)

    def __getitem__(self, commit: str) -> Item:
        """Give the item of a commit."""
        return self._by_id[commit]


def works(history: History) -> Iterator[Work]:
    """Split a history by repository, leaving out what can't be evidence."""
    requests = {request.id: request for request in history.pull_requests}
    repos = dict.fromkeys(commit.repo for commit in history.commits)
    for repo in repos:
        commits = [c for c in history.commits if c.repo == repo and not _UNUSABLE & set(c.labels)]
        items = (
            Item(at, commit, requests.get(f"{repo}#{commit.pull_request}"), _owned(commit, history))
            for at, commit in enumerate(commits)
        )
        yield Work(repo, tuple(items), history.scope.person)


def _owned(commit: Commit, history: History) -> bool:
    person = history.scope.person
    return Label.VENDORED not in commit.labels and (person is None or commit.is_by(person))
