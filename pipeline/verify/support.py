"""Support: how much of each clause one stretch of one evidence carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.verify.clause import Clause
from pipeline.verify.dossier import Dossier, Passage
from pipeline.verify.names import stands_in
from pipeline.verify.token import Kind, Token

NEAR = 1.0
"""Weight of a word that the stretch itself carries."""
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
    def missing(self) -> tuple[Token, ...]:
        """Give the words that nothing carries."""
        pairs = zip(self.clause.tokens, self.weights, strict=True)
        return tuple(token for token, weight in pairs if not weight)

    @property
    def carried(self) -> tuple[Token, ...]:
        """Give the words that the stretch carries."""
        pairs = zip(self.clause.tokens, self.weights, strict=True)
        return tuple(token for token, weight in pairs if weight >= NEAR)


def footing(clause: Clause, dossiers: tuple[Dossier, ...]) -> Footing:
    """Find the stretch of one evidence that carries most of a clause; the first of equals."""
    best = Footing(clause, None, (), tuple(0.0 for _ in clause.tokens))
    for dossier in dossiers:
        for passages in _stretches(dossier):
            weights = tuple(_weights(clause, dossier, passages))
            if sum(weights) > sum(best.weights):
                best = Footing(clause, dossier, passages, weights)
    return best


def _stretches(dossier: Dossier) -> Iterator[tuple[Passage, ...]]:
    """Give the stretches: the headline with one passage and the next."""
    prose = dossier.prose
    head = prose[:1]
    if len(prose) < 2:  # noqa: PLR2004 - a headline alone
        yield head
    for at in range(1, len(prose)):
        yield head + prose[at : at + 2]


def _weights(clause: Clause, dossier: Dossier, near: tuple[Passage, ...]) -> Iterator[float]:
    keys = frozenset().union(*(passage.keys for passage in near))
    counts = clause.has_value
    for token in clause.tokens:
        if token.keys & keys or _by_record(token, clause, dossier, counts=counts):
            yield NEAR
        else:
            yield FAR if token.keys & dossier.keys else 0.0


def _by_record(token: Token, clause: Clause, dossier: Dossier, *, counts: bool) -> bool:
    """Tell whether the record of the change carries a word: a name, a kind of file, a deed."""
    if token.kind in {Kind.CODE, Kind.NAME}:
        return stands_in(token, dossier)
    if token.keys & dossier.kind_keys:
        return True
    if counts and token.keys & dossier.count_keys:
        return True
    return any(
        token.keys & dossier.deeds(name.text) for name in clause.tokens if name.kind is Kind.CODE
    )
