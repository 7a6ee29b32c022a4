"""A git repository that is read and never touched."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.domain.history import Source
from pipeline.errors import RepositoryError
from pipeline.mine import config
from pipeline.mine.batch import read_objects
from pipeline.mine.child import Git, Limits
from pipeline.mine.edge import cut_edge
from pipeline.mine.environment import safe_environment
from pipeline.mine.increment import read_commits
from pipeline.mine.locate import locate
from pipeline.mine.log import Row
from pipeline.mine.memory import Memory
from pipeline.mine.naming import folder_name
from pipeline.mine.private import make_private
from pipeline.mine.progress import Progress, silent
from pipeline.mine.refs import head_of, read_refs
from pipeline.mine.store import Shelf, Store
from pipeline.settings import MineSettings

_FORMATS = ("sha1", "sha256")

Tips = tuple[tuple[str, str], ...]
"""Full names of refs, and the commits that they stand at."""


class GitRepository:
    """Reads a repository through a private bare directory over its objects.

    Use it in a `with` statement: the private directory goes when the block ends.

    Args:
        path: A working tree, a folder in one, a linked worktree or a bare repository.
        settings: The limits of reading, and what counts as a person's work.
        store: What was mined before; without one everything is read.

    Raises:
        RepositoryError: It is no repository, its history is cut off, or git can't read it.
    """

    def __init__(self, path: Path, settings: MineSettings, store: Store | None = None) -> None:
        self.path = path
        self.settings = settings
        self.location = locate(path)
        self.edge = self.location.edge
        if self.edge and not settings.shallow:
            raise RepositoryError(
                "the clone is shallow: its history is cut off",
                where=str(path),
                todo="git fetch --unshallow, or fetch-depth: 0 in CI, or --allow-shallow",
            )
        # What git says of a shallow clone is true of this clone today, not of its commits.
        self._store = Store(None) if self.edge or store is None else store
        self._logs: dict[Tips, list[Row]] = {}

    def __enter__(self) -> Self:
        """Make the private directory."""
        self._folder = tempfile.TemporaryDirectory(prefix="gitvitae-")
        try:
            self._open(Path(self._folder.name).resolve())
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove the private directory."""
        self._folder.cleanup()

    def _open(self, folder: Path) -> None:
        limits = Limits(seconds=self.settings.seconds, bytes=self.settings.bytes)
        self.outside = Git(folder, safe_environment(folder), limits, str(self.path))
        self.config = config.read_config(self.outside, self.location.common / "config")
        self.object_format = self._object_format()
        self.all_refs = read_refs(self.location)
        self.private = private = folder / "private.git"
        self.git = replace(
            self.outside,
            environment=safe_environment(private),
            options=(f"--git-dir={private}", "--no-pager"),
        )
        make_private(private, self.location, self.all_refs, self.object_format)
        self.shelf = Shelf(self._store, self._digest())
        self.memory = Memory(self.shelf, (self.git_version, str(self.settings.message)))

    def _object_format(self) -> str:
        if self.config.get("extensions.refstorage", ["files"])[-1] != "files":
            raise RepositoryError(
                "its refs are stored as reftable, which can't be read yet",
                where=str(self.path),
                todo="git refs migrate --ref-format=files in a copy of it",
            )
        form = self.config.get("extensions.objectformat", ["sha1"])[-1].lower()
        if form not in _FORMATS:
            raise RepositoryError("unknown object format", where=str(self.path))
        return form

    def _digest(self) -> bytes:
        """Name the repository for the store: another one in its place has another name."""
        place = self.location.objects.stat()
        parts = (os.fspath(self.location.common), place.st_dev, place.st_ino, self.object_format)
        return sha256(repr(parts).encode(errors="surrogateescape")).digest()

    @cached_property
    def git_version(self) -> str:
        """Give what git says of itself."""
        return self.outside.run(["version"]).decode(errors="replace").strip()

    @property
    def is_partial(self) -> bool:
        """Tell whether it was cloned without some of its objects."""
        return any(
            key == "extensions.partialclone" or re.fullmatch(r"remote\..*\.promisor", key)
            for key in self.config
        )

    @property
    def source(self) -> Source:
        """Describe the repository; `refs` is left to who knows the scope."""
        name, web = config.remote_page(self.config)
        return Source(
            name=name or folder_name(self.location),
            path=str(self.path),
            web=web,
            object_format=self.object_format,
        )

    def tips(self, refs: tuple[str, ...] = ()) -> Tips:
        """Give the full name and the commit of each ref; HEAD's without any.

        Raises:
            RepositoryError: A ref is unknown, or there is no commit at all.
        """
        if not self.all_refs:
            raise RepositoryError("no commit yet", where=str(self.path), todo="commit first")
        if not refs and "HEAD" not in self.all_refs:
            raise RepositoryError(
                "HEAD stands on a branch without any commit",
                where=str(self.path),
                todo="name a branch with --ref",
            )
        return tuple((self._full_name(ref), self._commit(ref)) for ref in refs or ("HEAD",))

    def _full_name(self, ref: str) -> str:
        for pattern in ("{}", "refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}"):
            if pattern.format(ref) in self.all_refs:
                return pattern.format(ref)
        return ref

    def _commit(self, ref: str) -> str:
        name = f"{self._full_name(ref)}^{{commit}}"
        try:
            output = self.git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", name])
        except RepositoryError:
            raise RepositoryError(
                f"no commit is called {ref!r}", where=str(self.path), todo="git branch --all"
            ) from None
        return output.decode().split()[-1]

    def log(self, tips: Tips, progress: Progress = silent) -> list[Row]:
        """Give every commit that the tips reach, newest first; it is read once."""
        if tips not in self._logs:
            named = {self.branch(ref): commit for ref, commit in tips}
            rows = read_commits(self.git, self.shelf, named, self.settings.message, progress)
            self._logs[tips] = cut_edge(self.git, rows, self.edge) if self.edge else rows
        return self._logs[tips]

    def branch(self, ref: str) -> str:
        """Give the branch that HEAD is on; it is HEAD itself where it is on none."""
        head = head_of(self.location)
        return head.removeprefix("ref:").strip() if ref == "HEAD" and head[:4] == "ref:" else ref

    def blobs(self, ids: list[str]) -> Iterator[tuple[str, bytes]]:
        """Give objects by id with their contents, through one process; missing ones are left out.

        Raises:
            RepositoryError: An object is missing from a partial clone.
        """
        found = 0
        for found, blob in enumerate(read_objects(self.git, ids), 1):  # noqa: B007 - used below
            yield blob
        if self.is_partial and found < len(ids):
            raise self.partial()

    def partial(self) -> RepositoryError:
        """Say that objects are missing because the clone left them out."""
        return RepositoryError(
            "the clone is partial: it lacks the contents of files",
            where=str(self.path),
            todo="clone it again without --filter",
        )
