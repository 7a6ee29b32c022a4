"""GV107: is the cited evidence fit to prove anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from weakref import WeakKeyDictionary

from pipeline.domain.commit import Commit, Label
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case, Cited
from pipeline.verify.dossier import Dossier
from pipeline.verify.reading import once
from pipeline.verify.rule import Objection

_MERGE = "a merge: it only joins work done elsewhere"
_BOT = "made by a program"
_REVERT = "a revert: it proves only that work was taken back"
_REVERTED = "later reverted: tell it with the revert, as taken back"
_REVERTS = re.compile(r"\bthis reverts commit ([0-9a-f]{10,64})", re.IGNORECASE)
_reverts: WeakKeyDictionary[EvidenceIndex, dict[str, frozenset[str]]] = WeakKeyDictionary()


def unusable(case: Case) -> Iterator[Objection]:
    """GV107."""
    for cited in case.cited:
        item = cited.item
        reason = unfit(case, item) if isinstance(item, Commit) else ""
        reason = reason or _foreign(cited.dossier) or _borrowed(cited)
        if reason:
            yield f"the evidence is {reason}; cite other evidence", cited.citation.evidence


def unfit(case: Case, item: Commit) -> str:
    """Say what makes a commit unfit to prove this sentence; empty if nothing does."""
    if Label.MERGE in item.labels or len(item.parents) > 1:
        return _MERGE
    if Label.BOT in item.labels or is_program(item):
        return _BOT
    if is_revert(item):
        return "" if _tells_of_revert(case) else _REVERT
    reverts = reverted(case.index).get(item.id, frozenset())
    if reverts or Label.REVERTED in item.labels:
        is_shown = any(dossier.item.id in reverts for dossier in case.dossiers)
        return "" if is_shown and _tells_of_revert(case) else _REVERTED
    return ""


def _tells_of_revert(case: Case) -> bool:
    is_given_up = case.sentence.slot is Slot.ABANDONMENT
    return is_given_up or bool(_pattern("taken_back").search(case.said.low))


def is_program(item: Commit) -> bool:
    """Tell whether a program made the commit, by its author's name or address."""
    who = (item.author.name.casefold(), item.author.email.casefold())
    return any(_pattern("bot").search(name) for name in who)


def is_revert(item: Commit) -> bool:
    """Tell whether a commit does nothing but take work back: its headline or first line says so.

    A revert that a squashed message lists among other things makes no revert of the whole.
    """
    headline = _pattern("revert").match(item.subject.casefold())
    return bool(headline) or bool(_REVERTS.match(item.body.lstrip()))


def reverted(index: EvidenceIndex) -> dict[str, frozenset[str]]:
    """Give for each commit that stays taken back the commits of the set that took it back.

    A revert that was reverted itself takes nothing back.
    """
    if index not in _reverts:
        commits = [item for item in index if isinstance(item, Commit)]
        found: dict[str, set[str]] = {}
        for item in sorted(commits, key=lambda c: (c.committed_at, c.id), reverse=True):
            if item.id not in found:
                for key in _named(index, item):
                    found.setdefault(key, set()).add(item.id)
        _reverts[index] = {key: frozenset(by) for key, by in found.items()}
    return _reverts[index]


def _named(index: EvidenceIndex, item: Commit) -> set[str]:
    names = _REVERTS.findall(item.body) + ([item.reverts] if item.reverts else [])
    return {hit.id for name in names for hit in index.matches(name.lower())} - {item.id}


@once
def _foreign(dossier: Dossier) -> str:
    """Say what makes a whole message no account of the change; empty if nothing does."""
    message = dossier.message.casefold()
    if _pattern("model").search(message):
        return "text that addresses a language model"
    return "our own output" if _pattern("ours").search(message) else ""


def _borrowed(cited: Cited) -> str:
    if cited.quote and _pattern("template").match(cited.quote.casefold()):
        return "a template's text, not the author's"
    return ""


@lru_cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon.words("usability", name)))
