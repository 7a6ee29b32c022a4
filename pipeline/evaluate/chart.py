"""The geometry of the chart of the two errors: one mark for each setting that was tried."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from pipeline.domain.model import Model
from pipeline.evaluate.rate import Rate
from pipeline.evaluate.tables import percent, shown
from pipeline.evaluate.tradeoff import BOUND, Point

WIDTH, HEIGHT = 720, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 28, 52
_TICKS = 5
_SMALLEST = 0.1
"""Share that an axis reaches at least."""


class Mark(Model):
    """One setting: where it lies, what kind it is and what it says of itself."""

    x: float
    y: float
    kind: str
    name: str
    label: str
    is_current: bool
    is_loosest: bool


class Tick(Model):
    """A place on an axis and its share."""

    at: float
    text: str


class Chart(Model):
    """All marks, the line through the thresholds' settings, the axes and the bound."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    marks: tuple[Mark, ...]
    line: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    bound: float


def chart(points: Sequence[Point]) -> Chart | None:
    """Lay the settings out, unsafe accepts to the right, false rejects upwards.

    The axes reach as far as thresholds and single rules do; what lies beyond is left to the
    tables. None if the suite lacks one of the two sides: there is nothing to trade then.
    """
    known = [(point, *_shares(point)) for point in points]
    placed = [(point, x, y) for point, x, y in known if x is not None and y is not None]
    if len(placed) < len(points):
        return None
    near = [(x, y) for point, x, y in placed if point.kind != "preset"]
    widest, highest = _reach([x for x, _ in near]), _reach([y for _, y in near])
    right, bottom = WIDTH - _RIGHT, HEIGHT - _BOTTOM
    marks = tuple(
        Mark(
            x=_place(x, widest, _LEFT, right),
            y=_place(y, highest, bottom, _TOP),
            kind=point.kind,
            name=point.name,
            label=_label(point),
            is_current=point.is_current,
            is_loosest=point.is_loosest,
        )
        for point, x, y in placed
        if x <= widest and y <= highest
    )
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=right,
        top=_TOP,
        bottom=bottom,
        marks=tuple(sorted(marks, key=lambda mark: (mark.is_loosest, mark.is_current))),
        line=" ".join(f"{mark.x},{mark.y}" for mark in marks if mark.kind == "threshold"),
        across=_ticks(widest, _LEFT, right),
        up=_ticks(highest, bottom, _TOP),
        bound=_place(BOUND, widest, _LEFT, right),
    )


def _shares(point: Point) -> tuple[float | None, float | None]:
    found = point.scores
    return found.unsafe_accepts.share, found.false_rejects.share


def _reach(shares: Sequence[float]) -> float:
    """Give the end of an axis: whole tenths, so that ticks have round names."""
    return ceil(max(*shares, _SMALLEST) * 10 - 1e-9) / 10


def _place(share: float, reach: float, start: int, end: int) -> float:
    return round(start + (end - start) * share / reach, 1)


def _ticks(reach: float, start: int, end: int) -> tuple[Tick, ...]:
    steps = [reach * n / _TICKS for n in range(_TICKS + 1)]
    return tuple(
        Tick(at=_place(step, reach, start, end), text=f"{round(step * 100)} %") for step in steps
    )


def _label(point: Point) -> str:
    sides: tuple[tuple[str, Rate], ...] = (
        ("unsafe accepts", point.scores.unsafe_accepts),
        ("false rejects", point.scores.false_rejects),
    )
    told = ", ".join(f"{name} {shown(rate)}" for name, rate in sides)
    return f"{point.name}: {told}, balanced {percent(point.scores.balanced_accuracy)}"
