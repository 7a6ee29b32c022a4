"""Finds weekdays and parts of the day in a text: on a Friday, that evening, 周五, 9 月 5 日早上."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import cast

from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Kind

_HOUR = 3600
_CUE = re.compile(r"day|weekend|morning|afternoon|evening|night|[周午晚晨夜早]|星期|礼拜")
_AFTER_A_DATE = 12
"""Characters behind a date within which a part of the day is that day's."""
_DATED_ZH = re.compile(r"(?:[日号]|[当同次翌]日|[当同]天|[一二三四五六日天末])\s?的?$")


@lru_cache
def _english() -> re.Pattern[str]:
    days = words.alternatives(d.capitalize() for d in words.table("weekdays") if d.isascii())
    parts = words.alternatives(p for p in words.table("daytimes") if p.isascii())
    nth = words.alternatives((*words.integers("ordinals"), "last"))
    return re.compile(
        rf"\b(?:(?:[Tt]he (?P<nth>{nth}) )?(?P<day>{days})(?P<of> of\b)?"
        rf"|(?:(?:[Oo]n|[Ii]n) the|(?:[Tt]he )?(?:[Ss]ame|[Nn]ext|[Ff]ollowing)"
        rf"|[Tt]hat|[Oo]ne|[Aa]t)"
        rf" (?P<part>{parts})|(?P<weekend>(?<!per )(?<!every )weekend))\b"
    )


@lru_cache
def _chinese() -> re.Pattern[str]:
    days = words.alternatives(d for d in words.table("weekdays") if not d.isascii())
    parts = words.alternatives(p for p in words.table("daytimes") if not p.isascii())
    return re.compile(rf"(?<![每\d一二三四五六七八九十])(?P<day>{days})|(?P<part>{parts})")


def daytimes(text: str, dated: tuple[Atom, ...]) -> Iterator[Atom]:
    """Find the weekdays and the parts of the day of a text, in order.

    A part of the day is one only where a day is told with it: servers are busy at night, too.

    Args:
        text: What is read.
        dated: The dates that stand in it.
    """
    if _CUE.search(text):
        found = (*_in_english(text, is_dated=bool(dated)), *_in_chinese(text))
        yield from sorted(found, key=lambda atom: atom.start)


def _in_english(text: str, *, is_dated: bool) -> Iterator[Atom]:
    for match in _english().finditer(text):
        if match["part"]:
            if is_dated or match.group().casefold().startswith(("the same", "same", "that")):
                yield _part(match)
        else:
            nth = match["nth"] if match["nth"] and match["of"] else ""
            yield _weekday(match, match["day"] or match["weekend"], nth.casefold())


def _in_chinese(text: str) -> Iterator[Atom]:
    for match in _chinese().finditer(text) if words.is_cjk(text) else ():
        if match["day"]:
            yield _weekday(match, match["day"])
        elif _DATED_ZH.search(text[max(0, match.start() - _AFTER_A_DATE) : match.start()]):
            yield _part(match)


def _weekday(match: re.Match[str], name: str, nth: str = "") -> Atom:
    """Make an atom of a weekday; its value is which of its month's it is, -1 for the last."""
    days = cast("list[int]", words.table("weekdays")[name.casefold()])
    value = -1 if nth == "last" else words.integers("ordinals").get(nth, 0)
    return Atom(
        Kind.WEEKDAY, match.group(), match.start(), match.end(), Decimal(value),
        label="".join(map(str, days)),
    )  # fmt: skip


def _part(match: re.Match[str]) -> Atom:
    """Make an atom of a part of the day: from its first second to its last."""
    first, last = cast("list[int]", words.table("daytimes")[match["part"].casefold()])
    return Atom(
        Kind.DAYTIME, match.group(), match.start(), match.end(),
        Decimal(first * _HOUR), Decimal(last * _HOUR - 1),
    )  # fmt: skip
