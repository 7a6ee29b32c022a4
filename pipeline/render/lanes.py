"""The geometry of the page's timeline: tracks as lanes, phases as bars."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from pipeline.domain.model import Model
from pipeline.render.view import PhaseView, TrackView, View

WIDTH = 1000
_EDGE = 2
_AXIS = 30
_LABEL = 22
_ROW = 30
_BAR = 24
_GAP = 14
_PADDING = 9
_NARROWEST = 10
_WIDE, _NARROW = 12.5, 6.7  # of a letter in pixels, East Asian and other, at the bars' type size
_TICK = 58
_SHORTEST = 4


class Bar(Model):
    """A phase in its lane; `text` is as much of its headline as there is room for."""

    phase: PhaseView
    x: int
    y: int
    width: int
    height: int
    text: str
    text_x: int
    inside: bool
    last: bool


class Lane(Model):
    """A track in the timeline."""

    title: str
    anchor: str
    y: int
    bars: tuple[Bar, ...]


class Tick(Model):
    """The first day of a quarter or year."""

    x: int
    text: str
    year: bool


class Lanes(Model):
    """The whole picture."""

    width: int
    height: int
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]


def lanes(shown: View) -> Lanes | None:
    """Lay the timeline out; nothing if no phase has a day."""
    days = [day for p in shown.phases if (day := p.since) and p.until]
    ends = [day for p in shown.phases if (day := p.until) and p.since]
    if not days:
        return None
    scale = _Scale(min(days), max(ends))
    result: list[Lane] = []
    y = _AXIS
    for track in shown.tracks:
        bars, rows = _bars(track, scale, y + _LABEL)
        if bars:
            result.append(Lane(title=track.title, anchor=track.anchor, y=y, bars=bars))
            y += _LABEL + rows * _ROW + _GAP
    return Lanes(width=WIDTH, height=y, ticks=tuple(scale.ticks()), lanes=tuple(result))


class _Scale:
    """Days to pixels, over whole quarters."""

    def __init__(self, since: date, until: date) -> None:
        self.start = _quarter(since)
        self.end = _next(_quarter(max(until - timedelta(days=1), since)))
        self.days = (self.end - self.start).days

    def x(self, day: date) -> int:
        """Give the place of a day."""
        inner = WIDTH - 2 * _EDGE
        return _EDGE + round((day - self.start).days * inner / self.days)

    def ticks(self) -> Iterable[Tick]:
        """Give the quarters; only the years where quarters would crowd."""
        quarters = [self.start]
        while (following := _next(quarters[-1])) < self.end:
            quarters.append(following)
        crowded = WIDTH / len(quarters) < _TICK
        for number, day in enumerate(quarters):
            year = day.month == 1
            if year or not crowded or number == 0:
                quarter = f"Q{(day.month + 2) // 3}"
                text = f"{day.year} {quarter}" if number == 0 and not year else quarter
                yield Tick(x=self.x(day), text=str(day.year) if year else text, year=year)


def _quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _next(quarter: date) -> date:
    return _quarter(quarter + timedelta(days=95))


def _bars(track: TrackView, scale: _Scale, top: int) -> tuple[tuple[Bar, ...], int]:
    """Place the phases of a track; those that overlap go into rows of their own."""
    dated = [(p, p.since, p.until) for p in track.phases if p.since and p.until]
    ends: list[int] = []
    places: list[tuple[PhaseView, int, int, int]] = []
    for phase, since, until in sorted(dated, key=lambda item: (item[1], item[2], item[0].id)):
        x = min(scale.x(since), WIDTH - _EDGE - _NARROWEST)
        width = max(scale.x(until) - x - 2, _NARROWEST)
        row = next((n for n, end in enumerate(ends) if end <= x), len(ends))
        ends[row : row + 1] = [x + width]
        places.append((phase, row, x, width))
    bars = tuple(
        _bar(place, _room(place, places), top, last=place[0] is track.phases[-1])
        for place in places
    )
    return bars, len(ends)


def _room(
    place: tuple[PhaseView, int, int, int], places: list[tuple[PhaseView, int, int, int]]
) -> int:
    """Give the free pixels behind a bar."""
    _, row, x, width = place
    following = [other[2] for other in places if other[1] == row and other[2] > x]
    return min(following, default=WIDTH) - x - width


def _bar(place: tuple[PhaseView, int, int, int], room: int, top: int, *, last: bool) -> Bar:
    phase, row, x, width = place
    text = phase.title.text.replace("`", "")
    inside = _length(text) <= width - 2 * _PADDING or room < _length(text) + _PADDING
    return Bar(
        phase=phase,
        x=x,
        y=top + row * _ROW,
        width=width,
        height=_BAR,
        text=_fit(text, width - 2 * _PADDING) if inside else text,
        text_x=x + (_PADDING if inside else width + _PADDING),
        inside=inside,
        last=last,
    )


def _length(text: str) -> float:
    return sum(_WIDE if unicodedata.east_asian_width(c) in "WF" else _NARROW for c in text)


def _fit(text: str, width: int) -> str:
    """Cut text to a width; nothing rather than a stump."""
    if _length(text) <= width:
        return text
    cut = text
    while cut and _length(cut) + _NARROW > width:
        cut = cut[:-1]
    return f"{cut.rstrip()}…" if len(cut) >= _SHORTEST else ""
