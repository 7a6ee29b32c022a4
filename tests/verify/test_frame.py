"""Frames and sides: who does what to what, and what is given up for what."""

from __future__ import annotations

import pytest

from pipeline.domain.text import normalize
from pipeline.verify.frame import frames
from pipeline.verify.side import Side, sides
from pipeline.verify.token import Text


def _read(text: str) -> list[str]:
    return [
        " ".join(
            [frame.verb.text]
            + [f"{a.part}={'+'.join(t.text for t in a.tokens)}" for a in frame.arguments]
        )
        for frame in frames(Text(normalize(text)))
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Add a retry queue to the worker", ["Add object=retry+queue target=worker"]),
        ("Parsed the manifest with `tomllib`.", ["Parsed object=manifest means=tomllib"]),
        (
            "The loader rejects stale tokens.",
            ["rejects subject=loader object=stale+tokens"],
        ),
        ("Stale tokens were removed by the loader.", ["removed object=Stale+tokens means=loader"]),
        (
            "Moved sessions from `memcached` to `redis`.",
            ["Moved object=sessions source=memcached target=redis"],
        ),
        (
            "Had the scheduler skip paused queues.",
            ["skip subject=scheduler object=paused+queues"],
        ),
        (
            "Kafka stores events, Postgres keeps orders.",
            ["stores subject=Kafka object=events", "keeps subject=Postgres object=orders"],
        ),
        ("把会话从 Memcached 迁移到 Redis。", ["迁移到 object=会话 source=Memcached object=Redis"]),
    ],
)
def test_arguments_stand_in_their_roles(text: str, read: list[str]) -> None:
    """Roles come from place, preposition and voice, in both languages."""
    assert _read(text) == read


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("Replace gin with chi", {"gin"}, {"chi"}),
        ("Use chi instead of gin", {"gin"}, {"chi"}),
        ("Route with chi instead of gin", {"gin"}, {"chi"}),
        ("In the gateway, gin was replaced by chi.", {"gin"}, {"chi"}),
        ("Renamed `Pool` to `Broker`.", {"Pool"}, {"Broker"}),
        ("Dropped gin in favour of chi.", {"gin"}, {"chi"}),
        ("router: gin -> chi", {"gin"}, {"chi"}),
        ("把路由由 gin 改为 chi。", {"gin"}, {"chi"}),
        ("改用 chi，不再使用 gin。", {"gin"}, {"chi"}),
    ],
)
def test_both_sides_of_a_change_are_told(text: str, old: set[str], new: set[str]) -> None:
    """Whatever the wording, what goes is old and what comes is new."""
    told = sides(Text(normalize(text)))
    assert old <= {token.text for token, side in told if side is Side.OLD}
    assert new <= {token.text for token, side in told if side is Side.NEW}
    assert not new & {token.text for token, side in told if side is Side.OLD}


@pytest.mark.parametrize(
    "text", ["Estimated the timeout from the interval.", "Added a retry to the uploader."]
)
def test_not_every_from_and_to_is_a_change(text: str) -> None:
    """What something is read from is not given up, where it is put is not taken instead."""
    sided = {token.text for token, _ in sides(Text(normalize(text)))}
    assert not sided & {"interval", "uploader"}


def test_reading_is_linear() -> None:
    """Ten times the text gives ten times the frames: nothing is read twice."""
    one = "Moved sessions from memcached to redis; "
    assert len(frames(Text(one * 200))) == 10 * len(frames(Text(one * 20)))
