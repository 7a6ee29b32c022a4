"""GV302: the sentence says of one thing what the evidence says of another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.clause import openings
from pipeline.verify.dossier import Passage
from pipeline.verify.frame import Argument, Frame, frames, is_verb
from pipeline.verify.meeting import heard, met_by
from pipeline.verify.reading import once
from pipeline.verify.rule import Objection
from pipeline.verify.side import moves
from pipeline.verify.token import Kind, Text, Token, is_within

_NAMES = {Kind.CODE, Kind.NAME}
_GAP = 6
"""Words that the border of a clause counts for when distances are measured."""
_MOST = 60
"""Content words of a sentence that are compared with each other: it keeps the work bounded."""
_BETTER = 1.5
"""How many times better the evidence must fit the sentence with two names exchanged."""
_GAIN = 0.05
"""And by how much, in sums of products of two closenesses, each at most 1/2."""
_PREPOSITION = re.compile(r"\b(?:to|from|into|onto|for)\b", re.IGNORECASE)
_BREAK = re.compile(r"[,;:.()，；]|\b(?:and|or|but)\b", re.IGNORECASE)
_STOP = re.compile(r"[;:.!?()；：。！？（）—–](?=\s|[\u3400-\u9fff]|$)|[,，](?!\d)")

_Place = tuple[int, Token]
_Closeness = Mapping[tuple[int, int], float]


def exchanged(case: Case) -> Iterator[Objection]:
    """GV302: with two of its names exchanged, the sentence would fit the evidence better.

    A contrast, not a threshold: whatever the wording, what stays the same in both readings
    cancels out, so only who goes with what is left.
    """
    named = sum(token.kind in _NAMES for token in case.said.content)
    if case.sentence.slot is Slot.TITLE or named < 2:  # noqa: PLR2004 - it takes two
        return
    places = _places(case.said)[:_MOST]
    names = [at for at, (_, token) in enumerate(places) if token.kind in _NAMES]
    met = [met_by(token) for _, token in places]
    close = _closeness(met, names, [p for d in case.dossiers for p in d.prose])
    known = {at for pair in close for at in pair}
    near = {at: _nearness(places, met, at) for at in names if at in known}
    found = [
        (gain, one, other)
        for one, other in combinations(near, 2)
        if not _is_part(places[one][1].text, places[other][1].text)
        and (gain := _gain(near, met, close, one, other))
    ]
    if found:
        _, one, other = max(found, key=lambda row: (row[0], -row[1], -row[2]))
        words = f"{places[one][1].text} … {places[other][1].text}"
        yield "the evidence says of one of these what this says of the other", words


def _gain(
    near: Mapping[int, Sequence[float]],
    met: Sequence[frozenset[str]],
    close: _Closeness,
    one: int,
    other: int,
) -> float:
    """Give how much better the two fit exchanged; 0 if they don't, or are the same thing."""
    if met[one] & met[other]:
        return 0.0
    as_is = exchanged = 0.0
    for at, (near_one, near_other) in enumerate(zip(near[one], near[other], strict=True)):
        if met[at] & met[one] or met[at] & met[other]:
            continue
        with_one, with_other = close.get((one, at), 0.0), close.get((other, at), 0.0)
        as_is += near_one * with_one + near_other * with_other
        exchanged += near_one * with_other + near_other * with_one
    gain = exchanged - as_is
    return gain if exchanged > _BETTER * as_is and gain > _GAIN else 0.0


def _is_part(one: str, other: str) -> bool:
    """Tell whether one name holds the other: `setup.py` in `python setup.py test`."""
    low, high = sorted((one.casefold(), other.casefold()), key=len)
    return low in high


def _nearness(
    places: Sequence[_Place], met: Sequence[frozenset[str]], name: int
) -> tuple[float, ...]:
    """Give how close each word of the sentence stands to the nearest mention of a name."""
    mentions = [p for (p, _), keys in zip(places, met, strict=True) if keys & met[name]]
    return tuple(1 / (1 + min(abs(place - p) for p in mentions)) for place, _ in places)


def _closeness(
    met: Sequence[frozenset[str]], names: Sequence[int], prose: Sequence[Passage]
) -> _Closeness:
    """Give for each name and other word of the sentence how close they ever stand together."""
    best: dict[tuple[int, int], float] = {}
    named = frozenset(names)
    for passage in prose:
        heard = _heard_in(passage)
        known = heard.keys()
        hits = [
            (n, sorted({at for key in keys if key in heard for at in heard[key]}))
            for n, keys in enumerate(met)
            if not known.isdisjoint(keys)
        ]
        if named.isdisjoint(n for n, _ in hits):
            continue
        for (one, here), (other, there) in combinations(hits, 2):
            distance = _distance(here, there) if one in named or other in named else 0
            if distance and 1 / (1 + distance) > best.get((one, other), 0.0):
                best[one, other] = best[other, one] = 1 / (1 + distance)
    return best


@once
def _heard_in(text: Text) -> dict[str, tuple[int, ...]]:
    """Give for each thing that a text names the places where it stands."""
    found: dict[str, list[int]] = {}
    for at, token in _places(text):
        for key in heard(token):
            found.setdefault(key, []).append(at)
    return {key: tuple(places) for key, places in found.items()}


def _distance(here: Sequence[int], there: Sequence[int]) -> int:
    """Give the least distance between two rising rows of places."""
    if len(here) > len(there):
        here, there = there, here
    least = abs(here[0] - there[0])
    for place in here:
        at = bisect_left(there, place)
        least = min(least, *(abs(place - other) for other in there[max(at - 1, 0) : at + 1]))
    return least


def _places(text: Text) -> list[_Place]:
    """Give the content words with their places; clauses stand apart."""
    ends = (
        *(match.end() for match in _STOP.finditer(text.normal)),
        *(end for _, _, end in openings(text)),
    )
    cuts = sorted(at for at in ends if not is_within(at - 1, text.code))
    found: list[_Place] = []
    place = passed = 0
    for token in text.tokens:
        while passed < len(cuts) and token.start >= cuts[passed]:
            passed += 1
            place += _GAP
        if token.keys or token.kind is Kind.VALUE:
            found.append((place, token))
            place += 1
    return found


def rivalled(case: Case) -> Iterator[Objection]:
    """GV302: the evidence says the same of another name, and something else of this one."""
    if case.sentence.slot is Slot.TITLE:
        return
    prose = [passage for dossier in case.dossiers for passage in dossier.prose]
    for frame in frames(case.said):
        named = [(a, names) for a in frame.arguments if (names := _names_of(a))]
        told = [p for p in prose if _tells(p, frame)] if named else []
        if not told or moves(frame) or any(_holds(passage, frame) for passage in prose):
            continue
        for argument, names in named:
            if _is_taken(argument, names, frame, told) and _stands(names, prose):
                yield "the evidence says this of another name", names[0].text


def _names_of(argument: Argument) -> list[Token]:
    return [token for token in argument.tokens if token.kind in _NAMES]


def _holds(passage: Passage, frame: Frame) -> bool:
    """Tell whether one span has all that a frame is made of: then it may be the frame's own."""
    words = [frame.verb, *(token for argument in frame.arguments for token in argument.tokens)]
    heard = _heard_in(passage).keys()
    return all(not heard.isdisjoint(met_by(token)) for token in words if token.keys)


def _tells(passage: Passage, frame: Frame) -> bool:
    """Tell whether a passage has the frame's verb."""
    return not lexicon.direct(frame.verb.keys).isdisjoint(passage.words)


def _is_taken(
    argument: Argument, names: Sequence[Token], frame: Frame, told: Sequence[Passage]
) -> bool:
    wanted = frozenset(key for token in names for key in met_by(token))
    if _are_heard(wanted, told):
        return False
    if any(token.text.casefold() in passage.low for token in names for passage in told):
        return False
    others = [met_by(t) for a in frame.arguments if a is not argument for t in a.tokens if t.keys]
    return any(
        rival.part is argument.part
        and _names_of(rival)
        and any(keys & heard(t) for keys in others for a in other.arguments for t in a.tokens)
        for passage in told
        for other in frames(passage)
        if other.verb.keys & frame.verb.keys
        for rival in other.arguments
    )


def _stands(names: Sequence[Token], prose: Sequence[Passage]) -> bool:
    wanted = frozenset(key for token in names for key in met_by(token))
    return _are_heard(wanted, prose)


def _are_heard(wanted: frozenset[str], prose: Sequence[Passage]) -> bool:
    return any(not _heard_in(passage).keys().isdisjoint(wanted) for passage in prose)


def crossed(case: Case) -> Iterator[Objection]:
    """GV302: one passage binds the two ends of a preposition, each to something else.

    `Reads to the replicas, and writes to the primary` says nothing of reads to the primary.
    """
    told = [_bonds(passage) for dossier in case.dossiers for passage in dossier.prose]
    for preposition, left, right in _bonds(case.said):
        same = [[b for b in bonds if b[0] == preposition] for bonds in told]
        if any(left.keys & one.keys and right.keys & two.keys for bs in same for _, one, two in bs):
            continue
        mine, theirs = lexicon.roots(left.keys), lexicon.roots(right.keys)
        if any(
            any(mine & one.keys for _, one, _ in bonds)
            and any(theirs & two.keys for _, _, two in bonds)
            for bonds in same
        ):
            yield "the evidence binds these to other words", f"{left.text} … {right.text}"


@once
def _bonds(text: Text) -> tuple[tuple[str, Token, Token], ...]:
    """Give for each preposition of a text the content words on its two sides."""
    return tuple(_bound(text))


def _bound(text: Text) -> Iterator[tuple[str, Token, Token]]:
    for left, right in pairwise(text.content):
        between = text.normal[left.end : right.start]
        found = _PREPOSITION.search(between)
        if found and not _BREAK.search(between) and not _is_infinitive(between, right):
            yield found.group().casefold(), left, right


def _is_infinitive(between: str, right: Token) -> bool:
    """Tell whether `to` only leads to a verb: `to enforce`, but `to the list`."""
    return between.casefold().strip() == "to" and is_verb(right)
