"""All commits, streamed from one `git log`: people, dates, messages, paths and blob ids."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from pipeline.domain.person import Identity
from pipeline.mine.child import Git
from pipeline.mine.manifests import is_manifest
from pipeline.mine.progress import Progress

_FIELDS = "%H %P %an %ae %ad %cn %ce %cd %s %b"
_OPTIONS = (
    "log -z --no-show-signature --no-ext-diff --no-textconv --no-color --no-mailmap --no-notes "
    "--encoding=UTF-8 --date=raw --no-abbrev --raw --no-renames --stdin"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_MINUTES = 24 * 60
_BETWEEN = len("\n\n")
_STEP = 500
"""Commits between two reports of progress."""


@dataclass(slots=True)
class Touched:
    """A manifest in a commit: its blob before and after, empty where it did not exist."""

    path: str
    old: str
    new: str


@dataclass(slots=True)
class Row:
    """One commit as git tells it."""

    id: str
    parents: tuple[str, ...]
    author: Identity
    authored_at: datetime
    committer: Identity
    committed_at: datetime
    subject: str
    body: str
    paths: tuple[str, ...]
    manifests: list[Touched] = field(default_factory=list)


def read_log(git: Git, tips: Iterable[str], longest: int, progress: Progress) -> list[Row]:
    """Read every commit that the tips reach, newest first.

    Args:
        git: Runs in the private directory.
        tips: Where to start.
        longest: Characters of a message that are kept.
        progress: Told how far it is.
    """
    rows: list[Row] = []
    parser = _Parser(longest)
    for record in _records(git, tips):
        rows.append(parser.row(record))
        if len(rows) % _STEP == 0:
            progress("read commits", len(rows), None)
    progress("read commits", len(rows), len(rows))
    return rows


def _records(git: Git, tips: Iterable[str]) -> Iterator[list[str]]:
    """Split the stream: each record begins with a word that nobody could know beforehand."""
    nonce = secrets.token_hex(16)
    names = "%x00".join(("", nonce, *_FIELDS.split(), ""))
    mark = f"\0{nonce}\0".encode()
    feed = "".join(f"{tip}\n" for tip in tips).encode()
    rest = b""
    for chunk in git.stream([*_OPTIONS.split(), f"--format={names}"], feed):
        *whole, rest = (rest + chunk).split(mark)
        yield from (_fields(record) for record in whole if record)
    if rest:
        yield _fields(rest)


def _fields(record: bytes) -> list[str]:
    return record.decode("utf-8", errors="replace").split("\0")


class _Parser:
    """Turns records into rows; equal names and paths are kept once."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._people: dict[tuple[str, str], Identity] = {}
        self._paths: dict[str, str] = {}

    def row(self, record: list[str]) -> Row:
        commit, parents, name, email, authored, who, mail, committed, subject, body = record[:10]
        row = Row(
            id=commit,
            parents=tuple(parents.split()),
            author=self._person(name, email),
            authored_at=_time(authored),
            committer=self._person(who, mail),
            committed_at=_time(committed),
            subject=subject[: self._longest],
            body=body[: max(0, self._longest - len(subject) - _BETWEEN)].strip("\n"),
            paths=(),
        )
        self._files(row, record[10:])
        return row

    def _person(self, name: str, email: str) -> Identity:
        key = (name, email)
        found = self._people.get(key)
        if found is None:
            found = self._people[key] = Identity(name=name, email=email)
        return found

    def _files(self, row: Row, entries: list[str]) -> None:
        paths = []
        pairs = iter(entries)
        for entry in pairs:
            if not entry.lstrip("\n").startswith(":"):
                continue
            path = next(pairs, "")
            path = self._paths.setdefault(path, path)
            paths.append(path)
            if is_manifest(path):
                row.manifests.append(_touched(entry, path))
        row.paths = tuple(paths)


def _touched(entry: str, path: str) -> Touched:
    _, _, old, new, _ = entry.split()
    return Touched(path=path, old=old.strip("0") and old, new=new.strip("0") and new)


def _time(raw: str) -> datetime:
    """Read `seconds zone`; git keeps whatever a commit says, also what no calendar holds."""
    seconds, _, zone = raw.partition(" ")
    try:
        moment = _EPOCH + timedelta(seconds=int(seconds))
        return moment.astimezone(_zone(zone))
    except (ValueError, OverflowError):
        return _EPOCH


@lru_cache(maxsize=256)
def _zone(text: str) -> timezone:
    minutes = int(text[1:3] or 0) * 60 + int(text[3:5] or 0)
    if minutes >= _DAY_MINUTES:
        return UTC
    return timezone(timedelta(minutes=-minutes if text.startswith("-") else minutes))
