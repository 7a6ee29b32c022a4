"""A commit, as evidence."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from pipeline.domain.model import Foreign
from pipeline.domain.person import Identity, Person


class FileChange(Foreign):
    """One file of a commit; line counts are None where they are unknown or the file is binary."""

    path: str
    old_path: str | None = None
    added: int | None = None
    deleted: int | None = None


class Dependency(Foreign):
    """A dependency as a manifest names it."""

    name: str
    version: str | None = None
    manifest: str = ""


class DependencyUpdate(Foreign):
    """A dependency whose version a manifest changed."""

    name: str
    old: str | None = Field(default=None, alias="from")
    new: str | None = Field(default=None, alias="to")
    manifest: str = ""


class DependencyChanges(Foreign):
    """What a commit did to the manifests."""

    added: tuple[Dependency, ...] = ()
    removed: tuple[Dependency, ...] = ()
    updated: tuple[DependencyUpdate, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.added or self.removed or self.updated)


class IdentifierChanges(Foreign):
    """Names that a commit's diff added to or removed from the code, in order of appearance."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class MethodChange(Foreign):
    """A method that a commit changed, with its cyclomatic complexity before and after.

    None stands where the method did not exist.
    """

    name: str
    before: int | None = None
    after: int | None = None


class CodeChange(Foreign):
    """What a commit changed in the code of one file: how many hunks, and which methods."""

    path: str
    hunks: int
    methods: tuple[MethodChange, ...] = ()


class Label(StrEnum):
    """What sets a commit apart from ordinary work."""

    MERGE = "merge"
    BOT = "bot"
    REVERT = "revert"
    REVERTED = "reverted"
    VENDORED = "vendored"
    """Every file of it is vendored, generated or a lock file."""
    COPY = "copy"
    """The same change as an earlier commit: cherry-picked, rebased or squashed."""


class Commit(Foreign):
    """One commit: what it says, who made it, what it changed.

    `files`, `identifiers` and line counts are filled as deep as the commit was mined.
    Times carry their zone. `pull_request` is the number on the forge, where known. `census` is how
    many commits of its repository the evidence holds beside it, itself counted, if that is the
    whole history that the refs reach: only then can a share of the work be told. `reverts` and
    `reverted_by` lead to each other's commit, `copies` to the earlier commit of the same change;
    `type` and `scope` are those of Conventional Commits.
    """

    kind: Literal["commit"] = "commit"
    id: str
    repo: str
    subject: str
    body: str = ""
    author: Identity
    committer: Identity = Identity()
    co_authors: tuple[Identity, ...] = ()
    authored_at: datetime
    committed_at: datetime
    parents: tuple[str, ...] = ()
    pull_request: int | None = None
    files: tuple[FileChange, ...] = ()
    dependencies: DependencyChanges = DependencyChanges()
    identifiers: IdentifierChanges = IdentifierChanges()
    imports: IdentifierChanges = IdentifierChanges()
    labels: tuple[Label, ...] = ()
    reverts: str | None = None
    reverted_by: str | None = Field(default=None, exclude=True)
    copies: str | None = Field(default=None, exclude=True)
    issues: tuple[str, ...] = Field(default=(), exclude=True)
    type: str | None = Field(default=None, exclude=True)
    scope: str | None = Field(default=None, exclude=True)
    code: tuple[CodeChange, ...] = Field(default=(), exclude=True)
    census: int | None = Field(default=None, exclude=True)

    @property
    def message(self) -> str:
        """Give subject and body as git stores them."""
        return f"{self.subject}\n\n{self.body}" if self.body else self.subject

    @property
    def people(self) -> tuple[Identity, ...]:
        """Give author and co-authors."""
        return (self.author, *self.co_authors)

    def is_by(self, person: Person) -> bool:
        """Tell whether the person is its author or co-author."""
        return any(person.owns(identity) for identity in self.people)
