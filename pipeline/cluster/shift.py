"""Events and cues → shifts: one technology given up for another, with what shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from pipeline.cluster.area import is_side, main_area
from pipeline.cluster.cue import Cue, cues, prose_cues
from pipeline.cluster.event import Events, events
from pipeline.cluster.lexicon import is_light
from pipeline.cluster.name import NOTHING, Name, is_named
from pipeline.cluster.work import Item, Work

_ENOUGH = 5
"""Score from which a replacement is believed."""
_MEMORY = timedelta(days=730)
"""How long ago the new technology may have come before the old one goes."""
_OWN_WORK_LINES = 40
"""Lines that a commit changes when it replaces own work by own work."""
_SILENT_CUE = 2
_PLAIN_CUE = 4


@dataclass(frozen=True)
class Proposal:
    """A replacement that one commit speaks for, and how strongly."""

    origin: Name
    target: Name
    item: Item
    score: int


@dataclass
class Shift:
    """A replacement with every commit that speaks for it, oldest first."""

    origins: list[Name]
    target: Name
    items: list[Item]
    score: int = 0
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


@dataclass
class _Memory:
    """What the history has shown so far."""

    arrivals: dict[str, tuple[Name, Item]] = field(default_factory=dict)
    imported: set[str] = field(default_factory=set)
    declared: set[str] = field(default_factory=set)

    def learn(self, event: Events) -> None:
        self.imported |= {name.key for name in event.imports_gained}
        self.declared |= {name.key for name in event.gained}
        for name in (*event.gained, *event.imports_gained):
            self.arrivals.setdefault(name.key, (name, event.item))

    def forget(self, event: Events) -> None:
        for name in event.lost:
            self.arrivals.pop(name.key, None)


def shifts(work: Work) -> tuple[list[Shift], dict[str, tuple[Name, Item]]]:
    """Find the replacements of a repository, and when each technology first came.

    Every decision rests on a commit and those before it: later commits change none of them.
    """
    found: list[Shift] = []
    by_item = {event.item.id: event for event in events(work)}
    memory = _Memory()
    first: dict[str, tuple[Name, Item]] = {}
    for item in work.items:
        event = by_item.get(item.id, Events(item))
        memory.learn(event)
        for name in (*event.gained, *event.imports_gained):
            first.setdefault(name.key, (name, item))
        for proposal in _best(_proposals(event, memory)):
            _settle(found, proposal, memory)
        memory.forget(event)
    return found, first


def _best(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Keep for each origin the target that most speaks for; a real target beats nothing."""
    best: dict[str, Proposal] = {}
    for new in proposals:
        old = best.get(new.origin.key)
        if old is None or (bool(new.target.key), new.score) > (bool(old.target.key), old.score):
            best[new.origin.key] = new
    return [proposal for proposal in best.values() if proposal.score >= _ENOUGH]


def _proposals(event: Events, memory: _Memory) -> Iterator[Proposal]:
    item = event.item
    headline = [cue for line in item.headline.split("\n") for cue in cues(line)]
    described = list(prose_cues(item.prose))
    for origin in event.lost:
        yield from _for_removal(origin, event, memory, headline + described)
    for cue in headline:
        yield from _for_cue(cue, event, memory)
    for cue in described:
        if cue.origin.known and cue.target.known and cue.weight >= _PLAIN_CUE:
            yield Proposal(cue.origin, cue.target, item, cue.weight + _touches(cue, event))
    yield from _for_imports(event)


def _touches(cue: Cue, event: Events) -> int:
    """Say how far the commit's own doing bears a cue out."""
    came = {name.key for name in (*event.gained, *event.imports_gained)}
    went = {name.key for name in (*event.lost, *event.imports_lost)}
    return (cue.target.key in came) + 2 * (cue.origin.key in went)


def _for_removal(
    origin: Name, event: Events, memory: _Memory, said: list[Cue]
) -> Iterator[Proposal]:
    item = event.item
    is_direct = origin.key in memory.imported or is_named(origin, item.text)
    if not is_direct and not origin.known:
        return
    score = 1 if is_light(origin.kind) else 2
    score += 2 * is_named(origin, item.headline) + is_named(origin, item.prose)
    score += origin.key in {name.key for name in event.imports_lost}
    about = [cue for cue in said if cue.origin.key in (origin.key, "")]
    score += max((cue.weight for cue in about), default=0)
    yield Proposal(origin, NOTHING, item, score)
    named = {cue.target.key: cue for cue in about if cue.target.key}
    for cue in named.values():
        yield Proposal(origin, cue.target, item, score + 2)
    for target in _successors(origin, event, memory):
        bonus = 2 * (bool(origin.kind) and origin.kind == target.kind)
        bonus += 2 * (target.key in {name.key for name in event.gained})
        bonus += 2 * is_named(target, item.headline) + is_named(target, item.prose)
        if bonus > 1 and target.key not in named:
            yield Proposal(origin, target, item, score + bonus)


def _successors(origin: Name, event: Events, memory: _Memory) -> Iterator[Name]:
    """Give what may have taken its place: what came with this commit, or its like before."""
    item = event.item
    lost = {name.key for name in event.lost}
    yield from event.gained
    for name in event.imports_gained:
        if not name.standard or is_named(name, item.text):
            yield name
    for key, (name, came) in memory.arrivals.items():
        is_recent = item.commit.committed_at - came.commit.committed_at <= _MEMORY
        is_like = bool(origin.kind) and name.kind == origin.kind
        if key not in lost and is_recent and is_like and not is_light(name.kind):
            yield name


def _for_cue(cue: Cue, event: Events, memory: _Memory) -> Iterator[Proposal]:
    """Believe a headline: of technologies readily, of own work only where much was changed."""
    item = event.item
    known = memory.imported | memory.declared
    is_real = [side.known or side.key in known for side in (cue.origin, cue.target)]
    score = cue.weight + _touches(cue, event)
    if all(is_real) and cue.weight > _SILENT_CUE:
        yield Proposal(cue.origin, cue.target, item, score + 2)
    elif cue.weight >= _PLAIN_CUE and cue.origin.key and cue.target.key:
        is_large = item.lines >= _OWN_WORK_LINES and not is_side(main_area(item.commit))
        yield Proposal(cue.origin, cue.target, item, score + (any(is_real) or is_large))
    elif cue.origin.key and not cue.target.key and is_real[0]:
        yield Proposal(cue.origin, NOTHING, item, score)
    elif cue.target.key and is_real[1]:
        for origin in (*event.lost, *event.imports_lost):
            yield Proposal(origin, cue.target, item, score + 2)


def _for_imports(event: Events) -> Iterator[Proposal]:
    for origin in event.imports_lost:
        for target in event.imports_gained:
            if origin.kind and origin.kind == target.kind and not is_light(origin.kind):
                named = is_named(origin, event.item.text) + is_named(target, event.item.text)
                yield Proposal(origin, target, event.item, 2 + 2 * named)


def _settle(found: list[Shift], new: Proposal, memory: _Memory) -> None:
    """Add a proposal to the shift it belongs to, or begin one."""
    for old in reversed(found):
        keys = [name.key for name in old.origins]
        age = new.item.commit.committed_at - old.last.commit.committed_at
        if age > _MEMORY:
            continue
        if old.target.key and old.target.key == new.target.key:
            if new.origin.key not in keys and old.last.id != new.item.id:
                continue
            if new.origin.key not in keys:
                old.origins.append(new.origin)
        elif new.origin.key not in keys or (new.target.key and old.target.key):
            continue
        elif new.target.key:
            continue  # what went for nothing may come back for something: a new shift
        if old.items[-1].id != new.item.id:
            old.items.append(new.item)
        old.score = max(old.score, new.score)
        return
    adoption = memory.arrivals.get(new.target.key, (NOTHING, None))[1]
    found.append(Shift([new.origin], new.target, [new.item], new.score, adoption))
