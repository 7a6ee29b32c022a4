"""GV403: what is given up was there before, and did not come back."""

from __future__ import annotations

import pytest

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Slot
from tests.verify.building import codes, commit

ADD, DROP = "Add `LeasePool`", "Remove `LeasePool`"


def _pool(number: int, subject: str, side: str = "") -> Commit:
    return commit(number, subject, identifiers={side: ["LeasePool"]} if side else {})


def _is_refused(text: str, *cited: Commit) -> bool:
    return "GV403" in codes(text, *cited, slot=Slot.ABANDONMENT)


@pytest.mark.parametrize(
    "text", ["Added and later removed `LeasePool`.", "先新增后移除了 `LeasePool`。"]
)
@pytest.mark.parametrize("is_recorded", [True, False])
def test_giving_up_comes_last(text: str, *, is_recorded: bool) -> None:
    """The newer of two cited commits takes the thing away; the record and the words both count."""
    came, went = ("added", "removed") if is_recorded else ("", "")
    assert not _is_refused(text, _pool(1, ADD, came), _pool(2, DROP, went))
    assert _is_refused(text, _pool(2, ADD, came), _pool(1, DROP, went))


def test_coming_back_may_be_told() -> None:
    """A sentence that says itself that the thing came back is no tale of giving up."""
    cited = (_pool(1, DROP, "removed"), _pool(2, ADD, "added"))
    assert not _is_refused("Removed `LeasePool` and restored it the next day.", *cited)
    assert not _is_refused("移除了 `LeasePool`，次日又恢复。", *cited)


@pytest.mark.parametrize(
    ("text", "subject", "is_refused"),
    [
        ("Gave up `LeasePool`.", "Add `LeasePool`", True),
        ("放弃了 `LeasePool`。", "Add `LeasePool`", True),
        ("Gave up `LeasePool`.", "Remove `LeasePool`", False),
        ("Gave up `LeasePool`.", 'Revert "Add `LeasePool`"', False),
        ("Gave up `LeasePool`.", "Replace `LeasePool` with a mutex", False),
        ("放弃了 `LeasePool`。", "弃用 `LeasePool`", False),
    ],
)
def test_something_is_given_up(text: str, subject: str, *, is_refused: bool) -> None:
    """A sentence about giving up needs evidence that takes something away."""
    assert _is_refused(text, commit(1, subject)) is is_refused


@pytest.mark.parametrize(
    ("text", "body", "is_refused"),
    [
        ("Removed `LeasePool` because its buffers leaked.", "", True),
        ("Removed `LeasePool` because its buffers leaked.", "Its buffers leaked.", False),
        ("由于任务丢失，移除了 `LeasePool`。", "", True),
        ("由于任务丢失，移除了 `LeasePool`。", "Tasks are lost with it.", False),
    ],
)
def test_reason_for_giving_up_is_given(text: str, body: str, *, is_refused: bool) -> None:
    """The reason stands in a cited span."""
    assert _is_refused(text, commit(1, DROP, body)) is is_refused
