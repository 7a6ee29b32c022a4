"""Times of day, read from a text and judged against the record."""

from __future__ import annotations

import pytest

from pipeline.domain.narrative import Language
from pipeline.verify.values import extract
from tests.verify.values.test_judging import commit
from tests.verify.values.test_listed import is_right

NIGHT = commit("a1", "Skip the check", at="2015-12-07T19:49:49+01:00")
LATER = commit("b2", "Drop the skip", at="2015-12-07T22:29:02+01:00")
LOGGED = commit("c3", "Read the log", "The pump stopped at 04:17.", at="2016-01-01T10:00:00+00:00")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("It went in at 19:49 and came out at 22:29.", True),
        ("It went in at 19:49 on 7 December 2015 and came out at 22:29.", True),
        ("It went in at 19:50 and came out at 22:29.", False),
        ("It went in at 7:49 pm and came out at 10:29 p.m.", True),
        ("It went in at 7:49 am and came out at 10:29 p.m.", False),
        ("It went in at 18:49 UTC and came out at 21:29 UTC.", True),
        ("It went in at 19:49 UTC and came out at 21:29 UTC.", False),
        ("It went in at around 19:45 and came out at 22:29:02.", True),
        ("It went in at around 19:15 and came out at 22:29:02.", False),
        ("It went in at 19:49 and came out at 22:29:03.", False),
        ("晚上 7:49 加入，22 点 29 分去掉。", True),
        ("晚上 7:48 加入，22 点 29 分去掉。", False),
    ],
)
def test_a_time_of_day_is_that_of_a_commit(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """A commit's own zone counts, or UTC; a time that is about right may be a little off."""
    assert is_right(text, NIGHT, LATER) is right


def test_a_time_of_day_may_be_told_by_the_evidence() -> None:
    """What the message says of a time is as good as the record."""
    assert is_right("The pump had stopped at 04:17.", LOGGED)
    assert not is_right("The pump had stopped at 04:18.", LOGGED)


@pytest.mark.parametrize("text", ["a ratio of 1:10", "main.go:12:30", "12:02:33.123", "16:9"])
def test_a_ratio_or_a_place_is_no_time_of_day(text: str) -> None:
    """A single digit before the colon is an hour only where something leads to a time."""
    assert not any(atom.kind == "clock" for atom in extract(text, Language.EN))
