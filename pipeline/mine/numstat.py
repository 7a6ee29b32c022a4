"""Line counts of commits, from `git diff-tree --numstat`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sys import intern

from pipeline.domain.commit import FileChange
from pipeline.mine.difftree import DiffTree

_FIELDS = 3

Files = tuple[FileChange, ...]


def count_lines(tree: DiffTree, commits: list[str]) -> dict[str, Files]:
    """Give the files of each commit with their line counts, renames followed."""
    return tree.read("count lines", ("--numstat", "-z"), commits, _parse)


def _parse(chunks: Iterator[bytes]) -> Iterator[tuple[str, Files]]:
    commit = ""
    files: list[FileChange] = []
    tokens = _tokens(chunks)
    for token in tokens:
        parts = token.split("\t", _FIELDS - 1)
        if len(parts) == _FIELDS:
            files.append(_change(parts, tokens))
        elif token:
            if commit:
                yield commit, tuple(files)
            commit, files = token, []
    if commit:
        yield commit, tuple(files)


def _change(parts: list[str], tokens: Iterator[str]) -> FileChange:
    """Read one entry; a rename has an empty path, and its two paths as the next tokens."""
    added, deleted, path = parts
    old = None
    if not path:
        old, path = next(tokens, ""), next(tokens, "")
    return FileChange(path=intern(path), old_path=old, added=_count(added), deleted=_count(deleted))


def _count(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _tokens(chunks: Iterable[bytes]) -> Iterator[str]:
    """Split at NULs; a commit's id may also end with its line."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\0")
        for token in whole:
            yield token.decode("utf-8", errors="replace").lstrip("\n")
    yield rest.decode("utf-8", errors="replace").strip("\n")
