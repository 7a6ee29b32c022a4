"""GV406, the part that looks at verbs: the evidence says the opposite of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.rule import Objection
from pipeline.verify.stem import stem
from pipeline.verify.token import Kind, Token, tokens

_REACH = 3
"""Content words after a verb that it is taken to be about."""
_SHARED = 2
"""Words that both objects must have in common; a shorter object must be shared whole."""


def opposed(case: Case) -> Iterator[Objection]:
    """GV406: keep where the span says remove, enable where it says disable."""
    texts = [passage.normal for d in case.dossiers for passage in d.prose]
    content, plainly = _content(case.text), _affirmed(case.text)
    for at, verb in enumerate(content):
        contrary = contraries(verb)
        is_behind = stem(verb.text) in _bound_before()
        thing = (
            content[max(at - _REACH, 0) : at] if is_behind else content[at + 1 : at + 1 + _REACH]
        )
        if not contrary or not thing or at not in plainly:
            continue
        own = verb.keys | {stem(verb.text)}
        if any(_says(text, contrary, thing) for text in texts) and not any(
            own & {*word.keys, stem(word.text)} for text in texts for word in _content(text)
        ):
            yield "the evidence says the opposite of this", verb.text
            return


def contraries(verb: Token) -> frozenset[str]:
    """Give the opposites of a word; of a Chinese one, those of the words it stands for."""
    roots = {stem(verb.text)}
    if not verb.text.isascii():
        roots |= {key for key in verb.keys if key[0] != "="}
    return frozenset(other for root in roots for other in _opposites().get(root, ()))


@lru_cache(maxsize=16384)
def _content(text: str) -> tuple[Token, ...]:
    return tuple(token for token in tokens(text) if token.keys or stem(token.text) in _opposites())


@lru_cache(maxsize=16384)
def _affirmed(text: str) -> frozenset[int]:
    """Give the places of the words before which nothing denies them: "won't accept" rejects."""
    content = _content(text)
    ends = [0, *(token.end for token in content)]
    return frozenset(
        at for at, token in enumerate(content) if not _denial().search(text, ends[at], token.start)
    )


@lru_cache
def _denial() -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "denial", "verbal"))


def _says(text: str, verbs: frozenset[str], thing: Sequence[Token]) -> bool:
    """Tell whether a span affirms one of the verbs of the same object."""
    span, plain = _content(text), _affirmed(text)
    for at, word in enumerate(span):
        if at in plain and stem(word.text) in verbs:
            beside = span[at + 1 : at + 1 + _REACH + 1]
            shared = sum(any(_named(t) & other.keys for other in beside) for t in thing)
            if shared >= min(_SHARED, len(thing)):
                return True
    return False


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
