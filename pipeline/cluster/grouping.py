"""History → transitions, tracks and phases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pipeline.cluster.headline import is_routine, shift_title, slug, topic_title
from pipeline.cluster.outline import Outline, outlines, phase_ids
from pipeline.cluster.shift import Shift, shifts
from pipeline.cluster.slot import candidates, ranked, reason
from pipeline.cluster.topic import topics
from pipeline.cluster.work import Item, Work, works
from pipeline.domain.history import History
from pipeline.domain.phase import Bounds, Candidates, Clustering, Phase, Share, Track, Transition
from pipeline.settings import ClusterRules


def cluster(history: History, rules: ClusterRules) -> Clustering:
    """Group a history into phases.

    Args:
        history: Everyone's commits; `history.scope.person` says whose phases are told.
        rules: What makes a phase.

    Returns:
        Tracks with their phases in order of time, the replacements behind them, and the ids of
        the person's commits that belong to no phase. Ids stay when later commits are added.
    """
    phases: list[Phase] = []
    tracks: list[Track] = []
    repositories = list(works(history))
    for work in repositories:
        short = work.repo.rpartition("/")[2] if len(repositories) > 1 else ""
        own, titles = _phases(work, rules, short)
        phases += own
        tracks += _tracks(own, titles, short)
    placed = {commit for phase in phases for commit in phase.bounds.commits}
    noise = (i.id for w in repositories for i in w.items if i.owned and i.id not in placed)
    transitions = {p.id: p.transition for p in phases if p.transition}
    return Clustering(
        tracks=tuple(tracks),
        phases=tuple(phases),
        transitions=tuple(transitions.values()),
        noise=tuple(noise),
    )


def _phases(work: Work, rules: ClusterRules, short: str) -> tuple[list[Phase], dict[str, str]]:
    """Make one repository's phases, and the titles of their tracks by track id.

    `short` is the repository's name where there are several: tracks are told apart by it.
    """
    found, arrivals = shifts(work)
    groups = topics((i for i in work.items if i.owned and not is_routine(i.commit.subject)), rules)
    laid_out = outlines(work, found, arrivals, groups, rules)
    titles = {_track_id(outline, short): outline.track for outline in laid_out}
    keys = phase_ids(laid_out)
    return [
        _phase(outline, key, _track_id(outline, short), work)
        for outline, key in zip(laid_out, keys, strict=True)
    ], titles


def _track_id(outline: Outline, short: str) -> str:
    return slug(f"{short} {outline.track}")


def _tracks(phases: Sequence[Phase], titles: dict[str, str], short: str) -> list[Track]:
    suffix = f" ({short})" if short else ""
    return [
        Track(
            id=key,
            title=title + suffix,
            phases=tuple(phase.id for phase in phases if phase.track == key),
        )
        for key, title in titles.items()
    ]


def _phase(outline: Outline, key: str, track: str, work: Work) -> Phase:
    transition = _transition(outline.shift, track) if outline.shift else None
    ending = _transition(outline.ending, track) if outline.ending else None
    origins = " + ".join(n.title for n in outline.shift.origins) if outline.shift else ""
    after = outline.ending.target.title if outline.ending else ""
    return Phase(
        bounds=_bounds(outline, key, work),
        track=track,
        repo=work.repo,
        technology=outline.adopted.title,
        replaces=origins,
        replaced_by=after,
        transition=transition,
        ending=ending,
        candidates=_candidates(outline),
        share=_share(outline.items, work),
    )


def _transition(shift: Shift, track: str) -> Transition:
    end = shift.last.commit
    start = shift.first.commit
    items = [shift.last, *shift.items[:-1]]
    if shift.first.id not in {item.id for item in items}:
        items.append(shift.first)
    return Transition(
        origin=" + ".join(name.title for name in shift.origins),
        target=shift.target.title,
        track=track,
        start_commit=start.id,
        end_commit=end.id,
        start_date=start.committed_at,
        end_date=end.committed_at,
        evidence=_ids(items),
        reason=reason(items, (*shift.origins, shift.target)),
    )


def _ids(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for item in items for key in item.evidence))


def _bounds(outline: Outline, key: str, work: Work) -> Bounds:
    """Give what may be cited, and the time from the first to the last own work on it.

    That others gave the technology up years later does not make the person's work last longer.
    """
    ending = list(outline.ending.items) if outline.ending else []
    worked = [*outline.items, *(item for item in ending if item.owned)]
    person = work.person
    return Bounds(
        id=key,
        title=_title(outline),
        commits=_ids([*outline.items, *ending]),
        people=tuple(sorted({i.email for i in person.identities if i.email})) if person else (),
        since=min(_days(outline.items)),
        until=max(_days(worked)) + timedelta(days=1),
    )


def _days(items: Iterable[Item]) -> list[date]:
    days: list[date] = []
    for item in items:
        days += [item.commit.authored_at.date(), item.commit.committed_at.date()]
        if item.request and item.request.merged_at:
            days.append(item.request.merged_at.date())
    return days


def _title(outline: Outline) -> str:
    if outline.shift:
        origins = " + ".join(name.title for name in outline.shift.origins)
        return shift_title(origins, outline.shift.target.title)
    if outline.topic:
        return topic_title(outline.topic.central(outline.items))
    return outline.adopted.title


def _candidates(outline: Outline) -> Candidates:
    items = outline.items
    core = {item.id for item in (outline.shift.items if outline.shift else [outline.defining])}
    ending = [item for item in outline.ending.items if item.owned] if outline.ending else []
    return Candidates(
        problem=candidates(items, "problem"),
        constraint=candidates(items, "constraint"),
        choice=ranked(items, lambda item: (1000 if item.id in core else 1) + min(item.lines, 500)),
        tradeoff=candidates(items, "tradeoff"),
        outcome=candidates(items, "outcome"),
        abandonment=ranked(ending, lambda item: 1 + min(item.lines, 500)),
    )


def _share(items: Sequence[Item], work: Work) -> Share:
    """Give the person's part of all that was done in the phase's areas in its time."""
    areas = {item.area for item in items}
    window = work.items[items[0].at : items[-1].at + 1]
    there = [item for item in window if item.area in areas]
    owned = [item for item in there if item.owned]
    lines = sum(item.lines for item in there)
    return Share(
        commits=len(owned) / len(there) if there else 1.0,
        lines=sum(item.lines for item in owned) / lines if lines else 1.0,
    )
