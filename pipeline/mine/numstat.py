"""Line counts of chosen commits, from one `git diff-tree --numstat`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.domain.commit import FileChange
from pipeline.mine.child import Git
from pipeline.mine.progress import Progress

_OPTIONS = (
    "diff-tree --stdin -z -r --root --numstat -M --no-ext-diff --no-textconv --no-color "
    "--ignore-submodules=none"
)
_STEP = 100
_FIELDS = 3


def count_lines(
    git: Git, commits: list[str], progress: Progress
) -> dict[str, tuple[FileChange, ...]]:
    """Give the files of each commit with their line counts, renames followed.

    Args:
        git: Runs in the private directory.
        commits: Full ids of commits with at most one parent.
        progress: Told how far it is.
    """
    if not commits:
        return {}
    files: dict[str, list[FileChange]] = {}
    current: list[FileChange] = []
    tokens = _tokens(git.stream(_OPTIONS.split(), "".join(f"{c}\n" for c in commits).encode()))
    for token in tokens:
        parts = token.split("\t", _FIELDS - 1)
        if len(parts) == _FIELDS:
            current.append(_change(parts, tokens))
        elif token:
            current = files.setdefault(token, [])
            if len(files) % _STEP == 0:
                progress("count lines", len(files), len(commits))
    progress("count lines", len(commits), len(commits))
    return {commit: tuple(changes) for commit, changes in files.items()}


def _change(parts: list[str], tokens: Iterator[str]) -> FileChange:
    """Read one entry; a rename has an empty path, and its two paths as the next tokens."""
    added, deleted, path = parts
    old = None
    if not path:
        old, path = next(tokens, ""), next(tokens, "")
    return FileChange(path=path, old_path=old, added=_count(added), deleted=_count(deleted))


def _count(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _tokens(chunks: Iterable[bytes]) -> Iterator[str]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\0")
        for token in whole:
            yield token.decode("utf-8", errors="replace")
    for line in rest.splitlines():
        yield line.decode("utf-8", errors="replace")
