"""Clauses: the parts of a sentence that each say something of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from pipeline.verify import lexicon
from pipeline.verify.reading import once
from pipeline.verify.token import Kind, Text, Token


class Role(StrEnum):
    """What a clause is to the rest of its sentence."""

    PLAIN = "plain"
    REASON = "reason"
    PURPOSE = "purpose"
    RESULT = "result"
    CONTRAST = "contrast"


CAUSAL = frozenset((Role.REASON, Role.PURPOSE, Role.RESULT))
"""What links two facts: true only if the link is in the evidence as well."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence with its content tokens."""

    role: Role
    text: str
    tokens: tuple[Token, ...]
    has_value: bool = False
    """Whether a number stands in it."""

    def joined(self, other: Clause) -> Clause:
        """Give both as one clause of this one's role."""
        return Clause(
            self.role,
            f"{self.text} {other.text}",
            self.tokens + other.tokens,
            self.has_value or other.has_value,
        )


_LEAST = 2
"""A stretch with fewer content words is no clause: it joins the one before."""
_STOPS = re.compile(r"[;:—–()（）；：，]|,(?!\d)")


def clauses(sentence: Text) -> tuple[Clause, ...]:
    """Cut a sentence into clauses; every content token lands in exactly one."""
    text = sentence.normal
    values = [token for token in sentence.tokens if token.kind is Kind.VALUE or _is_count(token)]
    found: list[Clause] = []
    opening = {at for _, start, end in _opening(sentence) for at in range(start, end)}
    content = [token for token in sentence.content if token.start not in opening]
    for role, start, end in _stretches(sentence):
        inside = tuple(token for token in content if start <= token.start < end)
        counted = any(start <= value.start < end for value in values)
        joins = role in {Role.PLAIN, Role.CONTRAST} and len(inside) < _LEAST
        silent = not inside and (role not in CAUSAL or counted)
        if found and (silent or (joins and found[-1].role in {Role.PLAIN, Role.CONTRAST})):
            last = found[-1]
            found[-1] = last.joined(Clause(role, text[start:end], inside, counted))
        elif inside or (role in CAUSAL and not counted):
            found.append(Clause(role, text[start:end], inside, counted))
    return tuple(_settle(found))


def _is_count(token: Token) -> bool:
    return token.text.casefold() in _number_words()


@lru_cache
def _number_words() -> frozenset[str]:
    return frozenset(lexicon.words("clauses", "numbers"))


def _settle(found: list[Clause]) -> Iterator[Clause]:
    """Let a first clause that is too short join the second."""
    if len(found) > 1 and len(found[0].tokens) < _LEAST and found[0].role is Role.PLAIN:
        first, second = found[0], found[1]
        yield from (replace(first.joined(second), role=second.role), *found[2:])
    else:
        yield from found


def _stretches(sentence: Text) -> Iterator[tuple[Role, int, int]]:
    text = sentence.normal
    cuts: dict[int, Role] = {0: Role.PLAIN}
    for match in _STOPS.finditer(text):
        cuts.setdefault(match.end(), Role.PLAIN)
    for role, at, _ in _opening(sentence):
        if cuts.get(at, Role.PLAIN) is Role.PLAIN:
            cuts[at] = role
    places = sorted(p for p in cuts if not any(start < p < end for start, end in sentence.code))
    for place, end in zip(places, [*places[1:], len(text)], strict=True):
        yield cuts[place], place, end


def _opening(sentence: Text) -> Iterator[tuple[Role, int, int]]:
    """Give the openings that something follows: "stayed flat since" opens nothing."""
    said = len(sentence.normal.rstrip(" ."))
    return ((role, at, end) for role, at, end in openings(sentence) if end < said)


@once
def openings(text: Text) -> tuple[tuple[Role, int, int], ...]:
    """Give where the words that open a clause stand in a text, and in which role."""
    return tuple(
        (role, *match.span())
        for role, opener in _openers()
        for match in opener.finditer(text.normal)
    )


@lru_cache
def _openers() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """Give for each role the pattern of the words that open such a clause."""
    return tuple(
        (
            role,
            lexicon.pattern(
                lexicon.words("clauses", "english", role)
                + lexicon.words("clauses", "chinese", role)
            ),
        )
        for role in (Role.REASON, Role.PURPOSE, Role.RESULT, Role.CONTRAST, Role.PLAIN)
    )
