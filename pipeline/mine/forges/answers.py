"""Pull requests as their forge told them, kept in the user's cache: one SQLite file a repository.

Each page is kept together with the place where the next begins, or not at all: a run that was
stopped goes on where it was, and a later one asks only for what changed. Deleting a file loses
nothing but time; one that is damaged, or that another version made, is made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from pipeline.errors import UsageError
from pipeline.mine.forges.page import Page
from pipeline.mine.forges.place import Kind, Remote
from pipeline.mine.forges.told import Told
from pipeline.mine.store import NOTES, claim

_VERSION = 1
_PATIENCE = 30.0
"""Seconds to wait for another run that writes."""
_TABLES = {
    "told": "CREATE TABLE told (number INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    "place": "CREATE TABLE place (text TEXT NOT NULL)",
}
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
_KIND_OF_ERROR = 0xFF
"""The low byte of an error code of SQLite is its kind."""

T = TypeVar("T")


class Answers:
    """What is kept of one repository's pull requests.

    Args:
        folder: Of all such files; only its owner may look in.
        kind: Which forge it is.
        remote: Which repository.
    """

    def __init__(self, folder: Path, kind: Kind, remote: Remote) -> None:
        self._host = folder / f"{kind}-{quote(remote.host, safe='')}"
        self._file = self._host / f"{quote(remote.path.casefold(), safe='')}.sqlite"

    @property
    def knows_host(self) -> bool:
        """Tell whether this host was asked before, and answered."""
        return self._host.is_dir()

    @property
    def is_there(self) -> bool:
        """Tell whether the repository was asked for before, with an answer."""
        return self._file.is_file()

    def told(self) -> tuple[Told, ...]:
        """Give all that is kept, by number."""

        def work(base: sqlite3.Connection) -> tuple[Told, ...]:
            rows = base.execute("SELECT text FROM told ORDER BY number")
            return tuple(Told.model_validate_json(text) for (text,) in rows)

        return self._attempt(work)

    def place(self) -> str:
        """Give the place where to go on; empty at the beginning."""

        def work(base: sqlite3.Connection) -> str:
            row = base.execute("SELECT text FROM place").fetchone()
            return str(row[0]) if row else ""

        return self._attempt(work) if self.is_there else ""

    def keep(self, page: Page) -> None:
        """Keep a page and the place behind it."""
        rows = [(one.number, one.model_dump_json()) for one in page.told]

        def work(base: sqlite3.Connection) -> None:
            base.executemany("INSERT OR REPLACE INTO told VALUES (?, ?)", rows)
            _put_place(base, page.place)

        self._attempt(work)

    def forget_place(self) -> None:
        """Begin again; what is kept stays until it is told anew."""
        self._attempt(lambda base: _put_place(base, ""))

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something with the file, as one transaction; a damaged file is made anew first.

        Raises:
            UsageError: It can't be used, or what it holds is none of ours.
        """
        try:
            try:
                return self._work(work)
            except sqlite3.DatabaseError as error:
                code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
                if code & _KIND_OF_ERROR not in _DAMAGE:
                    raise
                NOTES.warning("%s is damaged, and all is asked again", self._file)
                self._file.unlink()
                return self._work(work)
        except ValidationError:
            self._file.unlink()
            what = "held something else than pull requests, and is gone"
            raise UsageError(what, where=str(self._file), todo="run it again") from None
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"can't be used: {error}", where=str(self._file)) from None

    def _work(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._host.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        claim(self._file)
        base = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
        with closing(base), base:
            base.execute("BEGIN IMMEDIATE")
            _lay_out(base)
            return work(base)


def _lay_out(base: sqlite3.Connection) -> None:
    """Make the tables of a new file; those of another version go."""
    if base.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
        return
    for name, statement in _TABLES.items():
        base.execute(f"DROP TABLE IF EXISTS {name}")
        base.execute(statement)
    base.execute(f"PRAGMA user_version = {_VERSION}")


def _put_place(base: sqlite3.Connection, place: str) -> None:
    base.execute("DELETE FROM place")
    base.execute("INSERT INTO place VALUES (?)", (place,))
