"""GV204: dates, against the authored dates of the cited commits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence
from pipeline.domain.narrative import Slot
from pipeline.domain.pull_request import PullRequest
from pipeline.verify import lexicon
from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Days, Kind
from pipeline.verify.values.days import ANY_YEAR, holds, last_before, yearless
from pipeline.verify.values.elapsed import is_elapsed, places
from pipeline.verify.values.facts import Stated
from pipeline.verify.values.matter import BREAK, Answer, Matter, Objection, Proof

_MOST_SHOWN = 4
_SHARED = 2
"""Words that two clauses share at least when they tell of one event."""
_BY = re.compile(
    r"\bby\s+(?:the\s+)?(?:(?:end|close)\s+of\s+)?$|(?:截至|[到至])\s?$", re.IGNORECASE
)
_NAMED = re.compile(r"\b(?:of|from)\s+$")
"""What leads to a date that tells one thing from others of its kind."""
_QUARTER = timedelta(days=92)
_AROUND = 400
"""Characters around a date of the evidence in which it is told what it dates."""
_TOWARDS = re.compile(r"\b(?:to|from|of|by)\s+$", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]{3,}|\d[\d.,]*\d|\d")
_AFTERWARDS = re.compile(r"[,\s]*(?:after|following|once)\b")
_HALF = re.compile(r"[;；]")
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
    dates = [atom for atom in matter.atoms if atom.kind is Kind.DATE]
    if not dates:
        return ()
    answers: list[tuple[Atom, Answer]] = []
    days = [(item, day) for item in matter.cited if (day := day_of(item))]
    if matter.cited and _is_window(matter, dates):
        answers.append((dates[0], _window(matter, dates.pop(0))))
    merged = _merged(dates)
    outside = [(i, d) for i, d in days if not any(_in_all(group, d) for group in merged)]
    if len(merged) == 1:
        outside = [pair for pair in outside if not _leads_up(matter, merged[0][0], pair, days)]
        outside = outside if not _placed(matter, merged[0], days, outside) else []
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
    own clause speaks of what the date holds. What had been done by a date may all be older.
    """
    item, day = pair
    dated = [i for i, d in days if holds(atom.days, d, yearless=atom.yearless)]
    begin = atom.days[0][0] if atom.days else date.min
    earlier = (day.replace(year=ANY_YEAR) if atom.yearless else day) < begin
    if not earlier or _BY.search(matter.text[: atom.start]):
        return earlier
    spoken = _spoken_of(matter, item)
    return any(
        len(before & spoken) >= _SHARED
        and any(
            len(own & _spoken_of(matter, i)) >= max(min(_SHARED, len(own) - 1), told + 1)
            for i in dated
        )
        for before, own in _parted(matter, atom)
        for told in (len(own & spoken),)
    )


def _parted(matter: Matter, atom: Atom) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Give what a sentence says before a date, or what it says went before, and what is dated.

    A semicolon parts them, a comma may, and "after" or "once" tells behind what went before.
    """
    start, end = matter.clause(atom)
    yield _gist(matter.text[:start]), _own(matter, atom)
    if _AFTERWARDS.match(matter.text, end):
        yield _gist(matter.text[end:]), _own(matter, atom)
    halves = [m.end() for m in _HALF.finditer(matter.text, 0, start)]
    if halves:
        yield _gist(matter.text[: halves[-1]]), _gist(matter.text[halves[-1] :])


def _placed(
    matter: Matter, group: tuple[Atom, ...], days: list[Dated], outside: list[Dated]
) -> bool:
    """Tell whether a time span places what the one date of a sentence does not hold.

    The date's clause must not speak more of what it does not hold than of what it holds, unless
    it has the time span too; but a later change may well name the earlier one, `superseded the
    fix of 2 May`.
    """
    inside = [(i, d) for i, d in days if _in_all(group, d)]
    if not inside or not outside:
        return False
    own = frozenset(word for word in _own(matter, group[0]) if not word[0].isdigit())
    held, other = (
        max(len(own & _spoken_of(matter, item)) for item, _ in side) for side in (inside, outside)
    )
    start, end = matter.clause(group[0])
    if not _gist(matter.text[start:end].replace(group[0].words, " ")):  # it leads alone
        end = min((at for at in matter.breaks if at > end), default=end)
    tells_both = any(is_elapsed(matter, a) and start <= a.start < end for a in matter.atoms)
    is_telling = other > held + words.is_cjk(matter.text)
    if is_telling and not tells_both and not _NAMED.search(matter.text[: group[0].start]):
        return False
    return places(matter, group[0], [d for _, d in inside], [d for _, d in outside])


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
    first, last = max(0, at - _AROUND), at + len(said.atom.words) + _AROUND
    begin = max((m.end() for m in BREAK.finditer(said.span, first, at)), default=first)
    stop = BREAK.search(said.span, at + len(said.atom.words), last)
    theirs = _gist(said.span[begin : stop.start() if stop else last])
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
