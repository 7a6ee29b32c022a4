"""Chooses the few sentences that tell a phase best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.domain.narrative import Language, Slot
from pipeline.draft.extractive import chinese, english
from pipeline.draft.extractive.candidate import Candidate
from pipeline.draft.extractive.pair import pairs
from pipeline.draft.extractive.story import Story
from pipeline.draft.writer import Brief, Line, Usage

_PICKED, _OWN = 1.0, 2.0
"""What clustering's choice and a name of the phase weigh."""
_FEW, _SOME = 3, 12
"""Evidences of a small and of a middling phase."""


class ExtractiveWriter:
    """Composes each slot from the spans themselves: no model, no network, same input same words."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self.usage = Usage()

    def write(self, brief: Brief) -> tuple[Line, ...]:
        """Give the best sentences of each slot; for each rejected one, the next best."""
        story = Story(brief.phase, brief.sheets)
        items = {sheet.number: sheet.item.id for sheet in brief.sheets}
        voice = chinese if self.lang is Language.ZH else english
        found = [
            _weighed(candidate, story, items.get(candidate.order, ""))
            for candidate in voice.candidates(story)
            if voice.is_tellable(candidate)
        ]
        found += pairs(found, self.lang)
        if brief.rejected:
            return _instead(found, brief)
        told: set[str] = set()
        chosen: list[Candidate] = []
        for slot, count in _quotas(len(story.own)).items():
            chosen += _best(_ranked(found, slot), count, told)
        chosen += _best(_ranked(found, Slot.TITLE), 1, set())
        return _ordered(chosen)


def _weighed(candidate: Candidate, story: Story, evidence: str) -> Candidate:
    """Let what speaks of the phase's own technology, and what clustering picked, go first."""
    hints = story.phase.candidates
    weight = candidate.weight
    weight += _PICKED if evidence in getattr(hints, candidate.slot.value, hints.choice) else 0.0
    weight += _OWN if story.is_about(candidate.text) else 0.0
    return replace(candidate, weight=weight)


_LEAST = {Slot.TITLE: -9.0, Slot.CHOICE: -3.0, Slot.PROBLEM: 0.5}
"""What a sentence must weigh to be told at all: an empty slot is better than an empty sentence."""
_MORE = 3.5
"""What a further sentence of a slot must weigh more."""


def _quotas(size: int) -> dict[Slot, int]:
    """Say how many sentences each slot may hold, in the order in which they choose."""
    more = (size > _FEW) + (size > _SOME)
    return {
        Slot.OUTCOME: 1,
        Slot.TRADEOFF: 1,
        Slot.CONSTRAINT: 1,
        Slot.PROBLEM: 1 + (more > 0),
        Slot.ABANDONMENT: 1,
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
        if candidate.value < _LEAST.get(candidate.slot, 0.0) + _MORE * (len(chosen) > 0):
            break
        if not candidate.cores & told and not any(candidate.is_like(one) for one in chosen):
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
