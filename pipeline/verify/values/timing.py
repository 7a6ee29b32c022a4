"""GV204: dates and durations, against the authored dates of the cited commits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence
from pipeline.domain.pull_request import PullRequest
from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Bound, Kind
from pipeline.verify.values.days import holds
from pipeline.verify.values.matter import Answer, Matter, Objection, Proof

_DAY = 86_400
_MONTH = Decimal("30.44")
"""Mean length of a month in days."""
_MOST_SHOWN = 4


def day_of(item: Evidence) -> date | None:
    """Give the day of an evidence in its own zone: authored, or merged for a pull request."""
    match item:
        case Commit():
            return item.authored_at.date()
        case PullRequest() if item.merged_at:
            return item.merged_at.date()
        case _:
            return None


def judge_dates(matter: Matter) -> tuple[tuple[Atom, Answer], ...]:
    """Judge the dates of a sentence together.

    A date that the evidence's own text states is proved by it. Of the others, each must hold a
    cited evidence, and each cited evidence must lie in one of them.
    """
    answers: list[tuple[Atom, Answer]] = []
    days = [(item, day) for item in matter.cited if (day := day_of(item))]
    merged = _merged([atom for atom in matter.atoms if atom.kind is Kind.DATE])
    outside = [(i, d) for i, d in days if not any(_in_all(group, d) for group in merged)]
    for group in merged:
        inside = [(i, d) for i, d in days if _in_all(group, d)]
        answers.extend((atom, _answer(matter, atom, inside, outside, days)) for atom in group)
    return tuple(answers)


def year_of(atom: Atom) -> int | None:
    """Give the year that a bare number of four digits may mean."""
    is_year = atom.kind is Kind.NUMBER and re.fullmatch(r"(?:19|20)\d\d", atom.words)
    return int(atom.value) if is_year else None


def judge_year(matter: Matter, atom: Atom) -> Answer:
    """Judge a bare number that nothing states as the year that it seems to be."""
    year = int(atom.value)
    days = [(item, day) for item in matter.cited if (day := day_of(item))]
    outside = [(item, day) for item, day in days if day.year != year]
    if days and not outside:
        return Proof(days[0][0].id, f"authored {days[0][1].isoformat()}")
    said = ", ".join(f"{i.id[:12]} {d.isoformat()}" for i, d in outside[:_MOST_SHOWN])
    return Objection("GV204", f"the cited evidence is dated {said or 'nowhere'}")


def _merged(atoms: list[Atom]) -> list[tuple[Atom, ...]]:
    """Put a date without a year and a bare year beside it together: they state one date."""
    groups: list[tuple[Atom, ...]] = []
    for atom in atoms:
        last = groups[-1][-1] if groups else None
        is_near = last is not None and atom.start - last.end < 24  # noqa: PLR2004 - a few words
        if last and is_near and last.yearless and not atom.yearless and _is_year(atom):
            groups[-1] = (*groups[-1], atom)
        else:
            groups.append((atom,))
    return groups


def _is_year(atom: Atom) -> bool:
    (begin, end) = atom.days[0]
    return (begin.month, begin.day, end.year - begin.year) == (1, 1, 1)


def _in_all(group: tuple[Atom, ...], day: date) -> bool:
    return all(holds(atom.days, day, yearless=atom.yearless) for atom in group)


def _answer(
    matter: Matter,
    atom: Atom,
    inside: list[tuple[Evidence, date]],
    outside: list[tuple[Evidence, date]],
    days: list[tuple[Evidence, date]],
) -> Answer:
    if inside and not outside:
        item, day = inside[0]
        return Proof(item.id, f"authored {day.isoformat()}")
    proof = _written(matter, atom)
    if proof:
        return proof
    wrong = outside or days
    said = ", ".join(f"{i.id[:12]} {d.isoformat()}" for i, d in wrong[:_MOST_SHOWN])
    return Objection("GV204", f"the cited evidence is dated {said or 'nowhere'}")


def _written(matter: Matter, atom: Atom) -> Proof | None:
    for facts in matter.facts:
        for said in facts.stated:
            same = (said.atom.days, said.atom.yearless) == (atom.days, atom.yearless)
            if said.atom.kind is Kind.DATE and same:
                return Proof(facts.item.id, said.span)
    return None


@lru_cache
def _cue(key: str) -> re.Pattern[str]:
    body = words.alternatives(words.listed("elapsed", key))
    if key == "before":
        hedges = (
            *words.listed("approximate", "before"),
            *(w for b in ("over", "under", "most") for w in words.listed("bounds", b)),
        )
        loose = words.alternatives((*hedges, "a", "an", "the", "only", "just", "了"))
        return re.compile(rf"(?<![A-Za-z])(?:{body})\s*(?:(?:{loose})\s*)*$", re.IGNORECASE)
    return re.compile(rf"[\s,]*(?:{body})" if key == "after" else rf"(?:{body})", re.IGNORECASE)


def is_elapsed(matter: Matter, atom: Atom) -> bool:
    """Tell whether a duration is said to lie between the things that are cited."""
    if atom.unit not in {"time", "month"} or len(matter.commits) < 2:  # noqa: PLR2004
        return False
    before = matter.text[max(0, atom.start - 24) : atom.start]
    following = matter.text[atom.end : atom.end + 14]
    in_between = atom.bound is Bound.WITHIN
    return in_between or bool(_cue("after").match(following) or _cue("before").search(before))


def judge_elapsed(matter: Matter, atom: Atom) -> Answer:
    """Compare a duration with the time between the first and the last cited commit."""
    first, last = _ends(matter)
    seconds = Decimal((last.authored_at - first.authored_at).total_seconds())
    between = f"{first.id[:12]} to {last.id[:12]}: {_spoken(seconds)}"
    days = _calendar_days(first.authored_at, last.authored_at)
    if _spans(matter, atom):
        atom = replace(atom, bound=Bound.NONE)
        days = days if days * _DAY == atom.value else days + 1
    if _lasts(atom, seconds, days):
        return Proof(last.id, between)
    return Objection("GV204", f"the time between the cited commits is {_spoken(seconds)}")


def _spans(matter: Matter, atom: Atom) -> bool:
    """Tell whether "over" means "throughout": no other word of comparison stands before it."""
    before = matter.text[max(0, atom.start - 16) : atom.start].casefold().split()
    return before[-1:] == ["over"] and before[-2:-1] not in (["little"], ["just"], ["well"])


def _ends(matter: Matter) -> tuple[Commit, Commit]:
    in_time = sorted(matter.commits, key=lambda c: (c.authored_at, c.id))
    return in_time[0], in_time[-1]


def _calendar_days(first: datetime, last: datetime) -> int:
    return (last.date() - first.date()).days


def _lasts(atom: Atom, seconds: Decimal, days: int) -> bool:
    """Tell whether a time span may be told in these words: in whole units, as people count them.

    Unhedged, a span is rounded or cut to the unit shown, or counted in calendar days.
    """
    if atom.unit == "month":
        seconds = seconds / (_DAY * _MONTH)
        days = -1
    shown, unit = atom.value, atom.step
    match atom.bound:
        case Bound.OVER | Bound.LEAST:
            return shown <= seconds < shown + max(unit, shown / 4)
        case Bound.UNDER | Bound.MOST:
            return shown / 2 <= seconds <= shown
        case Bound.WITHIN:
            return seconds <= shown
        case Bound.NONE:
            slack = max(shown / 20, unit / 2) if atom.approximate else unit / 2
            cut = seconds // unit * unit
            is_near = abs(seconds - shown) <= slack
            is_cut = abs(cut - shown) <= (slack if atom.approximate else 0)
            in_days = atom.factor % _DAY == 0 and days * _DAY == shown
            return is_near or is_cut or in_days


def _spoken(seconds: Decimal) -> str:
    whole = int(seconds)
    days, rest = divmod(whole, _DAY)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((days, "d"), (hours, "h"), (minutes, "min"), (left, "s"))
    return " ".join(f"{n} {u}" for n, u in parts if n) or "0 s"


def judge_days_apart(matter: Matter) -> tuple[tuple[str, Answer], ...]:
    """Judge "the same day" and "the next day" where several commits are cited."""
    if len(matter.commits) < 2:  # noqa: PLR2004
        return ()
    first, last = _ends(matter)
    answers: list[tuple[str, Answer]] = []
    for key, wanted in (("same_day", 0), ("next_day", 1)):
        match = _cue(key).search(matter.text)
        if not match:
            continue
        apart = _calendar_days(first.authored_at, last.authored_at)
        said = f"{first.authored_at.date()} to {last.authored_at.date()}"
        answer: Answer = Proof(last.id, said)
        if apart != wanted:
            answer = Objection("GV204", f"the cited commits are dated {said}: {apart} days apart")
        answers.append((match.group(), answer))
    return tuple(answers)
