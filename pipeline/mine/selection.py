"""Which commits the scope takes, and why others of the person are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC

from pipeline.domain.commit import Commit, Label
from pipeline.domain.history import Omission
from pipeline.domain.person import Person
from pipeline.domain.scope import Scope
from pipeline.mine.log import Row

_REASONS = (
    (Label.MERGE, "merges"),
    (Label.BOT, "by bots"),
    (Label.VENDORED, "vendored, generated or lock files only"),
    (Label.REVERTED, "reverted later"),
    (Label.REVERT, "reverts"),
    (Label.COPY, "copies of other commits"),
)
_UNCOUNTED = "line counts unknown"
"""Such a commit still tells what it says; its figures are missing."""


class Selection:
    """Takes commits by day of authorship in UTC and by path, and counts what it leaves out."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._left: Counter[str] = Counter()

    def take(self, rows: Iterable[Row]) -> list[Row]:
        """Give the commits in scope; files outside its paths are cut from them."""
        kept = []
        for row in rows:
            reason = self._refusal(row)
            if not reason:
                kept.append(self._cut(row) if self._scope.paths else row)
            elif owns(self._scope.person, row):
                self._left[reason] += 1
        return kept

    def omissions(
        self, commits: Iterable[Commit], lost: Collection[str] = ()
    ) -> tuple[Omission, ...]:
        """Count the person's commits that can't tell everything, each by one reason.

        Args:
            commits: Those that were taken.
            lost: Ids of those whose contents are missing.
        """
        person = self._scope.person
        left = self._left.copy()
        for commit in commits:
            reason = _reason(commit) if commit.labels else ""
            if not reason and commit.id in lost:
                reason = _UNCOUNTED
            if reason and (person is None or commit.is_by(person)):
                left[reason] += 1
        return tuple(Omission(reason=key, count=left[key]) for key in sorted(left))

    def _refusal(self, row: Row) -> str:
        if not self._is_in_time(row):
            return "outside the dates"
        if row.paths and not any(covers(self._scope, path) for path in row.paths):
            return "outside the paths"
        return ""

    def _is_in_time(self, row: Row) -> bool:
        since, until = self._scope.since, self._scope.until
        if since is None and until is None:
            return True
        day = row.authored_at.astimezone(UTC).date()
        return (since is None or day >= since) and (until is None or day < until)

    def _cut(self, row: Row) -> Row:
        return replace(
            row,
            paths=tuple(path for path in row.paths if covers(self._scope, path)),
            manifests=tuple(file for file in row.manifests if covers(self._scope, file.path)),
        )


def _reason(commit: Commit) -> str:
    return next((text for label, text in _REASONS if label in commit.labels), "")


def covers(scope: Scope, path: str) -> bool:
    """Tell whether a path lies in the scope's files and folders."""
    prefixes = tuple(prefix.strip("/") + "/" for prefix in scope.paths)
    return not prefixes or f"{path}/".startswith(prefixes)


def owns(person: Person | None, row: Row) -> bool:
    """Tell whether a commit is the person's; everyone's are where there is none."""
    if person is None:
        return True
    return person.owns(row.author) or any(map(person.owns, row.co_authors))
