"""GV302: which of two names acts on the other: A calls B, B is wrapped by A, A before B in rank."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.meeting import own
from pipeline.verify.reading import once
from pipeline.verify.rule import Objection
from pipeline.verify.token import Kind, Text, Token, is_within

Relation = tuple[str, Token, Token]
"""What kind of relation it is, what acts, and what is acted on."""

_CUT = re.compile(r"[;!?；。！？]|\.(?=\s|$)|\n\s*\n")
_LEAD = 160
"""Characters in front of the first name in which the verb for both may stand."""
_FAR = 70
"""Characters between two names beyond which no relation of theirs is read."""


_NO_DEED = re.compile(r"\b(?:is|are|was|were|be|been|being|the|an?|its|this|that)\s+$")
"""What makes a verb in front of a name no deed on it: `was called in`, `the wrapped`."""
_KINDS = ("using", "holding", "sending", "ranking")
_GOVERNED = (
    ("holding", "putting", "inside", False),
    ("holding", "putting", "around", True),
    ("sending", "giving", "onward", True),
    ("sending", "taking", "backward", False),
    ("using", "calling", "within", False),
    ("using", "basing", "onto", True),
    ("ranking", "ranking", "over", True),
)
"""Kind, verbs in front of both names, what links the names, whether the first name acts."""


def reversed_roles(case: Case) -> Iterator[Objection]:
    """GV302: in the sentence one name acts on another, in the evidence that one on it.

    Only relations of one kind are compared, each read in the active and in the passive.
    """
    claimed = relations(case.said) if case.sentence.slot is not Slot.TITLE else ()
    if not claimed:
        return
    stated = [r for d in case.dossiers for p in d.prose for r in relations(p)]
    for kind, one, other in claimed:
        turned = _has(stated, kind, other, one)
        if turned and not _has(stated, kind, one, other):
            yield "in the evidence the other one does this", f"{one.text} … {other.text}"
            return


def _has(stated: Sequence[Relation], kind: str, one: Token, other: Token) -> bool:
    return any(
        found == kind and own(one) & own(first) and own(other) & own(second)
        for found, first, second in stated
    )


@once
def relations(text: Text) -> tuple[Relation, ...]:
    """Give the relations between names that follow one another in a statement."""
    names = [t for t in text.tokens if t.kind in {Kind.CODE, Kind.NAME}]
    if len(names) < 2:  # noqa: PLR2004 - it takes two
        return ()
    cuts = [m.start() for m in _CUT.finditer(text.normal) if not is_within(m.start(), text.code)]
    return tuple(
        relation
        for one, other in pairwise(names)
        if other.start - one.end <= _FAR
        for relation in _between(text, one, other, cuts)
    )


def _between(text: Text, one: Token, other: Token, cuts: list[int]) -> Iterator[Relation]:
    """Read what stands between two names, or the verb in front of both with what is between."""
    at = bisect_left(cuts, one.end)
    if at < len(cuts) and cuts[at] < other.start:
        return
    between = text.normal[one.end : other.start].strip(" `'\"")
    for kind in _KINDS:
        forward, backward = (_cue(kind, way).search(between) for way in ("active", "passive"))
        if forward and backward:  # "is called by" holds "called": the longer one is meant
            longer = len(backward.group()) > len(forward.group())
            forward, backward = (None, backward) if longer else (forward, None)
        if forward and " " not in forward.group() and _NO_DEED.search(between[: forward.start()]):
            return
        if forward or backward:
            yield (kind, one, other) if forward else (kind, other, one)
            return
    start = max(cuts[at - 1] if at else 0, one.start - _LEAD)
    yield from _governed(text.normal[start : one.start], between, one, other)


def _governed(lead: str, between: str, one: Token, other: Token) -> Iterator[Relation]:
    """Read `wrap B in A`, `pass data from A to B`: the last verb in front, and the preposition."""
    for kind, verbs, link, is_active in _GOVERNED:
        if _cue(kind, verbs).search(lead) and _cue(kind, link).search(between):
            yield (kind, one, other) if is_active else (kind, other, one)
            return


@lru_cache
def _cue(kind: str, way: str) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("frames", "relations", kind, way))
