"""What a word of the sentence may be called in the evidence, and what a word there is met by."""

from __future__ import annotations

from pipeline.verify import lexicon
from pipeline.verify.token import Kind, Token, parts


def met_by(token: Token) -> frozenset[str]:
    """Give what a word of the sentence may be called in the evidence."""
    if token.kind is Kind.VALUE:
        return frozenset((token.text,))
    if token.kind is Kind.CODE:
        return _named(token)
    return lexicon.direct(token.keys)


def heard(token: Token) -> frozenset[str]:
    """Give what a word of the evidence is met by."""
    if token.kind is Kind.VALUE:
        return frozenset((token.text,))
    return lexicon.roots(token.keys) | (_named(token) if token.kind is Kind.CODE else frozenset())


def own(token: Token) -> frozenset[str]:
    """Give what makes a word this one: a figure or sign as it stands, a name of parts whole."""
    if token.kind is Kind.CODE and len(parts(token.text)) > 1:
        return lexicon.names(token.keys)
    return lexicon.roots(token.keys) or frozenset((token.text,))


def _named(token: Token) -> frozenset[str]:
    """Give a name whole, never by its parts."""
    return lexicon.names(token.keys) | {"#" + token.text.casefold()}
