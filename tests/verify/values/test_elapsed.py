"""Time spans between commits, the days that they lie on, and what a span places."""

from __future__ import annotations

import pytest

from pipeline.domain.narrative import Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.verify.values import check
from tests.verify.values.test_judging import commit

EARLY = commit("a1", "Buffer the writes in a ring", at="2022-03-07T10:00:00+00:00")
LATE = commit("b2", "Drop the ring, it lost writes", at="2022-03-11T16:00:00+00:00")
EVENING = commit("c3", "Cap the ring", at="2022-03-07T21:00:00+00:00")
NEXT = commit("d4", "Name the ring", at="2022-03-08T01:00:00+00:00")


def codes(text: str, *cited: object) -> list[str]:
    """Give the codes of the findings."""
    sentence = Sentence(id="s", slot=Slot.CHOICE, text=text)
    return [f.code for f in check(sentence, cited, Bounds(id="p"))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Buffered the writes in a ring on 7 March 2022 and dropped it four days later.", True),
        ("Buffered the writes in a ring on 7 March 2022 and dropped it five days later.", False),
        ("Buffered the writes in a ring on 8 March 2022 and dropped it four days later.", False),
        ("Buffered the writes in a ring on 11 March 2022 and dropped it four days later.", False),
        ("Buffered the writes in a ring in March 2021 and dropped it four days later.", False),
        ("On 11 March 2022, four days after it came, the ring was dropped.", True),
        ("On 7 March 2022, four days after it came, the ring was dropped.", False),
        ("Four days after the ring of 7 March 2022 it was dropped.", True),
        ("Dropped on 11 March 2022 what had come four days earlier.", True),
        ("Dropped on 7 March 2022 what had come four days earlier.", False),
        ("3 月 7 日加入环形缓冲，四天后将其移除。", True),
        ("3 月 7 日加入环形缓冲，六天后将其移除。", False),
        ("3 月 11 日加入环形缓冲，四天后将其移除。", False),
        ("Dropped the ring on 7 March 2022 and buffered the writes four days later.", False),
        ("On 7 March 2022 the ring came; it was dropped in the end.", False),
        ("The ring was there on 7 March 2022 and gone four days after that.", True),
        ("The ring was there on 7 March 2022 and gone three days after that.", False),
        ("What came as a ring on 7 March 2022 was dropped some four days later.", True),
        ("The ring came in early March 2022 and was dropped four days later.", True),
        ("Writes were put into a ring; it had been dropped by 11 March 2022.", True),
        ("Writes were put into a ring; it had been dropped by 7 March 2022.", False),
        ("The ring came on 7 March 2022 and was dropped on the 11th.", True),
        ("The ring came on 7 March 2022 and was dropped on the 12th.", False),
        ("2022 年 3 月 7 日加入环形缓冲，同月 11 日将其移除。", True),
        ("2022 年 3 月 7 日加入环形缓冲，同月 12 日将其移除。", False),
    ],
)
def test_a_span_of_time_places_what_the_date_does_not_hold(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """A day and a span from it date two commits, each exactly and in their order."""
    assert (codes(text, EARLY, LATE) == []) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The ring lasted four days.", True),
        ("The ring lasted six days.", False),
        ("环形缓冲持续了四天。", True),
        ("环形缓冲持续了九天。", False),
    ],
)
def test_a_verb_may_say_that_time_passed(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """What lasted so long came with the first commit and went with the last."""
    assert (codes(text, EARLY, LATE) == []) is right


@pytest.mark.parametrize(
    ("text", "cited", "right"),
    [
        ("On one day the ring came and was capped.", (EARLY, EVENING), True),
        ("On one day the ring came and was named.", (EARLY, NEXT), False),
        ("3 月 7 日这一天加入并限制了环形缓冲。", (EARLY, EVENING), True),
        ("这一天加入并移除了环形缓冲。", (EARLY, LATE), False),
        ("On two consecutive days the ring came and was named.", (EARLY, NEXT), True),
        ("On two consecutive days the ring came and was dropped.", (EARLY, LATE), False),
        ("On two days the ring came and was dropped.", (EARLY, LATE), True),
        ("On three days the ring came and was dropped.", (EARLY, LATE), False),
        ("连续两天改动了环形缓冲。", (EARLY, NEXT), True),
        ("连续两天改动了环形缓冲。", (EARLY, LATE), False),
    ],
)
def test_the_days_that_the_work_lay_on_are_counted(
    text: str,
    cited: tuple[object, ...],
    right: bool,  # noqa: FBT001 - a case
) -> None:
    """One day is the same date for all, and days in a row follow one another."""
    assert (codes(text, *cited) == []) is right
