"""GV204: dates and durations, against the authored dates of the cited commits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence
from pipeline.domain.narrative import Slot
from pipeline.domain.pull_request import PullRequest
from pipeline.verify import lexicon
from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Bound, Days, Kind
from pipeline.verify.values.days import holds, last_before, yearless
from pipeline.verify.values.facts import Stated
from pipeline.verify.values.matter import BREAK, Answer, Matter, Objection, Proof
from pipeline.verify.values.tolerance import fits

_DAY = 86_400
_MONTH = Decimal("30.44")
"""Mean length of a month in days."""
_MOST_SHOWN = 4
_SHARED = 2
"""Words that two clauses share at least when they tell of one event."""
_QUARTER = timedelta(days=92)
_TOWARDS = re.compile(r"\b(?:to|from|of|by)\s+$", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]{3,}|\d[\d.,]*\d|\d")
_COLON = re.compile(r"\s*(?:[:·]|$)")


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
    dates = [atom for atom in matter.atoms if atom.kind is Kind.DATE]
    if matter.cited and _is_window(matter, dates):
        answers.append((dates[0], _window(matter, dates.pop(0))))
    merged = _merged(dates)
    outside = [(i, d) for i, d in days if not any(_in_all(group, d) for group in merged)]
    if len(merged) == 1:
        outside = [pair for pair in outside if not _leads_up(matter, merged[0][0], pair, days)]
    for group in merged:
        inside = [(i, d) for i, d in days if _in_all(group, d)]
        meant = _meant(matter, group[0], inside, days) if len(merged) > 1 else None
        for atom in group:
            answer = _dated([meant]) if meant else _answer(matter, atom, inside, outside, days)
            answers.append((atom, answer))
    return tuple(answers)


Dated = tuple[Evidence, date]
"""An evidence and its day."""


def _leads_up(matter: Matter, atom: Atom, pair: Dated, days: list[Dated]) -> bool:
    """Tell whether an evidence tells what went before: `A failed, and B replaced it in May 2022`.

    It is older than what the date holds, speaks of the clauses before the date's, and the date's
    own clause speaks of what the date holds.
    """
    item, day = pair
    start, _ = matter.clause(atom)
    dated = [i for i, d in days if holds(atom.days, d, yearless=atom.yearless)]
    earlier = bool(atom.days) and not atom.yearless and day < atom.days[0][0]
    before, own = _gist(matter.text[:start]), _own(matter, atom)
    told = len(own & _spoken_of(matter, item))
    return (
        earlier
        and len(before & _spoken_of(matter, item)) >= _SHARED
        and any(len(own & _spoken_of(matter, i)) >= max(_SHARED, told + 1) for i in dated)
    )


def _meant(matter: Matter, atom: Atom, inside: list[Dated], days: list[Dated]) -> Dated | None:
    """Give the evidence that a date's clause speaks of, where no evidence of that date does."""
    own = _own(matter, atom)
    if any(own & _spoken_of(matter, item) for item, _ in inside):
        return None
    told = ((item, day) for item, day in days if len(own & _spoken_of(matter, item)) >= _SHARED)
    return next(told, None)


def _spoken_of(matter: Matter, item: Evidence) -> frozenset[str]:
    facts = next(f for f in matter.facts if f.item.id == item.id)
    return _gist(facts.prose)


def _dated(pairs: list[Dated]) -> Objection:
    said = ", ".join(f"{i.id[:12]} {d.isoformat()}" for i, d in pairs[:_MOST_SHOWN])
    return Objection("GV204", f"the cited evidence is dated {said or 'nowhere'}")


def _is_window(matter: Matter, dates: list[Atom]) -> bool:
    """Tell whether a headline opens with the phase's time, as the table's first column does."""
    is_bounded = bool(matter.bounds.since and matter.bounds.until)
    leads = bool(dates) and dates[0].start == 0 and not dates[0].yearless
    return matter.slot is Slot.TITLE and is_bounded and leads and _opens(matter, dates[0])


def _opens(matter: Matter, atom: Atom) -> bool:
    return bool(_COLON.match(matter.text, atom.end))


def _window(matter: Matter, atom: Atom) -> Answer:
    """Compare the time of a phase with its bounds: each end must lie in the date that tells it."""
    since, until = matter.bounds.since, matter.bounds.until
    days = sorted((since or date.min, (until or date.max) - timedelta(days=1)))
    said = " to ".join(day.isoformat() for day in days)
    if atom.ends and all(
        begin <= day < end for day, (begin, end) in zip(days, atom.ends, strict=False)
    ):
        return Proof(matter.cited[0].id, f"the phase: {said}")
    return Objection("GV204", f"the phase lasts from {said}")


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
    (begin, end) = atom.days[0] if atom.days else (date.min, date.min)
    return (begin.month, begin.day, end.year - begin.year) == (1, 1, 1)


def _in_all(group: tuple[Atom, ...], day: date) -> bool:
    return all(holds(atom.days, day, yearless=atom.yearless) for atom in group)


def _answer(
    matter: Matter,
    atom: Atom,
    inside: list[Dated],
    outside: list[Dated],
    days: list[Dated],
) -> Answer:
    other = _otherwise(matter, atom)
    if other:
        return Objection("GV204", f"the evidence's own text dates it otherwise: {other[:120]}")
    if inside and not outside:
        first, *more = (Proof(item.id, f"authored {day.isoformat()}") for item, day in inside)
        return replace(first, likewise=tuple(more))
    proof = _written(matter, atom)
    if proof:
        return proof
    return _dated(outside or days)


def _written(matter: Matter, atom: Atom) -> Proof | None:
    for facts in matter.facts:
        for said in facts.stated:
            if said.atom.kind is not Kind.DATE or not _tells(said.atom, atom, day_of(facts.item)):
                continue
            if _same_event(matter, atom, said):
                return Proof(facts.item.id, said.span)
    return _numbered(matter, atom)


def _otherwise(matter: Matter, atom: Atom) -> str:
    """Give the words by which the evidence dates the same thing differently; empty if none do."""
    if _written(matter, atom):
        return ""
    return next(
        (
            said.span
            for facts in matter.facts
            for said in facts.stated
            if said.atom.kind is Kind.DATE and _same_event(matter, atom, said, least=_SHARED)
        ),
        "",
    )


def _same_event(matter: Matter, atom: Atom, said: Stated, least: int = 0) -> bool:
    """Tell whether the sentence dates the thing that the evidence dates: they share words.

    A clause without a word that could be shared (Chinese over English) has the date alone, which
    is not enough where a `least` number of words is asked for.
    """
    own = _own(matter, atom)
    at = max(0, said.span.find(said.atom.words))
    begin = max((m.end() for m in BREAK.finditer(said.span, 0, at)), default=0)
    stop = BREAK.search(said.span, at + len(said.atom.words))
    theirs = _gist(said.span[begin : stop.start() if stop else len(said.span)])
    shared = len(own & theirs)
    return shared >= least and (not own or shared * 2 >= min(len(own), len(theirs)))


def _own(matter: Matter, atom: Atom) -> frozenset[str]:
    """Give what a date's clause says; of a date that leads alone, what the next clause says."""
    start, end = matter.clause(atom)
    for stop in (end, *(at for at in matter.breaks if at > end)):
        found = _gist(matter.text[start:stop].replace(atom.words, " "))
        if found:
            return found
    return frozenset()


def _gist(text: str) -> frozenset[str]:
    """Give the beginnings of the words that say something, and the figures."""
    found = _WORDS.findall(text.casefold())
    return frozenset(w[:4] for w in found if w not in lexicon.function_words())


def _tells(said: Atom, atom: Atom, day: date | None) -> bool:
    """Tell whether an evidence's date is the sentence's, or a part of it.

    A date without a year is the last such before the evidence's own day.
    """
    if said.yearless == atom.yearless:
        return _within(said.days, atom.days)
    if atom.yearless:
        return bool(said.days) and _within(yearless(said.days), atom.days)
    return day is not None and bool(said.days) and _within(last_before(said.days, day), atom.days)


def _within(inner: tuple[Days, ...], outer: tuple[Days, ...]) -> bool:
    """Tell whether a date is another or lies in it; a year is told by itself alone."""
    if not inner or not outer or inner == outer:
        return bool(inner and outer)
    (begin, end), (first, last) = outer[0], inner[-1]
    return begin <= first and last <= end and end - begin <= _QUARTER


def _numbered(matter: Matter, atom: Atom) -> Proof | None:
    """Find a bare year as a plain number: `from 1000 to 2000` may not mean years."""
    lead = matter.text[max(0, atom.start - 6) : atom.start]
    if not re.fullmatch(r"\d{4}", atom.words) or not _TOWARDS.search(lead):
        return None
    for facts in matter.facts:
        for said in facts.stated:
            is_plain = said.atom.kind in {Kind.NUMBER, Kind.COUNT} and not said.atom.label
            if is_plain and said.atom.value == int(atom.words):
                return Proof(facts.item.id, said.span)
    return None


@lru_cache
def _cue(key: str) -> re.Pattern[str]:
    body = words.alternatives(words.listed("elapsed", key))
    if key in {"before", "throughout"}:
        hedges = (
            *words.listed("approximate", "before"),
            *words.listed("approximate", "nearly"),
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
    if _is_throughout(matter, atom):
        atom = replace(atom, bound=Bound.NONE)
        days = days if days * _DAY == atom.value else days + 1
    if _lasts(atom, seconds, days):
        return Proof(last.id, between, (first.id, last.id))
    spoken = _spoken(seconds)
    return Objection("GV204", f"the time between the cited commits is {spoken}", spoken)


def _is_throughout(matter: Matter, atom: Atom) -> bool:
    """Tell whether the days are counted from the first to the last, both of them included."""
    before = matter.text[max(0, atom.start - 24) : atom.start]
    return atom.bound is Bound.ACROSS or (
        not atom.bound and bool(_cue("throughout").search(before))
    )


def _ends(matter: Matter) -> tuple[Commit, Commit]:
    in_time = sorted(matter.commits, key=lambda c: (c.authored_at, c.id))
    return in_time[0], in_time[-1]


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
        answer: Answer = Proof(last.id, said, (first.id, last.id))
        if apart != wanted:
            answer = Objection("GV204", f"the cited commits are dated {said}: {apart} days apart")
        answers.append((match.group(), answer))
    return tuple(answers)
