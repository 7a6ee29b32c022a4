"""Hedges: the words around a number that say how exactly it is meant."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.verify.values import words
from pipeline.verify.values.atom import Bound

_REACH = 28
"""Characters before a number in which its hedge must end."""
_THAN = re.compile(r"\b(?P<word>[a-z]+er)\s+than\s+$", re.IGNORECASE)
_NOT = re.compile(
    r"(?:(?<!\w)(?:not|cannot|never)\b|n['’]t\b)\s+(?:\w+\s+)?\w+\s+$|(?:不[能得会可应]|无法)[^，。；,;]{0,6}$",
    re.IGNORECASE,
)
"""Turns a limit round: what can't go beyond 5 is at most 5."""
_LAST_WORD = re.compile(r"[A-Za-z]+\.?$")
_BEHIND = ("a", "an", "the", "only", "just")
_BEFORE = (Bound.LEAST, Bound.MOST, Bound.OVER, Bound.UNDER, Bound.WITHIN)


@lru_cache
def _before() -> tuple[tuple[Bound, re.Pattern[str]], ...]:
    return tuple((bound, words.endings(words.listed("bounds", bound))) for bound in _BEFORE)


@lru_cache
def _nearly() -> re.Pattern[str]:
    return words.endings(words.listed("approximate", "nearly"))


@lru_cache
def _approximate() -> re.Pattern[str]:
    return words.endings(words.listed("approximate", "before"))


@lru_cache
def _every() -> tuple[str, ...]:
    """Give all hedges that stand before a number."""
    rows = (
        *(words.listed("bounds", bound) for bound in _BEFORE),
        *(words.listed("approximate", key) for key in ("nearly", "before")),
    )
    return tuple(word for row in rows for word in row)


@lru_cache
def _any() -> re.Pattern[str]:
    """Give the pattern of all hedges that stand before a number."""
    return words.endings(_every())


@lru_cache
def _last() -> frozenset[str]:
    """Give how a hedge may end: its last word or sign, or what may stand behind it."""
    ends = (hedge.casefold().split()[-1] for hedge in _every())
    return frozenset((*(e if e[-1].isascii() else e[-1] for e in ends), *_BEHIND))


def _may_hedge(stripped: str) -> bool:
    """Tell whether a text ends as a hedge does: most do not, and are told so at little cost."""
    word = _LAST_WORD.search(stripped)
    last = word.group().casefold() if word else stripped[-1:]
    return last in _last() or last in {"=", "<", ">"}


@lru_cache
def _after() -> tuple[tuple[Bound | None, re.Pattern[str]], ...]:
    rows: list[tuple[Bound | None, tuple[str, ...]]] = [
        (None, words.listed("approximate", "after")),
        (Bound.LEAST, words.listed("bounds", "least_after")),
        (Bound.WITHIN, words.listed("bounds", "within_after")),
        (Bound.UNDER, words.listed("bounds", "under_after")),
    ]
    return tuple(
        (bound, re.compile(rf"\s?(?:{words.alternatives(row)})(?![联部容存核置嵌])"))
        for bound, row in rows
    )


@lru_cache
def _many() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{words.alternatives(words.listed('bounds', 'over_after'))})")


def _compared(before: str) -> Bound:
    """Read a comparative before a number as a limit: `older than`, `shorter than`."""
    match = _THAN.search(before)
    if not match or match["word"].casefold() in words.whole("bounds", "no_limit"):
        return Bound.NONE
    is_less = match["word"].casefold() in words.whole("bounds", "smaller")
    return Bound.UNDER if is_less else Bound.OVER


def hedge(text: str, start: int, number_end: int, end: int) -> tuple[bool, Bound]:
    """Tell whether a number is approximate, and what bound it is."""
    before = text[max(0, start - _REACH) : start]
    approximate, bound = False, _compared(before)
    stripped = before.rstrip()
    if _may_hedge(stripped) and _any().search(before):
        approximate = bool(_approximate().search(before))
        bound = next((b for b, pattern in _before() if pattern.search(before)), bound)
        if not bound and _nearly().search(before) and not stripped.endswith("最近"):
            bound = Bound.NEARLY
    if bound is Bound.OVER and _NOT.search(before):
        bound = Bound.MOST
    if words.is_cjk(text[number_end : number_end + 2]) and _many().match(text, number_end):
        bound = Bound.OVER
    for found, pattern in _after():
        if pattern.match(text, end):
            approximate, bound = (True, bound) if found is None else (approximate, found)
    return approximate, bound
