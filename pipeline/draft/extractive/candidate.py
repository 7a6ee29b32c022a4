"""Candidates: sentences that could be told, each for one slot, with what speaks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.domain.narrative import Slot
from pipeline.draft.extractive.lexicon import pattern
from pipeline.draft.extractive.remark import Remark
from pipeline.draft.writer import Line

_FIGURE = re.compile(r"(?<![\w.#-])\d[\d.,]*(?![\w-]*-)")
_NAMED = re.compile(r"`[^`]+`|\b[A-Z]{2,}\b|\b[A-Z][a-z]+[A-Z]\w*")
_WORD = re.compile(r"[A-Za-z]{4,}|\d[\d.,]*|[\u3400-\u9fff]{2}")
_ALIKE = 0.6
_SHORT, _LONG, _ENOUGH = 5, 28, 9


@dataclass(frozen=True)
class Candidate:
    """A sentence for a slot.

    Args:
        slot: The part it would play.
        text: The sentence.
        spans: What it rests on.
        cores: The statements that it tells; none is told twice in a phase.
        weight: What speaks for it besides its own words.
        order: Its place in time; the later of two equals stands behind.
        items: The statements that it was made of, for saying it in another language.
    """

    slot: Slot
    text: str
    spans: tuple[str, ...]
    cores: frozenset[str]
    weight: float = 0.0
    order: int = 0
    items: tuple[Remark, ...] = ()

    def sharing(self, cores: frozenset[str]) -> Candidate:
        """Give it as telling more statements."""
        return replace(self, cores=self.cores | cores)

    @property
    def line(self) -> Line:
        """Give it as a line."""
        return Line(slot=self.slot, text=self.text, spans=self.spans)

    def is_like(self, other: Candidate) -> bool:
        """Tell whether both say much the same: most words of the shorter stand in the longer."""
        one, two = words_of(self.text), words_of(other.text)
        return len(one & two) > _ALIKE * min(len(one), len(two))

    @property
    def value(self) -> float:
        """Weigh it: what its words tell and what else speaks for it."""
        return self.weight + worth(self.text)

    @property
    def rank(self) -> tuple[float, int, str]:
        """Give the key that sorts the best first."""
        return (-self.value, self.order, self.text)


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text that are long enough to say something."""
    return frozenset(word.casefold() for word in _WORD.findall(text))


def worth(text: str) -> float:
    """Measure how much a sentence tells: a reason before figures, before names, before length."""
    words = len(text.split())
    total = 3.0 if pattern("cues", "reason").search(text) else 0.0
    total += 1.5 if _FIGURE.search(text) else 0.0
    total += min(len(_NAMED.findall(text)), 2)
    total += min(words, _ENOUGH) / _ENOUGH
    total -= 2.0 if words < _SHORT else 0.0
    total -= (words - _LONG) / 5 if words > _LONG else 0.0
    total -= 3.0 if pattern("skip", "around").search(text) else 0.0
    return total


def made(slot: Slot, text: str, items: tuple[Remark, ...], weight: float = 0.0) -> Candidate:
    """Make a candidate of the remarks that it rests on; a headline takes no full stop."""
    return Candidate(
        slot=slot,
        text=text if slot is Slot.TITLE else f"{text}.",
        spans=tuple(item.key for item in items),
        cores=frozenset(item.text.casefold() for item in items),
        weight=weight,
        order=items[0].sheet.number,
        items=items,
    )
