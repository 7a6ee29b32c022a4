"""GV406: what is on or off unless told otherwise."""

from __future__ import annotations

import pytest

from tests.verify.building import codes, commit


@pytest.mark.parametrize(
    ("subject", "right", "wrong"),
    [
        (
            "Turn `--strict` on by default",
            "`--strict` went from off to on by default.",
            "`--strict` went from on to off by default.",
        ),
        (
            "Make the `ha` tracker opt-in",
            "The `ha` tracker became opt-in.",
            "The `ha` tracker became opt-out.",
        ),
        (
            "`--strict` is no longer disabled by default",
            "`--strict` was enabled by default.",
            "`--strict` was disabled by default.",
        ),
        (
            "strict_mode = true unless overridden",
            "`strict_mode` was on unless overridden.",
            "Turned `strict_mode` off by default.",
        ),
        ("`--strict` 默认关闭", "`--strict` 改为默认关闭。", "`--strict` 改为默认开启。"),
    ],
)
def test_defaults_are_not_turned_round(subject: str, right: str, wrong: str) -> None:
    """On and off are told in many words; each must be the evidence's own."""
    change = commit(1, subject)
    assert "GV406" not in codes(right, change)
    assert "GV406" in codes(wrong, change)


def test_the_default_of_another_thing_speaks_against_nothing() -> None:
    """One change may turn one thing on and another off."""
    change = commit(1, "Enable `wal` by default", "The `mmap` reader stays off by default.")
    assert "GV406" not in codes("The `mmap` reader stayed off by default.", change)
    assert "GV406" in codes("The `mmap` reader was enabled by default.", change)


def test_what_was_before_is_no_default_now() -> None:
    """A state behind "was" may be the old one: nothing is read there."""
    change = commit(1, "`--strict` was off by default; switch it on")
    assert "GV406" not in codes("`--strict` was switched on by default.", change)
