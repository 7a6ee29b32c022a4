"""Shifts and topics → outlines: what each phase is about and which commits it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from pipeline.cluster.area import is_side, main_area
from pipeline.cluster.headline import slug, track_title
from pipeline.cluster.name import NOTHING, Name, is_named
from pipeline.cluster.shift import Shift
from pipeline.cluster.topic import Topic
from pipeline.cluster.work import Item, Work
from pipeline.settings import ClusterRules

_SHORT_NAME = 3
"""Letters of a name up to which it is too common a word to be looked for in prose."""


@dataclass
class Outline:
    """A phase in the making."""

    track: str
    """Title of its track."""
    defining: Item
    """The commit that gives the phase its id."""
    names: tuple[Name, ...]
    shift: Shift | None = None
    ending: Shift | None = None
    topic: Topic | None = None
    items: list[Item] = field(default_factory=list)

    @property
    def adopted(self) -> Name:
        """Give the technology that the phase is about; nothing for a topic or a removal."""
        return self.names[0] if self.names else NOTHING


def outlines(
    work: Work,
    shifts: Sequence[Shift],
    arrivals: dict[str, tuple[Name, Item]],
    topics: Sequence[Topic],
    rules: ClusterRules,
) -> list[Outline]:
    """Lay out the phases of one repository in the order of their first commits."""
    chains = _chains(shifts)
    found = [*_openers(chains, arrivals), *(outline for outline, _ in chains)]
    taken = _fill(found, work, rules)
    kept = [outline for outline in found if _is_told(outline, rules)]
    for topic in topics:
        left = [item for item in topic.items if item.id not in taken]
        if _is_worth(left, rules):
            title = track_title("", main_area(topic.items[0].commit))
            kept.append(Outline(title, topic.items[0], (), topic=topic, items=left))
    return sorted(kept, key=lambda outline: (outline.items[0].at, outline.defining.at))


def _chains(shifts: Sequence[Shift]) -> list[tuple[Outline, Shift]]:
    """Give each shift its track: that of the technology it gives up, else its kind, its area."""
    tracks: dict[str, str] = {}
    found: list[tuple[Outline, Shift]] = []
    for shift in shifts:
        known = (tracks[name.key] for name in shift.origins if name.key in tracks)
        kind = shift.target.kind or next((n.kind for n in shift.origins if n.kind), "")
        title = next(known, "") or track_title(kind, main_area(shift.items[0].commit))
        for name in (*shift.origins, shift.target):
            if name.key:
                tracks[name.key] = title
        outline = Outline(title, shift.items[0], (shift.target, *shift.origins), shift)
        for before, earlier in found:
            gone = {name.key for name in shift.origins}
            if earlier.target.key in gone and before.ending is None:
                before.ending = shift
        found.append((outline, shift))
    return found


def _openers(
    chains: Sequence[tuple[Outline, Shift]], arrivals: dict[str, tuple[Name, Item]]
) -> Iterator[Outline]:
    """Lay out the phase of a technology that was there before its first replacement."""
    adopted: set[str] = set()
    for outline, shift in chains:
        origin = shift.origins[0]
        came = arrivals.get(origin.key)
        if origin.key not in adopted and came and came[1].at < shift.items[0].at:
            adopted.add(origin.key)
            yield Outline(outline.track, came[1], (origin,), ending=shift)
        adopted.add(shift.target.key)


def _fill(found: Iterable[Outline], work: Work, rules: ClusterRules) -> set[str]:
    """Let each phase take its commits; give the ids of all that were taken.

    What speaks for a replacement belongs to it; then phases take what names them nearby.
    """
    taken: set[str] = set()
    ordered = sorted(found, key=lambda outline: outline.shift is None)
    for outline in ordered:
        core = outline.shift.items if outline.shift else [outline.defining]
        outline.items = [item for item in core if item.owned]
        taken |= {item.id for item in outline.items}
    for outline in ordered:
        for item in _nearby(outline, work, rules):
            if item.id not in taken:
                outline.items.append(item)
                taken.add(item.id)
        outline.items.sort(key=lambda item: item.at)
    return taken


def _nearby(outline: Outline, work: Work, rules: ClusterRules) -> Iterator[Item]:
    """Give the commits that name the phase's technology, in its time, without a long silence."""
    names = [name for name in outline.names[:1] if len(name.title) > _SHORT_NAME]
    if outline.adopted is NOTHING or not outline.adopted.key:
        names = list(outline.names[1:])
    shift = outline.shift
    begin = shift.first if shift else outline.defining
    end = shift.last if shift else outline.defining
    stop = outline.ending.items[0].at if outline.ending else len(work.items)
    gap = timedelta(days=rules.gap_days)
    last = end.commit.committed_at
    for item in work.items[begin.at : stop]:
        if item.commit.committed_at - last > gap:
            return
        if item.owned and any(is_named(name, item.headline) for name in names):
            last = max(last, item.commit.committed_at)
            yield item


def _is_told(outline: Outline, rules: ClusterRules) -> bool:
    """Tell whether the person had a hand in it: in the replacement, or in enough of the work."""
    if not outline.items:
        return False
    if outline.shift:
        core = {item.id for item in outline.shift.items}
        return len(outline.items) >= rules.commits or any(i.id in core for i in outline.items)
    return len(outline.items) >= rules.commits


_WORTH_LINES = 150


def _is_worth(items: Sequence[Item], rules: ClusterRules) -> bool:
    """Tell whether leftover commits make a phase: enough of them, and about the product."""
    product = [item for item in items if not is_side(main_area(item.commit))]
    lines = sum(min(item.lines, 500) for item in product)
    return len(product) >= rules.commits + 1 and lines >= _WORTH_LINES


def phase_id(outline: Outline, used: set[str]) -> str:
    """Give the id: track, first commit; the technology too where one commit defines two."""
    commit = outline.defining.id[:10]
    names = (outline.track, f"{outline.track} {outline.adopted.title}")
    for name in names:
        found = f"{slug(name)}-{commit}"
        if found not in used:
            break
    while found in used:
        found += "-x"
    used.add(found)
    return found
