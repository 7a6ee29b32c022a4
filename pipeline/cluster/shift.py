"""Proposals → shifts: one technology given up for another, with every commit that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pipeline.cluster.event import events
from pipeline.cluster.name import NOTHING, Name, are_kin, is_named
from pipeline.cluster.proposal import MEMORY, Memory, Proposal, proposals
from pipeline.cluster.work import Item, Work

_MOST_ORIGINS = 3
"""Technologies that a title may name as given up together."""
_SOON = timedelta(days=180)
"""How long more own work may be moved to a technology as part of the same replacement."""


@dataclass
class Shift:
    """A replacement with every commit that speaks for it, oldest first."""

    origins: list[Name]
    target: Name
    items: list[Item]
    adoption: Item | None = None

    @property
    def first(self) -> Item:
        """Give the commit with which it began: the coming of the new, or the first word of it."""
        adopted = self.adoption
        return adopted if adopted and adopted.at < self.items[0].at else self.items[0]

    @property
    def last(self) -> Item:
        """Give the commit with which the old was given up."""
        return self.items[-1]

    @property
    def names(self) -> tuple[Name, ...]:
        """Give target and origins."""
        return (self.target, *self.origins) if self.target.key else tuple(self.origins)


def shifts(work: Work) -> tuple[list[Shift], dict[str, Item]]:
    """Find the replacements of a repository, and when each technology first came.

    Every decision rests on a commit and those before it: later commits change none of them.
    """
    found: list[Shift] = []
    memory = Memory()
    first: dict[str, Item] = {}
    for event in events(work):
        for name in (*event.gained, *event.imports_gained):
            first.setdefault(name.key, event.item)
        memory.learn(event)
        for shift in _joined(proposals(event, memory), event.item):
            _settle(found, shift, memory)
        memory.forget(event)
    return found, first


def _joined(given: list[Proposal], item: Item) -> list[Shift]:
    """Join what one commit says of one replacement: many for one, a driver and its database."""
    found: list[Shift] = []
    for new in sorted(given, key=lambda p: (not p.spoken, -p.score, p.origin.key)):
        old = next((s for s in found if _is_same(s, new)), None)
        if old is None:
            found.append(Shift([new.origin], new.target, [item]))
        elif not any(are_kin(new.origin, name) for name in old.origins):
            old.origins.append(new.origin)
    return [_trimmed(shift) for shift in found]


def _is_same(shift: Shift, new: Proposal) -> bool:
    if not new.target.key or not shift.target.key:
        return not new.target.key and any(are_kin(new.origin, name) for name in shift.origins)
    if shift.target.key == new.target.key:
        return True
    kin = any(are_kin(new.origin, name) for name in shift.origins)
    return kin and are_kin(new.target, shift.target)


def _trimmed(shift: Shift) -> Shift:
    """Keep the origins that the commit speaks of; where it speaks of none, the like first."""
    spoken = [name for name in shift.origins if is_named(name, shift.last.text)]
    like = [name for name in shift.origins if name.is_like(shift.target)]
    shift.origins = (spoken or like or shift.origins)[:_MOST_ORIGINS]
    return shift


def _settle(found: list[Shift], new: Shift, memory: Memory) -> None:
    """Add a commit's shift to the one it goes on with, or let it stand as a new one."""
    for old in reversed(found):
        if _goes_on(old, new):
            old.items.append(new.last)
            if new.target.known and not old.target.known:
                old.target = new.target
            return
    came = memory.arrivals.get(new.target.key, (NOTHING, None))[1]
    is_recent = came and new.last.commit.committed_at - came.commit.committed_at <= MEMORY
    new.adoption = came if is_recent else None
    found.append(new)


def _goes_on(old: Shift, new: Shift) -> bool:
    """Tell whether a commit goes on with an earlier replacement: the same, or its clearing up."""
    if new.last.commit.committed_at - old.last.commit.committed_at > MEMORY:
        return False
    if old.last.id == new.last.id:
        return False
    if old.last.request and old.last.request == new.last.request:
        return any(are_kin(one, other) for one in old.origins for other in new.origins)
    keys = {name.key for name in old.origins}
    if any(name.key in keys for name in new.origins):
        return new.target.key in (old.target.key, "")
    is_soon = new.last.commit.committed_at - old.last.commit.committed_at <= _SOON
    is_own = not any(name.known for name in new.origins)
    return is_soon and is_own and old.target.known and new.target.key == old.target.key
