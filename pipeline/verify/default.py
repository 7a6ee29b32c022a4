"""GV406, the part that looks at defaults: on where the evidence says off, opt-in for opt-out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.reading import once
from pipeline.verify.rule import Objection
from pipeline.verify.token import Text, Token

_FAR = 40
"""Characters in front of a state in which what turns it round may stand."""
_NOTHING = re.compile(r"\s*")
_WORDS = re.compile(r"(?:\s+[^\s,;:.]+){0,5}\s*|[^\s，,。；]{0,4}")
"""What may stand between what turns a state round and the state."""
_DEED = re.compile(r"(?:en|dis)abled|(?:de)?activated", re.IGNORECASE)


class State(NamedTuple):
    """What a text says to be on or off unless told otherwise."""

    is_on: bool
    words: str
    is_settled: bool
    """Whether it is so from the change on: behind "was" it may as well be what was before."""


def defaulted(case: Case) -> Iterator[Objection]:
    """GV406: what is on or off by default after the change is so in the evidence as well."""
    claimed = [state for state in states(case.said) if state.is_settled or _is_event(state, case)]
    if not claimed:
        return
    stated = {
        state.is_on
        for dossier in case.dossiers
        for passage in dossier.prose
        if any(token.keys & passage.keys for token in _about(case.said))
        for state in states(passage)
        if state.is_settled
    }
    for state in claimed:
        if stated == {not state.is_on}:
            yield "the evidence says the opposite of this", state.words
            return


def _is_event(state: State, case: Case) -> bool:
    """Tell whether "was enabled" tells what was done, not how things were."""
    return case.sentence.slot is not Slot.PROBLEM and bool(_DEED.match(state.words))


@once
def states(text: Text) -> tuple[State, ...]:
    """Read what a text says of defaults; of what "no longer" or 此前 lead, the opposite holds."""
    found = []
    for is_on, name in ((True, "on"), (False, "off")):
        for match in _cue(name).finditer(text.normal):
            before = text.normal[max(match.start() - _FAR, 0) : match.start()]
            is_turned = _is_led(before, "turned", _WORDS) or _is_led(before, "former", _NOTHING)
            is_settled = is_turned or not _is_led(before, "unclear", _NOTHING)
            found.append(State(is_on is not is_turned, match[0], is_settled))
    return tuple(found)


def _is_led(before: str, name: str, between: re.Pattern[str]) -> bool:
    """Tell whether one of some words stands in front, with nothing else between."""
    return any(between.fullmatch(before, cue.end()) for cue in _cue(name).finditer(before))


def _about(text: Text) -> Iterator[Token]:
    """Give the content words of a text that tell what has the default."""
    return (token for token in text.content if token.keys.isdisjoint(_idle()))


@lru_cache
def _idle() -> frozenset[str]:
    return frozenset[str]().union(
        *map(lexicon.keys_of, lexicon.words("claims", "defaults", "idle"))
    )


@lru_cache
def _cue(name: str) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "defaults", name))
