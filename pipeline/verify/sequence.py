"""GV303 and GV204: what came first and when it came, against the dates of the cited commits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.dossier import Dossier
from pipeline.verify.meeting import met_by
from pipeline.verify.reading import once
from pipeline.verify.rule import Objection
from pipeline.verify.token import Kind, Text, Token, is_within
from pipeline.verify.values.atom import Atom
from pipeline.verify.values.atom import Kind as ValueKind
from pipeline.verify.values.days import holds
from pipeline.verify.values.extraction import extract
from pipeline.verify.values.matter import BREAK
from pipeline.verify.values.moments import moment_of

Span = tuple[int, int]
"""A stretch of the sentence: its first character, and the one behind its last."""

_DATED = frozenset((ValueKind.DATE, ValueKind.WEEKDAY, ValueKind.DAYTIME, ValueKind.CLOCK))
_SURELY = 2
"""Words of a statement that make it surely one commit's."""
_PART = re.compile(r"[;；。]")
_LISTED_FIRST = re.compile(
    r"[,，] ?(?P<what>[^,，;]{3,60}?) ?(?P<place>first|last|在前|在后)[.。]?$"
)
"""What names one of two in the end: `added a month apart, the read path first`."""
_INVERSION = re.compile(r"\b(?:did|was|were)\b")
"""What parts `only after A did B`: no comma does."""
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1} | {
    "第一": 0, "第二": 1, "第三": 2, "第四": 3, "第五": 4, "最后": -1
}  # fmt: skip
_RANKED = re.compile(
    r"(?P<name>`[^`\n]{1,60}`|[\w.-]{2,60}) ?(?:(?:came|comes|is|was|runs?|ran|stood) (?:the )?"
    r"|[位排]列?在?)(?P<place>first|second|third|fourth|fifth|last|第[一二三四五]|最后)(?![\w-])",
    re.IGNORECASE,
)
_ROW = re.compile(r"[:：]\s?(?P<items>[\w`.-]+(?:(?:, |、)[\w`.-]+){2,20})(?=[.。;；]?\s*(?:$|\n))")
_ITEMS = re.compile(r", |、")
_COMMA = re.compile(r"[,，]")


def misordered(case: Case) -> Iterator[Objection]:
    """GV303: what is told as first and then was changed in the other order."""
    if len(_in_time(case)) < 2 or case.sentence.slot is Slot.TITLE:  # noqa: PLR2004
        return
    for first, then in (*_orders(case.said), *_in_turn(case)):
        told = _told_by(case, first), _told_by(case, then)
        one, other = (dossier.item if dossier else None for dossier in told)
        if not (isinstance(one, Commit) and isinstance(other, Commit)):
            continue
        if one.authored_at > other.authored_at and not any(map(_orders_itself, filter(None, told))):
            words = f"{case.text[slice(*first)].strip()} … {case.text[slice(*then)].strip()}"
            yield "the cited commits were made in the other order", words
            return


def misdated(case: Case) -> Iterator[Objection]:
    """GV204: of several dates, one stands beside what another of the cited commits did."""
    atoms = [atom for atom in extract(case.text) if atom.kind in _DATED]
    commits = _in_time(case)
    if min(len(atoms), len(commits)) < 2 or _cue("apiece").search(case.text):  # noqa: PLR2004
        return
    parts = [*_dated_parts(case.said, atoms)]
    found = [
        (atom, meant)
        for atom, span in parts
        for least in ((1,) if _are_all_turned(case, parts, commits) else (_SURELY,))
        if (meant := _elsewhen(case, span, atom, commits, least))
    ]
    for atom, meant in found[:1]:
        made = meant.authored_at.strftime("%A, %Y-%m-%d %H:%M")
        yield f"the commit that tells of this was made at another time: {made}", atom.words


def _are_all_turned(
    case: Case, parts: Sequence[tuple[Atom, Span]], commits: Sequence[Commit]
) -> bool:
    """Tell whether each of several dates stands beside what another commit did."""
    return len(parts) > 1 and all(_elsewhen(case, s, a, commits, 1) for a, s in parts)


def _elsewhen(
    case: Case, span: Span, atom: Atom, commits: Sequence[Commit], least: int
) -> Commit | None:
    """Give the commit that a statement tells of, where its date is that of another one."""
    told = _told_by(case, span, least)
    meant = told.item if told else None
    if not isinstance(meant, Commit) or _is_of(meant, atom):
        return None
    return meant if any(_is_of(other, atom) for other in commits) else None


def misranked(case: Case) -> Iterator[Objection]:
    """GV303: a thing has another place in the row that the evidence lists than is said of it."""
    for match in _RANKED.finditer(case.text):
        name = match["name"].strip("`").casefold()
        place = _PLACES[match["place"].casefold()]
        rows = [r for d in case.dossiers for p in d.prose for r in _rows(p.low) if name in r]
        if rows and all(row.index(name) != place % len(row) for row in rows):
            yield "the evidence lists this in another place", match.group()
            return


def _rows(text: str) -> Iterator[list[str]]:
    """Give the rows of names that a text lists behind a colon: `passes: depth, fog, tonemap`."""
    for match in _ROW.finditer(text):
        row = [item.strip(" `.。") for item in _ITEMS.split(match["items"])]
        if len(row) > 2 and len({*row}) == len(row):  # noqa: PLR2004 - two have no order worth telling
            yield row


def _dated_parts(text: Text, atoms: Sequence[Atom]) -> Iterator[tuple[Atom, Span]]:
    """Give each date that stands alone in its statement, with the statement."""
    cuts = [m.start() for m in BREAK.finditer(text.normal) if not is_within(m.start(), text.code)]
    for start, end in pairwise([0, *cuts, len(text.normal)]):
        inside = [atom for atom in atoms if start <= atom.start < end]
        if len(inside) == 1:
            yield inside[0], (start, end)


def _is_of(commit: Commit, atom: Atom) -> bool:
    if atom.kind is not ValueKind.DATE:
        return bool(moment_of(commit, atom))
    return holds(atom.days, commit.authored_at.date(), yearless=atom.yearless)


@once
def _orders_itself(dossier: Dossier) -> bool:
    """Tell whether an evidence tells of an order itself: it may be that one that is meant."""
    return any(
        _cue(name).search(passage.normal)
        for passage in dossier.prose
        for name in ("then", "before", "after")
    )


def misplaced(case: Case) -> Iterator[Objection]:
    """GV303: what is told as the first, the second or the last of the cited commits is another."""
    order = _in_time(case)
    if len(order) < 2 or case.sentence.slot is Slot.TITLE:  # noqa: PLR2004 - it takes two
        return
    for place, span, words in _ranked(case.said):
        told = _told_by(case, span)
        is_commit = told is not None and isinstance(told.item, Commit)
        if told and is_commit and place < len(order) and told.item is not order[place]:
            yield "another of the cited commits has this place in time", words
            return


def _ranked(text: Text) -> Iterator[tuple[int, Span, str]]:
    """Read `the first of the three commits did A`, `…, A first`: the place, and what has it."""
    for part in _parts(text):
        for place, name in ((0, "first"), (1, "second"), (2, "third"), (-1, "last")):
            for match in _cue(name).finditer(text.normal, *part):
                yield place, (match.end(), part[1]), match.group()
    closing = _LISTED_FIRST.search(text.normal)
    if closing:
        place = 0 if closing["place"] in {"first", "在前"} else -1
        yield place, closing.span("what"), closing[0].strip(" ,，")


def _in_time(case: Case) -> list[Commit]:
    """Give the cited commits, the first one first."""
    commits = (d.item for d in case.dossiers if isinstance(d.item, Commit))
    return sorted(commits, key=lambda commit: (commit.authored_at, commit.id))


def _told_by(case: Case, span: Span, least: int = 1) -> Dossier | None:
    """Give the one evidence that alone has some of a stretch's words; None for several.

    So many words are asked for at `least`; a name is as good as two.
    """
    start, end = span
    votes: list[tuple[Dossier, int]] = []
    for token in case.said.telling:
        if start <= token.start and token.end <= end and not token.text.isdigit():
            having = [d for d in case.dossiers if not met_by(token).isdisjoint(d.heard)]
            if len(having) == 1:
                votes.append((having[0], 1 if token.kind is Kind.WORD else 2))
    are_one = len({dossier.item.id for dossier, _ in votes}) == 1
    return votes[0][0] if are_one and sum(worth for _, worth in votes) >= least else None


@lru_cache
def _cue(name: str) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "sequence", name))


@once
def _orders(text: Text) -> Sequence[tuple[Span, Span]]:
    """Give the stretches of a text that it tells one before the other, the first one first."""
    return tuple(
        pair for part in _parts(text) for pair in (*_chained(text, part), *_related(text, part))
    )


def _parts(text: Text) -> Iterator[Span]:
    cuts = [m.start() for m in _PART.finditer(text.normal) if not is_within(m.start(), text.code)]
    yield from pairwise([0, *cuts, len(text.normal)])


def _chained(text: Text, part: Span) -> Iterator[tuple[Span, Span]]:
    """Read `A, then B and finally C`: each before the next."""
    cues = [m.span() for m in _cue("then").finditer(text.normal, *part)]
    starts = [part[0], *(end for _, end in cues)]
    ends = [*(start for start, _ in cues), part[1]]
    yield from pairwise(zip(starts, ends, strict=True))


def _related(text: Text, part: Span) -> Iterator[tuple[Span, Span]]:
    """Read `A before B`, `after A, B`, `A 之后，B`."""
    for name in ("before", "after"):
        for match in _cue(name).finditer(text.normal, *part):
            left, right = _around(text, part, match)
            if left and right:
                yield (left, right) if name == "before" else (right, left)


def _around(text: Text, part: Span, match: re.Match[str]) -> tuple[Span | None, Span | None]:
    """Give what a word of order has in front of it and behind it: which the other one is told of.

    A word that opens its part has what follows up to the comma behind it, and the rest in front.
    Chinese ones stand behind what they take.
    """
    start, end = part
    if not match.group().isascii():
        return (match.end(), end), (start, match.start())
    lead = text.normal[start : match.start()].strip(" ;").casefold()
    if lead not in {"", "only"}:
        return (start, match.start()), (match.end(), end)
    cut = (_INVERSION if lead else _COMMA).search(text.normal, match.end(), end)
    return ((cut.end(), end), (match.end(), cut.start())) if cut else (None, None)


def _in_turn(case: Case) -> Iterator[tuple[Span, Span]]:
    """Read `A, B and C, in that order`: word by word."""
    text = case.said
    for name, is_behind in (("listed_before", False), ("listed_behind", True)):
        for match in _cue(name).finditer(text.normal):
            listed = (t for t in text.content if (t.start >= match.end()) is is_behind)
            yield from pairwise((t.start, t.end) for t in _placed(case, listed))


def _placed(case: Case, listed: Iterable[Token]) -> Iterator[Token]:
    names = (t for t in listed if t.kind in {Kind.CODE, Kind.NAME})
    return (name for name in names if _told_by(case, (name.start, name.end)))
