"""Shares, intervals, and the two errors."""

from __future__ import annotations

import pytest

from pipeline.evaluate.rate import rate, scores


def test_wilson_interval_of_a_known_case() -> None:
    """10 of 100 has the interval that the textbooks print: 5.5 % to 17.4 %."""
    found = rate([True] * 10 + [False] * 90)
    assert found.share == pytest.approx(0.1)
    assert found.low == pytest.approx(0.0552, abs=5e-4)
    assert found.high == pytest.approx(0.1744, abs=5e-4)


def test_no_hit_is_not_certainty() -> None:
    """None of eight still leaves an interval up to a third."""
    found = rate([False] * 8)
    assert found.low == 0
    assert found.high == pytest.approx(0.3244, abs=5e-4)


def test_nothing_counted_has_no_share() -> None:
    """An empty group is not a perfect one."""
    found = rate([])
    assert (found.n, found.share, found.low, found.high) == (0, None, None, None)


def test_each_error_is_a_share_of_its_own_side() -> None:
    """Unsafe accepts count among the unsupported, false rejects among the supported."""
    outcomes = [(True, True), (True, False), (False, True), (False, False), (False, False)]
    found = scores(outcomes)
    assert (found.unsafe_accepts.hits, found.unsafe_accepts.n) == (1, 3)
    assert (found.false_rejects.hits, found.false_rejects.n) == (1, 2)
    assert found.balanced_accuracy == pytest.approx(1 - (1 / 3 + 1 / 2) / 2)


def test_one_side_alone_has_no_balanced_accuracy() -> None:
    """Accuracy over one class only would flatter."""
    assert scores([(True, True)]).balanced_accuracy is None
