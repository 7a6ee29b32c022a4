"""GV107: is the cited evidence fit to prove anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from weakref import WeakKeyDictionary

from pipeline.domain.commit import Commit, Label
from pipeline.domain.evidence import Evidence, EvidenceIndex
from pipeline.verify import lexicon
from pipeline.verify.case import Case, Cited
from pipeline.verify.rule import Objection

_LABELS = {
    Label.MERGE: "a merge: it only joins work done elsewhere",
    Label.BOT: "made by a program",
    Label.REVERT: "a revert: it takes work back",
    Label.REVERTED: "later reverted",
    Label.VENDORED: "only vendored, generated or lock files",
}
_REVERTS = re.compile(r"this reverts commit ([0-9a-f]{10,64})", re.IGNORECASE)
_REVERT_SUBJECT = re.compile(r"revert[: ]\s*[\"“]", re.IGNORECASE)
_reverted: WeakKeyDictionary[EvidenceIndex, frozenset[str]] = WeakKeyDictionary()


def unusable(case: Case) -> Iterator[Objection]:
    """GV107."""
    for cited in case.cited:
        reason = _label(case.index, cited.item) or _text(cited)
        if reason:
            yield f"the evidence is {reason}; cite other evidence", cited.citation.evidence


def _label(index: EvidenceIndex, item: Evidence) -> str:
    if not isinstance(item, Commit):
        return ""
    for label in item.labels:
        return _LABELS[label]
    if len(item.parents) > 1:
        return _LABELS[Label.MERGE]
    if item.reverts or _REVERT_SUBJECT.match(item.subject) or _REVERTS.search(item.body):
        return _LABELS[Label.REVERT]
    if item.id in reverted(index):
        return _LABELS[Label.REVERTED]
    who = (item.author.name.casefold(), item.author.email.casefold())
    is_bot = any(_pattern("bot").search(name) for name in who)
    return _LABELS[Label.BOT] if is_bot else ""


def reverted(index: EvidenceIndex) -> frozenset[str]:
    """Give the ids of the commits that other commits of the evidence set take back."""
    if index not in _reverted:
        found: set[str] = set()
        for item in index:
            if isinstance(item, Commit):
                named = _REVERTS.findall(item.body) + ([item.reverts] if item.reverts else [])
                found.update(hit.id for name in named for hit in index.matches(name.lower()))
        _reverted[index] = frozenset(found)
    return _reverted[index]


def _text(cited: Cited) -> str:
    message = cited.dossier.message.casefold()
    if _pattern("model").search(message):
        return "text that addresses a language model"
    if _pattern("ours").search(message):
        return "our own output"
    if cited.quote and _pattern("template").match(cited.quote.casefold()):
        return "a template's text, not the author's"
    return ""


@lru_cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon.words("usability", name)))
