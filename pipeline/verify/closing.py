"""GV407: an issue is told as settled only where the evidence closes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.rule import Objection

_REFERRED = re.compile(r"(?:#|/(?:issues|pull|merge_requests)/)(?P<number>\d{1,9})(?!\d)")
_LEAD = 120
"""Characters before a number that may say what became of it: an address is long."""
_NEAR = 20
"""Characters before a keyword in which it may be taken back: `partially fixes`."""
_GAP = re.compile(
    r"(?:\s+(?:an?|the|its|two|both|issues?|bugs?))*了?[\s:：(]*[^\s#，,]*", re.IGNORECASE
)
_LIST = re.compile(r"[\s)]*(?:,|and|&|、|和|与)?\s*[\w./:-]*")
_PARTLY = re.compile(r"[\s)`]*(?:in part|partly|partially)\b", re.IGNORECASE)
_SKIP = re.compile(r"[\s)`]*")


def unsettled(case: Case) -> Iterator[Objection]:
    """GV407: the evidence names an issue that the sentence calls resolved, and doesn't close it.

    To close is to have a forge's keyword before the number, as `Fixes #12`; `part of #12` or
    `when #12 is addressed` leaves it open. A commit's own number is no issue.
    """
    told = dict.fromkeys(_closed(case.text))
    asked = told or _merged(case.text)
    prose = [p.normal for dossier in case.dossiers for p in dossier.prose] if asked else []
    named = {match["number"] for text in prose for match in _REFERRED.finditer(text)}
    closed = {number for text in prose for number in _closed(text)}
    closed |= {
        str(dossier.item.pull_request)
        for dossier in case.dossiers
        if isinstance(dossier.item, Commit)
    }
    for number in told:
        if number in named and number not in closed:
            yield "the evidence names this issue, and does not say that it is settled", f"#{number}"
    for number in dict.fromkeys(_merged(case.text)):
        if number in named and not any(number in _merged(text) for text in prose):
            yield "the evidence does not say that this was merged", f"#{number}"


def _closed(text: str) -> Iterator[str]:
    """Give the numbers of the issues that a text says are closed; a keyword holds for a list."""
    last, is_closing = 0, False
    for match in _REFERRED.finditer(text):
        goes_on = is_closing and bool(_LIST.fullmatch(text, last, match.start()))
        is_closing = goes_on or _is_led(text[max(0, match.start() - _LEAD) : match.start()])
        last = match.end()
        if _PARTLY.match(text, last):
            continue
        behind = _SKIP.match(text, last)
        if is_closing or (behind and _cue("closed").match(text, behind.end())):
            yield match["number"]


def _merged(text: str) -> tuple[str, ...]:
    """Give the numbers of the changes that a text says are merged: `with #12 already in`."""
    return tuple(
        match["number"]
        for match in _REFERRED.finditer(text)
        if _cue("merged").match(text, _SKIP.match(text, match.end()).end())  # type: ignore[union-attr]
    )


def _is_led(lead: str) -> bool:
    """Tell whether what stands before a number closes it, and not only a part of it."""
    keywords = list(_cue("closing").finditer(lead))
    if not keywords or not _GAP.fullmatch(lead, keywords[-1].end()):
        return False
    return not _cue("partly").search(lead[: keywords[-1].start()][-_NEAR:])


@lru_cache
def _cue(name: str) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "issues", name))
