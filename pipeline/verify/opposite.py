"""GV406, the part that looks at verbs: the evidence says the opposite of the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.rule import Objection
from pipeline.verify.stem import stem
from pipeline.verify.token import Kind, Token

_REACH = 3
"""Content words after a verb that it is taken to be about."""
_SHARED = 2
"""Words that both objects must have in common; a shorter object must be shared whole."""


def opposed(case: Case) -> Iterator[Objection]:
    """GV406: keep where the span says remove, enable where it says disable."""
    spans = [_content(passage.tokens) for d in case.dossiers for passage in d.prose]
    content = _content(case.tokens)
    for at, verb in enumerate(content):
        contrary = _contrary(verb)
        thing = content[at + 1 : at + 1 + _REACH]
        if not contrary or not thing:
            continue
        if any(_says(span, contrary, thing) for span in spans) and not any(
            verb.keys & word.keys for span in spans for word in span
        ):
            yield "the evidence says the opposite of this", verb.text
            return


def _contrary(verb: Token) -> frozenset[str]:
    """Give the opposites of a word; of a Chinese one, those of the words it stands for."""
    roots = {stem(verb.text)}
    if not verb.text.isascii():
        roots |= {key for key in verb.keys if key[0] != "="}
    return frozenset(other for root in roots for other in _opposites().get(root, ()))


def _content(sentence: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(token for token in sentence if token.keys or stem(token.text) in _opposites())


def _says(span: Sequence[Token], verbs: frozenset[str], thing: Sequence[Token]) -> bool:
    """Tell whether one of the verbs stands in a span with the same object."""
    for at, word in enumerate(span):
        if stem(word.text) in verbs:
            beside = span[at + 1 : at + 1 + _REACH + 1]
            shared = sum(any(_named(t) & other.keys for other in beside) for t in thing)
            if shared >= min(_SHARED, len(thing)):
                return True
    return False


def _named(token: Token) -> frozenset[str]:
    """Give what a word is met by here: a name only whole, never by its parts."""
    if token.kind is not Kind.CODE:
        return token.keys
    return frozenset(key for key in token.keys if key[0] in "#~")


@lru_cache
def _opposites() -> dict[str, frozenset[str]]:
    return {
        stem(word): frozenset(stem(other) for other in others)
        for word, others in lexicon.table("claims", "opposites").items()
    }
