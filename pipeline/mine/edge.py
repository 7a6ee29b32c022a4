"""The edge of a shallow clone: commits whose parents are not there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from pipeline.mine.batch import read_objects
from pipeline.mine.child import Git
from pipeline.mine.log import Row
from pipeline.mine.store import NOTES


def cut_edge(git: Git, rows: list[Row], edge: Collection[str]) -> list[Row]:
    """Take from commits at the edge what git makes up: that they have no parent and add every file.

    Args:
        git: Runs in the private directory.
        rows: All commits.
        edge: Ids of those at the edge.
    """
    own = [row.id for row in rows if row.id in edge]
    parents = {key: _parents(content) for key, content in read_objects(git, own)}
    NOTES.warning(
        "%s: the clone is shallow, commits at its edge: %d; what they changed, and what came "
        "before, is unknown",
        git.where,
        len(own),
    )
    return [
        replace(row, parents=parents.get(row.id, ()), paths=(), manifests=())
        if row.id in edge
        else row
        for row in rows
    ]


def _parents(commit: bytes) -> tuple[str, ...]:
    """Read the parents from a commit's own header."""
    header = commit.partition(b"\n\n")[0].split(b"\n")
    return tuple(line[7:].decode() for line in header if line.startswith(b"parent "))
