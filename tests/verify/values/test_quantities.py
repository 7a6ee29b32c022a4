"""Quantities that are told by a share, by a list, by a sum, or in a unit of another spelling."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.domain.narrative import Language, Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.verify.values import Bound, check, extract
from tests.verify.values.test_judging import commit

DISK = commit(
    "a1",
    "Widen the disk check",
    "The wait grows from 20 to 30 minutes. A scan reads >300MBps from a 20Gi volume.\n"
    "The cache is cleared when it grows beyond 64 MB. One probe takes ~500 microsec.\n"
    "Hits rise by 5%, 7% and 2%. The last 2 minutes are not kept.",
)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("a quarter of an hour", "time", "900"),
        ("three quarters of an hour", "time", "2700"),
        ("a tenth of a second", "time", "0.1"),
        ("half a millisecond", "time", "0.0005"),
        ("a 5Gi claim", "byte", "5368709120"),
        ("over 300 MBps", "byte", "300000000"),
        ("a quarter of the calls", "percent", "25"),
    ],
)
def test_a_share_of_one_unit_is_a_quantity(text: str, unit: str, value: str) -> None:
    """A part of an hour is so many seconds; a part of other things is a share."""
    (atom,) = extract(text, Language.EN)
    assert (atom.unit, atom.value) == (unit, Decimal(value))


@pytest.mark.parametrize("text", ["4, 6 and 9 percent", "four, six and nine percent", "4、6 和 9%"])
def test_a_list_shares_the_unit_of_its_last_number(text: str) -> None:
    """What is joined by commas and a last "and" is of one unit."""
    atoms = extract(text, Language.EN)
    assert [(a.value, a.unit) for a in atoms] == [(Decimal(n), "percent") for n in (4, 6, 9)]


def test_the_recent_is_not_nearly() -> None:
    """最近 ends with 近 but hedges nothing."""
    (atom,) = extract("最近三分钟的数据", Language.ZH)
    assert atom.bound is Bound.NONE
    (atom,) = extract("近三分钟的数据", Language.ZH)
    assert atom.bound is Bound.NEARLY


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Raised the wait by half, to half an hour.", True),
        ("Raised the wait by a quarter, to half an hour.", False),
        ("Raised the wait by half, to three quarters of an hour.", False),
        ("Doubled the wait to half an hour.", False),
        ("A scan reads over 300 MB per second.", True),
        ("A scan reads over 300 MB per minute.", False),
        ("A scan reads under 300 MBps.", False),
        ("A scan reads over 300 MBps from 20 GiB.", True),
        ("A scan reads over 300 MBps from 20 GB.", False),
        ("缓存超过 64 MB 就会清空。", True),
        ("缓存不到 64 MB 就会清空。", False),
        ("One probe takes about half a millisecond.", True),
        ("One probe takes about half a second.", False),
        ("Hits rise by 5, 7 and 2 percent, 14 in all.", True),
        ("Hits rise by 5, 7 and 2 percent, 15 in all.", False),
        ("Hits rise by 5, 8 and 2 percent.", False),
        ("最近两分钟的数据不保留。", True),
        ("最近三分钟的数据不保留。", False),
        ("Made the wait a one-way street.", True),
    ],
)
def test_quantities_in_other_words_are_judged(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """The same quantity in other words passes, another one does not."""
    sentence = Sentence(id="s", slot=Slot.CHOICE, text=text)
    assert (check(sentence, (DISK,), Bounds(id="p")) == ()) is right
