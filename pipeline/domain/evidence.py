"""The evidence set: look-up by id or prefix, and the spans of each item."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.domain.metric import Metric
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.span import Span, SpanKind
from pipeline.domain.text import paragraphs, sentences

Evidence = Commit | PullRequest | Metric

MINIMUM_PREFIX = 10
"""Shortest hash prefix that may be cited: 7 hex clash in real histories, 10 did in none."""
SHORT = 12
"""Characters of a hash that are shown."""


class EvidenceIndex:
    """Evidence by id.

    Args:
        items: The evidence; a later item with the same id replaces an earlier one.
        unreachable: Ids that exist but that the recorded refs no longer reach.
    """

    def __init__(self, items: Iterable[Evidence], unreachable: Iterable[str] = ()) -> None:
        self._items: dict[str, Evidence] = {item.id: item for item in items}
        self._ids = sorted(self._items)
        self.unreachable = frozenset(unreachable)

    def __contains__(self, evidence_id: str) -> bool:
        """Tell whether the full id is known."""
        return evidence_id in self._items

    def __getitem__(self, evidence_id: str) -> Evidence:
        """Give the item with this full id."""
        return self._items[evidence_id]

    def __iter__(self) -> Iterator[Evidence]:
        """Go through the items in the order of their ids."""
        return (self._items[key] for key in self._ids)

    def __len__(self) -> int:
        """Count the items."""
        return len(self._ids)

    def matches(self, prefix: str) -> tuple[Evidence, ...]:
        """Give every item whose id begins with the prefix; a full id gives its one item."""
        if prefix in self._items:
            return (self._items[prefix],)
        found: list[Evidence] = []
        for key in self._ids[bisect_left(self._ids, prefix) :]:
            if not key.startswith(prefix):
                break
            found.append(self._items[key])
        return tuple(found)

    def spans(self, evidence_id: str) -> tuple[Span, ...]:
        """Give the numbered spans of one item."""
        return spans_of(self._items[evidence_id])


@lru_cache(maxsize=4096)
def spans_of(item: Evidence) -> tuple[Span, ...]:
    """Number the pieces of an item's text: prose first, then the record of the change."""
    pieces = tuple(_pieces(item))
    return tuple(Span(number=n, kind=k, text=t) for n, (k, t) in enumerate(pieces, 1))


def _pieces(item: Evidence) -> Iterator[tuple[SpanKind, str]]:
    match item:
        case Commit():
            yield SpanKind.SUBJECT, item.subject
            yield from _prose(SpanKind.BODY, item.body)
            yield from _record(item)
        case PullRequest():
            yield SpanKind.TITLE, item.title
            yield from _prose(SpanKind.DESCRIPTION, item.body)
        case Metric():
            yield (
                SpanKind.FIGURES,
                f"{item.name}: {item.before} -> {item.after} {item.unit}".strip(),
            )


def _prose(kind: SpanKind, text: str) -> Iterator[tuple[SpanKind, str]]:
    for paragraph in paragraphs(text):
        for sentence in sentences(paragraph):
            yield kind, sentence


def _record(commit: Commit) -> Iterator[tuple[SpanKind, str]]:
    changes = commit.dependencies
    for sign, side in (("-", changes.removed), ("+", changes.added)):
        for dep in side:
            version = f" {dep.version}" if dep.version else ""
            yield SpanKind.DEPENDENCY, f"{dep.manifest}: {sign} {dep.name}{version}"
    for update in changes.updated:
        text = f"{update.manifest}: {update.name} {update.old} -> {update.new}"
        yield SpanKind.DEPENDENCY, text
    for file in commit.files:
        counts = "" if file.added is None else f" +{file.added} -{file.deleted or 0}"
        moved = f"{file.old_path} -> " if file.old_path else ""
        yield SpanKind.FILE, f"{moved}{file.path}{counts}"
    if commit.files and all(file.added is not None for file in commit.files):
        added = sum(file.added or 0 for file in commit.files)
        deleted = sum(file.deleted or 0 for file in commit.files)
        count = len(commit.files)
        unit = "file" if count == 1 else "files"
        yield SpanKind.FIGURES, f"{count} {unit}, {added} added, {deleted} deleted"
