"""GV406, the part that looks at verbs: the evidence says the opposite of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.reading import once
from pipeline.verify.rule import Objection
from pipeline.verify.stem import stem
from pipeline.verify.token import Kind, Text, Token

_REACH = 3
"""Content words after a verb that it is taken to be about."""
_SHARED = 2
"""Words that both objects must have in common; a shorter object must be shared whole."""


def opposed(case: Case) -> Iterator[Objection]:
    """GV406: keep where the span says remove, enable where it says disable."""
    texts = [passage for d in case.dossiers for passage in d.prose]
    content = _content(case.said)
    for at, verb in enumerate(content):
        contrary = _contraries(verb)
        if not contrary:
            continue
        is_behind = stem(verb.text) in _bound_before()
        thing = (
            content[max(at - _REACH, 0) : at] if is_behind else content[at + 1 : at + 1 + _REACH]
        )
        if not thing or _is_denied(case.said, at):
            continue
        own = verb.keys | {stem(verb.text)}
        denied = [
            _is_denied(text, place) for text in texts for place in _said(text, contrary, thing)
        ]
        if (
            denied
            and not any(denied)
            and not any(
                own & {*word.keys, stem(word.text)} for text in texts for word in _content(text)
            )
        ):
            yield "the evidence says the opposite of this", verb.text
            return


def _contraries(verb: Token) -> frozenset[str]:
    """Give the opposites of a word; of a Chinese one, those of the words it stands for."""
    own = _opposites().get(stem(verb.text), frozenset())
    if verb.text.isascii():
        return own
    return own.union(*(_opposites().get(root, ()) for root in lexicon.roots(verb.keys)))


def opposed_to(word: str) -> frozenset[str]:
    """Give the stems of the words that a word is an opposite of."""
    return _reverse().get(stem(word), frozenset())


@lru_cache
def _reverse() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, others in lexicon.table("claims", "opposites").items():
        for other in map(stem, others):
            found[other] = found.get(other, frozenset()) | {stem(word)}
    return found


@once
def _content(text: Text) -> tuple[Token, ...]:
    return tuple(token for token in text.tokens if token.keys or stem(token.text) in _opposites())


def _is_denied(text: Text, at: int) -> bool:
    """Tell whether a word is denied by what stands before it: won't accept."""
    content = _content(text)
    before = content[at - 1].end if at else 0
    return bool(_denial().search(text.normal, before, content[at].start))


@lru_cache
def _denial() -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "denial", "verbal"))


def _said(text: Text, verbs: frozenset[str], thing: Sequence[Token]) -> Iterator[int]:
    """Give where a span has one of the verbs with the same object."""
    span = _content(text)
    for at, word in enumerate(span):
        if stem(word.text) in verbs:
            beside = span[at + 1 : at + 1 + _REACH + 1]
            shared = sum(any(_named(t) & other.keys for other in beside) for t in thing)
            if shared >= min(_SHARED, len(thing)):
                yield at


def _named(token: Token) -> frozenset[str]:
    """Give what a word is met by here: a name only whole, never by its parts."""
    if token.kind is not Kind.CODE:
        return token.keys
    return lexicon.names(token.keys)


@lru_cache
def _bound_before() -> frozenset[str]:
    return frozenset(map(stem, lexicon.words("claims", "opposites_bound", "before")))


@lru_cache
def _opposites() -> dict[str, frozenset[str]]:
    return {
        stem(word): frozenset(stem(other) for other in others)
        for word, others in lexicon.table("claims", "opposites").items()
    }
