"""Areas: the part of the system that a path belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from pipeline.cluster.lexicon import words
from pipeline.domain.commit import Commit, FileChange

_TEST_AFFIX = re.compile(r"^test_|_test$|\.test$|\.spec$|_spec$|-test$")
_PACKAGE = re.compile(r"(?:src/)?(?P<name>\w+)/__init__\.py$")
_DEPTH = 2
_USUAL = 15
"""Lines that a file changes by, about the median of the histories at hand."""
_MOST = 200
"""Lines of one file that count: a generated table must not decide what a commit is about."""


@lru_cache(maxsize=65536)
def area(path: str, own: frozenset[str] = frozenset()) -> str:
    """Name the part of the system that a path belongs to.

    Two levels below containers such as `src`, `internal` or the repository's `own` packages; a
    file that lies in none but these stands for itself, tests for what they test. Side areas give
    their kind, `(tests)`.
    """
    containers = words().containers | own
    folders = path.split("/")
    stem = _stem(folders.pop())
    side = _side(folders, stem)
    if side:
        return side
    kept: list[str] = []
    named = 0
    for folder in folders:
        kept.append(folder)
        named += folder.casefold() not in containers
        if named >= _DEPTH:
            break
    if not named and stem:
        kept.append(stem)
    return "/".join(kept)


def _stem(name: str) -> str:
    stem = name[1:].partition(".")[0] if name.startswith(".") else name.partition(".")[0]
    bare = _TEST_AFFIX.sub("", stem)
    return ("." if name.startswith(".") else "") + bare


def _side(path: list[str], stem: str) -> str:
    folders = [folder.casefold() for folder in path]
    areas = words().areas
    for kind in ("examples", "documentation", "tests"):
        if any(folder in areas[kind] for folder in folders):
            return f"({kind})"
    top = folders[0] if folders else stem.casefold()
    for kind in ("tooling", "documentation"):
        if top in areas[kind]:
            return f"({kind})"
    return ""


def is_side(name: str) -> bool:
    """Tell whether an area is tests, documentation, tooling or examples."""
    return name.startswith("(")


def profile(commit: Commit, own: frozenset[str]) -> dict[str, float]:
    """Give the share of each area in a commit; the product's areas come before side areas."""
    weights: Counter[str] = Counter()
    for file in commit.files:
        weights[area(file.path, own)] += 1 + min(size(file), _MOST)
    product = {name: weight for name, weight in weights.items() if not is_side(name)}
    chosen = product or dict(weights)
    total = sum(chosen.values())
    return {name: chosen[name] / total for name in sorted(chosen)}


def own_packages(repo: str, commits: Iterable[Commit]) -> frozenset[str]:
    """Give the names of a repository's own packages: its name, and top folders of Python code."""
    name = repo.rpartition("/")[2].casefold()
    found = {name, name.replace("-", "_")}
    for commit in commits:
        for file in commit.files:
            match = _PACKAGE.match(file.path)
            if match:
                found.add(match["name"].casefold())
    return frozenset(found)


def size(file: FileChange) -> int:
    """Count a file's changed lines; where they were not counted, take what is usual."""
    return _USUAL if file.added is None else file.added + (file.deleted or 0)
