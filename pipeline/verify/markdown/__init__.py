"""The Markdown résumé as a person left it → sentences that the gate can check."""

from __future__ import annotations

from pipeline.domain.model import Model
from pipeline.domain.narrative import Narrative, Sentence
from pipeline.domain.phase import Bounds
from pipeline.domain.timeline import Entry, Timeline
from pipeline.verify.markdown.amend import amend
from pipeline.verify.markdown.blocks import blocks
from pipeline.verify.markdown.match import match
from pipeline.verify.markdown.record import Record
from pipeline.verify.markdown.statement import Statement
from pipeline.verify.markdown.statements import statements

__all__ = ["MarkdownReading", "ReadSentence", "amend", "read_markdown"]


class ReadSentence(Model):
    """A sentence of the file.

    Args:
        sentence: What the file says now, with the citations that stand behind it.
        line: Where it begins, from 1.
        phase: Id of the phase it stands in; empty for the résumé as a whole.
        entry: The ledger's entry that it comes from.
        attested: The file marks it as its owner's word.
    """

    sentence: Sentence
    line: int
    phase: str
    entry: Entry | None
    attested: bool

    @property
    def changed(self) -> bool:
        """Tell whether it is not, to the letter, what the ledger says."""
        return self.entry is None or self.entry.sentence != self.sentence


class MarkdownReading(Model):
    """All that the file says.

    Args:
        narratives: Its sentences by phase, the ledger's own in the ledger's order; what stands
            in no phase comes last, bounded by all phases together.
        sentences: The same sentences with where they stand and what they come from.
        absent: Ids of the ledger's sentences that the file no longer has.
    """

    narratives: tuple[Narrative, ...]
    sentences: tuple[ReadSentence, ...]
    absent: tuple[str, ...]

    @property
    def lines(self) -> dict[str, int]:
        """Say for each sentence's id where it begins."""
        return {item.sentence.id: item.line for item in self.sentences}

    @property
    def attested(self) -> frozenset[str]:
        """Give the ids of the sentences that the file marks as their owner's word."""
        return frozenset(item.sentence.id for item in self.sentences if item.attested)


def read_markdown(text: str, timeline: Timeline, scaffold: frozenset[str]) -> MarkdownReading:
    """Read a Markdown résumé.

    Every line that is not scaffold ends up in some sentence; one without a citation cites
    nothing. Time is linear in the text.

    Args:
        text: The file.
        timeline: What the ledger knows.
        scaffold: The lines and cells of the ledger's own rendering that carry no claim.
    """
    record = Record(timeline, scaffold)
    said = match(statements(blocks(text, record), record), record)
    read = [_read(statement, record) for statement in said]
    found = {item.entry.sentence.id for item in read if item.entry}
    return MarkdownReading(
        narratives=tuple(_narratives(read, record)),
        sentences=tuple(read),
        absent=tuple(key for key in record.order if key not in found),
    )


def _read(statement: Statement, record: Record) -> ReadSentence:
    return ReadSentence(
        sentence=statement.sentence(record),
        line=statement.line,
        phase=statement.phase,
        entry=statement.entry,
        attested=statement.attested,
    )


def _narratives(read: list[ReadSentence], record: Record) -> list[Narrative]:
    by_phase: dict[str, list[ReadSentence]] = {}
    for item in read:
        by_phase.setdefault(item.phase, []).append(item)
    last = len(record.order)
    bounds: list[Bounds] = [*record.bounds.values(), record.whole]
    return [
        Narrative(
            phase=bound,
            sentences=tuple(
                item.sentence
                for item in sorted(
                    by_phase[bound.id],
                    key=lambda i: record.order[i.entry.sentence.id] if i.entry else last,
                )
            ),
        )
        for bound in bounds
        if bound.id in by_phase
    ]
