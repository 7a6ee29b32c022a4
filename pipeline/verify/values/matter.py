"""The matter before the value rules: one sentence, its values, and what it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence
from pipeline.domain.narrative import Slot
from pipeline.domain.phase import Bounds
from pipeline.verify.values.atom import Atom
from pipeline.verify.values.facts import Facts, facts_of
from pipeline.verify.values.record import Record

BREAK = re.compile(r"[;；。、]|[,，:：](?!\d{3}(?!\d))|(?<=\s)(?:and|but|while)(?=\s)")


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a value: the evidence and the words or the figures in it.

    `together` are the ids of all evidence that the value was counted or measured over: without
    one of them it would be another value. `likewise` are other proofs, any of which would do.
    """

    evidence: str
    span: str
    together: tuple[str, ...] = ()
    likewise: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a value is not proved, and what would mend it.

    `instead` is the one value that the record gives in its place; empty where it gives none or
    several.
    """

    code: str
    message: str
    instead: str = ""


Answer = Proof | Objection


@dataclass(frozen=True)
class Matter:
    """One sentence with its values and its evidence."""

    text: str
    atoms: tuple[Atom, ...]
    cited: tuple[Evidence, ...]
    bounds: Bounds
    slot: Slot

    @cached_property
    def facts(self) -> tuple[Facts, ...]:
        """Give the facts of each cited evidence."""
        return tuple(facts_of(item) for item in self.cited)

    @cached_property
    def commits(self) -> tuple[Commit, ...]:
        """Give the cited commits."""
        return tuple(item for item in self.cited if isinstance(item, Commit))

    @cached_property
    def record(self) -> Record:
        """Give the files of the cited commits."""
        return Record(self.commits)

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """Give the offsets at which clauses end."""
        return (0, *(m.start() for m in BREAK.finditer(self.text)), len(self.text))

    def clause(self, atom: Atom) -> tuple[int, int]:
        """Give the stretch of text between the breaks around a value."""
        start = max((at for at in self.breaks if at <= atom.start), default=0)
        end = min((at for at in self.breaks if at >= atom.end), default=len(self.text))
        return start, end

    def before(self, atom: Atom, reach: int) -> str:
        """Give the text before a value, within its clause."""
        start = max(self.clause(atom)[0], atom.start - reach)
        return self.text[start : atom.start]

    def after(self, atom: Atom, reach: int) -> str:
        """Give the text after a value, up to the next value or the end of its clause."""
        end = min(self.clause(atom)[1], atom.end + reach)
        following = [a.start for a in self.atoms if a.start >= atom.end]
        return self.text[atom.end : min([end, *following])]


def matter(
    text: str, atoms: tuple[Atom, ...], cited: Sequence[Evidence], bounds: Bounds, slot: Slot
) -> Matter:
    """Put a sentence's matter together; evidence cited twice counts once."""
    return Matter(text, atoms, tuple({item.id: item for item in cited}.values()), bounds, slot)
