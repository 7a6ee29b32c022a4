"""GV204: weekdays and times of day, against the moments at which the cited commits were made."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal

from pipeline.domain.commit import Commit
from pipeline.verify.values.atom import Atom, Kind
from pipeline.verify.values.matter import Answer, Matter, Objection, Proof

_DAY = 86_400
_WEEK = 7
_NEAR = 900
"""Seconds by which a time that is said to be about right may differ."""


def judge_moment(matter: Matter, atom: Atom) -> Answer:
    """Find a weekday or a time of day as that of a cited commit, or in the words of the evidence.

    A day and its parts are the author's own, as dates are. A time on the clock may also be the
    committer's, and in UTC.
    """
    for commit in matter.commits:
        if moment := moment_of(commit, atom):
            return Proof(commit.id, moment)
    for facts in matter.facts:
        for said in facts.stated:
            if _key(said.atom) == _key(atom):
                return Proof(facts.item.id, said.span)
    times = (commit.authored_at.strftime("%A, %Y-%m-%d %H:%M") for commit in matter.commits)
    made = ", ".join(dict.fromkeys(times))
    return Objection("GV204", f"the cited commits were made at {made or 'no such time'}")


def _key(atom: Atom) -> tuple[Kind, Decimal, str]:
    return atom.kind, atom.value, atom.label if atom.kind is Kind.WEEKDAY else ""


def moment_of(commit: Commit, atom: Atom) -> str:
    """Give the moment of a commit that a weekday or a time of day holds, in words; or nothing."""
    for deed, moment in _moments(commit, atom):
        if _is_at(atom, moment):
            return f"{deed} {moment.isoformat(sep=' ')}"
    return ""


def _moments(commit: Commit, atom: Atom) -> Iterator[tuple[str, datetime]]:
    if atom.kind is not Kind.CLOCK:
        yield "authored", commit.authored_at
        return
    for deed, moment in (("authored", commit.authored_at), ("committed", commit.committed_at)):
        if not atom.label:
            yield deed, moment
        yield deed, moment.astimezone(UTC)


def _is_at(atom: Atom, moment: datetime) -> bool:
    if atom.kind is Kind.WEEKDAY:
        return str(moment.weekday()) in atom.label and _is_nth(int(atom.value), moment.date())
    seconds = Decimal((moment - datetime.combine(moment, time.min, moment.tzinfo)).seconds)
    if atom.high is not None:
        return any(atom.value <= at <= atom.high for at in (seconds, seconds + _DAY))
    if not atom.approximate:
        return atom.value == seconds - seconds % atom.step
    apart = abs(seconds - atom.value)
    return min(apart, _DAY - apart) <= _NEAR


def _is_nth(which: int, day: date) -> bool:
    """Tell whether a day is so many of its weekday in its month; 0 is any, -1 the last."""
    if which < 0:
        return day.day + _WEEK > monthrange(day.year, day.month)[1]
    return not which or (day.day - 1) // _WEEK + 1 == which
