"""Values that the evidence states in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Kind
from pipeline.verify.values.facts import Facts, Stated
from pipeline.verify.values.matter import Matter, Proof
from pipeline.verify.values.numerals import same_label
from pipeline.verify.values.pairs import in_unit_of
from pipeline.verify.values.tolerance import agrees, fits


def stated(matter: Matter, atom: Atom) -> Proof | None:
    """Find the value, with its unit and on its side, in one cited evidence."""
    for facts in matter.facts:
        for said in facts.stated:
            if says(atom, said):
                return Proof(facts.item.id, said.span)
    return None


def says(atom: Atom, stated: Stated) -> bool:
    """Tell whether an evidence's value is the sentence's."""
    said = stated.atom
    other_side = atom.side and said.side and atom.side is not said.side
    if other_side or atom.unit != said.unit:
        return False
    return agrees(atom, said, turned=_is_turned(atom, stated)) and _same(atom, said)


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
    if said.kind in {Kind.DATE, Kind.ISSUE, Kind.ORDINAL, Kind.VAGUE}:
        return False
    if atom.bound and said.bound and atom.value == said.value:
        return True
    return fits(atom, said.value) or (said.high is not None and fits(atom, said.high))


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
