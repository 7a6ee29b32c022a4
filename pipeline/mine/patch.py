"""Names and imports that commits add and remove, from `git diff-tree -p -U0`."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from pipeline.domain.commit import IdentifierChanges
from pipeline.domain.model import Model
from pipeline.mine.difftree import DiffTree
from pipeline.mine.imports import ENDINGS, imports_in, pattern_for

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{3,63}")
_HEADER = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HUNK = re.compile(rb"@@ -\d+(?:,(?P<old>\d+))? \+\d+(?:,(?P<new>\d+))? @@")
_OPTIONS = ("-p", "-U0")
_MOST = 120
"""Identifiers that are kept of each side, the most frequent ones."""
_LARGEST = 1 << 20
"""Bytes of one commit's diff that are looked at; what follows is a mass change."""
_BLOCK = 500
"""Lines that are taken at once: a file of any length is read in bounded memory."""
_PIECE = 1 << 16
"""Bytes of lines after which the names in them are counted."""
_NOTHING = IdentifierChanges()


class Patch(Model):
    """What a commit's diff says about the code."""

    imports: IdentifierChanges = _NOTHING
    identifiers: IdentifierChanges = _NOTHING


class _Side:
    """Added or removed lines of one commit: what they import and, where wanted, their names.

    The lines themselves are let go again soon, so a mass change takes no more than a small one.
    """

    def __init__(self, *, named: bool) -> None:
        self._named = named
        self._text: list[bytes] = []
        self._size = 0
        self._names: Counter[str] = Counter()
        self.imports: Counter[str] = Counter()

    def take(self, lines: list[bytes], pattern: re.Pattern[str] | None) -> int:
        """Take lines of one hunk, each with its sign before it; give how many bytes."""
        size = sum(map(len, lines))
        if self._named:
            self._text += lines
            self._size += size
            if self._size > _PIECE:
                self._count()
        if pattern is not None:
            self.imports.update(imports_in(pattern, [line[1:] for line in lines]))
        return size

    @property
    def identifiers(self) -> Counter[str]:
        """Count the names in all lines; a sign is no part of a name."""
        self._count()
        return self._names

    def _count(self) -> None:
        text = b"\n".join(self._text).decode("utf-8", errors="replace")
        self._names.update(map(sys.intern, _IDENTIFIER.findall(text)))
        self._text.clear()
        self._size = 0


@dataclass(frozen=True)
class Paths:
    """Which files are read.

    Args:
        within: Files or folders; empty means all.
        left_out: Patterns of files that are not.
    """

    within: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def arguments(self, otherwise: Iterable[str] = ()) -> list[str]:
        """Give them as git takes them; `otherwise` are the patterns to read where all are."""
        wanted = [f":(literal){path}" for path in self.within] or list(otherwise)
        globs = [pattern for glob in self.left_out for pattern in (glob, f"*/{glob}")]
        return ["--", *wanted, *(f":(exclude){pattern}" for pattern in globs)]


def read_patches(tree: DiffTree, commits: list[str], paths: Paths) -> dict[str, Patch]:
    """Give what each commit's diff adds and removes.

    Args:
        tree: Reads the diffs.
        commits: Full ids.
        paths: Which files are read.
    """
    options = (*_OPTIONS, *paths.arguments())
    return tree.read("read diffs", options, commits, _parse)


def read_imports(tree: DiffTree, commits: list[str], paths: Paths) -> dict[str, IdentifierChanges]:
    """Give the imports alone, from source files alone."""
    sources = [f"*.{ending}" for ending in ENDINGS]
    options = (*_OPTIONS, *paths.arguments(sources))
    return tree.read("read imports", options, commits, _parse_imports)


def _parse(chunks: Iterator[bytes]) -> Iterator[tuple[str, Patch]]:
    return ((commit, reader.patch()) for commit, reader in _readers(chunks, named=True))


def _parse_imports(chunks: Iterator[bytes]) -> Iterator[tuple[str, IdentifierChanges]]:
    return ((commit, reader.imports()) for commit, reader in _readers(chunks, named=False))


def _readers(chunks: Iterator[bytes], *, named: bool) -> Iterator[tuple[str, _Reader]]:
    commit = ""
    reader = _Reader(named=named)
    lines = chain.from_iterable(_lines(chunks))
    for line in lines:
        if line[:2] == b"@@" and (match := _HUNK.match(line)):
            reader.take(lines, int(match["old"] or 1), int(match["new"] or 1))
        elif line[:4] in {b"+++ ", b"--- "}:
            reader.open(line[4:])
        elif _HEADER.fullmatch(line):
            if commit:
                yield commit, reader
            commit, reader = line.decode(), _Reader(named=named)
    if commit:
        yield commit, reader


def _lines(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield whole
    yield [rest]


class _Reader:
    """Reads one commit's patch; hunk headers say which lines are content."""

    def __init__(self, *, named: bool) -> None:
        self._removed, self._added = _Side(named=named), _Side(named=named)
        self._left = _LARGEST
        self._pattern: re.Pattern[str] | None = None

    def open(self, name: bytes) -> None:
        """Begin a file, named as in the patch's header."""
        if name != b"/dev/null":
            path = name.decode("utf-8", errors="replace").rstrip('"\t')
            self._pattern = pattern_for(path)

    def take(self, lines: Iterator[bytes], old: int, new: int) -> None:
        """Read one hunk: without context, removed lines stand before added ones."""
        for side, count in ((self._removed, old), (self._added, new)):
            while count and (block := list(islice(lines, min(count, _BLOCK)))):
                if block[0][:1] == b"\\":  # "No newline at end of file" belongs to what came before
                    del block[0]
                count -= len(block)  # noqa: PLW2901 - what is left of the hunk
                if self._left > 0:
                    self._left -= side.take(block, self._pattern)

    def patch(self) -> Patch:
        """Give what was read."""
        identifiers = _changes(self._added.identifiers, self._removed.identifiers, _MOST)
        return Patch(imports=self.imports(), identifiers=identifiers)

    def imports(self) -> IdentifierChanges:
        """Give the imports alone."""
        return _changes(self._added.imports, self._removed.imports, None)


def _changes(added: Counter[str], removed: Counter[str], most: int | None) -> IdentifierChanges:
    """Take away what stands on both sides; the most frequent come first, then the earliest."""
    if not added and not removed:
        return _NOTHING
    return IdentifierChanges(
        added=tuple(name for name, _ in (added - removed).most_common(most)),
        removed=tuple(name for name, _ in (removed - added).most_common(most)),
    )
