"""All commits that tips reach: what is known from the store, and only the rest from git."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from pipeline.errors import RepositoryError
from pipeline.mine.child import Git
from pipeline.mine.collector import paused
from pipeline.mine.log import Parser, Row, read_records
from pipeline.mine.progress import Progress
from pipeline.mine.store import NOTES, Shelf
from pipeline.mine.walk import newest_first, reached

_BATCH = 2000
"""Commits that are stored at once, and between two reports of progress."""
_SHOWN = 3
"""Commits that a note about a rewritten history names."""
_SHORT = 12


@paused()
def read_commits(
    git: Git, shelf: Shelf, tips: dict[str, str], longest: int, progress: Progress
) -> list[Row]:
    """Give every commit that the tips reach, newest first.

    Args:
        git: Runs in the private directory.
        shelf: What is known of the repository; it learns what is new.
        tips: Commits by full ref name; a detached HEAD may go where it likes.
        longest: Characters of a message that are kept.
        progress: Told how far it is.

    Raises:
        RepositoryError: Git can't read the history.
    """
    parser = Parser(longest)
    rows = {row.id: row for row in shelf.commits(parser.row)}
    before = shelf.tips()
    if not set(before.values()) <= rows.keys():
        shelf.discard("commits are missing")
        before = {}
    if not before:
        rows = {}  # what an interrupted run left is of no use without the rest
    if not set(tips.values()) <= set(before.values()):
        _read_new(git, shelf, rows, (tips.values(), before.values()), parser, progress)
    try:
        found = newest_first(rows, tips.values())
    except KeyError:
        if not before:
            raise RepositoryError("commits are missing", where=git.where, todo="git fsck") from None
        shelf.discard("commits are missing")
        return read_commits(git, shelf, tips, longest, progress)
    if before != before | tips:
        shelf.keep_tips(tips)
        _compare(shelf, rows, before, tips)
    progress("read commits", len(found), len(found))
    return found


def _read_new(
    git: Git,
    shelf: Shelf,
    rows: dict[str, Row],
    ends: tuple[Iterable[str], Iterable[str]],
    parser: Parser,
    progress: Progress,
) -> None:
    """Add the commits between the known tips and the new ones."""
    records = read_records(git, *ends)
    while batch := list(islice(records, _BATCH)):
        new = [parser.row(record) for record in batch]
        rows.update((row.id, row) for row in new)
        shelf.keep_commits((row.id, record) for row, record in zip(new, batch, strict=True))
        progress("read commits", len(rows), None)


def _compare(
    shelf: Shelf, rows: Mapping[str, Row], before: dict[str, str], tips: dict[str, str]
) -> None:
    """Tell which commits a rewritten ref has lost, and take out what no ref reaches any more."""
    now = reached(rows, tips.values())
    moved = {ref: before[ref] for ref in tips if ref in before and ref.startswith("refs/")}
    lost = {ref: tip for ref, tip in moved.items() if tip not in now}
    for ref, tip in lost.items():
        gone = sorted(reached(rows, [tip]) - now)
        named = ", ".join(key[:_SHORT] for key in gone[:_SHOWN])
        NOTES.warning(
            "%s was rewritten since it was last read: %d of its commits are gone (%s%s)",
            ref,
            len(gone),
            named,
            ", …" if len(gone) > _SHOWN else "",
        )
    if lost:
        shelf.forget(rows.keys() - reached(rows, (before | tips).values()))
