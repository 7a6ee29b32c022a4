"""Pull requests as their forge told them, kept in the user's cache: one SQLite file a repository.

Each page is kept together with the place where the next begins, or not at all: a run that was
stopped goes on where it was, and a later one asks only for what changed. Deleting a file loses
nothing but time.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from pydantic import ValidationError

from pipeline.errors import UsageError
from pipeline.mine.forges.page import Page
from pipeline.mine.forges.place import Kind, Remote
from pipeline.mine.forges.told import Told

_VERSION = 1
_SECONDS = 30.0
"""How long another process may write."""
_TABLES = (
    "CREATE TABLE told (number INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE TABLE place (text TEXT NOT NULL)",
    "INSERT INTO place VALUES ('')",
    f"PRAGMA user_version = {_VERSION}",
)


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
        """Tell whether this host was asked before."""
        return self._host.is_dir()

    def told(self) -> tuple[Told, ...]:
        """Give all that is kept, by number."""
        with self._open() as base:
            rows = base.execute("SELECT text FROM told ORDER BY number").fetchall()
        try:
            return tuple(Told.model_validate_json(text) for (text,) in rows)
        except ValidationError:
            self._file.unlink()
            what = "held something else than pull requests, and is gone"
            raise UsageError(what, where=str(self._file), todo="run it again") from None

    @property
    def is_there(self) -> bool:
        """Tell whether the repository was asked for before."""
        return self._file.is_file()

    def place(self) -> str:
        """Give the place where to go on; empty at the beginning."""
        with self._open() as base:
            row = base.execute("SELECT text FROM place").fetchone()
        return str(row[0]) if row else ""

    def keep(self, page: Page) -> None:
        """Keep a page and the place behind it."""
        rows = [(one.number, one.model_dump_json()) for one in page.told]
        with self._open() as base, base:
            base.executemany("INSERT OR REPLACE INTO told VALUES (?, ?)", rows)
            base.execute("UPDATE place SET text = ?", (page.place,))

    def forget_place(self) -> None:
        """Begin again; what is kept stays until it is told anew."""
        with self._open() as base, base:
            base.execute("UPDATE place SET text = ''")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file; one that is broken or of another version is made anew."""
        try:
            self._make()
            with closing(sqlite3.connect(self._file, timeout=_SECONDS)) as base:
                if not _is_current(base):
                    self._file.unlink()
                    self._make()
            with closing(sqlite3.connect(self._file, timeout=_SECONDS)) as base:
                yield base
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"can't be used: {error}", where=str(self._file)) from None

    def _make(self) -> None:
        """Make folder and file for their owner alone, before anything is in them."""
        if self._file.exists():
            return
        self._host.parent.mkdir(parents=True, exist_ok=True)
        self._host.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(self._file, os.O_CREAT | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(self._file, timeout=_SECONDS)) as base, base:
            for statement in _TABLES:
                base.execute(statement)


def _is_current(base: sqlite3.Connection) -> bool:
    try:
        row = base.execute("PRAGMA user_version").fetchone()
        base.execute("SELECT text FROM place LIMIT 1")
    except sqlite3.DatabaseError:
        return False
    return bool(row and row[0] == _VERSION)
