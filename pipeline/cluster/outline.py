"""Shifts and topics → outlines: what each phase is about and which commits it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from pipeline.cluster.area import is_side
from pipeline.cluster.headline import slug, track_title
from pipeline.cluster.name import NOTHING, Name, are_kin, is_named
from pipeline.cluster.shift import Shift
from pipeline.cluster.slot import is_measured
from pipeline.cluster.topic import Topic
from pipeline.cluster.work import Item, Work
from pipeline.settings import ClusterRules

_SHORT_NAME = 3
"""Letters of a name up to which it is too common a word to be looked for in prose."""
_NEAR = 2
"""Closeness from which a commit belongs to a replacement's phase."""
_MORE = 2
"""By how many commits plain work must outnumber what a phase needs at least."""
_WORTH_LINES = 150
_MOST_LINES = 500
"""Lines of one commit that count when a group's weight is taken."""


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
        """Give the technology that the phase adopted; nothing for a topic or a removal."""
        is_removal = self.shift is not None and not self.shift.target.key
        return self.names[0] if self.names and not is_removal else NOTHING

    @property
    def core(self) -> list[Item]:
        """Give the commits that the phase rests on."""
        return self.shift.items if self.shift else [self.defining]


def outlines(
    work: Work,
    shifts: Sequence[Shift],
    arrivals: Mapping[str, Item],
    topics: Sequence[Topic],
    rules: ClusterRules,
) -> list[Outline]:
    """Lay out the phases of one repository in the order of their first commits."""
    chain = _chains(shifts)
    found = [*_openers(chain, arrivals, work), *chain]
    taken = _fill(found, work, rules)
    kept = [outline for outline in found if _is_told(outline, arrivals, rules)]
    for topic in topics:
        left = [item for item in topic.items if item.id not in taken]
        if _is_worth(left, rules):
            title = track_title("", topic.items[0].area)
            kept.append(Outline(title, topic.items[0], (), topic=topic, items=left))
    return sorted(kept, key=lambda outline: (outline.items[0].at, outline.defining.at))


def _chains(shifts: Sequence[Shift]) -> list[Outline]:
    """Give each shift its track: that of the technology it gives up, else its kind, its area."""
    tracks: dict[str, str] = {}
    found: list[Outline] = []
    for shift in shifts:
        known = (tracks[name.key] for name in shift.origins if name.key in tracks)
        title = next(known, "") or _track(shift)
        for name in shift.names:
            tracks[name.key] = title
        for before in found:
            is_next = any(_is_one(before.adopted, name) for name in shift.origins)
            if is_next and before.ending is None:
                before.ending = shift
        found.append(Outline(title, shift.items[0], shift.names, shift))
    return found


def _is_one(adopted: Name, origin: Name) -> bool:
    return bool(adopted.key) and (adopted.key == origin.key or are_kin(adopted, origin))


def _track(shift: Shift) -> str:
    kinds = (name.kind for name in shift.names if name.is_telling)
    return track_title(next(kinds, ""), shift.items[0].area)


def _openers(
    chain: Sequence[Outline], arrivals: Mapping[str, Item], work: Work
) -> Iterator[Outline]:
    """Lay out the phase of a technology that was there before its first replacement."""
    adopted: list[Name] = []
    for outline in chain:
        if outline.shift:
            origin = outline.shift.origins[0]
            came = _arrival(origin, outline.shift, arrivals, work)
            is_telling = origin.known or origin.key in arrivals or not origin.title.isalpha()
            if came and is_telling and not any(_is_one(name, origin) for name in adopted):
                yield Outline(outline.track, came, (origin,), ending=outline.shift)
            adopted += outline.names


def _arrival(origin: Name, shift: Shift, arrivals: Mapping[str, Item], work: Work) -> Item | None:
    """Find the commit that brought a technology: its manifest's, else the first to name it."""
    came = None if origin.standard else arrivals.get(origin.key)
    if came is None or not is_named(origin, came.text):
        earlier = work.items[: shift.first.at]
        came = next((item for item in earlier if is_named(origin, item.headline)), came)
    return came if came and came.at < shift.first.at else None


def _fill(found: Iterable[Outline], work: Work, rules: ClusterRules) -> set[str]:
    """Let each phase take its commits; give the ids of all that were taken.

    What speaks for a replacement belongs to it; then phases take what is near to them.
    """
    taken: set[str] = set()
    ordered = sorted(found, key=lambda outline: outline.shift is None)
    for outline in ordered:
        outline.items = [
            i for i in outline.core if i.owned and (outline.shift or i.id not in taken)
        ]
        taken |= {item.id for item in outline.items}
    for outline in ordered:
        for item in _nearby(outline, work, rules):
            if item.id not in taken:
                outline.items.append(item)
                taken.add(item.id)
        outline.items.sort(key=lambda item: item.at)
    return taken


def _nearby(outline: Outline, work: Work, rules: ClusterRules) -> Iterator[Item]:
    """Give the commits about the phase's matter, in its time, without a long silence."""
    requests = {item.request.id for item in outline.core if item.request}
    begin = min(
        outline.shift.first.at if outline.shift else outline.defining.at, outline.core[0].at
    )
    stop = outline.ending.items[0].at if outline.ending else len(work.items)
    gap = timedelta(days=rules.gap_days)
    last = outline.core[-1].commit.committed_at
    for item in work.items:
        if item.request and item.request.id in requests:
            if item.owned:
                yield item
            continue
        is_in_time = begin <= item.at < stop and item.commit.committed_at - last <= gap
        if is_in_time and item.owned and _closeness(item, outline) >= _NEAR:
            last = max(last, item.commit.committed_at)
            yield item


def _closeness(item: Item, outline: Outline) -> int:
    """Count what ties a commit to a phase: the technology's name, the area, the track's word."""
    name = outline.adopted if outline.adopted.key else outline.names[-1]
    tied = 0
    if name.known or len(name.title) > _SHORT_NAME:
        tied += 2 * is_named(name, item.headline) + is_named(name, item.prose)
    areas = {core.area for core in outline.core if not is_side(core.area)}
    tied += item.area in areas
    track = Name(outline.track.casefold(), outline.track)
    return tied + is_named(track, item.headline)


def _is_told(outline: Outline, arrivals: Mapping[str, Item], rules: ClusterRules) -> bool:
    """Tell whether the person had a hand in it: in the replacement, or in enough of the work."""
    own = {item.id for item in outline.items}
    if not own:
        return False
    if outline.shift is None:
        is_spoken = is_named(outline.adopted, outline.defining.text)
        return len(own) >= rules.commits or (is_spoken and outline.defining.id in own)
    if _is_clearing(outline.shift, arrivals) and len(own) < rules.commits:
        return False
    return len(own) >= rules.commits or any(item.id in own for item in outline.core)


def _is_clearing(shift: Shift, arrivals: Mapping[str, Item]) -> bool:
    """Tell own work that was only deleted: a story if it took some work, else routine."""
    is_own = not any(name.known or name.key in arrivals for name in shift.origins)
    return is_own and not shift.target.key


def _is_worth(items: Sequence[Item], rules: ClusterRules) -> bool:
    """Tell whether leftovers make a phase: much work on the product, or a measured result."""
    product = [item for item in items if not is_side(item.area)]
    lines = sum(min(item.lines, _MOST_LINES) for item in product)
    is_much = len(product) >= rules.commits + _MORE and lines >= _WORTH_LINES
    return is_much or any(is_measured(item) for item in product)


def phase_ids(given: Sequence[Outline]) -> list[str]:
    """Give the ids: track and first commit; what it is about too where one commit defines two.

    Replacements come first, so that no other phase can take their ids when it grows.
    """
    found: dict[int, str] = {}
    used: set[str] = set()
    for outline in sorted(given, key=lambda o: (o.shift is None, o.topic is not None)):
        track, commit = slug(outline.track), outline.defining.id[:10]
        about = slug(outline.names[0].title) if outline.names else "work"
        key = f"{track}-{commit}"
        key = f"{track}-{about}-{commit}" if key in used else key
        used.add(key)
        found[id(outline)] = key
    return [found[id(outline)] for outline in given]
