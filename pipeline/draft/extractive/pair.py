"""Pairs: two short deeds about the same name, told in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from pipeline.domain.narrative import Language, Slot
from pipeline.draft.extractive.candidate import Candidate
from pipeline.draft.extractive.remark import lowered
from pipeline.draft.sheet import moment

_NAME = re.compile(r"`([^`]+)`")
_WORDS = 9
"""Words of a deed that is short enough to share a sentence."""
_CHARACTERS = 40
_NEAR = timedelta(days=14)
_GAIN = 1.5
"""What a pair weighs more than its better half: it tells two things in one line."""


def pairs(found: Sequence[Candidate], lang: Language) -> Iterator[Candidate]:
    """Join deeds that follow each other within days and name the same thing."""
    short = [c for c in found if _is_short(c, lang)]
    ordered = sorted(short, key=lambda c: (c.order, c.text))
    for first, second in pairwise(ordered):
        if _belong(first, second):
            yield _joined(first, second, lang)


def _is_short(candidate: Candidate, lang: Language) -> bool:
    if candidate.slot is not Slot.CHOICE or len(candidate.items) != 1:
        return False
    text, item = candidate.text, candidate.items[0]
    if not item.is_headline or "，" in text or "：" in text or "," in text:
        return False
    is_zh = lang is Language.ZH
    return len(text) <= _CHARACTERS if is_zh else len(text.split()) <= _WORDS


def _belong(first: Candidate, second: Candidate) -> bool:
    one, two = first.items[0].sheet, second.items[0].sheet
    if one.number == two.number or moment(two.item) - moment(one.item) > _NEAR:
        return False
    names = set(_NAME.findall(first.text)) & set(_NAME.findall(second.text))
    return bool(names) and first.text != second.text and not first.is_like(second)


def _joined(first: Candidate, second: Candidate, lang: Language) -> Candidate:
    opening = first.text.rstrip(".。")
    text = (
        f"{opening}，并{second.text}"
        if lang is Language.ZH
        else f"{opening}, and {lowered(second.text)}"
    )
    return replace(
        first,
        text=text,
        spans=first.spans + second.spans,
        cores=first.cores | second.cores,
        weight=max(first.weight, second.weight) + _GAIN,
    )
