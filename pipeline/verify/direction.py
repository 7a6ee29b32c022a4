"""GV303 and GV305: from where to where, and whether the change did what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.dossier import Dossier, Passage
from pipeline.verify.frame import Argument, Frame, Part, frames
from pipeline.verify.lexicon import keys_of
from pipeline.verify.meeting import own
from pipeline.verify.pairs import Pairs, both_ways, exchanges, inward, orders, outward
from pipeline.verify.reading import once
from pipeline.verify.rule import Objection
from pipeline.verify.side import OTHER, Side, sides
from pipeline.verify.token import Kind, Text, Token, name_keys, tokens
from pipeline.verify.values.record import lies_in

_MANY = 10
"""Lines from which a file that only lost or only gained tells of something that moved."""
_MOST = 40


def reversed_direction(case: Case) -> Iterator[Objection]:
    """GV303: one objection, as the same turn is often read in more than one form."""
    for old, new, as_told, turned in _compared(case):
        if as_told and as_told >= turned:
            continue
        if turned or _against(case, old.normal, new.normal) or _is_moved_back(case, old, new):
            words = f"{old.normal.strip()} → {new.normal.strip()}"
            yield "the evidence has it the other way round", words
            return


def _compared(case: Case) -> Iterator[tuple[Text, Text, float, float]]:
    """Give what the sentence says gave way to what, and how like the evidence is, both ways."""
    for read in (exchanges, inward, outward):
        claimed = read(case.said)
        stated = (
            [pair for d in case.dossiers for p in d.prose for pair in _told(d, p, read)]
            if claimed
            else []
        )
        for old, new in claimed:
            yield (old, new, *both_ways(old, new, stated))


def disordered(case: Case) -> Iterator[Objection]:
    """GV303: what the sentence tells as first and then, the evidence has in the other order.

    How it was before the change is no claim about how it is: problems are left alone.
    """
    claimed = orders(case.said) if case.sentence.slot is not Slot.PROBLEM else ()
    if not claimed:
        return
    stated = [pair for d in case.dossiers for p in d.prose for pair in orders(p)]
    for first, then in claimed:
        as_told, turned = both_ways(first, then, stated)
        if turned and not as_told:
            words = f"{first.normal.strip()} … {then.normal.strip()}"
            yield "the evidence has it in the other order", words
            return


def _told(
    dossier: Dossier, passage: Passage, read: Callable[[Text], Pairs]
) -> Iterator[tuple[Text, Text]]:
    """Give the pairs of a passage; the headline of a revert tells what it takes back."""
    for old, new in read(passage):
        yield (new, old) if _is_taken_back(dossier, passage.normal) else (old, new)


def _is_taken_back(dossier: Dossier, text: str) -> bool:
    """Tell whether a text is the headline of a revert, in which everything is the other way."""
    return text.startswith("Revert ") and text == dossier.prose[0].normal


def _against(case: Case, old: str, new: str) -> bool:
    """Tell whether the manifests have the two on the opposite sides."""
    gained = _is_only(case, old, "add", "remove")
    lost = _is_only(case, new, "remove", "add")
    return (gained or lost) if case.sentence.slot is Slot.TITLE else (gained and lost)


def _is_moved_back(case: Case, old: Text, new: Text) -> bool:
    """Tell whether files were moved from where they are said to go to where they are said to be."""
    changes = [d.item for d in case.dossiers if isinstance(d.item, Commit)]
    moved = [(f.old_path, f.path) for change in changes for f in change.files if f.old_path]
    moved += [pair for change in changes for pair in _poured(change)]
    return _is_moved(moved, new, old) and not _is_moved(moved, old, new)


def _poured(change: Commit) -> Iterator[tuple[str, str]]:
    """Give each file that only lost lines, with each that only gained: these took them over."""
    lost = [f.path for f in change.files if f.deleted and f.deleted >= _MANY and not f.added]
    gained = [f.path for f in change.files if f.added and f.added >= _MANY and f.deleted == 0]
    yield from product(lost[:_MOST], gained[:_MOST])


def _is_moved(moved: Sequence[tuple[str, str]], source: Text, target: Text) -> bool:
    """Tell whether some file went from a place that one phrase names to one that the other does."""
    ends = [[t.text for t in end.tokens if t.kind is Kind.CODE] for end in (source, target)]
    return any(
        lies_in(here, before) and lies_in(there, after)
        for before, after in moved
        for here in ends[0]
        for there in ends[1]
    )


def _is_only(case: Case, phrase: str, side: str, other: str) -> bool:
    """Tell whether the record has a phrase's names on one side of the changes only."""
    wanted = {key for t in tokens(phrase) if t.kind is not Kind.WORD for key in _named(t.text)}
    here, there = (
        {key for d in case.dossiers for name in d.sides.get(deed, ()) for key in _named(name)}
        for deed in (side, other)
    )
    return bool(wanted & here) and not wanted & there


def _named(name: str) -> frozenset[str]:
    """Give what a name in a manifest or a diff is met by: itself and its technology."""
    return lexicon.names(name_keys(name))


def turned(case: Case) -> Iterator[Objection]:
    """GV303: what the sentence gives up is what the evidence takes, or the other way round."""
    claimed = _by_side(sides(case.said))
    if not claimed:
        return
    told = [_told_sides(dossier) for dossier in case.dossiers]
    stated = {
        key: frozenset(side for by_side in told for side in by_side.get(key, ())) for key in claimed
    }
    named = {key for t, _ in sides(case.said) if t.kind is not Kind.WORD for key in _exactly(t)}
    agreeing = [key for key, mine in claimed.items() if mine & stated[key]]
    turned = [key for key, mine in claimed.items() if stated[key] and not mine & stated[key]]
    is_turned = len(turned) > len(agreeing) and (len(turned) > 1 or turned[0] in named)
    if is_turned and not any(as_told > back for *_, as_told, back in _compared(case)):
        words = ", ".join(t.text for t, _ in sides(case.said) if _exactly(t) & set(turned))
        yield "the evidence has it on the other side of the change", words


@once
def _told_sides(dossier: Dossier) -> dict[str, frozenset[Side]]:
    """Give for each word of the prose on which sides it stands."""
    return _by_side(_sided(dossier))


def _sided(dossier: Dossier) -> Iterator[tuple[Token, Side]]:
    for text in _texts(dossier):
        taken_back = _is_taken_back(dossier, text.normal)
        yield from ((t, OTHER[s]) if taken_back else (t, s) for t, s in sides(text))


def _texts(dossier: Dossier) -> Iterator[Text]:
    """Give the passages; a headline that runs on into the body is read as one with it."""
    prose = [passage.normal for passage in dossier.prose]
    yield from dossier.prose
    if len(prose) > 1 and prose[0][-1:] not in {".", ":", "!", "?"} and prose[1][:1].islower():
        yield Text(f"{prose[0]} {prose[1]}")


def _by_side(pairs: Iterable[tuple[Token, Side]]) -> dict[str, frozenset[Side]]:
    """Give for each word on which sides it stands."""
    found: dict[str, frozenset[Side]] = {}
    for token, side in pairs:
        for key in _exactly(token):
            found[key] = found.get(key, frozenset()) | {side}
    return found


def _exactly(token: Token) -> frozenset[str]:
    """Give what makes a word this and no other: a name letter by letter, also in its case."""
    technology = lexicon.technologies(token.keys)
    if token.kind is Kind.WORD:
        return technology or lexicon.roots(token.keys)
    return technology | {token.text.removesuffix("()")}


_ENDS = ((Part.SOURCE, Part.TARGET), (Part.TARGET, Part.SOURCE))
_MOST_OF_IT = 0.5
"""Share of an end's words that make it the other end of what the evidence tells."""


def rerouted(case: Case) -> Iterator[Objection]:
    """GV303: with the same verb, the evidence goes to where the sentence comes from, or back."""
    claimed = [f for f in frames(case.said) if any(f.parts(Part.SOURCE, Part.TARGET))]
    if not claimed:
        return
    stated = [f for d in case.dossiers for p in d.prose for f in frames(p)]
    for frame in claimed:
        verb = lexicon.roots(frame.verb.keys)
        same = [other for other in stated if not verb.isdisjoint(lexicon.roots(other.verb.keys))]
        for mine, theirs in _ENDS:
            for end in frame.parts(mine):
                if _shared(end, same, mine) == 0 and _shared(end, same, theirs) >= _MOST_OF_IT:
                    words = " ".join(token.text for token in end.tokens)
                    yield "the evidence has this at the other end of the way", words
                    return


def _shared(end: Argument, stated: Sequence[Frame], part: Part) -> float:
    """Give how much of an argument the frames have in one role, at most: from 0 to 1."""
    wanted, *others = (
        frozenset[str]().union(*map(own, argument.tokens))
        for argument in (end, *(other for frame in stated for other in frame.parts(part)))
    )
    return max((len(wanted & words) / len(wanted) for words in others), default=0.0)


def contradicted(case: Case) -> Iterator[Objection]:
    """GV305: the verb before a name says the opposite of what the change did to it."""
    for frame in frames(case.said):
        for claim, deed in (("add", "remove"), ("remove", "add")):
            if not frame.verb.keys & keys_of(claim) or frame.verb.keys & keys_of(deed):
                continue
            for argument in frame.parts(Part.OBJECT):
                for name in argument.tokens:
                    if name.kind is Kind.CODE and _only_done(case, name.text, deed, claim):
                        yield f"the change did the opposite: it did {deed} this", name.text


def _only_done(case: Case, name: str, deed: str, claim: str) -> bool:
    low = name.casefold()
    done = any(low in d.sides.get(deed, ()) for d in case.dossiers)
    claimed = any(low in d.sides.get(claim, ()) for d in case.dossiers)
    said = any(low in p.low and p.keys & keys_of(claim) for d in case.dossiers for p in d.prose)
    return done and not claimed and not said
