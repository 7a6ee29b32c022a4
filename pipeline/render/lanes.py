"""The geometry of the page's timeline: tracks as lanes, phases as bars."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.domain.model import Model
from pipeline.render.view import PhaseView, TrackView, View

WIDTH = 1000
_GUTTER = 140
"""Left of the bars stand the tracks' names."""
_EDGE = 2
_AXIS = 32
_ROW = 28
_BAR = 22
_GAP = 10
_PADDING = 8
_NARROWEST = 10
_WIDE, _NARROW = 12.5, 6.7
"""Pixels of a letter at the bars' type size, East Asian and other."""
_TICK = 58
_SHORTEST = 8
"""Letters that a cut headline must have left to say anything."""


class Bar(Model):
    """A phase in its lane; `text` is as much of its headline as there is room for."""

    phase: PhaseView
    x: int
    y: int
    width: int
    height: int
    text: str
    text_x: int
    side: str
    """Where the text stands: inside, after or before the bar."""
    last: bool


class Lane(Model):
    """A track in the timeline; `text` is its name as far as the gutter holds it."""

    title: str
    text: str
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


@dataclass(frozen=True)
class _Place:
    phase: PhaseView
    row: int
    x: int
    width: int

    @property
    def end(self) -> int:
        return self.x + self.width


def lanes(shown: View) -> Lanes | None:
    """Lay the timeline out; nothing if no phase has days."""
    spans = [(p.since, p.until) for p in shown.phases if p.since and p.until]
    if not spans:
        return None
    scale = _Scale(min(since for since, _ in spans), max(until for _, until in spans))
    result: list[Lane] = []
    y = _AXIS
    for track in shown.tracks:
        places = _places(track, scale)
        if places:
            result.append(_lane(track, places, y))
            y += (1 + max(place.row for place in places)) * _ROW + _GAP
    return Lanes(width=WIDTH, height=y, ticks=tuple(scale.ticks()), lanes=tuple(result))


class _Scale:
    """Days to pixels, over whole quarters."""

    def __init__(self, since: date, until: date) -> None:
        self.start = _quarter(since)
        self.end = _next(_quarter(max(until - timedelta(days=1), since)))
        self.days = (self.end - self.start).days

    def x(self, day: date) -> int:
        """Give the place of a day."""
        inner = WIDTH - _GUTTER - _EDGE
        return _GUTTER + round((day - self.start).days * inner / self.days)

    def ticks(self) -> Iterable[Tick]:
        """Give the quarters; only the years where quarters would crowd."""
        quarters = [self.start]
        while (following := _next(quarters[-1])) < self.end:
            quarters.append(following)
        crowded = (WIDTH - _GUTTER) / len(quarters) < _TICK
        for day in quarters:
            year = day.month == 1
            quarter = f"Q{(day.month + 2) // 3}"
            if year or not crowded:
                text = f"{day.year} {quarter}" if day == self.start and not year else quarter
                yield Tick(x=self.x(day), text=str(day.year) if year else text, year=year)


def _quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _next(quarter: date) -> date:
    return _quarter(quarter + timedelta(days=95))


def _places(track: TrackView, scale: _Scale) -> list[_Place]:
    """Place the phases of a track; those that overlap go into rows of their own."""
    dated = [(p.since, p.until, p.id, p) for p in track.phases if p.since and p.until]
    ends: list[int] = []
    places: list[_Place] = []
    for since, until, _, phase in sorted(dated, key=lambda item: item[:3]):
        x = min(scale.x(since), WIDTH - _EDGE - _NARROWEST)
        width = max(scale.x(until) - x - 2, _NARROWEST)
        row = next((n for n, end in enumerate(ends) if end <= x), len(ends))
        ends[row : row + 1] = [x + width]
        places.append(_Place(phase, row, x, width))
    return places


def _lane(track: TrackView, places: Sequence[_Place], y: int) -> Lane:
    bars: list[Bar] = []
    taken: dict[int, int] = {}
    for number, place in enumerate(places):
        following = (other.x for other in places[number + 1 :] if other.row == place.row)
        bar = _bar(place, taken.get(place.row, _GUTTER), min(following, default=WIDTH), y)
        last = place.phase is track.phases[-1]
        bars.append(bar.model_copy(update={"last": last}))
        after = place.end + _PADDING + round(_length(bar.text)) if bar.side == "after" else 0
        taken[place.row] = max(place.end, after)
    text = _fit(track.title, _GUTTER - _PADDING)
    return Lane(title=track.title, text=text, anchor=track.anchor, y=y, bars=tuple(bars))


def _bar(place: _Place, free_from: int, free_to: int, y: int) -> Bar:
    """Write the headline where there is room: in the bar, after it, before it, else cut."""
    text = place.phase.title.text.replace("`", "")
    need = round(_length(text)) + 2 * _PADDING
    side, text_x = "inside", place.x + _PADDING
    if need > place.width:
        if need <= free_to - place.end:
            side, text_x = "after", place.end + _PADDING
        elif need <= place.x - free_from:
            side, text_x = "before", place.x - _PADDING
        else:
            text = _fit(text, place.width - 2 * _PADDING)
    return Bar(
        phase=place.phase,
        x=place.x,
        y=y + place.row * _ROW,
        width=place.width,
        height=_BAR,
        text=text,
        text_x=text_x,
        side=side,
        last=False,
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
