"""One `git diff-tree` over many commits, that a missing blob does not stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.mine.child import Git, UnreadableError
from pipeline.mine.progress import Progress

_OPTIONS = (
    "diff-tree --stdin --always -r --root -M --no-ext-diff --no-textconv --no-color "
    "--ignore-submodules=none"
)
_STEP = 200
_LOSSES = 1000
"""Commits that may be unreadable before the whole repository counts as such."""

Result = TypeVar("Result")
Parser = Callable[[Iterator[bytes]], Iterator[tuple[str, Result]]]
"""Output → commit and what was read of it, each one once it is complete."""


@dataclass
class DiffTree:
    """Reads diffs of single commits.

    Args:
        git: Runs in the private directory.
        complete: Whether every object should be there; if not, a missing one is an error.
        progress: Told how far it is.
        lost: Commits that could not be read, their blobs being missing.
    """

    git: Git
    complete: bool
    progress: Progress
    lost: list[str] = field(default_factory=list)

    def read(
        self, stage: str, options: Iterable[str], commits: list[str], parse: Parser[Result]
    ) -> dict[str, Result]:
        """Give what a parser makes of each commit's diff.

        Args:
            stage: What progress is told.
            options: Form of the output, and paths after `--`.
            commits: Full ids of commits with at most one parent.
            parse: Reads the output.

        Raises:
            RepositoryError: Objects are missing from a partial clone, or from very many commits.
        """
        found: dict[str, Result] = {}
        arguments = [*_OPTIONS.split(), *options]
        rest = commits
        while rest:
            try:
                for commit, result in parse(self._stream(arguments, rest)):
                    found[commit] = result
                    if len(found) % _STEP == 0:
                        self.progress(stage, len(found), len(commits))
                rest = []
            except UnreadableError:
                rest = [commit for commit in rest if commit not in found]
                self._step_over(arguments, rest, parse, found)
                rest = rest[1:]
        if commits:
            self.progress(stage, len(commits), len(commits))
        return found

    def _stream(self, arguments: list[str], commits: list[str]) -> Iterator[bytes]:
        return self.git.stream(arguments, "".join(f"{c}\n" for c in commits).encode())

    def _step_over(
        self,
        arguments: list[str],
        rest: list[str],
        parse: Parser[Result],
        found: dict[str, Result],
    ) -> None:
        """Read the first commit alone: the stream broke in it or right after it."""
        try:
            found.update(parse(self._stream(arguments, rest[:1])))
        except UnreadableError:
            if not self.complete or len(self.lost) >= _LOSSES:
                raise
            found.pop(rest[0], None)
            self.lost.append(rest[0])
