"""The files of the cited commits, looked up by what a sentence calls them: each asked once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

from pipeline.domain.commit import Commit, FileChange
from pipeline.verify.values.things import keys

Row = tuple[str, FileChange]
"""A file with the id of the commit that changed it."""

TESTS = re.compile(r"(?:^|[/_.-])tests?(?:[/_.-]|$)|_test\.|[a-z]Test\.")
"""The paths of tests."""
_SIGNS = re.compile(r"[\W_]+")


class Record:
    """The files of some commits; what was looked up once is kept for the next number."""

    def __init__(self, commits: Iterable[Commit]) -> None:
        self.rows = tuple((commit.id, file) for commit in commits for file in commit.files)
        self._named: dict[str, tuple[Row, ...]] = {}
        self._bearing: dict[str, tuple[Row, ...]] = {}
        self._told: dict[frozenset[str], tuple[Row, ...]] = {}

    def named(self, name: str) -> tuple[Row, ...]:
        """Give the files that a name means: a path, the end of one, or a folder."""
        if name not in self._named:
            self._named[name] = self.where(lambda file: is_named(name, file))
        return self._named[name]

    def bearing(self, name: str) -> tuple[Row, ...]:
        """Give the files that a name means, ends, or is a folder of."""
        if name not in self._bearing:
            self._bearing[name] = self.where(lambda file: is_borne(name, file))
        return self._bearing[name]

    def told(self, wanted: frozenset[str]) -> tuple[Row, ...]:
        """Give the files whose path has a word with one of some keys."""
        if wanted not in self._told:
            at = {place for key in wanted for place in self._places.get(key, ())}
            self._told[wanted] = tuple(self.rows[place] for place in sorted(at))
        return self._told[wanted]

    def where(self, is_meant: Callable[[FileChange], bool]) -> tuple[Row, ...]:
        """Give the files that are as a test wants them."""
        return tuple(row for row in self.rows if is_meant(row[1]))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, (_, file) in enumerate(self.rows):
            for key in path_keys(file.path):
                found.setdefault(key, []).append(place)
        return found


@lru_cache(maxsize=8192)
def path_keys(path: str) -> frozenset[str]:
    """Give what the words of a path are met by."""
    return keys(_SIGNS.sub(" ", path))


def is_named(name: str, file: FileChange) -> bool:
    """Tell whether a name means a file: its path, the end of its path, or a folder above it.

    A folder may be told by the end of its own path: `coreos/go-semver` of a vendored copy.
    """
    return any(lies_in(name, path) for path in (file.path, file.old_path) if path)


def is_borne(name: str, file: FileChange) -> bool:
    """Tell the same, and whether the path ends with the name, `_test.go`, or has it as a folder."""
    paths = [path for path in (file.path, file.old_path) if path]
    if name[:1] in {".", "_", "-"}:
        return any(path.endswith(name) for path in paths)
    return any(lies_in(name, path) or f"/{name.strip('/')}/" in path for path in paths)


def lies_in(name: str, path: str) -> bool:
    """Tell whether a path is what a name says, ends with it, or lies in it as a folder."""
    folder = name.rstrip("/") + "/"
    return (
        path == name
        or path.endswith("/" + name)
        or path.startswith(folder)
        or ("/" in name.strip("/") and f"/{folder}" in path)
    )
