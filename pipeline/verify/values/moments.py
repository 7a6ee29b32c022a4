"""GV204: times of day, against the times at which the cited commits were made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from decimal import Decimal

from pipeline.domain.commit import Commit
from pipeline.verify.values.atom import Atom, Kind
from pipeline.verify.values.matter import Answer, Matter, Objection, Proof

_DAY = 86_400
_NEAR = 900
"""Seconds by which a time that is said to be about right may differ."""


def judge_clock(matter: Matter, atom: Atom) -> Answer:
    """Find a time of day as that of a cited commit, or in the words of the evidence.

    A commit's own zone counts, and UTC; the author's time, and the committer's.
    """
    for commit in matter.commits:
        for deed, moment in _moments(commit, atom):
            if _is_at(atom, moment):
                return Proof(commit.id, f"{deed} {moment.isoformat(sep=' ')}")
    for facts in matter.facts:
        for said in facts.stated:
            if said.atom.kind is Kind.CLOCK and said.atom.value == atom.value:
                return Proof(facts.item.id, said.span)
    times = (commit.authored_at.strftime("%H:%M") for commit in matter.commits)
    made = ", ".join(dict.fromkeys(times))
    return Objection("GV204", f"the cited commits were made at {made or 'no such time'}")


def _moments(commit: Commit, atom: Atom) -> Iterator[tuple[str, datetime]]:
    for deed, moment in (("authored", commit.authored_at), ("committed", commit.committed_at)):
        if not atom.label:
            yield deed, moment
        yield deed, moment.astimezone(UTC)


def _is_at(atom: Atom, moment: datetime) -> bool:
    seconds = Decimal((moment - datetime.combine(moment, time.min, moment.tzinfo)).seconds)
    if not atom.approximate:
        return atom.value == seconds - seconds % atom.step
    apart = abs(seconds - atom.value)
    return min(apart, _DAY - apart) <= _NEAR
