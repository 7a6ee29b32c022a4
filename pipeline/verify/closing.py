"""GV407: an issue is told as settled only where the evidence closes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.prospect import is_ahead
from pipeline.verify.rule import Objection
from pipeline.verify.token import Text

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
    told, merged = dict.fromkeys(_closed(case.text)), dict.fromkeys(_merged(case.text))
    prose = [p for d in case.dossiers for p in d.prose] if told or merged else []
    named = {match["number"] for p in prose for match in _REFERRED.finditer(p.normal)}
    closed = {number for p in prose for number in _closed(p.normal)}
    closed |= {str(d.item.pull_request) for d in case.dossiers if isinstance(d.item, Commit)}
    for number in told:
        if number in named and number not in closed:
            yield "the evidence names this issue, and does not say that it is settled", f"#{number}"
    for number in merged:
        if number in named and not any(_tells_of_merge(p, number) for p in prose):
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


def _tells_of_merge(text: Text, number: str) -> bool:
    """Tell whether a text says that a change was merged, and not only that it will be."""
    is_named = any(match["number"] == number for match in _REFERRED.finditer(text.normal))
    return is_named and bool(_cue("merge").search(text.normal)) and not is_ahead(text)


def _merged(text: str) -> tuple[str, ...]:
    """Give the numbers of the changes that a text says are merged: `with #12 already in`."""
    behind = ((m["number"], _SKIP.match(text, m.end())) for m in _REFERRED.finditer(text))
    return tuple(n for n, gap in behind if gap and _cue("merged").match(text, gap.end()))


def _is_led(lead: str) -> bool:
    """Tell whether what stands before a number closes it, and not only a part of it."""
    keywords = list(_cue("closing").finditer(lead))
    if not keywords or not _GAP.fullmatch(lead, keywords[-1].end()):
        return False
    return not _cue("partly").search(lead[: keywords[-1].start()][-_NEAR:])


@lru_cache
def _cue(name: str) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "issues", name))
