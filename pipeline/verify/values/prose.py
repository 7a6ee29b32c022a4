"""Values that the evidence states in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from pipeline.verify.token import tokens
from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Kind
from pipeline.verify.values.facts import Facts, Stated
from pipeline.verify.values.matter import BREAK, Matter, Proof
from pipeline.verify.values.numerals import same_label
from pipeline.verify.values.pairs import in_unit_of
from pipeline.verify.values.things import alike, keys, things
from pipeline.verify.values.tolerance import agrees, fits

_SMALL = 12
_LEAD = re.compile(r"(?P<word>[a-z]{3,})\s+(?:of\s+)?$")
_REACH = 80
"""Characters beside a number that may say what it is told of."""
_FOLLOWING = re.compile(r"\+?(?:\s[A-Za-z]+){1,3}")
_SHARED = 2
_PER_OPERATION = re.compile(r"(?<!\w)([A-Za-zµμ]{1,8})/op\b")
_SIZE = re.compile(r"[\d.,]+[kKMGT]")
_OCCASIONS = re.compile(r"(?:twice|thrice|times|次)$", re.IGNORECASE)
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")


def stated(matter: Matter, atom: Atom) -> Proof | None:
    """Find the value, with its unit and on its side, in the cited evidence: once in each."""
    if _is_no_change(matter, atom):
        return None
    found = [proof for facts in matter.facts if (proof := _stated_in(facts, matter, atom))]
    return replace(found[0], likewise=tuple(found[1:])) if found else None


def _is_no_change(matter: Matter, atom: Atom) -> bool:
    """Tell whether a change is said to end where it began: `from 5 to 5` is no change."""
    return bool(atom.side) and any(
        other.side
        and other.side is not atom.side
        and (other.value, other.unit) == (atom.value, atom.unit)
        for other in matter.atoms
        if other.kind in {Kind.NUMBER, Kind.QUANTITY, Kind.COUNT} and not other.label
    )


def _stated_in(facts: Facts, matter: Matter, atom: Atom) -> Proof | None:
    for said in facts.stated:
        if says(atom, said) and _counts_same(matter, atom, said):
            return Proof(facts.item.id, said.span)
        if _is_in_column(atom, said) or _is_size(atom, said.atom):
            return Proof(facts.item.id, said.span)
        if _is_dotted(atom, said.atom) and things(matter.text, atom.start, atom.end) & said.things:
            return Proof(facts.item.id, said.span)
    return None


def _is_in_column(atom: Atom, said: Stated) -> bool:
    """Tell whether a bare number stands in a table that names its unit once: `ns/op`."""
    is_bare = said.atom.kind is Kind.NUMBER and bool(atom.unit) and not said.atom.per
    if not is_bare or said.atom.value != atom.value / atom.factor or said.atom.value <= _SMALL:
        return False
    return any(
        words.units()[unit].factor == atom.factor and words.units()[unit].dimension == atom.unit
        for unit in _PER_OPERATION.findall(said.text)
        if unit in words.units()
    )


def _is_size(atom: Atom, said: Atom) -> bool:
    """Tell whether the evidence leaves out the byte of a size: `512M` may be 512 MB or MiB."""
    if atom.unit != "byte" or said.kind is not Kind.NUMBER or not _SIZE.fullmatch(said.words):
        return False
    power = next((p for p in range(1, 5) if atom.factor in {1000**p, 1024**p}), 0)
    return bool(power) and said.value == atom.value / atom.factor * 1000**power


def _is_dotted(atom: Atom, said: Atom) -> bool:
    """Tell whether the evidence groups its digits with dots: `25.000` may well be 25,000.

    Only what is counted can tell.
    """
    plain = atom.kind is Kind.NUMBER and not atom.label and not (atom.bound or atom.approximate)
    if not plain or said.bound or said.approximate:
        return False
    dotted = _DOTTED.fullmatch(said.words)
    return bool(dotted) and Decimal(said.words.replace(".", "")) == atom.value


def in_name(matter: Matter, atom: Atom) -> Proof | None:
    """Find a bare number as a piece of a name in the evidence: 10,000 of `Sort/10000`.

    A small one must have the same word before it: concurrency 4 of `concurrency=4`.
    """
    if atom.kind is not Kind.NUMBER or atom.label or atom.bound or atom.approximate:
        return None
    figure = f"{atom.value:f}"
    lead = _LEAD.search(matter.text[: atom.start].casefold())
    for facts in matter.facts:
        is_piece = atom.value > _SMALL and figure in facts.figures
        if is_piece or (lead and (lead["word"], figure) in facts.settings):
            return Proof(facts.item.id, atom.words)
    return None


def ends(matter: Matter, atom: Atom) -> Proof | None:
    """Find a range by its ends: side by side, both with its unit, or in a range without any.

    A range without a unit is of the one that its evidence measures by: `first 50 ms, then 0-100`.
    """
    wanted = (atom.value, atom.high)
    for facts in matter.facts:
        own = [said for said in facts.stated if said.atom.unit == atom.unit]
        for one, other in pairwise(own):
            if one.span == other.span and (one.atom.value, other.atom.value) == wanted:
                return Proof(facts.item.id, one.span)
        if not atom.unit:
            continue
        if set(wanted) <= {said.atom.value for said in own}:
            return Proof(facts.item.id, f"{atom.words}, each end by itself")
        bare = [s for s in facts.stated if s.atom.kind is Kind.RANGE and not s.atom.unit]
        for said in bare if own else ():
            if wanted == (said.atom.value * atom.factor, (said.atom.high or 0) * atom.factor):
                return Proof(facts.item.id, said.span)
    return None


def _counts_same(matter: Matter, atom: Atom, said: Stated) -> bool:
    """Tell whether a small number, or one of a countable thing, counts the same thing there.

    Small numbers stand everywhere, so that one alone proves nothing: what is told beside it must be
    told there too. A record can count the things of a count, so that they themselves must be alike.
    """
    if atom.unit or atom.label or atom.kind not in {Kind.NUMBER, Kind.COUNT}:
        return True
    if atom.noun and atom.noun == said.atom.noun:
        return True
    own = things(matter.text, atom.start, atom.end)
    if atom.noun:
        return not said.things or bool(own & said.things) or _is_of(atom.noun, said)
    is_occasion = all(_OCCASIONS.search(told) for told in (atom.words, said.atom.words))
    if atom.value > _SMALL or is_occasion or alike(own, said.things):
        return True
    theirs = keys(_around(said.text, said.atom))
    own_words = tokens(_around(matter.text, atom))
    return sum(bool(token.keys & theirs) for token in own_words) >= _SHARED


def _is_of(noun: str, said: Stated) -> bool:
    """Tell whether a number of the evidence is of a class of things: `200K+ log lines`."""
    following = _FOLLOWING.match(said.text, said.atom.end)
    words_of = following.group().casefold().split() if following else []
    return any(words.nouns().get(word) == noun for word in words_of)


def _around(text: str, atom: Atom) -> str:
    """Give a value's clause, as far as it lies near the value."""
    begin = max((m.end() for m in BREAK.finditer(text, 0, atom.start)), default=0)
    stop = BREAK.search(text, atom.end)
    end = min(stop.start() if stop else len(text), atom.end + _REACH)
    return text[max(begin, atom.start - _REACH) : end]


def roughly(matter: Matter, atom: Atom) -> Proof | None:
    """Find a vague number in one cited evidence: the same word, or a number that it may mean.

    Both must be of the same thing: one class or unit, or else the same word behind the number.
    """
    for facts in matter.facts:
        for said in facts.stated:
            alike = (said.atom.noun, said.atom.unit) == (atom.noun, atom.unit)
            if alike and _may_mean(atom, said.atom) and _same_thing(matter, atom, said):
                return Proof(facts.item.id, said.span)
    return None


def _may_mean(atom: Atom, said: Atom) -> bool:
    if said.kind is Kind.VAGUE:
        return _meet(atom, said)
    is_number = said.kind in {Kind.NUMBER, Kind.COUNT, Kind.QUANTITY} and not said.label
    return is_number and fits(atom, said.value)


def _meet(one: Atom, other: Atom) -> bool:
    """Tell whether two vague numbers may mean the same: one may be the least of the other."""
    return fits(one, other.value) or fits(other, one.value)


def _same_thing(matter: Matter, atom: Atom, said: Stated) -> bool:
    if atom.noun or atom.unit:
        return True
    own, theirs = things(matter.text, atom.start, atom.end), said.things
    return bool(own & theirs) or (said.atom.kind is Kind.VAGUE and alike(own, theirs))


def says(atom: Atom, stated: Stated) -> bool:
    """Tell whether an evidence's value is the sentence's."""
    said = stated.atom
    other_side = atom.side and said.side and atom.side is not said.side
    if atom.per and said.per and atom.per != said.per:
        said = _per(said, atom.per)
    other_rate = atom.per and atom.per != said.per
    if other_side or other_rate or atom.unit != said.unit:
        return False
    return agrees(atom, said, turned=_is_turned(atom, stated)) and _same(atom, said)


def _per(said: Atom, per: str) -> Atom:
    """Give a rate by another stretch of time, if both are of fixed length: 5/s are 300/min."""
    lengths = words.units()
    own, other = lengths.get(said.per), lengths.get(per)
    if not own or not other or own.dimension != "time" or other.dimension != "time":
        return said
    times = other.factor / own.factor
    high = None if said.high is None else said.high * times
    return replace(said, value=said.value * times, step=said.step * times, high=high, per=per)


def _same(atom: Atom, said: Atom) -> bool:
    match atom.kind:
        case Kind.RANGE:
            return said.kind is Kind.RANGE and (atom.value, atom.high) == (said.value, said.high)
        case Kind.COUNT:
            is_same = said.noun == atom.noun or (said.kind is Kind.NUMBER and not said.label)
            return is_same and said.kind is not Kind.VERSION and _fits(atom, said)
        case Kind.NUMBER if atom.label or said.kind is Kind.VERSION:
            return same_label(atom.label or f"{atom.value}", said.label or f"{said.value}")
        case Kind.NUMBER | Kind.QUANTITY:
            return _fits(atom, said)
        case _:
            return False


def _is_turned(atom: Atom, stated: Stated) -> bool:
    """Tell whether the evidence gives the limit as what must not be."""
    is_limited = bool(atom.bound and stated.atom.bound)
    return is_limited and bool(_turning().search(stated.span))


@lru_cache
def _turning() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![A-Za-z])(?:{words.alternatives(words.listed('bounds', 'turning'))})", re.IGNORECASE
    )


def _fits(atom: Atom, said: Atom) -> bool:
    if said.kind is Kind.VAGUE:
        is_exact = said.value == said.high == atom.value
        return is_exact and not (atom.bound or atom.approximate)
    if said.kind in {Kind.DATE, Kind.ISSUE, Kind.ORDINAL}:
        return False
    if atom.bound and said.bound:
        return atom.value == said.value
    if said.kind is Kind.RANGE and not atom.unit:
        return False
    if _is_worded(atom) or _is_worded(said):
        return fits(atom, said.value, rounded=True) or fits(said, atom.value, rounded=True)
    return fits(atom, said.value) or (said.high is not None and fits(atom, said.high))


def _is_worded(atom: Atom) -> bool:
    """Tell whether a share or a multiple is told in words, which round: a third is 33 %."""
    is_share = atom.unit in {"percent", "ratio"}
    return is_share and not any(letter.isdigit() for letter in atom.words)


def elsewhere(matter: Matter, atom: Atom) -> Iterator[tuple[Facts, Stated]]:
    """Find what the evidence says with the same figures but another unit or on the other side."""
    shown = _figures(atom)
    for facts in matter.facts:
        for said in facts.stated:
            if shown is not None and _figures(said.atom) == shown:
                yield facts, said


def _figures(atom: Atom) -> Decimal | None:
    """Give the number as shown, its unit left out."""
    if atom.kind not in {Kind.NUMBER, Kind.QUANTITY, Kind.COUNT}:
        return None
    return atom.value / atom.factor


def elided(matter: Matter, atom: Atom) -> tuple[Atom, Proof] | None:
    """Give a bare number the unit of another value of the sentence, where the evidence has it."""
    for other in matter.atoms:
        if other is atom or not other.unit or other.unit in {"percent", "ratio", "point"}:
            continue
        full = in_unit_of(other, atom)
        proof = stated(matter, full)
        if proof:
            return full, proof
    return None
