"""Where a repository keeps its things, found by reading files: git is never run inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import RepositoryError

ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
"""A full id in either object format."""
_POINTER = 4096
"""Bytes that a file which only points elsewhere may have."""


@dataclass(frozen=True)
class Location:
    """A repository on disk.

    Args:
        given: The path as the caller gave it.
        git: Its git directory; in a linked worktree that of the worktree.
        common: The directory with objects, refs and config.
        top: What a person would call the repository: the working tree or the bare directory.
    """

    given: Path
    git: Path
    common: Path
    top: Path

    @property
    def objects(self) -> Path:
        """Give the directory of its objects."""
        return self.common / "objects"

    @property
    def is_bare(self) -> bool:
        """Tell whether it has no working tree around it."""
        return self.top == self.common

    @property
    def is_linked(self) -> bool:
        """Tell whether it is a worktree beside the main one."""
        return self.git != self.common

    @property
    def edge(self) -> frozenset[str]:
        """Give the commits whose parents a shallow clone lacks; empty where it has all."""
        shallow = self.common / "shallow"
        try:
            lines = shallow.read_text(encoding="ascii", errors="replace").split()
        except FileNotFoundError:
            return frozenset()
        except OSError as error:
            raise RepositoryError(f"can't be read: {error.strerror}", where=str(shallow)) from error
        return frozenset(line for line in lines if ID.fullmatch(line))


def locate(path: Path) -> Location:
    """Find the repository that a path lies in.

    Raises:
        RepositoryError: There is none.
    """
    start = path.expanduser().resolve()
    if not start.exists():
        raise RepositoryError("no such directory", where=str(path))
    for folder in (start, *start.parents):
        for candidate in (folder / ".git", folder):
            found = _follow(candidate)
            if found is not None:
                return Location(given=path, git=found, common=_common(found), top=_top(folder))
    raise RepositoryError(
        "not a git repository",
        where=str(path),
        todo="give the path of a clone or a bare repository",
    )


def _follow(candidate: Path) -> Path | None:
    """Give the git directory that a candidate is, or that it points at as a `.git` file does."""
    if candidate.name == ".git" and candidate.is_file():
        text = read_pointer(candidate)
        if text.startswith("gitdir:"):
            candidate = (candidate.parent / text.removeprefix("gitdir:").strip()).resolve()
    return candidate if _is_git(candidate) else None


def _is_git(folder: Path) -> bool:
    head = folder / "HEAD"
    has_head = head.is_file() or head.is_symlink()
    return has_head and folder.is_dir() and (_common(folder) / "objects").is_dir()


def _common(git: Path) -> Path:
    pointer = git / "commondir"
    return (git / read_pointer(pointer)).resolve() if pointer.is_file() else git


def _top(folder: Path) -> Path:
    return folder.parent if folder.name == ".git" else folder


def read_pointer(file: Path) -> str:
    """Read the short text of a file that points elsewhere; empty if it can't be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(_POINTER).decode(errors="surrogateescape").strip()
    except OSError:
        return ""
