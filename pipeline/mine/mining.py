"""Git history, manifests and pull requests → History."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.domain.commit import Commit, DependencyChanges, FileChange, IdentifierChanges, Label
from pipeline.domain.history import History
from pipeline.domain.person import Identity
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.scope import Scope
from pipeline.mine.collector import paused
from pipeline.mine.content import Content, read_content
from pipeline.mine.credit import Accounts, authors_of
from pipeline.mine.forge import Forge
from pipeline.mine.labels import Labeller, find_reverted, still_reverted
from pipeline.mine.log import Row
from pipeline.mine.memory import Kind
from pipeline.mine.message import Messages
from pipeline.mine.progress import Progress, silent
from pipeline.mine.pulls import find_pulls, is_squash
from pipeline.mine.repository import GitRepository, Tips
from pipeline.mine.selection import Selection
from pipeline.settings import MineSettings

_PULLS = Kind[dict[str, int]]("pull requests", dict[str, int], {})
_GIVEN = set(Commit.model_fields) - {"kind", "code"}
_UNCHANGED = DependencyChanges()
_NO_NAMES = IdentifierChanges()


@paused()
def mine(
    repository: GitRepository, forge: Forge, scope: Scope, progress: Progress = silent
) -> History:
    """Read a repository's history.

    Args:
        repository: An open repository.
        forge: Where descriptions of pull requests come from.
        scope: Whose work, which refs, days and paths.
        progress: Told how far it is.

    Raises:
        RepositoryError: A ref is unknown, there is no commit, or objects are missing.
    """
    tips = repository.tips(scope.refs)
    rows = repository.log(tips, progress)[::-1]
    source = repository.source.model_copy(update={"refs": tips})
    requests = forge.pull_requests(source)
    pulls = _pulls(repository, tips, rows, requests)
    text = _Text(source.name, rows, requests, pulls, repository.settings)
    selection = Selection(scope)
    kept = selection.take(rows)
    content = read_content(repository, rows, kept, scope, progress)
    text.learn(content.same)
    is_whole = not (scope.paths or scope.since or scope.until or repository.edge)
    census = len(kept) if is_whole else None
    commits = tuple(text.commit(row, content, census) for row in kept)
    used = {commit.pull_request for commit in commits}
    return History(
        sources=(source,),
        scope=scope,
        commits=commits,
        pull_requests=tuple(text.requests[key] for key in sorted(text.requests) if key in used),
        omissions=selection.omissions(commits, content.lost),
    )


def _pulls(
    repository: GitRepository, tips: Tips, rows: Sequence[Row], requests: Mapping[int, PullRequest]
) -> dict[str, int]:
    """Give the number of each commit that has one; the same tips and requests give the same."""
    merged = {
        commit: request.number
        for request in requests.values()
        for commit in (request.squash_commit, request.merge_commit)
        if commit
    }
    depends = (*(commit for _, commit in tips), repr(sorted(merged.items())))
    return repository.memory.whole(_PULLS, depends, lambda: (find_pulls(rows, merged), True))


class _Text:
    """What the whole history says about each of its commits."""

    def __init__(
        self,
        name: str,
        rows: Sequence[Row],
        requests: Mapping[int, PullRequest],
        pulls: dict[str, int],
        settings: MineSettings,
    ) -> None:
        self._name = name
        self._labeller = Labeller(settings)
        self._messages = Messages(settings)
        self._pulls = pulls
        self._reverts = find_reverted(rows, self._pulls)
        self._reverted = still_reverted(self._reverts, (row.id for row in reversed(rows)))
        self._reverters = {target: key for key, target in self._reverts.items()}
        self._copies: dict[str, str] = {}
        self._accounts = Accounts(rows)
        authors = authors_of(rows, self._pulls)
        self.requests = {
            number: self._accounts.settle(request, authors.get(number, ()))
            for number, request in requests.items()
        }
        self._plain = _Plain()

    def learn(self, same: Iterable[Sequence[str]]) -> None:
        """Learn which commits are one change: the earliest that stands is the one that counts."""
        for group in same:
            standing = [key for key in group if key not in self._reverted]
            self._copies |= dict.fromkeys(standing[1:], standing[0] if standing else "")

    def commit(self, row: Row, content: Content, census: int | None) -> Commit:
        """Put together what is known of one commit."""
        number = self._pulls.get(row.id)
        labels = self._labeller.labels(row)
        if row.id in self._reverted:
            labels += (Label.REVERTED,)
        if row.id in self._copies:
            labels += (Label.COPY,)
        type_, part = self._messages.conventional(row.subject)
        commit = Commit.model_validate(
            {
                "id": row.id,
                "repo": self._name,
                "subject": row.subject,
                "body": row.body,
                "author": self._author(row, number),
                "committer": row.committer,
                "co_authors": row.co_authors,
                "authored_at": row.authored_at,
                "committed_at": row.committed_at,
                "parents": row.parents,
                "pull_request": number,
                "files": content.files.get(row.id) or self._plain.files(row.paths),
                "dependencies": content.dependencies.get(row.id, _UNCHANGED),
                "identifiers": content.identifiers.get(row.id, _NO_NAMES),
                "imports": content.imports.get(row.id, _NO_NAMES),
                "labels": labels,
                "reverts": self._reverts.get(row.id),
                "reverted_by": self._reverters.get(row.id),
                "copies": self._copies.get(row.id),
                "issues": self._messages.issues(row.subject, row.body),
                "type": type_,
                "scope": part,
                "census": census,
            }
        )
        # Which fields were given would be a set of two kilobytes for each commit.
        object.__setattr__(commit, "__pydantic_fields_set__", _GIVEN)
        return commit

    def _author(self, row: Row, number: int | None) -> Identity:
        if number is None:
            return row.author
        request = self.requests.get(number)
        is_whole = is_squash(row) or (request is not None and request.squash_commit == row.id)
        return self._accounts.author(row, request) if is_whole else row.author


class _Plain(dict[str, FileChange]):
    """Files whose lines are not counted; equal ones are kept once."""

    def __missing__(self, path: str) -> FileChange:
        self[path] = FileChange(path=path)
        return self[path]

    def files(self, paths: Iterable[str]) -> tuple[FileChange, ...]:
        """Name files without their lines."""
        return tuple(map(self.__getitem__, paths))
