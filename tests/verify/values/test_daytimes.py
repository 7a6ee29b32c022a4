"""Weekdays, parts of the day and of a month, and how commits lie to each other in the calendar."""

from __future__ import annotations

import pytest

from tests.verify.values.test_judging import commit
from tests.verify.values.test_listed import is_right

FRIDAY = commit("a1", "Cap the ring", at="2023-09-15T08:25:00+02:00")
MONDAY = commit("b2", "Name the ring", at="2023-09-18T21:40:00+02:00")
OCTOBER = commit("c3", "Drop the ring", at="2023-10-16T10:00:00+02:00")
SAID = commit("d4", "Rotate on Sunday", "Runs in the morning.", at="2023-09-15T20:00:00+00:00")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Capped the ring on Friday, 15 September 2023.", True),
        ("Capped the ring on Thursday, 15 September 2023.", False),
        ("Capped the ring on a Friday in September 2023.", True),
        ("Capped the ring on a Saturday in September 2023.", False),
        ("Capped the ring over a weekend in September 2023.", False),
        ("Capped the ring on the third Friday of September 2023.", True),
        ("Capped the ring on the second Friday of September 2023.", False),
        ("Capped the ring on the last Friday of September 2023.", False),
        ("Capped the ring on the morning of 15 September 2023.", True),
        ("Capped the ring on the evening of 15 September 2023.", False),
        ("In the week of 11 September 2023 the ring was capped.", True),
        ("In the week beginning 18 September 2023 the ring was capped.", False),
        ("In the first half of September 2023 the ring was capped.", True),
        ("In the second half of September 2023 the ring was capped.", False),
        ("2023 年 9 月 15 日星期五限制了环的大小。", True),
        ("2023 年 9 月 15 日星期四限制了环的大小。", False),
        ("2023 年 9 月的一个周五限制了环的大小。", True),
        ("2023 年 9 月的一个周三限制了环的大小。", False),
        ("2023 年 9 月 15 日早上限制了环的大小。", True),
        ("2023 年 9 月 15 日晚上限制了环的大小。", False),
        ("2023 年 9 月第三周限制了环的大小。", True),
        ("2023 年 9 月的最后一周限制了环的大小。", False),
        ("2023 年 9 月下半月限制了环的大小。", False),
        ("2023 年 9 月 11 日所在的那一周，限制了环的大小。", True),
    ],
)
def test_the_record_knows_day_and_hour(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """A weekday, a part of the day or of a month is that of the cited commit."""
    assert is_right(text, FRIDAY) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The ring was capped and named the following week.", True),
        ("The ring was capped and named the following month.", False),
        ("The ring was capped and named in the same week.", False),
        ("The ring was capped and named in the same month.", True),
        ("The ring was capped in September 2023 and named the next month.", False),
        ("Days after the ring was capped it was named.", True),
        ("Weeks after the ring was capped it was named.", False),
        ("The ring was capped and, minutes later, named.", False),
        ("限制了环，次月为它命名。", False),
        ("限制了环，当月为它命名。", True),
    ],
)
def test_commits_lie_to_each_other_as_told(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """The next week, the same month, days later: the calendar decides."""
    assert is_right(text, FRIDAY, MONDAY) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("By the end of October 2023 the ring had been capped and dropped.", True),
        ("By the end of September 2023 the ring had been capped and dropped.", False),
        ("The ring was capped in September 2023 and dropped the next month.", True),
        ("The ring was capped in September 2023 and dropped the next year.", False),
        ("Between September and October 2023 the ring was capped and dropped.", True),
        ("The ring was there from 15 September until 16 October 2023.", True),
        ("2023 年 9 月限制了环，次月将其移除。", True),
        ("2023 年 9 月限制了环，次年将其移除。", False),
    ],
)
def test_a_date_and_a_step_from_it(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """What is told as the next month lies in it; what was done by a date may be older."""
    assert is_right(text, FRIDAY, OCTOBER) is right


def test_a_later_rebase_moves_no_day() -> None:
    """The day on which a commit was applied again is not the day on which it was written."""
    rebased = FRIDAY.model_copy(update={"committed_at": MONDAY.authored_at})
    assert not is_right("Capped the ring on a Monday in September 2023.", rebased)


@pytest.mark.parametrize(
    "text", ["It rotates on Sunday.", "It runs in the morning.", "The server is busy at night."]
)
def test_what_the_evidence_says_of_days_counts(text: str) -> None:
    """A weekday of the message is no claim on the commit, nor is a time of day without a date."""
    assert is_right(text, SAID)
