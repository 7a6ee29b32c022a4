"""The mermaid timeline."""

from __future__ import annotations

import re

from hypothesis import given, settings

from pipeline.domain.timeline import Timeline
from pipeline.render import mermaid
from tests.render.sample import timeline
from tests.render.strategies import timelines


def test_sample() -> None:
    """Tracks are sections, phases are events."""
    lines = mermaid(timeline()).split("\n")
    assert lines[:3] == [
        "timeline",
        "    section Scheduler",
        "        2021 Q4 – 2022 Q1 : sync.Map and time.Ticker",
    ]


@settings(max_examples=100, deadline=None)
@given(timelines())
def test_one_event_a_row(told: Timeline) -> None:
    """However hostile a headline, a row holds one period and one event, and no syntax."""
    rows = mermaid(told).split("\n")
    phases = sum(len(strand.chapters) for strand in told.strands)
    tracks = sum(bool(strand.chapters) for strand in told.strands)
    assert len(rows) == 1 + phases + tracks
    for row in rows[1:]:
        bare = re.sub(r"#(?:\d+|lt|gt|quot);", "", row)
        is_section = bare.startswith("    section ")
        assert bare.count(":") == (0 if is_section else 1)
        assert not re.search(r"[;#<>`{}]|%%", bare)
