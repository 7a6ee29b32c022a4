"""All commits, streamed from one `git log`: people, dates, messages, paths and blob ids."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from pipeline.domain.person import Identity
from pipeline.mine.child import Git
from pipeline.mine.manifests import is_manifest

_FIELDS = "%H %P %an %ae %ad %cn %ce %cd %s %b"
_COUNT = len(_FIELDS.split())
_OPTIONS = (
    "log -z --no-show-signature --no-ext-diff --no-textconv --no-color --no-mailmap --no-notes "
    "--encoding=UTF-8 --date=raw --no-abbrev --raw --no-renames --ignore-missing --stdin"
)
_TRAILER = re.compile(
    r"^\s*co-authored-by:\s*(?P<name>[^<\n]*?)\s*<(?P<email>[^<>\n]+)>\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_MINUTES = 24 * 60
_BETWEEN = len("\n\n")


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
    paths: tuple[str, ...] = ()
    manifests: tuple[Touched, ...] = ()
    co_authors: tuple[Identity, ...] = ()


def read_records(git: Git, tips: Iterable[str], known: Iterable[str] = ()) -> Iterator[bytes]:
    """Give a record of every commit that the tips reach; a parser makes rows of them.

    Args:
        git: Runs in the private directory.
        tips: Where to start.
        known: Commits that are left out with all that they reach; missing ones are passed over.
    """
    nonce = secrets.token_hex(16)  # each record begins with a word that nobody could foresee
    names = "%x00".join(("", nonce, *_FIELDS.split(), ""))
    mark = f"\0{nonce}\0".encode()
    feed = "".join((*(f"{tip}\n" for tip in tips), *(f"^{key}\n" for key in known)))
    rest = b""
    for chunk in git.stream([*_OPTIONS.split(), f"--format={names}"], feed.encode()):
        *whole, rest = (rest + chunk).split(mark)
        yield from filter(None, whole)
    if rest:
        yield rest


class Parser:
    """Turns records into rows; equal names and paths are kept once.

    Args:
        longest: Characters of a message that are kept.
    """

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._people: dict[tuple[str, str], Identity] = {}
        self._paths = _Paths()
        self._zones: dict[str, timezone] = {}

    def row(self, record: bytes) -> Row:
        """Read one record.

        Raises:
            ValueError: It is none.
        """
        fields = record.decode("utf-8", errors="replace").split("\0")
        commit, parents, name, email, authored, who, mail, committed, subject, body = fields[
            :_COUNT
        ]
        author, authored_at = self._person(name, email), self._time(authored)
        row = Row(
            commit,
            tuple(parents.split()),
            author,
            authored_at,
            author if (who, mail) == (name, email) else self._person(who, mail),
            authored_at if committed == authored else self._time(committed),
            subject[: self._longest],
            body[: max(0, self._longest - len(subject) - _BETWEEN)].strip("\n"),
        )
        if "-by:" in body.lower():
            row.co_authors = tuple(self._co_authors(row))
        start = _COUNT
        while start < len(fields) and not fields[start].lstrip("\n"):
            start += 1
        if start < len(fields):
            self._take_files(row, fields[start::2], fields[start + 1 :: 2])
        return row

    def _person(self, name: str, email: str) -> Identity:
        key = (name, email)
        found = self._people.get(key)
        if found is None:
            found = self._people[key] = Identity(name=name, email=email)
        return found

    def _co_authors(self, row: Row) -> Iterator[Identity]:
        """Give the people that trailers name beside the author, each once."""
        seen = {row.author.key}
        for match in _TRAILER.finditer(row.body):
            identity = self._person(match["name"], match["email"].strip())
            if identity.key not in seen:
                seen.add(identity.key)
                yield identity

    def _take_files(self, row: Row, entries: list[str], names: list[str]) -> None:
        """Read raw entries and their paths, which stand in turn; no NUL can stand in either."""
        row.paths = tuple(map(self._paths.__getitem__, names))
        if not self._paths.manifests.isdisjoint(names):
            row.manifests = tuple(
                _touched(entry, path)
                for entry, path in zip(entries, row.paths, strict=False)
                if path in self._paths.manifests
            )

    def _time(self, raw: str) -> datetime:
        """Read `seconds zone`; git keeps whatever a commit says, also what no calendar holds."""
        seconds, _, zone = raw.partition(" ")
        try:
            place = self._zones.get(zone) or self._zones.setdefault(zone, _zone(zone))
            return datetime.fromtimestamp(int(seconds), place)
        except (ValueError, OverflowError, OSError):
            return _EPOCH


class _Paths(dict[str, str]):
    """Each path once, and those of manifests."""

    def __init__(self) -> None:
        super().__init__()
        self.manifests: set[str] = set()

    def __missing__(self, path: str) -> str:
        self[path] = path
        if is_manifest(path):
            self.manifests.add(path)
        return path


def _touched(entry: str, path: str) -> Touched:
    _, _, old, new, _ = entry.split()
    return Touched(path=path, old=old.strip("0") and old, new=new.strip("0") and new)


def _zone(text: str) -> timezone:
    minutes = int(text[1:3] or 0) * 60 + int(text[3:5] or 0)
    if minutes >= _DAY_MINUTES:
        return UTC
    return timezone(timedelta(minutes=-minutes if text.startswith("-") else minutes))
