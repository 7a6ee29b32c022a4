"""Sentences that a person changed → the ledger's entries that they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz

from pipeline.domain.markup import plain
from pipeline.domain.timeline import Entry
from pipeline.verify.markdown.record import Record
from pipeline.verify.markdown.statement import Statement

_COMPARED = 400
"""Characters that are compared."""
_MOST = 200
"""Changed sentences of one phase that are compared with what the ledger holds of it."""
_ALIKE = 60.0
_SAME_PLACE, _SAME_CITATION = 10.0, 15.0


def match(read: Iterable[Statement], record: Record) -> list[Statement]:
    """Tie what is left over on either side, the most alike first.

    Only within a phase: a sentence that moved into another phase is not that phase's. What stands
    in no phase is tied to an entry that says exactly the same.
    """
    said = list(read)
    loose: dict[str, list[Statement]] = defaultdict(list)
    for number, statement in enumerate(said):
        statement.number = number
        if statement.entry is None and statement.quote is None and not statement.borrowed:
            loose[statement.phase].append(statement)
    left = record.left()
    for phase in sorted(loose.keys() & left.keys()):
        _pair(loose[phase][:_MOST], left[phase], record)
    for statement in loose.get("", ()):
        statement.entry = record.take_anywhere(statement.text)
    return said


def _pair(loose: list[Statement], left: list[Entry], record: Record) -> None:
    scores = sorted(
        (-score, number, place)
        for number, statement in enumerate(loose)
        for place, entry in enumerate(left)
        if (score := _likeness(statement, entry, record)) >= _ALIKE
    )
    paired: set[int] = set()
    for _, number, place in scores:
        statement, entry = loose[number], left[place]
        if statement.entry is None and place not in paired:
            paired.add(place)
            statement.entry = record.take(statement.phase, plain(entry.sentence.text))


def _likeness(statement: Statement, entry: Entry, record: Record) -> float:
    """Rate from 0 to about 125 how likely a sentence of the file is an edition of an entry."""
    known = entry.sentence
    score = float(fuzz.ratio(statement.text[:_COMPARED], plain(known.text)[:_COMPARED]))
    if known.slot in statement.slots:
        score += _SAME_PLACE if len(statement.slots) > 1 else 2 * _SAME_PLACE
    cited = {citation.evidence for citation in known.citations}
    if any(record.citation(typed).evidence in cited for typed in statement.cites):
        score += _SAME_CITATION
    return score
