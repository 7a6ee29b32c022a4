"""Chooses the few sentences that tell a phase best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.domain.narrative import Language, Slot
from pipeline.domain.phase import Candidates
from pipeline.draft.extractive import english
from pipeline.draft.extractive.candidate import Candidate
from pipeline.draft.writer import Brief, Line, Usage

_FEW, _SOME = 3, 12
"""Evidences of a small and of a middling phase."""


class ExtractiveWriter:
    """Composes each slot from the spans themselves: no model, no network, same input same words."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self.usage = Usage()

    def write(self, brief: Brief) -> tuple[Line, ...]:
        """Give the best sentences of each slot; for each rejected one, the next best."""
        found = [
            _weighed(candidate, brief.phase.candidates, sheet.item.id)
            for sheet in brief.sheets
            for candidate in english.candidates(sheet)
            if english.is_tellable(candidate)
        ]
        if brief.rejected:
            return _instead(found, brief)
        told: set[str] = set()
        chosen: list[Candidate] = []
        for slot, count in _quotas(len(brief.sheets)).items():
            chosen += _best(_ranked(found, slot), count, told)
        chosen += _best(_ranked(found, Slot.TITLE), 1, set())
        return _ordered(chosen)


def _weighed(candidate: Candidate, hints: Candidates, evidence: str) -> Candidate:
    """Let the evidence that clustering picked for a slot go first in it."""
    picked = getattr(hints, candidate.slot.value, hints.choice)
    return replace(candidate, weight=candidate.weight + (1.5 if evidence in picked else 0.0))


def _quotas(size: int) -> dict[Slot, int]:
    """Say how many sentences each slot may hold, in the order in which they choose."""
    more = (size > _FEW) + (size > _SOME)
    return {
        Slot.OUTCOME: 1,
        Slot.TRADEOFF: 1,
        Slot.CONSTRAINT: 1,
        Slot.PROBLEM: 1 + (more > 0),
        Slot.CHOICE: 1 + more,
    }


def _ranked(found: Iterable[Candidate], slot: Slot) -> list[Candidate]:
    return sorted((c for c in found if c.slot is slot), key=lambda c: c.rank)


def _best(ranked: Sequence[Candidate], count: int, told: set[str]) -> list[Candidate]:
    """Take the best whose statements have not been told yet."""
    chosen: list[Candidate] = []
    for candidate in ranked:
        if len(chosen) == count:
            break
        if not candidate.cores & told:
            chosen.append(candidate)
            told |= candidate.cores
    return chosen


def _instead(found: Sequence[Candidate], brief: Brief) -> tuple[Line, ...]:
    """Offer for each rejected sentence the next one of its slot that was not offered yet."""
    lost = [(verdict.sentence.slot, verdict.sentence.text) for verdict in brief.rejected]
    chosen: list[Candidate] = []
    for slot in dict.fromkeys(slot for slot, _ in lost):
        texts = {text for own, text in lost if own is slot}
        ranked = _ranked(found, slot)
        last = max((n for n, c in enumerate(ranked) if c.text in texts), default=len(ranked))
        chosen += _best(ranked[last + 1 :], len(texts), set())
    return _ordered(chosen)


def _ordered(chosen: Iterable[Candidate]) -> tuple[Line, ...]:
    """Put the chosen in the order of the story; within a slot, in the order of time."""
    place = {slot: n for n, slot in enumerate(Slot)}
    return tuple(c.line for c in sorted(chosen, key=lambda c: (place[c.slot], c.order, c.text)))
