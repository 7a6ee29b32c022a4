"""Names and imports that commits add and remove, from `git diff-tree -p -U0`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.domain.commit import IdentifierChanges
from pipeline.mine.difftree import DiffTree
from pipeline.mine.imports import ENDINGS, imports_in, pattern_for

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{3,63}")
_HEADER = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HUNK = re.compile(rb"@@ -\d+(?:,(?P<old>\d+))? \+\d+(?:,(?P<new>\d+))? @@")
_OPTIONS = ("-p", "-U0")
_MOST = 120
"""Identifiers that are kept of each side, the most frequent ones."""
_LARGEST = 1 << 20
"""Bytes of one commit's diff that are read; what follows is a mass change."""
_LONGEST = 500
"""Characters of a line that is looked at for imports; longer ones are generated."""
_NOTHING = IdentifierChanges()


@dataclass(frozen=True)
class Patch:
    """What a commit's diff says about the code."""

    imports: IdentifierChanges = _NOTHING
    identifiers: IdentifierChanges = _NOTHING


@dataclass
class _Side:
    """Added or removed lines of one commit: all of them, and what they import."""

    lines: list[str] = field(default_factory=list)
    imports: Counter[str] = field(default_factory=Counter)


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
    patches = tree.read("read imports", options, commits, _parse_imports)
    return {commit: imports for commit, imports in patches.items() if imports != _NOTHING}


def _parse(chunks: Iterator[bytes]) -> Iterator[tuple[str, Patch]]:
    return ((commit, reader.patch()) for commit, reader in _readers(chunks))


def _parse_imports(chunks: Iterator[bytes]) -> Iterator[tuple[str, IdentifierChanges]]:
    return ((commit, reader.imports()) for commit, reader in _readers(chunks))


def _readers(chunks: Iterator[bytes]) -> Iterator[tuple[str, _Reader]]:
    commit = ""
    reader = _Reader()
    for line in _lines(chunks):
        if reader.is_outside and _HEADER.fullmatch(line):
            if commit:
                yield commit, reader
            commit, reader = line.decode(), _Reader()
        else:
            reader.take(line)
    if commit:
        yield commit, reader


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
    if rest:
        yield rest


class _Reader:
    """Reads one commit's patch; hunk headers say which lines are content."""

    def __init__(self) -> None:
        self._removed, self._added = _Side(), _Side()
        self._old = self._new = 0
        self._size = 0
        self._pattern: re.Pattern[str] | None = None

    @property
    def is_outside(self) -> bool:
        """Tell whether the next line is no content."""
        return not (self._old or self._new)

    def take(self, line: bytes) -> None:
        """Read one line."""
        first = line[:1]
        if self._old and first == b"-":
            self._old -= 1
            self._keep(line, self._removed)
        elif self._new and first == b"+":
            self._new -= 1
            self._keep(line, self._added)
        elif first == b"@" and (match := _HUNK.match(line)):
            self._old = int(match["old"] or 1)
            self._new = int(match["new"] or 1)
        elif line.startswith((b"+++ ", b"--- ")) and not line.endswith(b"/dev/null"):
            path = line[4:].decode("utf-8", errors="replace").rstrip('"\t')
            self._pattern = pattern_for(path)

    def _keep(self, line: bytes, side: _Side) -> None:
        self._size += len(line)
        if self._size > _LARGEST:
            return
        text = line[1:].decode("utf-8", errors="replace")
        side.lines.append(text)
        if self._pattern is not None and len(text) <= _LONGEST:
            for name in imports_in(self._pattern, (text,)):
                side.imports[name] += 1

    def patch(self) -> Patch:
        """Give what was read."""
        added, removed = _identifiers(self._added.lines), _identifiers(self._removed.lines)
        return Patch(imports=self.imports(), identifiers=_changes(added, removed, _MOST))

    def imports(self) -> IdentifierChanges:
        """Give the imports alone."""
        return _changes(self._added.imports, self._removed.imports, None)


def _identifiers(lines: Sequence[str]) -> Counter[str]:
    return Counter(_IDENTIFIER.findall("\n".join(lines)))


def _changes(added: Counter[str], removed: Counter[str], most: int | None) -> IdentifierChanges:
    """Take away what stands on both sides; the most frequent come first, then the earliest."""
    return IdentifierChanges(
        added=tuple(name for name, _ in (added - removed).most_common(most)),
        removed=tuple(name for name, _ in (removed - added).most_common(most)),
    )
