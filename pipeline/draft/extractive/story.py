"""What only the transitions of a phase can tell: what took whose place, when, and why it went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.domain.narrative import Slot
from pipeline.domain.phase import Phase, Transition
from pipeline.domain.text import normalize
from pipeline.draft.extractive import deed, remark, tidy
from pipeline.draft.extractive.candidate import Candidate, made
from pipeline.draft.extractive.names import canonical, surface
from pipeline.draft.extractive.remark import Remark
from pipeline.draft.sheet import Sheet, moment

_PARTING = frozenset(
    (
        *("replace", "remove", "drop", "migrate", "switch", "move", "retire", "abandon", "swap"),
        *("deprecate", "delete", "port", "rewrite", "convert", "use", "substitute", "eliminate"),
    )
)
_DATED = 12
"""Words of a deed that the month is added to."""
_NOT_SIMPLE = re.compile(r"[,;:(]|\b(?:in|since|because|so that|when|if|that|which)\b")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Story:
    """A phase and the sheets of its two ends.

    Args:
        phase: What is told.
        sheets: Everything that may be cited.
    """

    phase: Phase
    sheets: tuple[Sheet, ...]

    @cached_property
    def own(self) -> tuple[Sheet, ...]:
        """Give the evidence of the phase itself, without that of what ended it."""
        gone = {sheet.number for sheet in self.last}
        return tuple(sheet for sheet in self.sheets if sheet.number not in gone)

    @cached_property
    def first(self) -> tuple[Sheet, ...]:
        """Give the evidence of the transition that began the phase."""
        return self._of(self.phase.transition)

    @cached_property
    def last(self) -> tuple[Sheet, ...]:
        """Give the evidence of the transition that ended it."""
        began = {sheet.number for sheet in self.first}
        return tuple(s for s in self._of(self.phase.ending) if s.number not in began)

    def _of(self, transition: Transition | None) -> tuple[Sheet, ...]:
        if transition is None:
            return ()
        ids = {transition.start_commit, transition.end_commit, *transition.evidence}
        return tuple(sheet for sheet in self.sheets if sheet.item.id in ids)

    def is_about(self, text: str) -> bool:
        """Tell whether a text names what the phase adopted or gave up."""
        return bool(surface(self.phase.technology, text) or surface(self.phase.replaces, text))

    def is_about_the_new(self, text: str) -> bool:
        """Tell whether a text names what took the place of something else."""
        return bool(self.phase.replaces and surface(self.phase.technology, text))

    def is_about_the_old(self, text: str) -> bool:
        """Tell whether a text names what was given up and not what took its place."""
        names_new = surface(self.phase.technology, text)
        return bool(surface(self.phase.replaces, text)) and not names_new

    def gives_the_reason(self, item: Remark) -> bool:
        """Tell whether clustering took a statement for the reason of the beginning."""
        return _is_reason(item, self.phase.transition)

    def begins_with(self, head: Remark) -> bool:
        """Tell whether a headline tells the replacement that the phase began with."""
        if head.deed is None or head.deed.verb not in _PARTING or not self.is_about(head.text):
            return False
        return head.sheet.number in {sheet.number for sheet in self.first}

    @property
    def turn(self) -> frozenset[str]:
        """Give the statement that all tellings of the first transition share."""
        return frozenset((f"{self.phase.replaces} → {self.phase.technology}",))

    @staticmethod
    def dated(told: str, sheet: Sheet) -> str:
        """Add the month of the change to a short and simple deed."""
        if len(told.split()) > _DATED or _NOT_SIMPLE.search(told):
            return told
        when = moment(sheet.item)
        return f"{told} in {_MONTHS[when.month - 1]} {when.year}"

    def titles(self) -> Iterator[Candidate]:
        """Give `old` → `new`, resting on spans that name both."""
        old, new = self.phase.replaces, self.phase.technology
        if not (self.phase.transition and old and new):
            return
        for weight, found in _naming(self.first, old, new):
            names = [tidy.coded(canonical(name)) for name in (found.old, found.new)]
            yield Candidate(
                slot=Slot.TITLE,
                text=" → ".join(names),
                spans=found.spans,
                cores=self.turn,
                weight=6.0 - weight,
                order=0,
            )

    def endings(self) -> Iterator[Candidate]:
        """Give the sentences that say why the phase ended; none where nothing says why."""
        for sheet in self.last:
            head = remark.headline(sheet)
            if head.deed is None or head.deed.verb not in _PARTING:
                continue
            if not surface(self.phase.technology, head.text):
                continue
            yield from self._ending(head)

    def _ending(self, head: Remark) -> Iterator[Candidate]:
        for sheet in self.last:
            for item in remark.body(sheet):
                if sheet.number == head.sheet.number or _is_reason(item, self.phase.ending):
                    yield from self._reasoned(head, item)

    def _reasoned(self, head: Remark, item: Remark) -> Iterator[Candidate]:
        told = head.deed.told if head.deed else ""
        if _month(head.sheet) == _month(item.sheet):
            told = self.dated(told, head.sheet)
        stated = _is_reason(item, self.phase.ending)
        if clause := remark.reason(item, head):
            yield made(Slot.ABANDONMENT, f"{told}{clause}", (head, item), 3.0 + stated)
        elif item.is_sentence and stated:
            if ":" not in item.text:
                why = remark.lowered(tidy.ticked(item.text))
                yield made(Slot.ABANDONMENT, f"{told}: {why}", (head, item), 2.0)
            yield made(Slot.ABANDONMENT, deed.capital(tidy.ticked(item.text)), (item,), 1.0)


def _month(sheet: Sheet) -> tuple[int, int]:
    when = moment(sheet.item)
    return (when.year, when.month)


@dataclass(frozen=True)
class _Naming:
    """Where both sides of a replacement are named, and how they are spelt there."""

    old: str
    new: str
    spans: tuple[str, ...]


def _naming(sheets: Sequence[Sheet], old: str, new: str) -> Iterator[tuple[float, _Naming]]:
    """Give the places that name both sides: one span before two of one evidence before others."""
    spans = [(sheet, span) for sheet in sheets for span in sheet.spans]
    olds = [(s, p, name) for s, p in spans if (name := surface(old, p.text))]
    news = [(s, p, name) for s, p in spans if (name := surface(new, p.text))]
    for sheet, span, was in olds:
        for other, piece, now in news:
            is_same = sheet.number == other.number
            weight = 0.0 if sheet.key(span) == other.key(piece) else 0.4 if is_same else 2.0
            weight += 0.5 * ((was != old) + (now != new))
            keys = dict.fromkeys((sheet.key(span), other.key(piece)))
            yield weight, _Naming(was, now, tuple(keys))


def _is_reason(item: Remark, transition: Transition | None) -> bool:
    if transition is None or transition.reason is None:
        return False
    quote, text = normalize(transition.reason.quote), normalize(item.span.text)
    return item.sheet.item.id == transition.reason.evidence and (quote in text or text in quote)
