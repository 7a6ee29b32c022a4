"""The commits that clustering looks at, with their texts, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.cluster.area import own_packages, profile, size
from pipeline.domain.commit import Commit, Label
from pipeline.domain.history import History
from pipeline.domain.person import Person
from pipeline.domain.pull_request import PullRequest

_UNUSABLE = frozenset((Label.MERGE, Label.BOT, Label.REVERT, Label.REVERTED, Label.COPY))


@dataclass(frozen=True)
class Item:
    """A commit at its place in one repository's order, with its pull request."""

    at: int
    commit: Commit
    request: PullRequest | None
    owned: bool
    """Whether it is work of the scope's person (anybody's, where there is none)."""
    packages: frozenset[str] = frozenset()
    """Names of the repository's own packages."""
    leads: bool = True
    """Whether it is the first of its pull request, to which that one's words are counted."""

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
        return sum(size(file) for file in self.commit.files)

    @cached_property
    def areas(self) -> dict[str, float]:
        """Give the share of each area of the system in it."""
        return profile(self.commit, self.packages)

    @cached_property
    def area(self) -> str:
        """Give the area that it is most about; empty if it changed no file."""
        return max(self.areas, key=lambda name: (self.areas[name], name), default="")

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
    packages: frozenset[str]
    """Names of its own packages."""
    commits: tuple[Commit, ...]
    """All commits, usable or not: what bots and merges do to manifests counts as well."""


def works(history: History) -> Iterator[Work]:
    """Split a history by repository, leaving out what can't be evidence."""
    requests = {request.id: request for request in history.pull_requests}
    repos = dict.fromkeys(commit.repo for commit in history.commits)
    for repo in repos:
        everything = tuple(c for c in history.commits if c.repo == repo)
        commits = [c for c in everything if not _UNUSABLE & set(c.labels)]
        own = own_packages(repo, commits)
        items: list[Item] = []
        seen: set[str] = set()
        for at, commit in enumerate(commits):
            request = requests.get(f"{repo}#{commit.pull_request}")
            leads = request is None or request.id not in seen
            seen |= {request.id} if request else set()
            items.append(Item(at, commit, request, _owned(commit, history), own, leads))
        yield Work(repo, tuple(items), history.scope.person, own, everything)


def _owned(commit: Commit, history: History) -> bool:
    person = history.scope.person
    return Label.VENDORED not in commit.labels and (person is None or commit.is_by(person))
