"""How a change is spread over its files: portions, the rest, each of them, shares."""

from __future__ import annotations

import pytest

from tests.verify.values.test_judging import commit
from tests.verify.values.test_listed import is_right

SPREAD = commit(
    "a1",
    "Guard the relay gate",
    files=[
        ("relay/gate.go", 38, 4),
        ("relay/gate_test.go", 60, 2),
        ("relay/dial_test.go", 10, 1),
        ("docs/relay.md", 12, 30),
        ("deploy/east/relay.yaml", 3, 3),
        ("deploy/west/relay.yaml", 3, 3),
        ("tools/sweep.sh", 14, 0),
    ],
)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("In gate.go lie 38 of the 140 added lines.", True),
        ("In gate.go lie 38 of the 130 added lines.", False),
        ("Of the lines added, 38 went into gate.go and the other 102 elsewhere.", True),
        ("Of the lines added, 38 went into gate.go and the other 92 elsewhere.", False),
        ("All but 13 of the 43 deleted lines came from docs/relay.md.", True),
        ("All but 14 of the 43 deleted lines came from docs/relay.md.", False),
        ("Changed three lines each in the two files under deploy/.", True),
        ("Changed four lines each in the two files under deploy/.", False),
        ("Half of the 140 added lines are tests.", True),
        ("A quarter of the 140 added lines are tests.", False),
        ("Two thirds of the lines deleted came out of docs/relay.md.", False),
        ("Some 70 % of the lines deleted came out of docs/relay.md.", True),
        ("Touched seven files, two of them `_test.go`.", True),
        ("Touched seven files, three of them `_test.go`.", False),
        ("Deleted 3 lines in gate_test.go and dial_test.go together.", True),
        ("Deleted 5 lines in gate_test.go and dial_test.go together.", False),
        ("gate.go 增 38 行删 4 行。", True),
        ("gate.go 增 38 行删 5 行。", False),
        ("共改 7 个文件，其中 2 个在 deploy 目录。", True),
        ("共改 7 个文件，其中 3 个在 deploy 目录。", False),
        ("新增 140 行，其中 70 行（一半）是测试。", True),
    ],
)
def test_a_change_is_spread_as_the_record_says(text: str, *, right: bool) -> None:
    """Each number is worked out file by file; one more or less is refused."""
    assert is_right(text, SPREAD) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Two signals, INT and TERM, now stop the relay.", True),
        ("Three signals, INT and TERM, now stop the relay.", False),
        ("Gave the relay two knobs, one for the pace and one for the reach.", True),
        ("Gave the relay three knobs, one for the pace and one for the reach.", False),
        ("为 relay 加了两个开关：一个管速度，另一个管距离。", True),
        ("为 relay 加了三个开关：一个管速度，另一个管距离。", False),
    ],
)
def test_what_a_sentence_tells_one_by_one_is_counted(text: str, *, right: bool) -> None:
    """The sentence lists the things itself: whether they are there is for other rules."""
    assert is_right(text, SPREAD) is right


def test_commits_of_elsewhere_are_those_that_the_message_lists() -> None:
    """`git log --oneline` in a message counts what was pulled in, not what is cited."""
    body = "This pulls:\n\n4e224f9 Add a knob\n8350826 Fix the gate\n99d1bbb Sort the keys"
    pulled = commit("b2", "Update relay to 4e224f9", body)
    assert is_right("Pulled in three upstream commits.", pulled)
    assert not is_right("Pulled in four upstream commits.", pulled)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2026 年 4 月里的两次改动：14 日修门，16 日修锁。", True),
        ("2026 年 4 月里的两次改动：14 日修门，17 日修锁。", False),
        ("In April 2026 the gate was mended on the 14th and, two days later, the lock.", True),
        ("In April 2026 the gate was mended on the 13th and, two days later, the lock.", False),
    ],
)
def test_a_day_is_of_the_month_told_before(text: str, *, right: bool) -> None:
    """A day alone is one of the month that was named last."""
    gate = commit("c3", "Mend the gate", authored_at="2026-04-14T10:00:00Z")
    lock = commit("d4", "Mend the lock", authored_at="2026-04-16T10:00:00Z")
    assert is_right(text, gate, lock) is right
