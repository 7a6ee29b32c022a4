"""The shapes in which forges and their command lines tell pull requests.

Each is recognised by its keys, so an export needs no word about where it comes from. Sources:
GitHub `PullRequest` in docs.github.com/en/graphql/reference/objects and `gh pr list --help`;
GitLab docs.gitlab.com/api/merge_requests, which `glab mr list --output json` prints unchanged;
Gitea and Forgejo `PullRequest` in /api/swagger of each server; `tea pulls list --fields` for tea;
Azure learn.microsoft.com/rest/api/azure/devops/git/pull-requests for `az repos pr list`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from pydantic import AliasChoices, BaseModel, Field

from pipeline.domain.person import Identity
from pipeline.domain.pull_request import PullRequest
from pipeline.mine.forges.told import Told, account

_AZURE_CUT = 400
"""Characters to which Azure cuts descriptions in a list."""


class _Commit(BaseModel):
    oid: str | None = None


class _GitHubAuthor(BaseModel):
    login: str = ""
    name: str | None = None


class GitHubRow(BaseModel):
    """A node of GitHub's GraphQL; `gh pr list --json` uses the same names."""

    number: int
    title: str
    body: str | None = None
    author: _GitHubAuthor | None = None
    merged_at: datetime | None = Field(default=None, alias="mergedAt")
    merge_commit: _Commit | None = Field(default=None, alias="mergeCommit")
    url: str = ""

    def told(self) -> Told:
        """Give it in the common form; a host that is not told is github.com."""
        author = self.author or _GitHubAuthor()
        host = urlsplit(self.url).hostname or "github.com"
        return Told(
            number=self.number,
            title=self.title,
            body=self.body or "",
            author=account(author.login, author.name, host),
            merged_at=self.merged_at,
            merge_commit=self.merge_commit.oid if self.merge_commit else None,
            url=self.url,
        )


class _GitLabAuthor(BaseModel):
    username: str = ""
    name: str | None = None


class GitLabRow(BaseModel):
    """A merge request of GitLab's REST API."""

    iid: int
    title: str
    description: str | None = None
    author: _GitLabAuthor | None = None
    state: str = ""
    sha: str | None = None
    merged_at: datetime | None = None
    merge_commit_sha: str | None = None
    squash_commit_sha: str | None = None
    web_url: str = ""

    def told(self) -> Told:
        """Give it in the common form.

        A fast-forward leaves no merge commit: then the branch's own tip entered the target.
        """
        author = self.author or _GitLabAuthor()
        is_merged = self.state == "merged" or self.merged_at is not None
        tip = self.squash_commit_sha or self.sha
        return Told(
            number=self.iid,
            title=self.title,
            body=self.description or "",
            author=account(author.username, author.name, urlsplit(self.web_url).hostname or ""),
            merged_at=self.merged_at,
            merge_commit=(self.merge_commit_sha or tip) if is_merged else None,
            squash_commit=self.squash_commit_sha if is_merged else None,
            url=self.web_url,
        )


class _GiteaUser(BaseModel):
    login: str = ""
    full_name: str | None = None


class GiteaRow(BaseModel):
    """A pull request of the REST API of Gitea and Forgejo, which follows GitHub's."""

    number: int
    title: str
    body: str | None = None
    user: _GiteaUser | None = None
    merged_at: datetime | None = None
    merge_commit_sha: str | None = None
    html_url: str

    def told(self) -> Told:
        """Give it in the common form; before it is merged, its merge commit is only a trial."""
        user = self.user or _GiteaUser()
        return Told(
            number=self.number,
            title=self.title,
            body=self.body or "",
            author=account(user.login, user.full_name, urlsplit(self.html_url).hostname or ""),
            merged_at=self.merged_at,
            merge_commit=self.merge_commit_sha if self.merged_at else None,
            url=self.html_url,
        )


class TeaRow(BaseModel):
    """A line of `tea pulls list --output json`: every value is text, and no merge is told."""

    index: int
    title: str
    body: str = ""
    author: str = ""
    author_id: str = Field(default="", validation_alias=AliasChoices("author_id", "author-id"))
    url: str = ""

    def told(self) -> Told:
        """Give it in the common form."""
        return Told(
            number=self.index,
            title=self.title,
            body=self.body,
            author=account(self.author_id, self.author, urlsplit(self.url).hostname or ""),
            url=self.url,
        )


class _AzureIdentity(BaseModel):
    name: str = Field(default="", alias="displayName")
    address: str = Field(default="", alias="uniqueName")


class _AzureCommit(BaseModel):
    id: str | None = Field(default=None, alias="commitId")


class _AzureProject(BaseModel):
    name: str = ""


class _AzureRepository(BaseModel):
    name: str = ""
    project: _AzureProject = _AzureProject()
    web: str | None = Field(default=None, alias="webUrl")


class _AzureCompletion(BaseModel):
    squash: bool | None = Field(default=None, alias="squashMerge")
    strategy: str | None = Field(default=None, alias="mergeStrategy")


class AzureRow(BaseModel):
    """A pull request of `az repos pr list`."""

    number: int = Field(alias="pullRequestId")
    title: str
    description: str | None = None
    status: str = ""
    created_by: _AzureIdentity = Field(default=_AzureIdentity(), alias="createdBy")
    closed: datetime | None = Field(default=None, alias="closedDate")
    merge: _AzureCommit | None = Field(default=None, alias="lastMergeCommit")
    repository: _AzureRepository = _AzureRepository()
    completion: _AzureCompletion | None = Field(default=None, alias="completionOptions")

    def told(self) -> Told:
        """Give it in the common form; what a list cuts off inside a sentence is left out."""
        body = self.description or ""
        is_cut = len(body) >= _AZURE_CUT
        is_merged = self.status == "completed"
        commit = self.merge.id if self.merge and is_merged else None
        how = self.completion or _AzureCompletion()
        is_squash = how.squash or how.strategy == "squash"
        person, home = self.created_by, self.repository
        path = f"{home.project.name}/_git/{home.name}"
        return Told(
            number=self.number,
            title=self.title,
            body=_whole_lines(body) if is_cut else body,
            author=Identity(
                name=person.name, email=person.address if "@" in person.address else ""
            ),
            merged_at=self.closed if is_merged else None,
            merge_commit=commit,
            squash_commit=commit if is_squash else None,
            url=f"{home.web}/pullrequest/{self.number}" if home.web else "",
            repository=path if home.name and home.project.name else "",
            taken_out=("end",) if is_cut else (),
        )


def _whole_lines(text: str) -> str:
    """Drop the last line, or of a single line what follows its last full stop."""
    head = text.rpartition("\n")[0]
    return head or "".join(text.rpartition(". ")[:2]).rstrip()


class OwnRow(PullRequest):
    """A pull request as gitvitae itself writes it, in evidence of `gitvitae mine`."""

    def told(self) -> Told:
        """Give it in the common form; its description is clean already and stays as it is."""
        data = self.model_dump(exclude={"kind", "id"})
        return Told(**data, repository=self.id.rpartition("#")[0])


Row = GitHubRow | GitLabRow | GiteaRow | TeaRow | AzureRow | OwnRow

_BY_KEYS: tuple[tuple[frozenset[str], type[Row]], ...] = (
    (frozenset({"kind", "id", "number"}), OwnRow),
    (frozenset({"iid"}), GitLabRow),
    (frozenset({"pullRequestId"}), AzureRow),
    (frozenset({"index"}), TeaRow),
    (frozenset({"number", "html_url"}), GiteaRow),
    (frozenset({"number"}), GitHubRow),
)
"""Keys that only one shape has; the first that fits is taken."""


def shape_of(row: Mapping[str, Any]) -> type[Row] | None:
    """Recognise the shape of a pull request by its keys; None if it is no known one."""
    return next((shape for keys, shape in _BY_KEYS if keys <= row.keys()), None)
