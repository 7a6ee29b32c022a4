"""One git process: bounded in time and output, fed from a file, read as a stream."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

from pipeline.domain.text import printable
from pipeline.errors import RepositoryError

Feed = bytes | Iterator[bytes]

_CHUNK = 1 << 20
_COMPLAINT = 300
"""Characters of git's own complaint that an error repeats."""


class UnreadableError(RepositoryError):
    """Git itself could not read what it was asked for."""


@dataclass(frozen=True)
class Limits:
    """What one child may take: seconds, and bytes of output."""

    seconds: float
    bytes: int


@dataclass(frozen=True)
class Git:
    """Runs git in one private directory.

    Args:
        folder: Where it runs.
        environment: All of its environment.
        limits: Of each child.
        where: What errors name: the repository as the user knows it.
        options: Arguments before the command.
    """

    folder: Path
    environment: Mapping[str, str]
    limits: Limits
    where: str
    options: tuple[str, ...] = ()

    def stream(self, arguments: Sequence[str], feed: Feed = b"") -> Iterator[bytes]:
        """Run a command and give its output in pieces.

        Args:
            arguments: The command's words.
            feed: Its input, whole or in pieces.

        Raises:
            RepositoryError: It fails, or takes more time or gives more bytes than it may.
        """
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as complaint:
            for piece in (feed,) if isinstance(feed, bytes) else feed:
                given.write(piece)
            given.seek(0)
            child = self._start(arguments, given, complaint)
            overdue = _Overdue()
            timer = Timer(self.limits.seconds, overdue.end, (child,))
            timer.start()
            try:
                yield from self._read(child)
                self._finish(child, overdue, complaint)
            finally:
                timer.cancel()
                child.kill()
                child.wait()
                if child.stdout:
                    child.stdout.close()

    def run(self, arguments: Sequence[str], feed: Feed = b"") -> bytes:
        """Run a command and give all of its output."""
        return b"".join(self.stream(arguments, feed))

    def _start(
        self, arguments: Sequence[str], given: IO[bytes], complaint: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                ["git", *self.options, *arguments],  # noqa: S607 - git from PATH, as documented
                cwd=self.folder,
                env=dict(self.environment),
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=complaint,
            )
        except FileNotFoundError:
            raise RepositoryError(
                "git is not installed", todo="install git 2.35 or later"
            ) from None

    def _read(self, child: subprocess.Popen[bytes]) -> Iterator[bytes]:
        size = 0
        while child.stdout and (chunk := child.stdout.read(_CHUNK)):
            size += len(chunk)
            if size > self.limits.bytes:
                what = f"git gave more than {self.limits.bytes} bytes"
                raise RepositoryError(what, where=self.where, todo="raise mine.bytes")
            yield chunk

    def _finish(
        self, child: subprocess.Popen[bytes], overdue: _Overdue, complaint: IO[bytes]
    ) -> None:
        code = child.wait()
        if overdue.ended:
            what = f"git took more than {self.limits.seconds:g} s"
            raise RepositoryError(what, where=self.where, todo="raise mine.seconds")
        if code:
            complaint.seek(0)
            text = complaint.read(1 << 16).decode(errors="replace").strip()
            last = printable(text.splitlines()[-1] if text else f"exit code {code}")
            what = f"git can't read it: {last[:_COMPLAINT]}"
            raise UnreadableError(what, where=self.where, todo="git fsck")


class _Overdue:
    """Ends a child whose time is up, and remembers that it did."""

    def __init__(self) -> None:
        self.ended = False

    def end(self, child: subprocess.Popen[bytes]) -> None:
        self.ended = True
        child.kill()
