"""Many objects through one `git cat-file --batch`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.mine.child import Git

_LARGEST = 4 << 20
"""Bytes of the largest object that is kept: no manifest that people write is larger."""


def read_objects(git: Git, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Give ids and contents; what is missing, or larger than a manifest can be, is left out."""
    feed = "".join(f"{key}\n" for key in ids).encode()
    return _objects(_Reader(git.stream(["cat-file", "--batch"], feed))) if feed else iter(())


def check_objects(git: Git, names: Iterable[str]) -> list[str]:
    """Give for each name the full id of the commit that it is, or an empty text."""
    feed = "".join(f"{name}\n" for name in names).encode()
    output = git.run(["cat-file", "--batch-check=%(objectname) %(objecttype)"], feed).decode()
    found = []
    for line in output.splitlines():
        key, _, kind = line.rpartition(" ")
        found.append(key if kind == "commit" else "")
    return found


def _objects(reader: _Reader) -> Iterator[tuple[str, bytes]]:
    while header := reader.line():
        name, _, rest = header.decode(errors="replace").partition(" ")
        size = rest.partition(" ")[2]
        if not size:
            continue  # `missing`
        length = int(size)
        if length <= _LARGEST:
            yield name, reader.take(length)
            reader.skip(1)
        else:
            reader.skip(length + 1)


class _Reader:
    """Lines and blocks from a stream of pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._buffer = bytearray()
        self._at = 0

    def line(self) -> bytes:
        """Give the next line without its end; empty at the end of the stream."""
        while (end := self._buffer.find(b"\n", self._at)) < 0:
            if not self._more():
                return b""
        return self._cut(end + 1)[:-1]

    def take(self, size: int) -> bytes:
        """Give that many bytes."""
        while len(self._buffer) - self._at < size and self._more():
            pass
        return self._cut(self._at + size)

    def skip(self, size: int) -> bytes:
        """Pass over that many bytes and give nothing."""
        while size > (held := len(self._buffer) - self._at):
            size -= held
            self._at = len(self._buffer)
            if not self._more():
                return b""
        self._at += size
        return b""

    def _cut(self, end: int) -> bytes:
        piece = bytes(self._buffer[self._at : end])
        self._at = end
        return piece

    def _more(self) -> bool:
        piece = next(self._pieces, b"")
        if self._at:
            del self._buffer[: self._at]
            self._at = 0
        self._buffer += piece
        return bool(piece)
