"""Sentences that say that one thing took another's place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.cluster.name import NOTHING, Name, clean, of_phrase
from pipeline.domain.text import paragraphs, sentences

_THING = r"[^,;:()\n。，；：]{2,70}?"
_END = (
    r"(?=\s+(?:for|in|on|at|as|so|to|because|since|when|while|which|that|and|but|due|by|if|until|"
    r"from|via|per|where|between|among|during|under|across|inside|within|after|before|instead|with)\b|[,;:()!]|\.(?:\s|$)|\s-\s|$)"
)
_VERB_FROM_TO = r"(?:migrat|switch|convert|transition)\w*"
_VERB_GIVE_UP = (
    r"(?:(?:drop|remov|deprecat|delet|retir|eliminat)\w*|get(?:s|ting)?\s+rid\s+of|"
    r"stop(?:s|ped)?\s+using)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A replacement as prose states it. `weight` says how plainly it does so."""

    origin: Name
    target: Name
    weight: int
    sentence: str


_X, _Y = rf"(?P<x>{_THING})", rf"(?P<y>{_THING})"
_CODE = r"`?[\w./@-]{3,40}`?"
_LATIN = r"[A-Za-z0-9][\w./+ -]{0,38}[A-Za-z0-9]"
_ZH_X, _ZH_Y = rf"(?P<x>{_LATIN})", rf"(?P<y>{_LATIN})"
_PLAINEST, _PLAIN, _HINT = 4, 3, 2
_PATTERNS: tuple[tuple[int, str], ...] = (
    (_PLAINEST, rf"\breplac\w*\s+{_X}\s+(?:with|by)\s+{_Y}{_END}"),
    (_PLAINEST, rf"\bswap\w*\s+(?:out\s+)?{_X}\s+(?:for|with|to)\s+{_Y}{_END}"),
    (_PLAINEST, rf"\b{_VERB_FROM_TO}\s+(?:{_THING}\s+)?from\s+{_X}\s+to\s+{_Y}{_END}"),
    (_PLAINEST, rf"\b{_VERB_GIVE_UP}\s+{_X}\s+in\s+favou?r\s+of\s+{_Y}{_END}"),
    (_PLAINEST, rf"\bus(?:e|es|ing)\s+{_Y}\s+(?:instead\s+of|rather\s+than|over)\s+{_X}{_END}"),
    (_PLAINEST, rf"[将把从]?\s*{_ZH_X}\s*(?:替换为|替换成|迁移到|迁移至|改用|换成|改为)\s*{_ZH_Y}"),
    (_PLAINEST, rf"用\s*{_ZH_Y}\s*(?:替换|代替|取代)\s*{_ZH_X}"),
    (_PLAIN, rf"\b(?:mov|port|chang)\w*\s+(?:{_THING}\s+)?from\s+{_X}\s+to\s+{_Y}{_END}"),
    (_PLAIN, rf"\b(?:migrat|port|convert)\w*\s+{_X}\s+(?:over\s+)?to\s+(?!use\b){_Y}{_END}"),
    (_HINT, rf"(?<!\S)(?P<x>{_CODE})\s*(?:->|→|=>)\s*(?P<y>{_CODE})(?!\S)"),
    (_HINT, rf"\b(?:switch|migrat|mov|chang)\w*\s+(?:over\s+)?to\s+(?:using\s+)?{_Y}{_END}"),
    (_HINT, rf"\b{_VERB_GIVE_UP}\s+{_X}{_END}"),
    (_HINT, rf"(?:弃用|移除|去掉|放弃)\s*{_ZH_X}"),
    (_HINT, rf"(?:改用|切换到|迁移到)\s*{_ZH_Y}"),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), weight) for weight, pattern in _PATTERNS)
_SUBJECT_TAIL = re.compile(r"\s*\(#\d+\)\s*$")
_VALUE = re.compile(r"^v?\d[\w.]*$|^\d")
_MOST_WORDS = 5
_LONGEST_SENTENCE = 400


@lru_cache(maxsize=65536)
def cues(text: str) -> tuple[Cue, ...]:
    """Find the replacements that one sentence states, plainest first."""
    sentence = _SUBJECT_TAIL.sub("", text)[:_LONGEST_SENTENCE]
    found = sorted(_cues(sentence, text), key=lambda cue: -cue.weight)
    return tuple(found)


def _cues(sentence: str, text: str) -> Iterator[Cue]:
    for pattern, weight in _COMPILED:
        match = pattern.search(sentence)
        if not match:
            continue
        sides = match.groupdict()
        origin, target = _side(sides.get("x"), is_origin=True), _side(sides.get("y"))
        if origin is None or target is None:
            continue
        if origin.key == target.key:  # two parts of one technology
            origin, target = _own_words(sides["x"]), _own_words(sides["y"])
        if origin.key != target.key:
            yield Cue(origin, target, weight, text)


def _own_words(phrase: str) -> Name:
    bare = clean(phrase, whole=True)
    return Name(bare.casefold(), bare)


def _side(phrase: str | None, *, is_origin: bool = False) -> Name | None:
    """Name one side; None if what stands there is no technology."""
    if phrase is None:
        return NOTHING
    if len(phrase.split()) > _MOST_WORDS + 2:
        return None
    name = of_phrase(phrase, by_head=is_origin)
    if not name.key or _VALUE.match(name.title) or len(name.title.split()) > _MOST_WORDS:
        return None
    return name


def prose_cues(body: str) -> Iterator[Cue]:
    """Find the replacements that a description states, sentence by sentence."""
    for paragraph in paragraphs(body):
        for sentence in sentences(paragraph):
            yield from cues(sentence)
