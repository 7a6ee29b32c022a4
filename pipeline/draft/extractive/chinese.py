"""Chinese sentences: said in Chinese where no guess is needed, else quoted word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Slot
from pipeline.draft.extractive import english, tidy, translate
from pipeline.draft.extractive.candidate import Candidate
from pipeline.draft.extractive.remark import Remark, is_whole
from pipeline.draft.extractive.story import Story
from pipeline.draft.sheet import moment

_HAN = re.compile(r"[\u3400-\u9fff]")
_OPENING = "：“"
_MOST = 170
"""Characters of a sentence."""


def candidates(story: Story) -> Iterator[Candidate]:
    """Give what the English writer would tell, in Chinese."""
    for candidate in english.candidates(story):
        text = _said(candidate, story)
        if text:
            yield replace(candidate, text=text, weight=candidate.weight + _ease(text))


def is_tellable(candidate: Candidate) -> bool:
    """Tell whether a sentence has a length that can be read."""
    return len(candidate.text) <= _MOST and is_whole(candidate.text)


def _said(candidate: Candidate, story: Story) -> str:
    items = candidate.items
    if not items:
        return candidate.text
    if candidate.slot is Slot.TITLE:
        return _title(candidate, items[0])
    head = items[0]
    said = _deed(head, dated=story.begins_with(head) or candidate.slot is Slot.ABANDONMENT)
    if len(items) == 1:
        return f"{said or _quoted(head)}。"
    return f"{said or _quoted(head)}，{_quoted(items[1])}。"


def _title(candidate: Candidate, item: Remark) -> str:
    if " → " in candidate.text or _HAN.search(item.text):
        return candidate.text
    return _deed(item, dated=False) or candidate.text


def _deed(item: Remark, *, dated: bool) -> str:
    if _HAN.search(item.text):
        return tidy.ticked(item.text).rstrip("。")
    if item.deed is None:
        return ""
    said = translate.deed(item.deed)
    if not said or not dated:
        return said
    when = moment(item.sheet.item)
    return f"{when.year} 年 {when.month} 月{said}"


def _quoted(item: Remark) -> str:
    """Quote a statement; the frame is made of words that claim nothing themselves."""
    source = "提交" if isinstance(item.sheet.item, Commit) else "变更"
    return f"根据{source}{_OPENING}{item.text}”"


def _ease(text: str) -> float:
    """Let what is said in Chinese go before what is quoted."""
    return 0.0 if _OPENING in text else 2.0
