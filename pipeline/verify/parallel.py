"""GV302: two statements side by side whose heads the evidence has the other way about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.dossier import Dossier
from pipeline.verify.frame import is_verb
from pipeline.verify.meeting import heard, met_by
from pipeline.verify.reading import once
from pipeline.verify.rule import Objection
from pipeline.verify.token import Kind, Text, Token, is_within

_MOST = 12
"""Statements of a sentence that are compared with each other: it keeps the work bounded."""
_CUT = re.compile(
    r"[;:.!?)；：。！？）—–](?=\s|[\u3400-\u9fff]|$)|[,，、](?!\d)|\s-\s|\n"
    r"|\b(?:and|or|but|while|whereas|whilst|instead of|rather than|not|than|so|because|since"
    r"|which|when|where|if|as)\b"
)
"""What ends a statement. A parenthesis goes with what stands before it: `brotli (for CPython)`."""

_Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Statement:
    """A stretch of the sentence: its content words, what they are, and what each may be called."""

    tokens: tuple[Token, ...]
    own: tuple[_Keys, ...]
    met: tuple[_Keys, ...]
    keys: _Keys
    """What stands in it, without what else that may be called."""

    def has(self, keys: _Keys, *, but: _Keys) -> bool:
        """Tell whether a word may be called one of these; some words are left out."""
        return any(met & keys for own, met in zip(self.own, self.met, strict=True) if not own & but)


def paralleled(case: Case) -> Iterator[Objection]:
    """GV302: what is said of each of two things, the evidence says of the other one only.

    `A takes reads, while B takes writes`: two statements whose heads stand in the same place. Each
    has a word that the evidence has beside the other's head, and no word that it has beside its
    own head alone.
    """
    if case.sentence.slot is Slot.TITLE:
        return
    stretches = _stretches(case.said)[:_MOST]
    heads = [
        (at, one, other)
        for one, other in combinations(range(len(stretches)), 2)
        for at in (0, -1)
        if _are_alike(stretches[one][at], stretches[other][at], at)
        and _is_heard(stretches[one][at], case.dossiers)
        and _is_heard(stretches[other][at], case.dossiers)
    ]
    told = [_statement(tokens) for tokens in stretches] if heads else []
    stated = [keys for d in case.dossiers for keys in _keys_of(d)] if heads else []
    for at, one, other in heads:
        if _turned(told[one], told[other], at, stated):
            words = f"{stretches[one][at].text} … {stretches[other][at].text}"
            yield "the evidence says of each of these what this says of the other", words
            return


def _are_alike(one: Token, other: Token, at: int) -> bool:
    """Tell whether two words may head statements that are told side by side.

    What a statement ends with is its head only if it is a name: else it is any noun.
    """
    if at:
        return {one.kind, other.kind} <= {Kind.CODE, Kind.NAME}
    are_alike = all((one.kind is kind) is (other.kind is kind) for kind in (Kind.CODE, Kind.VALUE))
    return are_alike and not (_is_deed(one) or _is_deed(other))


def _is_deed(token: Token) -> bool:
    """Tell whether a word opens its statement as the verb: `Moved the reads`."""
    return is_verb(token) or token.text in lexicon.chinese_verbs()


def _turned(one: _Statement, other: _Statement, at: int, stated: Sequence[_Keys]) -> bool:
    """Tell whether the evidence has each statement beside the other's head, neither by its own."""
    mine, theirs = one.met[at], other.met[at]
    if not mine.isdisjoint(other.keys) or not theirs.isdisjoint(one.keys):
        return False
    with_mine = _beside(mine, theirs, stated)
    with_theirs = _beside(theirs, mine, stated) if with_mine else with_mine
    if not with_theirs:
        return False
    only_mine, only_theirs = with_mine - with_theirs, with_theirs - with_mine
    both = one.own[at] | other.own[at] | (one.keys & other.keys)
    is_told = one.has(only_mine, but=both) or other.has(only_theirs, but=both)
    return not is_told and one.has(only_theirs, but=both) and other.has(only_mine, but=both)


def _beside(head: _Keys, other: _Keys, stated: Sequence[_Keys]) -> _Keys:
    """Give what stands in one statement with a head, and without the other."""
    return frozenset[str]().union(
        *(keys for keys in stated if not keys.isdisjoint(head) and keys.isdisjoint(other))
    )


@once
def _keys_of(dossier: Dossier) -> tuple[_Keys, ...]:
    """Give for each statement of the prose what stands in it."""
    return tuple(
        frozenset[str]().union(*map(heard, tokens))
        for passage in dossier.prose
        for tokens in _stretches(passage)
    )


def _is_heard(token: Token, dossiers: Sequence[Dossier]) -> bool:
    keys = met_by(token)
    return any(not keys.isdisjoint(dossier.heard) for dossier in dossiers)


def _statement(tokens: tuple[Token, ...]) -> _Statement:
    own = tuple(map(heard, tokens))
    return _Statement(tokens, own, tuple(map(met_by, tokens)), frozenset[str]().union(*own))


def _stretches(text: Text) -> list[tuple[Token, ...]]:
    """Give the content words and figures of each statement of a text; none is empty."""
    found = (match.start() for match in _CUT.finditer(text.normal))
    cuts = [at for at in found if not is_within(at, text.code)]
    at = groupby(text.telling, lambda token: bisect_right(cuts, token.start))
    return [tuple(tokens) for _, tokens in at]
