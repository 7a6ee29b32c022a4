"""What a number is counted by (a rate's stretch of time), and the money that it is."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.verify.values import words

_BEFORE_REACH = 10
_APART = "within|in|over|after|before|for|during|by|of|to|from|once|and|later|earlier|ago|apart"
"""Words that no rate goes on behind: `failed 4 times within a year`."""
_MONEY = re.compile(r"[$€£¥￥]$")
_LABEL = re.compile(r"\b(?:requests?|reqs?|queries|ops)/s(?:ec)?:\s*$", re.IGNORECASE)
"""The label of a rate as load generators print it: `Requests/sec: 76.8` (wrk, hey)."""
_LABEL_REACH = 20


@lru_cache
def _spans() -> dict[str, str]:
    """Give each word for a stretch of time, and what the stretch is called."""
    return {w.casefold(): name for name, row in words.table("rates").items() for w in _listed(row)}


def _listed(row: object) -> list[str]:
    return [str(word) for word in row] if isinstance(row, list) else []


@lru_cache
def _after() -> re.Pattern[str]:
    english = words.alternatives(w for w in _spans() if w.isascii())
    chinese = words.alternatives(w for w in _spans() if not w.isascii())
    return re.compile(
        rf"(?:[\s-]+(?!(?:{_APART})\b)[A-Za-z]+){{0,2}}?(?:\s?/\s?|\s+(?:per|an?|each|every)\s+|\s+(?=\w+ly\b))"
        rf"(?P<english>{english})(?!\s+(?:later|after|before|earlier|ago|apart|long))"
        rf"|[^\s，。,;；]{{0,6}}?(?:/|每)(?P<chinese>{chinese})",
        re.IGNORECASE,
    )


@lru_cache
def _before() -> re.Pattern[str]:
    chinese = words.alternatives(w for w in _spans() if not w.isascii())
    return re.compile(
        rf"(?:每一?(?P<each>{chinese})|(?P<mean>[日周月年])均)[^\s\d，。,;；]{{0,4}}\s?$"
    )


def rate(text: str, start: int, end: int) -> str:
    """Name the stretch of time that a number is counted by; empty if it is no rate."""
    match = _after().match(text, end)
    if match:
        return _spans()[(match["english"] or match["chinese"]).casefold()]
    lead = text[max(0, start - _BEFORE_REACH) : start]
    found = _before().search(lead) if "每" in lead or "均" in lead else None
    return _spans()[found["each"] or found["mean"]] if found else ""


def is_labelled(text: str, start: int) -> bool:
    """Tell whether a number stands behind a label that makes it so many a second."""
    return bool(_LABEL.search(text[max(0, start - _LABEL_REACH) : start]))


def money_of(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Give the currency of a number and where it ends: `$5`, `5 USD`, `5 元`; None for none."""
    sign = _MONEY.search(text[max(0, start - 1) : start])
    if sign:
        return _currencies()[sign.group()], end
    match = _money_words().match(text, end)
    return (_currencies()[match["word"]], match.end()) if match else None


@lru_cache
def _currencies() -> dict[str, str]:
    return {w: name for name, row in words.table("currencies").items() for w in _listed(row)}


@lru_cache
def _money_words() -> re.Pattern[str]:
    return re.compile(rf"\s?(?P<word>{words.alternatives(_currencies())})")
