"""GV403, the part that looks at time: a thing is given up after it was there, and stays so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Slot
from pipeline.domain.pull_request import PullRequest
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.dossier import Dossier
from pipeline.verify.piece import pieces
from pipeline.verify.rule import Objection
from pipeline.verify.token import Kind, Token
from pipeline.verify.usability import is_revert


def given_up(case: Case) -> Iterator[Objection]:
    """GV403: the last that the cited evidence does to the thing is to give it up."""
    if case.sentence.slot is not Slot.ABANDONMENT or not case.dossiers:
        return
    if not any(_gives_up(dossier) for dossier in case.dossiers):
        yield "no cited evidence gives anything up; cite what does", case.text[:80]
        return
    if _cue("returns").search(case.text):
        return  # the sentence itself tells that it came back
    for thing in (token for token in case.tokens if token.kind is not Kind.WORD and token.keys):
        if _comes_back(thing, case.dossiers):
            yield "the cited evidence takes it up after it gave it up", thing.text
            return


def _gives_up(dossier: Dossier) -> bool:
    """Tell whether an evidence takes anything away, by its own words or by its record."""
    if any(_cue("gives_up").search(passage.normal) for passage in dossier.standing):
        return True
    item = dossier.item
    return isinstance(item, Commit) and (
        is_revert(item)
        or bool(item.dependencies.removed or item.identifiers.removed)
        or any(file.deleted for file in item.files)
    )


def _comes_back(thing: Token, dossiers: Sequence[Dossier]) -> bool:
    """Tell whether the newest evidence that says what became of a thing takes it up."""
    told = [
        (moment, deed)
        for dossier in dossiers
        for moment in _moment(dossier)
        for deed in _deeds(thing, dossier)
    ]
    if {deed for _, deed in told} != {"add", "remove"}:
        return False
    last = max(moment for moment, _ in told)
    return {deed for moment, deed in told if moment == last} == {"add"}


def _deeds(thing: Token, dossier: Dossier) -> frozenset[str]:
    """Give what an evidence did to a thing: by its record, else by the verb before its name."""
    low = thing.text.casefold()
    found = {deed for deed in ("add", "remove") if low in dossier.sides.get(deed, ())}
    if found:
        return frozenset(found)
    return frozenset(
        deed
        for passage in dossier.standing
        for piece in pieces(passage)
        for verb, named in zip(piece.tokens, piece.tokens[1:], strict=False)
        if named.keys & thing.keys and verb.kind is Kind.WORD
        for deed in ("add", "remove")
        if _cue(deed).fullmatch(verb.text)
    )


def _moment(dossier: Dossier) -> tuple[datetime, ...]:
    match dossier.item:
        case Commit(authored_at=moment):
            return (moment,)
        case PullRequest(merged_at=moment) if moment:
            return (moment,)
        case _:
            return ()


@lru_cache
def _cue(name: str) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "abandonment", name))
