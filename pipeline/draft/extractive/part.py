"""Which part of the story a statement tells, by its cues, its section and whom it speaks of."""

from __future__ import annotations

import re

from pipeline.domain.narrative import Slot
from pipeline.draft.extractive.remark import Remark
from pipeline.draft.extractive.story import Story

_FIXES = frozenset(("fix", "bugfix", "hotfix"))
_WISH = re.compile(r"^\S+(?:\s\S+){0,2} should (?!have\b)", re.IGNORECASE)
"""How something is meant to behave: it says nothing of what went wrong."""


def part_of_deed(item: Remark) -> Slot:
    """Say which part a deed plays: most are choices.

    `fix: wait for workers` tells what is done now, not what was wrong.
    """
    if item.says("outcome") and item.says("measured"):
        return Slot.OUTCOME
    is_wrong = item.deed.verb == "fix" if item.deed else item.kind in _FIXES
    if is_wrong:
        return Slot.PROBLEM
    if item.says("tradeoff") or item.section == "tradeoff":
        return Slot.TRADEOFF
    return Slot.CHOICE


def part_of_sentence(item: Remark, story: Story) -> Slot | None:
    """Say which part a statement plays; None where it plays none.

    A figure alone is no result: "reports held the lock for 4 s" is the problem. A statement about
    what was given up, and not about what came after it, is never a result.
    """
    is_old = story.is_about_the_old(item.text)
    praises = story.is_about_the_new(item.text) and not item.says("problem")
    is_result = item.says("result") or praises
    is_measured = item.says("measured")
    is_wished = bool(_WISH.search(item.text))
    tests = (
        (Slot.TRADEOFF, item.section == "tradeoff"),
        (Slot.OUTCOME, is_measured and not is_old and (is_result or item.section == "outcome")),
        (Slot.CONSTRAINT, item.says("constraint") and item.says("firm")),
        (Slot.TRADEOFF, item.says("tradeoff")),
        (
            Slot.PROBLEM,
            not is_wished and (item.says("problem") or item.section == "problem" or is_old),
        ),
        (Slot.PROBLEM, story.gives_the_reason(item)),
        (Slot.OUTCOME, is_measured and item.says("outcome")),
        (Slot.CONSTRAINT, item.says("constraint")),
    )
    return next((slot for slot, is_it in tests if is_it), None)
