"""Sides: what a text gives up, and what it takes instead."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from pipeline.verify import lexicon
from pipeline.verify.frame import Argument, Frame, Part, frames
from pipeline.verify.pairs import exchanges
from pipeline.verify.reading import once
from pipeline.verify.stem import stem
from pipeline.verify.token import Text, Token


class Side(StrEnum):
    """On which side of a change a word stands."""

    OLD = "old"
    NEW = "new"


_ARROW = re.compile(r"->|→|=>|➜")
_FROM = re.compile(r"由\W?$")
_BREAK = re.compile(r"[,;:.()，。；：]|\b(?:and|with|to|for|in|by|where)\b", re.IGNORECASE)
_LEAD = 32
"""Characters in front of a verb that may deny it, or make it a passive."""
_NOT = re.compile(r"(?:\b(?:no longer|not|never)|n['’]t)\s+$", re.IGNORECASE)
_ONCE = re.compile(r"\b(?:had|having|once)\s+(?:been\s+)?$", re.IGNORECASE)
"""What makes a use one that is over."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
"""What makes a verb one without an object: what follows it is told of something else."""
_INSERTED = re.compile(r"\s+in\s")
_STOP = re.compile(
    r"[,;:.()，。；：、]|\b(?:and|but|when|so|before|after|until|while|if)\b|(?<![理自路缘])由(?!于)",
    re.IGNORECASE,
)
_REACH = 3
"""Content words beside a cue that it is about."""
_FAR = 40
"""Characters from a cue beyond which no word belongs to it."""


@once
def sides(read: Text) -> tuple[tuple[Token, Side], ...]:
    """Give the words of a text that stand on one side of a change."""
    text = read.normal
    content = read.telling
    told = (
        *_pointed(text, content),
        *_cued(text, content),
        *_behind(text, content),
        *_exchanged(read),
    )
    cued = {token for token, _ in told}
    framed = (pair for frame in frames(read) for pair in _framed(frame, text))
    return (*(pair for pair in framed if pair[0] not in cued), *told)


def _exchanged(read: Text) -> Iterator[tuple[Token, Side]]:
    """Read `from A to B` and its like, where both sides are short."""
    for old, new in exchanges(read):
        told = (old.telling, new.telling)
        if max(map(len, told)) <= _REACH:
            for phrase, side in zip(told, Side, strict=True):
                yield from ((token, side) for token in phrase)


def _framed(frame: Frame, text: str) -> Iterator[tuple[Token, Side]]:
    for argument in frame.arguments:
        side = _side(frame, argument, text)
        if side:
            yield from ((token, side) for token in argument.tokens)


def _side(frame: Frame, argument: Argument, text: str) -> Side | None:
    """Give the side of an argument: by its preposition, else by what the verb does to it."""
    match argument.part:
        case Part.SOURCE | Part.TARGET:
            return _of_end(frame, argument.part)
        case _ if _is_exchange(frame) and _INSERTED.match(text, frame.verb.end):
            return None
        case Part.OBJECT:
            return _of_object(frame, argument, text)
        case Part.MEANS | Part.AIM if _does(frame, "given_up") and _is_exchange(frame):
            return Side.NEW
        case Part.SUBJECT if _does(frame, "become") and _FROM.search(text[: argument.start]):
            return Side.OLD
        case _:
            return None


def _of_end(frame: Frame, part: Part) -> Side | None:
    """Give the side of where something comes from or goes to."""
    if part is Part.TARGET and _does(frame, "preferred"):
        return Side.OLD
    if not _leads_away(frame, Part.SOURCE if part is Part.TARGET else Part.TARGET):
        return None
    return Side.NEW if part is Part.TARGET else Side.OLD


def _leads_away(frame: Frame, other: Part) -> bool:
    """Tell whether from and to are ends of a way: of a move, or because both are named.

    "Estimated from the interval" gives up nothing, "added to the queue" replaces nothing.
    """
    ways = ("moved", "given_up", "turned", "become")
    return any(_does(frame, way) for way in ways) or any(frame.parts(other))


def _of_object(frame: Frame, argument: Argument, text: str) -> Side | None:
    if _does(frame, "become"):
        return Side.OLD if argument.start < frame.verb.start else Side.NEW
    if _does(frame, "given_up") or (_does(frame, "turned") and _says_into_what(frame)):
        return Side.OLD
    lead = text[max(0, frame.verb.start - _LEAD) : frame.verb.start]
    if not _does(frame, "taken") or _PASSIVE.search(lead):
        return None
    is_over = stem(frame.verb.text) == stem("use") and _ONCE.search(lead)
    return Side.OLD if is_over or _NOT.search(lead) else Side.NEW


def _says_into_what(frame: Frame) -> bool:
    named = {argument.part for argument in frame.arguments}
    return Part.TARGET in named and Part.SOURCE not in named


def _is_exchange(frame: Frame) -> bool:
    return stem(frame.verb.text) in {stem("replace"), stem("swap")}


def _does(frame: Frame, what: str) -> bool:
    word = frame.verb.text
    return (stem(word) if word.isascii() else word) in _verbs(what)


def moves(frame: Frame) -> bool:
    """Tell whether a frame says what is given up or taken: its names have sides, not just roles."""
    return any(_does(frame, what) for what in ("given_up", "taken", "turned", "become"))


@lru_cache
def _verbs(what: str) -> frozenset[str]:
    return frozenset(stem(word) for word in lexicon.words("frames", "sides", what))


def _pointed(text: str, content: Sequence[Token]) -> Iterator[tuple[Token, Side]]:
    """Read `old -> new`."""
    starts = [token.start for token in content]
    for match in _ARROW.finditer(text):
        at = bisect_left(starts, match.start())
        yield from ((token, Side.OLD) for token in content[max(at - 1, 0) : at])
        yield from ((token, Side.NEW) for token in content[at : at + 1])


def _cued(text: str, content: Sequence[Token]) -> Iterator[tuple[Token, Side]]:
    starts = [token.start for token in content]
    for side in Side:
        for match in _cues(side).finditer(text):
            at = bisect_left(starts, match.end())
            for token in content[at : at + _REACH]:
                between = text[match.end() : token.start]
                if (
                    len(between) > _FAR
                    or _BREAK.search(between)
                    or any(_cues(s).search(between) for s in Side)
                ):
                    break
                yield token, side
            if _turns().match(text, match.start()):
                ahead = content[: bisect_left(starts, match.start())]
                yield from _before(text, ahead, match.start(), OTHER[side])


def _behind(text: str, content: Sequence[Token]) -> Iterator[tuple[Token, Side]]:
    """Read what says of the words before it on which side they stand: `X took its place`."""
    starts = [token.start for token in content]
    for side in Side:
        for match in _cues_behind(side).finditer(text):
            at = bisect_left(starts, match.start())
            yield from _before(text, content[:at], match.start(), side)


def _before(
    text: str, content: Sequence[Token], end: int, side: Side
) -> Iterator[tuple[Token, Side]]:
    """Give what stands right before a cue, all on one side."""
    for token in reversed(content[-_REACH:]):
        if not 0 <= end - token.end <= _FAR or _STOP.search(text[token.end : end]):
            return
        yield token, side


OTHER = {Side.OLD: Side.NEW, Side.NEW: Side.OLD}


@lru_cache
def _turns() -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("frames", "sides", "turns"))


@lru_cache
def _cues(side: Side) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("frames", "sides", side))


@lru_cache
def _cues_behind(side: Side) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("frames", "sides", f"{side}_behind"))
