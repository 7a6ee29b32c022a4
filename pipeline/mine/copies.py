"""Commits that are one change: cherry-picks and rebases, and squashes beside what they squash.

Candidates are found by what copying keeps (author and date, or author and subject, and the files)
and confirmed by git's own patch id, which looks at the change and not at where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.mine.child import Git, UnreadableError
from pipeline.mine.log import Row

Groups = tuple[tuple[str, ...], ...]
"""Ids of commits that are one change, the earliest first."""
Patches = Mapping[str, str]
"""Patch id by change: a commit, or a commit, a blank and what it is compared with."""

_DIFF = (
    "diff-tree --stdin -r --root -p --full-index --no-renames --no-ext-diff --no-textconv "
    "--no-color"
)
_NUMBER = re.compile(r"\s*\((?:pull request )?#\d+\)\s*$")
_ITEM = re.compile(r"^\* (?P<subject>\S.*)$", re.MULTILINE)
_GROUP = 20
"""Commits of one group; more are the work of a script, not copies."""
_MOST = 5000
"""Groups of one history that are looked at."""
_PARTS = 50
"""Commits of one squash that are looked for."""


def find_candidates(rows: Iterable[Row]) -> list[tuple[Row, ...]]:
    """Give groups of commits that may be one change.

    Args:
        rows: Commits with at most one parent, oldest first.
    """
    alike: dict[tuple[str, object], list[Row]] = {}
    for row in rows:
        subject = _NUMBER.sub("", row.subject) if row.subject[-1:] == ")" else row.subject
        for key in (row.authored_at.timestamp(), subject):
            alike.setdefault((row.author.email, key), []).append(row)
    found: dict[tuple[str, ...], tuple[Row, ...]] = {}
    for group in (group for group in alike.values() if 1 < len(group) <= _GROUP):
        for same in _by_paths(group):
            found[tuple(row.id for row in same)] = tuple(same)
    return list(found.values())[:_MOST]


def _by_paths(group: Iterable[Row]) -> Iterator[list[Row]]:
    """Split a group by the files that its commits touch."""
    parts: dict[tuple[str, ...], list[Row]] = {}
    for row in group:
        if row.paths:
            parts.setdefault(row.paths, []).append(row)
    return (part for part in parts.values() if len(part) > 1)


def find_squashes(rows: Sequence[Row]) -> dict[str, tuple[str, str]]:
    """Give for each commit that lists a chain of others its last one and the commit before it.

    Args:
        rows: All commits, oldest first.
    """
    lists = {
        row.id: listed
        for row in rows
        if "* " in row.body
        and len(row.parents) == 1
        and 1 < len(listed := _ITEM.findall(row.body)) <= _PARTS
    }
    wanted = {subject for listed in lists.values() for subject in listed}
    subjects: dict[str, list[Row]] = {}
    for row in rows:
        if row.subject in wanted:
            subjects.setdefault(row.subject, []).append(row)
    found = {key: _chain(listed, subjects) for key, listed in lists.items()}
    ends = [(key, end) for key, end in found.items() if end and end[0] != key]
    return dict(ends[:_MOST])


def _chain(listed: Sequence[str], subjects: Mapping[str, list[Row]]) -> tuple[str, str] | None:
    """Follow the listed subjects from parent to child; give the last commit and the base."""
    if any(subject not in subjects for subject in listed):
        return None
    for start in subjects[listed[0]][:_GROUP]:
        chain = [start]
        for subject in listed[1:]:
            parents = (chain[-1].id,)
            chain += [row for row in subjects[subject] if row.parents == parents][:1]
        if len(chain) == len(listed) and len(start.parents) == 1:
            return chain[-1].id, start.parents[0]
    return None


def read_patch_ids(git: Git, changes: Sequence[str]) -> dict[str, str]:
    """Give the patch ids of changes.

    Changes whose objects are missing have none; it is empty where a change has no lines. No two
    changes may be of one commit.
    """
    if not changes:
        return {}
    feed = "".join(f"{change}\n" for change in changes).encode()
    try:
        patches = git.stream(_DIFF.split(), feed)
        output = git.run(["patch-id", "--stable"], patches).decode()
    except UnreadableError:
        if len(changes) == 1:
            return {}
        middle = len(changes) // 2
        return read_patch_ids(git, changes[:middle]) | read_patch_ids(git, changes[middle:])
    found = dict.fromkeys(changes, "")
    names = {change.partition(" ")[0]: change for change in changes}
    for line in output.splitlines():
        patch, _, commit = line.partition(" ")
        found[names[commit]] = patch
    return found


def same_changes(
    groups: Iterable[Sequence[Row]], squashes: Mapping[str, tuple[str, str]], patches: Patches
) -> Iterator[tuple[str, ...]]:
    """Give groups of commits whose patches are equal, the earliest first.

    Args:
        groups: Candidates.
        squashes: Last commit and base by squash.
        patches: Patch ids.
    """
    for group in groups:
        by_patch: dict[str, list[Row]] = {}
        for row in group:
            if patches.get(row.id):
                by_patch.setdefault(patches[row.id], []).append(row)
        for same in by_patch.values():
            if len(same) > 1:
                yield tuple(row.id for row in sorted(same, key=lambda row: row.committed_at))
    for squash, (last, base) in squashes.items():
        patch = patches.get(squash)
        if patch and patch == patches.get(f"{last} {base}"):
            yield last, squash
