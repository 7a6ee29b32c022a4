"""What sets commits apart: merges, bots, reverts, work that is not a person's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from fnmatch import translate
from functools import lru_cache

from pipeline.domain.commit import Label
from pipeline.domain.person import Identity
from pipeline.mine.log import Row
from pipeline.settings import MineSettings

_REVERTS = re.compile(r"\b[Tt]his reverts commit (?P<id>[0-9a-f]{7,64})\b")
_TITLE = re.compile(r"^Revert(?:ed|s)?\b[\s:]", re.IGNORECASE)
_PULL = re.compile(r"^Reverts (?:[\w.-]+/[\w.-]+)?#(?P<number>\d{1,9})\b", re.MULTILINE)

_CUE = "everts "
"""Stands in every body that says what it reverts."""


class Labeller:
    """Labels single commits by the settings' patterns."""

    def __init__(self, settings: MineSettings) -> None:
        self._bots = [re.compile(pattern, re.IGNORECASE) for pattern in settings.bots]
        globs = (*settings.vendored, *settings.generated)
        self._foreign = re.compile("|".join(translate(glob) for glob in globs) or r"(?!)")
        self._is_bot = lru_cache(maxsize=None)(self._matches_bot)
        self.is_foreign = lru_cache(maxsize=1 << 16)(self._is_foreign)

    def is_bot(self, identity: Identity) -> bool:
        """Tell whether a name or an address is a program's."""
        return self._is_bot(identity.name, identity.email)

    def _matches_bot(self, *texts: str) -> bool:
        return any(pattern.search(text) for pattern in self._bots for text in texts)

    def _is_foreign(self, path: str) -> bool:
        """Tell whether a file is vendored, generated or a lock file."""
        name = path.rpartition("/")[2]
        return bool(self._foreign.match(path) or self._foreign.match(name))

    def labels(self, row: Row) -> tuple[Label, ...]:
        """Give the labels that a commit carries by itself."""
        found = []
        if len(row.parents) > 1:
            found.append(Label.MERGE)
        if self.is_bot(row.author):
            found.append(Label.BOT)
        if _TITLE.match(row.subject) or (_CUE in row.body and _REVERTS.search(row.body)):
            found.append(Label.REVERT)
        if row.paths and all(map(self.is_foreign, row.paths)):
            found.append(Label.VENDORED)
        return tuple(found)


def find_reverted(rows: Sequence[Row], pulls: dict[str, int]) -> dict[str, str]:
    """Say which commit each revert takes back, by the revert's id.

    Args:
        rows: All commits.
        pulls: Pull-request number by commit id.
    """
    ids = sorted(row.id for row in rows)
    squashes = _squashes(rows, pulls)
    found: dict[str, str] = {}
    for row in (row for row in rows if _CUE in row.body):
        match = _REVERTS.search(row.body)
        pull = _PULL.search(row.body)
        target = ""
        if match:
            target = _complete(match["id"], ids)
        elif pull and _TITLE.match(row.subject):
            target = squashes.get(int(pull["number"]), "")
        if target and target != row.id:
            found[row.id] = target
    return found


def _squashes(rows: Iterable[Row], pulls: dict[str, int]) -> dict[int, str]:
    """Give the one commit of each pull request that has only one."""
    members: dict[int, list[str]] = {}
    for row in rows:
        if row.id in pulls:
            members.setdefault(pulls[row.id], []).append(row.id)
    return {number: ids[0] for number, ids in members.items() if len(ids) == 1}


def _complete(prefix: str, ids: list[str]) -> str:
    start = bisect_left(ids, prefix)
    fits = [key for key in ids[start : start + 2] if key.startswith(prefix)]
    return fits[0] if len(fits) == 1 else ""


def still_reverted(reverts: dict[str, str], newest_first: Iterable[str]) -> frozenset[str]:
    """Give what stays reverted: a revert that was reverted itself takes nothing back."""
    gone: set[str] = set()
    for key in newest_first:
        if key in reverts and key not in gone:
            gone.add(reverts[key])
    return frozenset(gone)
