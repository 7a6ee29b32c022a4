"""GV304: what a sentence says that one change did, one cited change must have done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.rule import Objection


def united(case: Case) -> Iterator[Objection]:
    """GV304: `in the same commit`, `the patch that … also`: and yet several are cited.

    A pick of a change is the change itself, and a pull request may be cited beside its commit.
    """
    if len(case.dossiers) < 2 or case.sentence.slot is Slot.TITLE:  # noqa: PLR2004 - it takes two
        return
    commits = [dossier.item for dossier in case.dossiers if isinstance(dossier.item, Commit)]
    if len({commit.copies or commit.id for commit in commits}) < 2:  # noqa: PLR2004
        return
    told = _unity(case.text)
    if told and not _cue("apart").search(case.text):
        yield "it says this of one change and cites several; cite the one that did all of it", told


def _unity(text: str) -> str:
    """Give the words by which a text speaks of one change that did all it tells; or nothing."""
    one, doing = _cue("one").search(text), _cue("doing").search(text)
    if one:
        return one[0]
    return doing[0] if doing and _cue("also").search(text[doing.end() :]) else ""


@lru_cache
def _cue(name: str) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "unity", name))
