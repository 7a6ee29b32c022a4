"""What was mined before, by commit id, in one SQLite file of the user's cache.

Deleting the file loses nothing but time. It is untrusted like everything that is read: each row
carries a checksum, what it holds is parsed as strictly as git's own output, and a file that is
damaged, or that another version made, is thrown away and made anew. A commit's row never goes
stale, because its id is the digest of all that the row tells. Rows of one repository serve no
other: a repository can lie about the ids of its objects.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from zlib import crc32

NOTES = logging.getLogger(__name__)

SCHEMA_VERSION = 1
_TABLES = {
    "commits": "repository BLOB, id TEXT, record BLOB, sum INTEGER, PRIMARY KEY (repository, id)",
    "forms": "repository BLOB, kind TEXT, form TEXT, PRIMARY KEY (repository, kind)",
    "results": (
        "repository BLOB, kind TEXT, id TEXT, result BLOB, sum INTEGER, "
        "PRIMARY KEY (repository, kind, id)"
    ),
    "tips": "repository BLOB, ref BLOB, id TEXT, PRIMARY KEY (repository, ref)",
}
_LAYOUT = [f"CREATE TABLE {name} ({columns})" for name, columns in _TABLES.items()]
_FORM = "SELECT form FROM forms WHERE repository = ? AND kind = ?"
_PRAGMAS = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "journal_mode = WAL",
    "synchronous = NORMAL",
)
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
_KIND_OF_ERROR = 0xFF
"""The low byte of an error code of SQLite is its kind."""
_PATIENCE = 5.0
"""Seconds to wait for another run that writes."""

T = TypeVar("T")


class Store:
    """The file, opened when it is first needed.

    Args:
        file: Where it lies; None keeps nothing.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None

    def connection(self) -> sqlite3.Connection | None:
        """Give the open file; None where nothing is kept.

        Raises:
            OSError: It can't be made, or belongs to somebody else.
            sqlite3.Error: It can't be read.
        """
        if self._connection is None and self._file is not None:
            claim(self._file)
            self._connection = _open(self._file)
        return self._connection

    def __enter__(self) -> Self:
        """Open nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def discard(self, reason: object) -> None:
        """Throw a damaged file away; what it held is mined anew."""
        NOTES.warning("the cache of mined commits is damaged and is made anew: %s", reason)
        self.close()
        if self._file is not None:
            try:
                _remove(self._file)
            except OSError as error:
                self.disable(error)

    def disable(self, reason: object) -> None:
        """Do without the file for the rest of the run."""
        NOTES.warning("the cache of mined commits can't be used: %s", reason)
        self.close()
        self._file = None


class Shelf:
    """What the store holds of one repository; trouble with the file never stops mining.

    Args:
        store: The file.
        repository: A digest that names the repository.
    """

    def __init__(self, store: Store, repository: bytes) -> None:
        self._store = store
        self._own = repository

    def commits(self, parse: Callable[[bytes], T]) -> list[T]:
        """Give what a parser makes of git's record of every commit that is known."""
        # The plus keeps the index out: reading the table in its own order is twice as fast.
        query = "SELECT id, record, sum FROM commits WHERE +repository = ?"

        def work(connection: sqlite3.Connection) -> list[T]:
            rows = connection.execute(query, (self._own,))
            return [parse(record) for _, record in _sound(rows)]

        return self._attempt(work) or []

    def tips(self) -> dict[str, str]:
        """Give the commit at which each ref stood; all that it reaches is known."""
        query = "SELECT ref, id FROM tips WHERE repository = ?"

        def work(connection: sqlite3.Connection) -> dict[str, str]:
            rows = connection.execute(query, (self._own,))
            return {os.fsdecode(ref): str(tip) for ref, tip in rows}

        return self._attempt(work) or {}

    def results(
        self, kind: str, form: str, ids: Collection[str], parse: Callable[[bytes], T]
    ) -> dict[str, T]:
        """Give results of one kind by commit.

        Args:
            kind: What was read of the commits.
            form: Digest of all that the results depend on besides the commits.
            ids: The commits that are wanted.
            parse: Reads one result.
        """
        query = "SELECT id, result, sum FROM results WHERE repository = ? AND kind = ?"
        wanted = frozenset(ids)

        def work(connection: sqlite3.Connection) -> dict[str, T]:
            if connection.execute(_FORM, (self._own, kind)).fetchall() != [(form,)]:
                return {}
            rows = connection.execute(query, (self._own, kind))
            return {key: parse(result) for key, result in _sound(rows, wanted)}

        return self._attempt(work) or {}

    def keep_commits(self, records: Iterable[tuple[str, bytes]]) -> None:
        """Add commits."""
        rows = ((self._own, key, record, _sum(key, record)) for key, record in records)
        self._write(_put("commits", 4), rows)

    def keep_tips(self, tips: Mapping[str, str]) -> None:
        """Say where refs stand; all that they reach must have been added."""
        rows = ((self._own, os.fsencode(ref), tip) for ref, tip in tips.items())
        self._write(_put("tips", 3), rows)

    def keep_results(self, kind: str, form: str, results: Mapping[str, bytes]) -> None:
        """Add results; those of another form go."""
        place = (self._own, kind)
        rows = ((*place, key, r, _sum(key, r)) for key, r in results.items())

        def work(connection: sqlite3.Connection) -> None:
            remove = "DELETE FROM results WHERE repository = ? AND kind = ?"
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                if connection.execute(_FORM, place).fetchall() != [(form,)]:
                    connection.execute(remove, place)
                    connection.execute(_put("forms", 3), (*place, form))
                connection.executemany(_put("results", 5), rows)

        self._attempt(work)

    def forget(self, ids: Collection[str]) -> None:
        """Take commits out, and what is known of them."""
        for table in ("commits", "results"):
            rows = ((self._own, key) for key in ids)
            self._write(f"DELETE FROM {table} WHERE repository = ? AND id = ?", rows)  # noqa: S608 - our own

    def discard(self, reason: object) -> None:
        """Throw the file away: what it holds can't be what was written."""
        self._store.discard(reason)

    def _write(self, query: str, rows: Iterable[tuple[object, ...]]) -> None:
        def work(connection: sqlite3.Connection) -> None:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(query, rows)

        self._attempt(work)

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do something with the file; None where there is none or it fails."""
        try:
            connection = self._store.connection()
            return None if connection is None else work(connection)
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
            if code & _KIND_OF_ERROR in _DAMAGE:
                self._store.discard(error)
            else:
                self._store.disable(error)
        except OSError as error:
            self._store.disable(error)
        except ValueError as error:
            self._store.discard(str(error).splitlines()[0])
        return None


def _sound(
    rows: Iterable[tuple[str, bytes, int]], wanted: frozenset[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Give ids and contents whose checksum is right.

    Raises:
        ValueError: One is wrong.
    """
    for key, data, total in rows:
        if wanted is not None and key not in wanted:
            continue
        if not (isinstance(key, str) and isinstance(data, bytes) and total == _sum(key, data)):
            raise ValueError("a checksum is wrong")
        yield key, data


def _sum(key: str, data: bytes) -> int:
    return crc32(data, crc32(key.encode()))


def claim(file: Path) -> None:
    """Make the file if it is missing; nobody else may read it or have made it.

    Raises:
        OSError: It can't be made, or is not the user's own.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if hasattr(os, "geteuid") and os.fstat(handle).st_uid != os.geteuid():
            raise PermissionError("it belongs to somebody else")
        if os.fstat(handle).st_mode & 0o077:
            file.chmod(0o600)
    finally:
        os.close(handle)


def _put(table: str, columns: int) -> str:
    marks = ", ".join("?" * columns)
    return f"INSERT OR REPLACE INTO {table} VALUES ({marks})"  # noqa: S608 - our own names


def _open(file: Path) -> sqlite3.Connection:
    """Open the file; a new one gets its tables."""
    connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        _lay_out(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file; a file with others is refused."""
    if not _layout(connection):
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            for table in _LAYOUT if not _layout(connection) else ():
                connection.execute(table)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION or _layout(connection) != sorted(_LAYOUT):
        raise sqlite3.DatabaseError("another version of gitvitae made it")


def _layout(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    return sorted(str(sql) for (sql,) in rows)


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            file.with_name(file.name + suffix).unlink()
