"""GV204: durations between the cited commits, and how many days they lie on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from pipeline.domain.commit import Commit
from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Bound, Kind
from pipeline.verify.values.matter import Answer, Matter, Objection, Proof
from pipeline.verify.values.tolerance import fits

_DAY = 86_400
_ONE_DAY = timedelta(days=1)
_MONTH = Decimal("30.44")
"""Mean length of a month in days."""
_ON = re.compile(r"\bon\s+(?:the\s+same\s+)?$|[这那同]$|连续$", re.IGNORECASE)
_DAYS = re.compile(
    r"\s+(?P<row>consecutive|successive)?\s*(?:[A-Z][a-z]+ )?"
    r"(?:day|morning|afternoon|evening|night)s?\b(?!\s+(?:of|per|an?|each)\b)"
)
_IN_A_ROW = re.compile(r"连续$")
_RELATIONS = (
    ("same_day", 0, "day"),
    ("next_day", 1, "day"),
    ("same_week", 0, "week"),
    ("next_week", 1, "week"),
    ("same_month", 0, "month"),
    ("next_month", 1, "month"),
    ("next_quarter", 1, "quarter"),
    ("same_year", 0, "year"),
    ("next_year", 1, "year"),
)
"""By the list of words: how many units of the calendar lie between two commits."""
_UNITS: dict[str, Callable[[date], int]] = {
    "day": date.toordinal,
    "week": lambda day: (day.toordinal() - 1) // 7,
    "month": lambda day: day.year * 12 + day.month,
    "quarter": lambda day: day.year * 4 + (day.month - 1) // 3,
    "year": lambda day: day.year,
}
"""Numbers the units of the calendar; day 1 of the first year is a Monday."""


@lru_cache
def _cue(key: str) -> re.Pattern[str]:
    body = words.alternatives(words.listed("elapsed", key))
    if key == "throughout":
        hedges = (
            *words.listed("approximate", "before"),
            *words.listed("approximate", "nearly"),
            *(w for b in ("over", "under", "most") for w in words.listed("bounds", b)),
        )
        loose = words.alternatives((*hedges, "a", "an", "the", "only", "just", "了"))
        return re.compile(rf"(?<![A-Za-z])(?:{body})\s*(?:(?:{loose})\s*)*$", re.IGNORECASE)
    return re.compile(rf"(?<![A-Za-z])(?:{body})", re.IGNORECASE)


def is_elapsed(matter: Matter, atom: Atom) -> bool:
    """Tell whether a duration may lie between the things that are cited: there are several."""
    return atom.unit in {"time", "month"} and not atom.per and len(matter.commits) > 1


def judge_elapsed(matter: Matter, atom: Atom) -> Answer:
    """Compare a duration with the time between the cited commits.

    It may lie between the first and the last of them, or any two that follow one another.
    """
    in_time = _in_time(matter)
    for first, last in ((in_time[0], in_time[-1]), *pairwise(in_time)):
        if _is_between(matter, atom, first, last):
            seconds = _seconds(first, last)
            between = f"{first.id[:12]} to {last.id[:12]}: {_spoken(seconds)}"
            return Proof(last.id, between, (first.id, last.id))
    spoken = _spoken(_seconds(in_time[0], in_time[-1]))
    return Objection("GV204", f"the time between the cited commits is {spoken}", spoken)


def _is_between(matter: Matter, atom: Atom, first: Commit, last: Commit) -> bool:
    days = _calendar_days(first.authored_at, last.authored_at)
    if _is_throughout(matter, atom):
        atom = replace(atom, bound=Bound.NONE)
        days = days if days * _DAY == atom.value else days + 1
    return _lasts(atom, _seconds(first, last), days)


def _seconds(first: Commit, last: Commit) -> Decimal:
    return Decimal((last.authored_at - first.authored_at).total_seconds())


def _is_throughout(matter: Matter, atom: Atom) -> bool:
    """Tell whether the days are counted from the first to the last, both of them included."""
    before = matter.text[max(0, atom.start - 24) : atom.start]
    return atom.bound is Bound.ACROSS or (
        not atom.bound and bool(_cue("throughout").search(before))
    )


def _in_time(matter: Matter) -> list[Commit]:
    """Give the cited commits, the first one first."""
    return sorted(matter.commits, key=lambda c: (c.authored_at, c.id))


def _calendar_days(first: datetime, last: datetime) -> int:
    return (last.date() - first.date()).days


def _lasts(atom: Atom, seconds: Decimal, days: int) -> bool:
    """Tell whether a time span may be told in these words: in whole units, as people count them.

    A span is rounded to the unit shown, or the whole units that have passed are told, or calendar
    days; hedged, a tenth more or less will do. "Within" one unit is any time in it; within more
    of them, a quarter of the time at least must have passed.
    """
    if atom.unit == "month":
        seconds = seconds / (_DAY * _MONTH)
        days = -1
    shown, unit = atom.value, atom.step
    if atom.kind is Kind.VAGUE:
        return fits(atom, seconds)
    match atom.bound:
        case Bound.OVER | Bound.LEAST | Bound.ACROSS:
            return shown <= seconds < shown + max(unit, shown / 4)
        case Bound.UNDER | Bound.MOST:
            return shown / 2 <= seconds <= shown
        case Bound.WITHIN:
            least = shown / 4 if shown > atom.factor else 0
            return least <= seconds <= shown or days * _DAY == shown
        case Bound.NEARLY:
            return shown - max(shown / 10, unit / 2) <= seconds < shown
        case Bound.NONE:
            slack = max(shown / 10, unit / 2) if atom.approximate else unit / 2
            is_near = abs(seconds - shown) <= slack
            is_cut = seconds // unit * unit == shown
            in_days = atom.factor % _DAY == 0 and days * _DAY == shown
            return is_near or is_cut or in_days


def _spoken(seconds: Decimal) -> str:
    whole = int(seconds)
    days, rest = divmod(whole, _DAY)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((days, "d"), (hours, "h"), (minutes, "min"), (left, "s"))
    return " ".join(f"{n} {u}" for n, u in parts if n) or "0 s"


def judge_calendar(matter: Matter) -> tuple[tuple[str, Answer], ...]:
    """Judge "the same day", "the following week", "次年" where several commits are cited."""
    return tuple((match.group(), answer) for match, _, answer in _relations(matter))


def _relations(matter: Matter) -> Iterator[tuple[re.Match[str], int, Answer]]:
    """Give how a sentence says that the cited commits lie in the calendar: where, how far apart.

    What is of the same day, all cited commits lie on; what is of the next one, two that follow one
    another. Words of the evidence itself are not about its commits.
    """
    if len(matter.commits) < 2:  # noqa: PLR2004
        return
    in_time = _in_time(matter)
    first, last = in_time[0], in_time[-1]
    said = f"{first.authored_at.date()} to {last.authored_at.date()}"
    for key, wanted, unit in _RELATIONS:
        match = _cue(key).search(matter.text)
        if (
            not match
            or matter.text[: match.start()].endswith("to the ")
            or any(match.group().casefold() in f.prose.casefold() for f in matter.facts)
        ):
            continue
        at = [_UNITS[unit](commit.authored_at.date()) for commit in in_time]
        steps = {at[-1] - at[0], *(after - before for before, after in pairwise(at) if wanted)}
        answer: Answer = Proof(last.id, said, (first.id, last.id))
        if wanted not in steps:
            apart = f"{at[-1] - at[0]} {unit}s apart"
            answer = Objection("GV204", f"the cited commits are dated {said}: {apart}")
        yield match, wanted, answer


def judge_days_on(matter: Matter, atom: Atom) -> Answer | None:
    """Count the days on which the cited commits lie: `on one day`, `on two consecutive days`.

    None if the words are no statement on them.
    """
    before = matter.text[max(0, atom.start - 16) : atom.start]
    plain = _DAYS.match(matter.text, atom.end) if not atom.unit and not atom.noun else None
    is_days = bool(plain) or (atom.unit == "time" and atom.factor == _DAY)
    exact = not (atom.bound or atom.approximate)
    if not (is_days and exact and matter.commits and _ON.search(before)):
        return None
    days = sorted({commit.authored_at.date() for commit in matter.commits})
    number = int(atom.value if plain else atom.value / _DAY)
    in_a_row = bool((plain and plain["row"]) or _IN_A_ROW.search(before))
    said = ", ".join(day.isoformat() for day in days)
    if len(days) == number and (not in_a_row or days[-1] - days[0] == (number - 1) * _ONE_DAY):
        return Proof(matter.commits[0].id, f"authored {said}", tuple(c.id for c in matter.commits))
    return Objection("GV204", f"the cited commits are dated {said}")


def places(matter: Matter, dated: Atom, inside: list[date], outside: list[date]) -> bool:
    """Tell whether a time span places what a date does not hold: `on 2 May, and two days later`.

    The date must hold one day, at one end of the time between the cited commits; all others must
    lie at the other end, and the span must be right.
    """
    if len({*inside}) != 1 or len({*outside}) != 1:
        return False
    is_first = inside[0] < outside[0]
    return any(is_first is _dates_first(matter, dated, at) for at in _spans(matter))


def _spans(matter: Matter) -> Iterator[int]:
    """Give where it is told how a right time span lies: behind it, or at "the next day" itself."""
    for atom in matter.atoms:
        if is_elapsed(matter, atom) and isinstance(judge_elapsed(matter, atom), Proof):
            yield atom.end
    for match, wanted, answer in _relations(matter):
        if wanted and isinstance(answer, Proof):
            yield match.start()


def _dates_first(matter: Matter, dated: Atom, at: int) -> bool | None:
    """Tell whether a date is that of the first of two events; None if the words don't say."""
    match = _order().match(matter.text, at)
    if not match:
        return None
    if match.lastgroup in {"later", "earlier"}:
        is_told = dated.start < match.end()  # a date behind the span is that of what it leads to
        return is_told is (match.lastgroup == "later")
    is_object = dated.start >= match.end()
    return is_object is (match.lastgroup == "after")


@lru_cache
def _order() -> re.Pattern[str]:
    groups = "|".join(
        f"(?P<{key}>{words.alternatives(words.listed('order', key))})"
        for key in ("later", "earlier", "after", "before")
    )
    return re.compile(rf"[\s,]*(?:{groups})", re.IGNORECASE)
