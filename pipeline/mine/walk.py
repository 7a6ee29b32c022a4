"""Walks through commits by their parents: which ones tips reach, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush
from itertools import count

from pipeline.mine.log import Row


def newest_first(rows: Mapping[str, Row], tips: Iterable[str]) -> list[Row]:
    """Give what the tips reach in the order of `git log`: by commit date, children first seen.

    The order depends on the commits alone, not on how they came here: git's own stream and the
    store give the same.

    Raises:
        KeyError: A commit is missing.
    """
    turns = count()
    starts = sorted(dict.fromkeys(tips), key=lambda tip: -_time(rows[tip]))
    seen = set(starts)
    queue = [(-_time(rows[tip]), next(turns), tip) for tip in starts]
    found = []
    while queue:
        row = rows[heappop(queue)[2]]
        found.append(row)
        for parent in row.parents:
            if parent not in seen:
                seen.add(parent)
                heappush(queue, (-_time(rows[parent]), next(turns), parent))
    return found


def reached(rows: Mapping[str, Row], tips: Iterable[str]) -> set[str]:
    """Give the ids of what the tips reach; commits that are missing end the walk."""
    found: set[str] = set()
    stack = list(tips)
    while stack:
        key = stack.pop()
        if key in rows and key not in found:
            found.add(key)
            stack.extend(rows[key].parents)
    return found


def _time(row: Row) -> float:
    return row.committed_at.timestamp()
