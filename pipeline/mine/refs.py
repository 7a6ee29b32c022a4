"""The refs of a repository, read from its files."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pipeline.errors import RepositoryError
from pipeline.mine.locate import ID, Location, read_pointer

_NAME = re.compile(r"refs/(?!replace/)[^\x00-\x20\x7f~^:?*\[\\]+")
_DEPTH = 5
"""How far a symbolic ref is followed, as in git."""


def read_refs(location: Location) -> dict[str, str]:
    """Give every ref's id by full name, and HEAD's where it is born; replace refs are left out."""
    raw = _packed(location.common / "packed-refs") | _loose(location.common)
    refs = {name: found for name in sorted(raw) if (found := _resolve(name, raw))}
    head = _resolve("HEAD", raw | {"HEAD": head_of(location)})
    return refs | {"HEAD": head} if head else refs


def head_of(location: Location) -> str:
    """Give what HEAD says: an id, or `ref: ` and a name."""
    return read_pointer(location.git / "HEAD")


def _packed(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    try:
        text = file.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise RepositoryError(f"can't be read: {error.strerror}", where=str(file)) from error
    refs: dict[str, str] = {}
    for line in text.split("\n"):
        commit, _, name = line.partition(" ")
        if ID.fullmatch(commit) and _NAME.fullmatch(name):
            refs[name] = commit
    return refs


def _loose(common: Path) -> dict[str, str]:
    refs: dict[str, str] = {}
    for folder, _, files in os.walk(common / "refs"):
        for file in files:
            path = Path(folder, file)
            name = path.relative_to(common).as_posix()
            if _NAME.fullmatch(name) and path.is_file():
                refs[name] = read_pointer(path)
    return refs


def _resolve(name: str, raw: dict[str, str]) -> str:
    for _ in range(_DEPTH):
        value = raw.get(name, "")
        if ID.fullmatch(value):
            return value
        if not value.startswith("ref:"):
            return ""
        name = value.removeprefix("ref:").strip()
    return ""
