"""Areas: the part of the system that a path belongs to."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from pipeline.cluster.lexicon import words
from pipeline.domain.commit import Commit

_TEST_AFFIX = re.compile(r"^test_|_test$|\.test$|\.spec$|_spec$|-test$")
_DEPTH = 2
_MOST = 200
"""Lines of one file that count: a generated table must not decide what a commit is about."""


@lru_cache(maxsize=65536)
def area(path: str) -> str:
    """Name the part of the system that a path belongs to.

    Two levels below containers such as `src` or `internal`; a file that lies at the top of its
    package stands for itself, tests for what they test. Side areas give their kind, `(tests)`.
    """
    folders = path.split("/")
    stem = _stem(folders.pop())
    side = _side(folders, stem)
    if side:
        return side
    kept: list[str] = []
    named = 0
    for folder in folders:
        kept.append(folder)
        named += folder.casefold() not in words().containers
        if named >= _DEPTH:
            break
    if named < _DEPTH and stem:
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


def profile(commit: Commit) -> dict[str, float]:
    """Give the share of each area in a commit; the product's areas come before side areas."""
    weights: Counter[str] = Counter()
    for file in commit.files:
        lines = (file.added or 0) + (file.deleted or 0)
        weights[area(file.path)] += 1 + min(lines, _MOST)
    product = {name: weight for name, weight in weights.items() if not is_side(name)}
    chosen = product or dict(weights)
    total = sum(chosen.values())
    return {name: chosen[name] / total for name in sorted(chosen)}


def main_area(commit: Commit) -> str:
    """Give the area that a commit is most about; empty if it changed no file."""
    shares = profile(commit)
    return max(shares, key=lambda name: (shares[name], name), default="")
