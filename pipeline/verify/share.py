"""How much of the work on a phase's files is the person's, by the record of the whole history."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from functools import lru_cache
from weakref import WeakKeyDictionary

from pipeline.domain.commit import Commit, Label
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.phase import Bounds
from pipeline.domain.pull_request import PullRequest
from pipeline.verify import lexicon
from pipeline.verify.usability import is_program

_CO_AUTHOR = re.compile(
    r"^co-authored-by:[^<\n]{0,200}<([^<>\n]{1,320})>", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Shares:
    """The person's shares, each from 0 to 1; None where the record does not hold enough.

    `commits` counts commits by author. `lines` counts added and deleted lines; it is None where
    some commit's were not counted. `requests` counts merged pull requests by author; it is None
    where none is known. `is_alone` says that nobody else wrote or co-wrote any of it.
    """

    commits: float
    lines: float | None
    requests: float | None
    is_alone: bool

    def reach(self, least: float) -> bool:
        """Tell whether every share that is known is at least so high."""
        known = (self.commits, self.lines, self.requests)
        return all(share >= least for share in known if share is not None)


def shares(index: EvidenceIndex, bounds: Bounds, *, ever: bool = False) -> Shares | None:
    """Compute the person's shares of all work on the phase's files in the phase's time.

    The work is every commit that touches one of the files, merges and programs aside. The files
    are those of the person's own commits in the phase, but for what every change touches.

    Args:
        index: The evidence.
        bounds: The phase: its commits, its days, the person's addresses.
        ever: Count everything up to the phase's end, not only from its beginning.

    Returns:
        None where the evidence does not hold the whole history of the phase's repositories, or
        where the phase has no person or no file: then no share is known.
    """
    people = frozenset(address.strip().casefold() for address in bounds.people)
    phase = [item for key in bounds.commits if key in index for item in (index[key],)]
    own = [item for item in phase if isinstance(item, Commit) and authors(item) & people]
    places = {
        (item.repo, file.path) for item in own for file in item.files if _is_telling(file.path)
    }
    if not places or not _census(index).issuperset(repo for repo, _ in places):
        return None
    days = [item.authored_at.astimezone(UTC).date() for item in own]
    since = None if ever else bounds.since or min(days)
    until = bounds.until or max(days) + timedelta(days=1)
    work = [item for item in _work(index, places) if _is_within(item, since, until)]
    return _weigh(index, work, places, people)


def _weigh(
    index: EvidenceIndex,
    work: list[Commit],
    places: set[tuple[str, str]],
    people: frozenset[str],
) -> Shares | None:
    if not work:
        return None
    mine = [item for item in work if item.author.key in people]
    counted = [_lines(item, places) for item in work]
    total = sum(count or 0 for count in counted)
    requests = list(_requests(index, work))
    return Shares(
        commits=len(mine) / len(work),
        lines=sum(_lines(item, places) or 0 for item in mine) / total
        if total and None not in counted
        else None,
        requests=sum(key in people for key in requests) / len(requests) if requests else None,
        is_alone=all(authors(item) <= people for item in work),
    )


def _is_telling(path: str) -> bool:
    """Tell whether who touched a file says whose work a part is: everyone touches the changelog."""
    return not _shared().fullmatch(path.rpartition("/")[2].casefold())


@lru_cache
def _shared() -> re.Pattern[str]:
    return re.compile("|".join(lexicon.words("claims", "ownership_record", "shared")))


def _is_within(item: Commit, since: date | None, until: date) -> bool:
    day = item.authored_at.astimezone(UTC).date()
    return day < until and (since is None or day >= since)


def _work(index: EvidenceIndex, places: set[tuple[str, str]]) -> Iterator[Commit]:
    for item in _commits(index):
        touched = any(
            (item.repo, path) in places
            for file in item.files
            for path in (file.path, file.old_path)
        )
        is_merge = len(item.parents) > 1 or not _COUNTED_ONCE.isdisjoint(item.labels)
        if touched and not is_merge and Label.BOT not in item.labels and not is_program(item):
            yield item


_COUNTED_ONCE = frozenset((Label.MERGE, Label.COPY))
"""Labels of commits whose changes other commits hold."""


def _lines(item: Commit, places: set[tuple[str, str]]) -> int | None:
    total = 0
    for file in item.files:
        if (item.repo, file.path) in places:
            if file.added is None:
                return None
            total += file.added + (file.deleted or 0)
    return total


def _requests(index: EvidenceIndex, work: Iterable[Commit]) -> Iterator[str]:
    """Give who wrote each pull request that brought some of the work, where that is known."""
    keys = {f"{item.repo}#{item.pull_request}" for item in work if item.pull_request}
    for item in (index[key] for key in sorted(keys) if key in index):
        if isinstance(item, PullRequest) and item.author.key:
            yield item.author.key


def authors(item: Commit) -> frozenset[str]:
    """Give the addresses of all who wrote a commit, trailers included."""
    trailers = (address.strip().casefold() for address in _CO_AUTHOR.findall(item.body))
    return frozenset((*(person.key for person in item.people), *trailers))


def _commits(index: EvidenceIndex) -> Iterator[Commit]:
    return (item for item in index if isinstance(item, Commit))


_WHOLE: WeakKeyDictionary[EvidenceIndex, frozenset[str]] = WeakKeyDictionary()


def _census(index: EvidenceIndex) -> frozenset[str]:
    """Give the repositories whose whole history the evidence holds, by their own count of it."""
    if index not in _WHOLE:
        held = Counter(item.repo for item in _commits(index))
        claimed = {(item.repo, item.census) for item in _commits(index)}
        _WHOLE[index] = frozenset(
            repo for repo in held if [c for r, c in claimed if r == repo] == [held[repo]]
        )
    return _WHOLE[index]
