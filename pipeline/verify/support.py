"""Support: how much of each clause one stretch of one evidence carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.verify import lexicon
from pipeline.verify.clause import Clause
from pipeline.verify.dossier import Dossier, Passage, Stretch
from pipeline.verify.names import stands_in
from pipeline.verify.token import Kind, Token

NEAR = 1.0
"""Weight of a word that the stretch itself carries."""
AKIN = 0.5
"""Weight of a word that the stretch carries only by the concept that both belong to."""
FAR = 0.4
"""Weight of a word that only stands elsewhere in the same evidence."""


@dataclass(frozen=True)
class Footing:
    """What one clause rests on: the evidence, the stretch of it, and what each word weighs."""

    clause: Clause
    dossier: Dossier | None
    passages: tuple[Passage, ...]
    weights: tuple[float, ...]

    @cached_property
    def share(self) -> float:
        """Give the carried share of the clause's content, from 0 to 1."""
        return sum(self.weights) / len(self.weights) if self.weights else 1.0

    @property
    def lacking(self) -> float:
        """Give the weight of what is not carried, in words."""
        return len(self.weights) - sum(self.weights)

    @property
    def missing(self) -> tuple[Token, ...]:
        """Give the words that nothing carries."""
        pairs = zip(self.clause.tokens, self.weights, strict=True)
        return tuple(token for token, weight in pairs if not weight)

    @property
    def carried(self) -> tuple[Token, ...]:
        """Give the words that the stretch carries."""
        pairs = zip(self.clause.tokens, self.weights, strict=True)
        return tuple(token for token, weight in pairs if weight >= NEAR)


def footing(clause: Clause, dossiers: tuple[Dossier, ...], proved: frozenset[Token]) -> Footing:
    """Find the stretch of one evidence that carries most of a clause; the first of equals.

    The words of a figure that the value rules proved are carried wherever they stand.
    """
    best, most = Footing(clause, None, (), tuple(0.0 for _ in clause.tokens)), 0.0
    for dossier in dossiers:
        recorded = _recorded(clause, dossier)
        carried = tuple(
            token in proved or _by_record(token, dossier, recorded) for token in clause.tokens
        )
        for stretch in dossier.stretches:
            weights = tuple(_weights(clause, dossier, stretch, carried))
            if (total := sum(weights)) > most:
                best, most = Footing(clause, dossier, stretch.passages, weights), total
    return best


def _weights(
    clause: Clause, dossier: Dossier, near: Stretch, carried: tuple[bool, ...]
) -> Iterator[float]:
    for token, is_carried in zip(clause.tokens, carried, strict=True):
        if is_carried or not lexicon.direct(token.keys).isdisjoint(near.roots):
            yield NEAR
        elif not token.keys.isdisjoint(near.keys):
            yield AKIN
        else:
            yield FAR if _stands_far(token, dossier) else 0.0


def _stands_far(token: Token, dossier: Dossier) -> bool:
    """Tell whether a word stands elsewhere in the evidence, be it in the name of a file."""
    if token.kind is Kind.WORD:
        own = lexicon.roots(token.keys)
        direct = lexicon.direct(token.keys)
        return not direct.isdisjoint(dossier.prose_roots) or not own.isdisjoint(dossier.record_keys)
    return not token.keys.isdisjoint(dossier.keys)


def _by_record(token: Token, dossier: Dossier, recorded: frozenset[str]) -> bool:
    """Tell whether the record of the change carries a word, or holds it as a name."""
    if token.kind in {Kind.CODE, Kind.NAME}:
        return stands_in(token, dossier)
    return not lexicon.direct(token.keys).isdisjoint(recorded)


def _recorded(clause: Clause, dossier: Dossier) -> frozenset[str]:
    """Give the keys of what the record carries: kinds of file, deeds on the clause's names."""
    names = (token.text for token in clause.tokens if token.kind is Kind.CODE)
    counted = dossier.count_keys if clause.has_value else frozenset[str]()
    return dossier.kind_keys.union(counted, *map(dossier.deeds, names))
