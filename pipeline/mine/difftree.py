"""One `git diff-tree` over many commits for each core, that a missing blob does not stop."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Lock
from typing import TypeVar

from pipeline.mine.child import Git, UnreadableError
from pipeline.mine.progress import Progress

_OPTIONS = (
    "diff-tree --stdin --always -r --root -M --no-ext-diff --no-textconv --no-color "
    "--ignore-submodules=none"
)
_STEP = 200
_FEW = 100
"""Commits for which a further process would cost more than it saves."""
_LOSSES = 1000
"""Commits that may be unreadable before the whole repository counts as such."""

Result = TypeVar("Result")
Parser = Callable[[Iterator[bytes]], Iterator[tuple[str, Result]]]
"""Output → commit and what was read of it, each one once it is complete."""


def all_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass
class DiffTree:
    """Reads diffs of single commits.

    Args:
        git: Runs in the private directory.
        complete: Whether every object should be there; if not, a missing one is an error.
        progress: Told how far it is.
        cores: How many processes may run at the same time; the result is the same with any.
        lost: Commits that could not be read, their blobs being missing.
    """

    git: Git
    complete: bool
    progress: Progress
    cores: int = field(default_factory=all_cores)
    lost: set[str] = field(default_factory=set)

    def read(
        self, stage: str, options: Iterable[str], commits: list[str], parse: Parser[Result]
    ) -> dict[str, Result]:
        """Give what a parser makes of each commit's diff, in the order of the commits.

        Contiguous commits share a process: what git unpacked for one serves its neighbours.

        Args:
            stage: What progress is told.
            options: Form of the output, and paths after `--`.
            commits: Full ids of commits with at most one parent.
            parse: Reads the output.

        Raises:
            RepositoryError: Objects are missing from a partial clone, or from very many commits.
        """
        if not commits:
            return {}
        done = _Tally(self.progress, stage, len(commits))
        pieces = max(1, min(self.cores, len(commits) // _FEW))
        ends = [len(commits) * number // pieces for number in range(pieces + 1)]
        chunks = [commits[start:end] for start, end in pairwise(ends)]
        arguments = [*_OPTIONS.split(), *options]
        with ThreadPoolExecutor(max_workers=pieces) as pool:
            try:
                results = pool.map(lambda chunk: self._read(arguments, chunk, parse, done), chunks)
                whole = {commit: result for found in results for commit, result in found.items()}
            except BaseException:
                done.stop()  # the pool waits for its threads: none may go on for nothing
                raise
        self.progress(stage, len(commits), len(commits))
        return whole

    def _read(
        self, arguments: list[str], commits: list[str], parse: Parser[Result], done: _Tally
    ) -> dict[str, Result]:
        found: dict[str, Result] = {}
        rest = commits
        while rest:
            try:
                for commit, result in parse(self._stream(arguments, rest)):
                    found[commit] = result
                    done.add()
                rest = []
            except UnreadableError:
                done.check()
                rest = [commit for commit in rest if commit not in found]
                self._step_over(arguments, rest, parse, found)
                rest = rest[1:]
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
            self.lost.add(rest[0])


class _Tally:
    """Counts what several threads have read, and tells how far it is."""

    def __init__(self, progress: Progress, stage: str, total: int) -> None:
        self._progress, self._stage, self._total = progress, stage, total
        self._done = 0
        self._stopped = False
        self._lock = Lock()

    def stop(self) -> None:
        """Let every thread end at its next commit."""
        self._stopped = True

    def check(self) -> None:
        """End a thread that was stopped.

        Raises:
            CancelledError: It was.
        """
        if self._stopped:
            raise CancelledError

    def add(self) -> None:
        """Count one more.

        Raises:
            CancelledError: The threads were stopped.
        """
        self.check()
        with self._lock:
            self._done += 1
            if self._done % _STEP == 0:
                self._progress(self._stage, self._done, self._total)
