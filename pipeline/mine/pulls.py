"""Which pull request a commit belongs to, as merges and squashes tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from pipeline.mine.log import Row

_MERGES = (
    re.compile(r"^Merge pull request #(?P<number>\d{1,9})\b"),
    re.compile(r"^Merge pull request '.*' \(#(?P<number>\d{1,9})\) from "),
    re.compile(r"^(?:Auto merge of|Merge) (?:[\w.-]+/[\w.-]+)?#(?P<number>\d{1,9})(?=: | - |$)"),
)
"""What GitHub and Gitea write, and the robots that merge on GitHub for others."""
_BOTH = (
    re.compile(r"^Merged in \S+ \(pull request #(?P<number>\d{1,9})\)"),
    re.compile(r"^Merged PR (?P<number>\d{1,9}): "),
)
"""What Bitbucket and Azure write, whether they merge or squash."""
_GITLAB = re.compile(r"^See merge request \S*!(?P<number>\d{1,9})\s*$", re.MULTILINE)
_SQUASH = re.compile(r"\((?:pull request )?#(?P<number>\d{1,9})\)\s*$")
_MAIN, _SIDE = 1, 2


def find_pulls(rows: Sequence[Row], merged: Mapping[str, int]) -> dict[str, int]:
    """Give the pull-request number of each commit that has one.

    A merge brings the commits between its first and its other parents into its pull request;
    of two merges that bring the same commit the older one has it.

    Args:
        rows: All commits, oldest first.
        merged: Numbers by the merge commits that a forge names.
    """
    numbers: dict[str, int] = {}
    parents = {row.id: row.parents for row in rows}
    heights = _heights(rows, parents)
    for row in sorted(rows, key=lambda row: heights[row.id]):
        number = merged.get(row.id) or _number(row)
        if number is None:
            continue
        numbers[row.id] = number
        if len(row.parents) > 1:
            for commit in _brought(row, parents, heights):
                numbers.setdefault(commit, number)
    return numbers


def is_squash(row: Row) -> bool:
    """Tell whether a commit is a whole pull request by its own words."""
    return len(row.parents) <= 1 and _number(row) is not None


def _number(row: Row) -> int | None:
    if len(row.parents) > 1:
        match = _first((*_MERGES, *_BOTH), row.subject)
    else:
        match = _SQUASH.search(row.subject) or _first(_BOTH, row.subject)
    match = match or _GITLAB.search(row.body)
    return int(match["number"]) if match else None


def _first(patterns: Sequence[re.Pattern[str]], subject: str) -> re.Match[str] | None:
    """Give what the first pattern that fits finds."""
    return next(filter(None, (pattern.match(subject) for pattern in patterns)), None)


def _heights(rows: Sequence[Row], parents: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Give each commit a number above those of all its parents, whatever the dates say."""
    heights: dict[str, int] = {}
    for row in rows:
        stack = [row.id]
        while stack:
            key = stack[-1]
            missing = [p for p in parents[key] if p in parents and p not in heights]
            if missing and key not in heights:
                stack.extend(missing)
            else:
                known = (heights[p] for p in parents[key] if p in parents)
                heights[key] = 1 + max(known, default=0)
                stack.pop()
    return heights


def _brought(
    merge: Row, parents: Mapping[str, tuple[str, ...]], heights: Mapping[str, int]
) -> list[str]:
    """Give the commits that the merge's other parents reach and its first parent does not."""
    sides: dict[str, int] = {}
    queue: list[tuple[int, str]] = []
    waiting = 0

    def visit(key: str, side: int) -> None:
        nonlocal waiting
        before = sides.get(key)
        if key not in heights or (before is not None and before | side == before):
            return
        sides[key] = (before or 0) | side
        if before is None:
            heappush(queue, (-heights[key], key))
            waiting += side == _SIDE
        elif before == _SIDE:
            waiting -= 1

    for number, parent in enumerate(merge.parents):
        visit(parent, _SIDE if number else _MAIN)
    found: list[str] = []
    while queue and waiting:
        _, key = heappop(queue)
        if sides[key] == _SIDE:
            waiting -= 1
            found.append(key)
        for parent in parents[key]:
            visit(parent, sides[key])
    return found
