"""Histories of several repositories → one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.domain.history import History, Omission
from pipeline.mine.naming import distinct


def combine(histories: Sequence[History]) -> History:
    """Put histories of one scope together: commits oldest first, each id once, names distinct.

    Args:
        histories: At least one. What comes first wins where repositories share commits.
    """
    if len(histories) == 1:
        return histories[0]
    histories = distinct(histories)
    commits = {commit.id: commit for history in reversed(histories) for commit in history.commits}
    requests = {pr.id: pr for history in reversed(histories) for pr in history.pull_requests}
    omitted = Counter[str]()
    for history in histories:
        omitted.update({omission.reason: omission.count for omission in history.omissions})
    order = {key: place for place, key in enumerate(_in_order(histories))}
    return History(
        sources=tuple(source for history in histories for source in history.sources),
        scope=histories[0].scope,
        commits=tuple(sorted(commits.values(), key=lambda commit: order[commit.id])),
        pull_requests=tuple(requests[key] for key in sorted(requests)),
        metrics=tuple(metric for history in histories for metric in history.metrics),
        omissions=tuple(Omission(reason=key, count=omitted[key]) for key in sorted(omitted)),
    )


def _in_order(histories: Sequence[History]) -> list[str]:
    """Merge by time of commit; within a repository the order of its own history stays."""
    timed = []
    for number, history in enumerate(histories):
        latest = None
        for place, commit in enumerate(history.commits):
            latest = commit.committed_at if latest is None else max(latest, commit.committed_at)
            timed.append((latest, number, place, commit.id))
    return list(dict.fromkeys(key for *_, key in sorted(timed)))
