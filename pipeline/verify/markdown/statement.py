"""One sentence of the file, before and after it is tied to the ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.domain.markup import plain
from pipeline.domain.narrative import Citation, Language, Sentence, Slot
from pipeline.domain.timeline import Entry
from pipeline.verify.markdown.blocks import Place
from pipeline.verify.markdown.pieces import Typed
from pipeline.verify.markdown.record import Record

_HAN = re.compile(r"[\u3400-\u9fff]")
SLOTS = {
    Place.TIME: (Slot.TITLE,),
    Place.TITLE: (Slot.TITLE,),
    Place.HEADING: (Slot.TITLE,),
    Place.DRIVE: (Slot.PROBLEM, Slot.OUTCOME),
    Place.END: (Slot.ABANDONMENT,),
    Place.TEXT: (
        *(Slot.CHOICE, Slot.CONSTRAINT, Slot.TRADEOFF),
        *(Slot.PROBLEM, Slot.OUTCOME, Slot.ABANDONMENT),
    ),
    Place.EVIDENCE: (Slot.CHOICE,),
}
"""The slots that a place allows, the likeliest first."""


@dataclass
class Statement:
    """A sentence as it stands in the file, and the ledger's entry that it comes from."""

    line: int
    phase: str
    place: Place
    text: str
    cites: tuple[Typed, ...] = ()
    attested: bool = False
    entry: Entry | None = None
    quote: str | None = None
    """Of a line of evidence: all it shows."""
    borrowed: tuple[Citation, ...] = ()
    """Citations of the headline that this is another edition of."""
    number: int = 0
    """Its place among the file's sentences."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Give the slots that its place allows."""
        return SLOTS[self.place]

    def sentence(self, record: Record) -> Sentence:
        """Make the sentence that the gate checks."""
        if self.entry is None:
            return Sentence(
                id=f"{self.phase or 'page'}@{self.line}.{self.number}",
                slot=self.slots[0],
                text=self.text,
                citations=self._citations(record),
                lang=Language.ZH if _HAN.search(self.text) else Language.EN,
            )
        known = self.entry.sentence
        same = plain(known.text) == self.text
        return known.model_copy(
            update={
                "slot": known.slot if known.slot in self.slots else self.slots[0],
                "text": known.text if same else self.text,
                "citations": self._kept(known, record) if same else self._citations(record),
            }
        )

    def _citations(self, record: Record) -> tuple[Citation, ...]:
        typed = (record.citation(cite) for cite in self.cites)
        own = (citation.model_copy(update={"quote": self.quote}) for citation in typed)
        return (*own, *self.borrowed)

    def _kept(self, known: Sentence, record: Record) -> tuple[Citation, ...]:
        """Give the ledger's own for citations that are still the ledger's, in its order.

        One citation in the file stands for all quotes from that evidence.
        """
        own = [c for c in known.citations if any(record.repeated(t, c) for t in self.cites)]
        new = [t for t in self.cites if not any(record.repeated(t, c) for c in own)]
        return (*own, *(record.citation(typed) for typed in new))
