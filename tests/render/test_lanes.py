"""The geometry of the page's timeline."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings

from pipeline.domain.timeline import Timeline
from pipeline.render.lanes import WIDTH, Bar, lanes
from pipeline.render.view import view
from tests.render.sample import timeline
from tests.render.strategies import timelines


def bars(told: Timeline) -> list[Bar]:
    """Lay a timeline out and give all its bars."""
    shown = lanes(view(told))
    return [bar for lane in shown.lanes for bar in lane.bars] if shown else []


def test_order_in_time() -> None:
    """Later phases stand further right."""
    first = bars(timeline())[:3]
    assert [bar.phase.id for bar in first] == ["p-ticker", "p-cron", "p-streams"]
    assert first[0].x < first[1].x < first[2].x
    assert [bar.last for bar in first] == [False, False, True]


def test_overlap_stacks() -> None:
    """Phases of one track that overlap stand in rows of their own."""
    storage = [bar for bar in bars(timeline()) if bar.phase.id in {"p-mysql", "p-tidb"}]
    assert storage[0].y != storage[1].y


def test_undated() -> None:
    """Without any day there is no picture."""
    told = timeline()
    strand = told.strands[0]
    chapter = strand.chapters[0]
    bounds = chapter.bounds.model_copy(update={"since": None})
    undated = strand.model_copy(
        update={"chapters": (chapter.model_copy(update={"bounds": bounds}),)}
    )
    assert lanes(view(told.model_copy(update={"strands": (undated,)}))) is None


@settings(max_examples=100, deadline=None)
@given(timelines())
def test_nothing_collides(told: Timeline) -> None:
    """Bars stay in the picture, and no two of them overlap."""
    found = bars(told)
    for bar in found:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
    rows: dict[int, list[Bar]] = {}
    for bar in found:
        rows.setdefault(bar.y, []).append(bar)
    for row in rows.values():
        for left, right in pairwise(row):
            assert left.x + left.width <= right.x


@settings(max_examples=100, deadline=None)
@given(timelines())
def test_ticks_do_not_touch(told: Timeline) -> None:
    """The axis names quarters or years, in order, with room between."""
    shown = lanes(view(told))
    places = [tick.x for tick in shown.ticks] if shown else []
    assert all(left < right for left, right in pairwise(places))


def test_years() -> None:
    """A long career names its years only."""
    told = timeline()
    strand = told.strands[0]
    chapter = strand.chapters[0]
    bounds = chapter.bounds.model_copy(update={"since": date(2010, 4, 1)})
    long = strand.model_copy(update={"chapters": (chapter.model_copy(update={"bounds": bounds}),)})
    shown = lanes(view(told.model_copy(update={"strands": (long,)})))
    assert shown
    assert [tick.text for tick in shown.ticks] == [str(year) for year in range(2011, 2023)]
