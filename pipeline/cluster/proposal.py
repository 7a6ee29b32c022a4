"""One commit's events and words → the replacements that it speaks for, scored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from pipeline.cluster.area import is_side
from pipeline.cluster.cue import Cue, cues, prose_cues
from pipeline.cluster.event import Events
from pipeline.cluster.headline import bare_subject, object_phrase
from pipeline.cluster.name import NOTHING, Name, are_kin, begins_with, clean, is_named
from pipeline.cluster.work import Item

ENOUGH = 5
"""Score from which a replacement is believed."""
MEMORY = timedelta(days=730)
"""How long ago the new technology may have come before the old one goes."""
_HINT, _PLAINEST = 2, 4
"""Weights of cues, weakest and strongest."""
_OWN_LINES, _OWN_FILES = 120, 2
"""What a commit changes at least when it replaces own work by own work."""
_MASS = 5
"""Dependencies that leave together without a word on any: a manifest was written anew."""
_DESIGN_LINES = 20
"""What is enough where both sides are phrases of several words: designs, not functions."""
_DROP_LINES = 400
"""The same for own work that is dropped without a successor."""
_GIVEN_UP = re.compile(r"^(?:drop|remov|delet|retir|eliminat|deprecat)|^stop using", re.IGNORECASE)
_UPGRADE = re.compile(r"\b(?:upgrad|bump|updat)", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[a-z][A-Z]|[a-z]_[a-z]|\w\.\w|[=()]|^_")


@dataclass(frozen=True)
class Proposal:
    """A replacement that one commit speaks for, and how strongly."""

    origin: Name
    target: Name
    item: Item
    score: int
    spoken: bool = False
    """Whether the headline says it, in the names that people use."""


@dataclass
class Memory:
    """What the history has shown so far."""

    arrivals: dict[str, tuple[Name, Item]] = field(default_factory=dict)
    imported: set[str] = field(default_factory=set)
    declared: set[str] = field(default_factory=set)

    def learn(self, event: Events) -> None:
        """Note what a commit brought."""
        self.imported |= {name.key for name in event.imports_gained}
        self.declared |= {name.key for name in event.gained}
        for name in (*event.gained, *event.imports_gained):
            self.arrivals.setdefault(name.key, (name, event.item))

    def forget(self, event: Events) -> None:
        """Note what a commit took away."""
        for name in event.lost:
            self.arrivals.pop(name.key, None)

    def is_fresh(self, name: Name, item: Item) -> bool:
        """Tell whether a technology came with this very commit."""
        return name.key in self.arrivals and self.arrivals[name.key][1].id == item.id

    def is_real(self, name: Name) -> bool:
        """Tell whether a name is a technology's, not only a phrase."""
        return name.known or name.key in self.imported or name.key in self.declared


def proposals(event: Events, memory: Memory) -> list[Proposal]:
    """Give the believable replacements of one commit: for each origin its best target."""
    best: dict[str, Proposal] = {}
    for new in _all(event, memory):
        is_known = new.origin.known and new.target.known
        if {new.origin.key, new.target.key} & {event.itself, *event.own - memory.declared}:
            continue
        if is_known and are_kin(new.origin, new.target):
            continue  # two parts of one technology
        old = best.get(new.origin.key)
        if new.score >= ENOUGH and (old is None or _rank(new) > _rank(old)):
            best[new.origin.key] = new
    return list(best.values())


def _rank(proposal: Proposal) -> tuple[bool, int]:
    return bool(proposal.target.key), proposal.score


def _all(event: Events, memory: Memory) -> Iterator[Proposal]:
    item = event.item
    lines = item.headline.split("\n") if item.leads else [item.commit.subject]
    headline = [cue for line in lines for cue in cues(line)]
    described = list(prose_cues(item.prose if item.leads else item.commit.body))
    for origin in () if _is_rewrite(event) else event.lost:
        spoken = [cue for cue in described if cue.origin.key]
        yield from _for_removal(origin, event, memory, headline + spoken)
    for cue in headline:
        yield from _for_cue(cue, event, memory)
    is_told = any(cue.origin.key and cue.target.key for cue in headline)
    for cue in () if is_told else described:
        is_named_above = any(is_named(n, item.headline) for n in (cue.origin, cue.target))
        is_done = cue.origin.key in event.went and is_named_above
        if cue.weight >= _PLAINEST and is_done and cue.origin.known and cue.target.known:
            yield Proposal(cue.origin, cue.target, item, cue.weight + _touches(cue, event))
    for origin, target in event.tools:
        named = is_named(target, item.headline) or is_named(origin, item.headline)
        yield Proposal(origin, target, item, 3 + 2 * named)
    yield from _for_imports(event)


def _is_rewrite(event: Events) -> bool:
    """Tell a manifest written anew from dependencies given up: many go, and none is spoken of."""
    text = event.item.text
    is_mass = len(event.lost) >= _MASS and not any(is_named(name, text) for name in event.lost)
    return is_mass or any(new.kind == "packaging" for _, new in event.tools)


def _touches(cue: Cue, event: Events) -> int:
    """Say how far the commit's own doing bears a cue out."""
    return (cue.target.key in event.came) + 2 * (cue.origin.key in event.went)


def _for_removal(
    origin: Name, event: Events, memory: Memory, said: list[Cue]
) -> Iterator[Proposal]:
    item = event.item
    about = [cue for cue in said if cue.origin.key in (origin.key, "")]
    in_headline, in_prose = is_named(origin, item.headline), is_named(origin, item.prose)
    if not (
        origin.kind or origin.known or origin.key in memory.imported or in_headline or in_prose
    ):
        return  # never imported and never spoken of: a dependency of a dependency
    score = (1 if origin.is_light else 2) + 2 * in_headline + in_prose
    score += origin.key in {name.key for name in event.imports_lost}
    score += max((cue.weight for cue in about), default=0)
    is_told = in_headline or any(cue.origin.key for cue in about)
    if is_told and not _UPGRADE.search(item.headline):
        yield Proposal(origin, NOTHING, item, score - 3 * origin.is_light)
    named = {cue.target.key: cue.target for cue in about if cue.target.key}
    for target in named.values():
        yield Proposal(origin, target, item, score + 2)
    is_told = any(cue.origin.key == origin.key and cue.target.key for cue in said)
    for target in () if is_told else _successors(event, memory):
        is_fresh = memory.is_fresh(target, item)
        bonus = _fit(origin, target, event, is_fresh=is_fresh)
        if bonus and target.key not in named:
            yield Proposal(origin, target, item, score + bonus)


def _fit(origin: Name, target: Name, event: Events, *, is_fresh: bool) -> int:
    """Say how well one technology fits as the successor of another; 0 if it does not.

    That it came with the commit is not enough; it must be named, or be for the same thing.
    """
    item = event.item
    named = 2 * is_named(target, item.headline) + is_named(target, item.prose)
    if (origin.is_light or target.is_light) and not named:
        return 0
    is_used = origin in event.imports_lost or is_named(origin, item.text)
    if not (origin.is_like(target) or is_used):
        return 0
    is_like = origin.is_like(target)
    if target.standard and not is_like and not _is_code(target):
        return 0
    if not (named and (is_fresh or is_like)) and not (is_fresh and is_like):
        return 0
    return 3 * is_like + 2 * is_fresh + named


def _successors(event: Events, memory: Memory) -> Iterator[Name]:
    """Give what may have taken its place: what came with this commit, or its like before."""
    item = event.item
    yield from event.gained
    yield from event.imports_gained
    for name, came in memory.arrivals.values():
        is_recent = item.commit.committed_at - came.commit.committed_at <= MEMORY
        if name.key not in event.went and is_recent:
            yield name


def _for_cue(cue: Cue, event: Events, memory: Memory) -> Iterator[Proposal]:
    """Believe a headline: of technologies readily, of own work only where much was changed."""
    item = event.item
    origin, target = cue.origin, cue.target
    score = cue.weight + _touches(cue, event)
    if origin.key and target.key:
        if memory.is_real(origin) and memory.is_real(target):
            yield Proposal(origin, target, item, score + 2 * (cue.weight > _HINT), spoken=True)
        elif _is_own_work(cue, item, memory):
            yield Proposal(origin, target, item, score + 1, spoken=True)
    elif origin.key:
        if _is_given_up(origin, item, memory):
            yield Proposal(origin, NOTHING, item, score + 3)
    elif memory.is_real(target):
        for name in (*event.lost, *event.imports_lost):
            yield Proposal(name, target, item, score + 3 * name.is_like(target))


def _is_given_up(origin: Name, item: Item, memory: Memory) -> bool:
    """Tell whether a subject as a whole says that something was dropped, and much went with it."""
    subject = item.commit.subject
    if not _GIVEN_UP.search(bare_subject(subject)):
        return False
    if memory.is_real(origin):
        is_plain = begins_with(origin, bare_subject(subject).partition(" ")[2])
        return is_plain and not origin.is_light and item.lines >= _DESIGN_LINES
    is_whole = clean(object_phrase(subject)) == origin.title
    return is_whole and item.lines >= _DROP_LINES and _is_product(item)


def _is_own_work(cue: Cue, item: Item, memory: Memory) -> bool:
    """Tell a replaced design from a renamed function: much was changed, in words not in code."""
    if cue.weight < _PLAINEST or not _is_product(item):
        return memory.is_real(cue.target) and cue.weight > _HINT and item.lines >= _OWN_LINES
    if memory.is_real(cue.origin) or memory.is_real(cue.target):
        return True
    is_large = item.lines >= _OWN_LINES and len(item.commit.files) >= _OWN_FILES
    is_design = all(" " in side.title for side in (cue.origin, cue.target))
    is_large |= is_design and item.lines >= _DESIGN_LINES
    return is_large and not (_is_code(cue.origin) or _is_code(cue.target))


def _is_code(name: Name) -> bool:
    return bool(_IDENTIFIER.search(name.title))


def _is_product(item: Item) -> bool:
    return not is_side(item.area)


def _for_imports(event: Events) -> Iterable[Proposal]:
    """Propose swaps of like for like that only the imports tell."""
    for origin in event.imports_lost:
        for target in event.imports_gained:
            if origin.is_like(target) and not origin.is_light:
                named = is_named(origin, event.item.text) + is_named(target, event.item.text)
                yield Proposal(origin, target, event.item, 2 + 2 * named)
