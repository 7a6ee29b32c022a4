"""Pairs of values: `from A to B`, `A–B`, `A or B UNIT`, and what one takes from the other."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Kind, Side

_REACH = 40
"""Characters that may lie between the two ends of a change."""
_LAST = re.compile(r",?\s(?:and|or)\s|\s?[和与及或]\s?")
_PLAIN = {Kind.NUMBER, Kind.QUANTITY, Kind.COUNT, Kind.VERSION}
_DASH = re.compile(r"\s?[-–—~～]\s?")
_TO = re.compile(r"\s(?:to)\s|\s?[到至]\s?")
_LIST = re.compile(r"\s?(?:to|or|and|through|-|–|—|~|～|到|至|和|或|/)\s?")
_ITEM = re.compile(r",\s?|、")
_PART = re.compile(r"\s?(?:and\s|零|又)?")
_BACK = re.compile(
    r"(?:\s(?!to\b|and\b)\w+){0,2},?\s*"
    r"(?:(?:down|up) from|instead of|rather than|in place of|而不是|而非|not"
    r"|\(?(?:was|were|previously|formerly|before|原为?|之前是?))\s*",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"[^.。\d]{0,60}?\b(?:(?:is|are) now|now (?:is|are)|now)\s*|\s+before,?\s+(?:and\s+)?"
    r"|[^.。\d]{0,30}?(?:现在|如今|现)[为是改]?\s*",
    re.IGNORECASE,
)
"""What stands between how it was and how it is: `16 MB was too small; it is now 32 MB`."""
_ARROW = re.compile(r"(?:->|→|=>)")
_CLAUSE = re.compile(r"[;:。；：]|,\s")


@lru_cache
def _side(name: str) -> re.Pattern[str]:
    hedges = (
        *words.listed("approximate", "before"),
        *words.listed("approximate", "nearly"),
        *(w for key in ("over", "least", "under", "most") for w in words.listed("bounds", key)),
    )
    cues = sorted(words.listed("roles", name), key=lambda w: (-len(w), w))
    body = "|".join(
        (r"\b" if c[0].isascii() and c[0].isalpha() else "") + re.escape(c) for c in cues
    )
    hedge = "|".join(sorted(map(re.escape, hedges), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?:{body})\s*(?:(?:{hedge}|version|a|an|the|only|just|版本)\s*)?$", re.IGNORECASE
    )


def paired(text: str, atoms: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """Give sides, shared units and ranges to neighbours."""
    found = _compounds(text, atoms)
    at = 0
    while at + 1 < len(found):
        first, second = found[at], found[at + 1]
        if first.kind in _PLAIN and second.kind in _PLAIN:
            merged = _range(text, first, second)
            if merged:
                found[at : at + 2] = [merged]
            else:
                found[at], found[at + 1] = _change(text, first, second)
        at += 1
    return tuple(_alone(text, atom) for atom in _enumerated(text, found))


def _enumerated(text: str, atoms: list[Atom]) -> list[Atom]:
    """Give the numbers of a list the unit that its last one has: `4, 6 and 3 percent`."""
    found = list(atoms)
    for at in range(len(found) - 3, -1, -1):
        one, two, three = found[at : at + 3]
        is_bare = one.kind is Kind.NUMBER and not one.label
        is_shared = two.kind is Kind.QUANTITY and two.unit == three.unit
        if is_bare and is_shared and _is_listed(text, one, two, three):
            found[at] = in_unit_of(two, one)
    return found


def _is_listed(text: str, one: Atom, two: Atom, three: Atom) -> bool:
    """Tell whether nothing but commas, and a last "and", stands between three values."""
    return bool(_ITEM.fullmatch(text, one.end, two.start)) and any(
        join.fullmatch(text, two.end, three.start) for join in (_ITEM, _LAST)
    )


def _compounds(text: str, atoms: tuple[Atom, ...]) -> list[Atom]:
    """Make one duration of its parts: `1 h 30 min`, `two minutes and thirty seconds`."""
    found: list[Atom] = []
    for atom in atoms:
        last = found[-1] if found else None
        if last and _goes_on(text, last, atom):
            found[-1] = replace(
                last, words=text[last.start : atom.end], end=atom.end,
                value=last.value + atom.value, step=atom.step, factor=atom.factor,
            )  # fmt: skip
        else:
            found.append(atom)
    return found


def _goes_on(text: str, first: Atom, second: Atom) -> bool:
    is_time = first.unit == second.unit == "time" and first.kind is second.kind is Kind.QUANTITY
    is_part = is_time and second.value < first.factor and not (second.bound or second.approximate)
    return is_part and bool(_PART.fullmatch(text, first.end, second.start))


def _alone(text: str, atom: Atom) -> Atom:
    """Give a version its side by the word before it: `upgraded to v2`."""
    if atom.kind is not Kind.VERSION or atom.side:
        return atom
    lead = text[max(0, atom.start - _REACH) : atom.start]
    for side in (Side.NEW, Side.OLD):
        if _side(side).search(lead):
            return replace(atom, side=side)
    return atom


def _range(text: str, first: Atom, second: Atom) -> Atom | None:
    if first.unit or first.noun or not _is_between(text, first, second):
        return None
    if first.kind is Kind.VERSION and "." in first.label:
        return None
    low = _same_unit(first, second)
    if low.value >= second.value:
        return None
    return replace(
        second,
        kind=Kind.RANGE,
        words=text[first.start : second.end],
        start=first.start,
        value=low.value,
        high=second.value,
    )


def _is_between(text: str, first: Atom, second: Atom) -> bool:
    """Tell whether two numbers are the ends of a range: `5–10`, `5 to 10 min`, not a change."""
    between = text[first.end : second.start]
    if _DASH.fullmatch(between):
        return True
    lead = text[max(0, first.start - _REACH) : first.start]
    is_said = _TO.fullmatch(between) and second.unit and first.kind is Kind.NUMBER
    return bool(is_said) and not _side("old").search(lead)


def _same_unit(first: Atom, second: Atom) -> Atom:
    """Give a bare number the unit of its partner: `40 to 12 ms`."""
    if not second.unit:
        return first
    return in_unit_of(second, first)


def in_unit_of(other: Atom, bare: Atom) -> Atom:
    """Give a bare number another value's unit."""
    factor = other.factor
    return replace(
        bare, kind=Kind.QUANTITY, unit=other.unit, factor=factor,
        value=bare.value * factor, step=bare.step * factor, per=other.per,
    )  # fmt: skip


def _change(text: str, first: Atom, second: Atom) -> tuple[Atom, Atom]:
    between = text[first.end : second.start]
    if _BACK.fullmatch(between) and first.unit == second.unit:
        return replace(first, side=Side.NEW), replace(second, side=Side.OLD)
    if _NOW.fullmatch(between) and first.unit == second.unit:
        return replace(first, side=Side.OLD), replace(second, side=Side.NEW)
    if len(between) > _REACH or _CLAUSE.search(between):
        return first, second
    if _LIST.fullmatch(between) and second.unit and not first.unit and not first.noun:
        first = _same_unit(first, second)
    lead = text[max(0, first.start - _REACH) : first.start]
    arrow = bool(_ARROW.search(between))
    if not (arrow or (_side("old").search(lead) and _side("new").search(between))):
        return first, second
    if second.unit and not first.unit and first.kind is Kind.NUMBER:
        first = _same_unit(first, second)
    elif first.unit and not second.unit and second.kind is Kind.NUMBER:
        second = _same_unit(second, first)
    is_rough = second.approximate or (first.approximate and not second.bound)
    return replace(first, side=Side.OLD), replace(second, side=Side.NEW, approximate=is_rough)
