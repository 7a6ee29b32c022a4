"""Help for GV201 to GV206: the value that the evidence states or that the record gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.domain.markup import shown
from pipeline.domain.verdict import Finding, Help
from pipeline.verify.case import Case
from pipeline.verify.dossier import Dossier
from pipeline.verify.help.nearest import nearest, short, told
from pipeline.verify.values import Atom, Kind, extract
from pipeline.verify.values.facts import Stated, facts_of
from pipeline.verify.values.timing import day_of

_YEAR = re.compile(r"(?:19|20)\d\d")
_HAN = re.compile(r"[\u3400-\u9fff]")
_QUARTER = re.compile(r"Q[1-4]|quarter|季度", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2}\b(?!\d)|\d{1,2} [A-Z][a-z]{2}")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
Fitness = tuple[bool, bool, int]
"""Whether a value stands on the same side, is free, and how much its span shares."""
_NUMERIC = {Kind.NUMBER, Kind.QUANTITY, Kind.COUNT, Kind.RANGE}


def figure(case: Case, finding: Finding) -> Help | None:
    """Give the value that was computed, else the stated one of the same sort that is nearest."""
    known = _computed(case, finding)
    atoms = extract(case.text, case.sentence.lang)
    atom = next((a for a in atoms if a.words == finding.words), None)
    used = frozenset(a.words for a in atoms)
    hits = list(_alike(case, atom, used)) if atom else []
    if known:
        hits = [hit for hit in hits if hit[2].atom.words.strip() == known.replacement]
    if hits:
        _, dossier, said = max(hits, key=lambda hit: hit[0])
        value = said.atom.words.strip()
        return Help(
            text=f"{shown(dossier.item.id)} says {value}: “{short(said.span)}”",
            evidence=dossier.item.id,
            span=said.span,
            replacement=value,
        )
    if known:
        return known
    near = nearest(case.dossiers, [token for token in case.tokens if token.keys])
    return told("no value of this sort stands there;", near)


def _alike(
    case: Case, atom: Atom, used: frozenset[str]
) -> Iterator[tuple[Fitness, Dossier, Stated]]:
    """Go through the stated values of the same sort, each with how well it fits."""
    for dossier in case.dossiers:
        passages = {passage.span.text: passage for passage in dossier.passages}
        for said in facts_of(dossier.item).stated:
            if _is_alike(atom, said.atom) and said.span in passages:
                keys = passages[said.span].keys
                shared = sum(bool(token.keys & keys) for token in case.tokens)
                is_free = said.atom.words not in used
                if shared:
                    yield (said.atom.side is atom.side, is_free, shared), dossier, said


def _is_alike(one: Atom, other: Atom) -> bool:
    if one.kind in _NUMERIC and other.kind in _NUMERIC:
        return one.unit == other.unit and one.noun in {other.noun, ""}
    return one.kind is other.kind


def interval(case: Case, finding: Finding) -> Help | None:
    """Give the days of what is cited, worded as the sentence words its date."""
    computed = figure(case, finding) if _computed(case, finding) else None
    days = sorted(day for d in case.dossiers if (day := day_of(d.item)))
    if computed or not days:
        return computed
    worded = list(dict.fromkeys(_worded(day, finding.words) for day in days))
    exact = ", ".join(dict.fromkeys(day.isoformat() for day in days))
    between = worded[0] if len(worded) == 1 else f"{worded[0]} to {worded[-1]}"
    return Help(
        text=f"what is cited is of {exact}: write {between}",
        replacement=worded[0] if len(worded) == 1 else "",
    )


def _computed(case: Case, finding: Finding) -> Help | None:
    same = (f for f in case.values.findings if (f.code, f.words) == (finding.code, finding.words))
    return next((f.help for f in same), None)


def _worded(day: date, words: str) -> str:
    """Word a day as coarsely as the sentence does, in its language."""
    quarter = (day.month + 2) // 3
    if _HAN.search(words):
        if _QUARTER.search(words):
            return f"{day.year}年第{'一二三四'[quarter - 1]}季度"
        month = f"{day.year}年{day.month}月" if "月" in words else f"{day.year}年"
        return f"{month}{day.day}日" if "日" in words else month
    if _QUARTER.search(words):
        return f"{day.year} Q{quarter}" if _YEAR.match(words) else f"Q{quarter} {day.year}"
    if _DAY.search(words) and not _YEAR.fullmatch(words):
        return day.isoformat()
    month = _MONTHS[day.month - 1]
    if _YEAR.fullmatch(words):
        return str(day.year)
    return f"{month} {day.year}" if _YEAR.search(words) else month
