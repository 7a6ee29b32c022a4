"""GV101 to GV106: does each citation lead to evidence that this sentence may use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from confusable_homoglyphs import confusables

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import MINIMUM_PREFIX, Evidence
from pipeline.domain.metric import Metric
from pipeline.domain.person import Identity
from pipeline.domain.pull_request import PullRequest
from pipeline.verify.case import Case
from pipeline.verify.rule import Objection

_HEX = re.compile(r"[0-9a-f]+")
_HEX_ANY_CASE = re.compile(r"[0-9a-fA-F]+")
_CO_AUTHOR = re.compile(
    r"^co-authored-by:[^<\n]{0,200}<([^<>\n]{1,320})>", re.IGNORECASE | re.MULTILINE
)
_SHOWN = 80
"""Characters of a foreign id that a message repeats."""


def cites_nothing(case: Case) -> Iterator[Objection]:
    """GV101."""
    if not case.sentence.citations:
        yield "cites nothing; add the commit or pull request that shows it", case.text[:_SHOWN]


def unknown(case: Case) -> Iterator[Objection]:
    """GV102."""
    for citation, matches in case.resolved:
        key = citation.evidence
        if matches or malformed(key) or _is_unreachable(case, key):
            continue
        yield "no evidence has this id; cite one of the phase's own", key[:_SHOWN]


def ambiguous(case: Case) -> Iterator[Objection]:
    """GV103."""
    for citation, matches in case.resolved:
        key = citation.evidence
        problem = "" if key in case.index else malformed(key)
        if len(matches) > 1:
            problem = f"{len(matches)} evidences begin like this; give more of the id"
        if problem:
            yield problem, key[:_SHOWN]


def malformed(key: str) -> str:
    """Say what is wrong with the form of an id; empty if nothing is."""
    if not key.isascii():
        looks = confusables.is_confusable(key[:_SHOWN], preferred_aliases=["latin"])
        return f"the id holds {'look-alike' if looks else 'foreign'} characters; copy it from git"
    if not _HEX_ANY_CASE.fullmatch(key):
        is_other = "#" in key or ":" in key
        return "" if is_other else "not a commit id; give 10 or more hex digits"
    if not _HEX.fullmatch(key):
        return "the id mixes letter case; git writes small letters"
    if len(key) < MINIMUM_PREFIX:
        return f"the id is too short; give {MINIMUM_PREFIX} or more hex digits"
    return ""


def _is_unreachable(case: Case, key: str) -> bool:
    if len(key) < MINIMUM_PREFIX:
        return False
    return any(known.startswith(key) for known in case.index.unreachable)


def outside(case: Case) -> Iterator[Objection]:
    """GV104."""
    for cited in case.cited:
        reason = _outside(case, cited.item)
        if reason:
            yield f"{reason}; cite evidence of this phase", cited.citation.evidence


def _outside(case: Case, item: Evidence) -> str:
    bounds = case.bounds
    if bounds.commits and item.id not in bounds.commits:
        return "the evidence is real, but belongs to another phase"
    days = {moment.date() for moment in _moments(item)}
    if not bounds.commits and days:
        if bounds.since and all(day < bounds.since for day in days):
            return "the evidence is older than the phase"
        if bounds.until and all(day >= bounds.until for day in days):
            return "the evidence is younger than the phase"
    return ""


def _moments(item: Evidence) -> tuple[datetime, ...]:
    match item:
        case Commit():
            return (item.authored_at, item.committed_at)
        case PullRequest(merged_at=moment):
            return (moment,) if moment else ()
        case Metric():
            return ()


def not_theirs(case: Case) -> Iterator[Objection]:
    """GV105."""
    for cited in case.cited:
        if not is_theirs(case, cited.item):
            yield (
                "neither written nor co-written by this person; cite their own work",
                cited.citation.evidence,
            )


def is_theirs(case: Case, item: Evidence) -> bool:
    """Tell whether an evidence is the person's own; where nobody is named, all of it is."""
    if not case.bounds.people or isinstance(item, Metric):
        return True
    people = {address.strip().casefold() for address in case.bounds.people}
    return not people.isdisjoint(_authors(case, item))


def _authors(case: Case, item: Evidence) -> set[str]:
    """Give the addresses of all who wrote it; a squashed commit is its pull request author's."""
    people: list[Identity] = []
    match item:
        case Commit():
            people += item.people
            number = f"{item.repo}#{item.pull_request}"
            if number in case.index and isinstance(request := case.index[number], PullRequest):
                people.append(request.author)
        case PullRequest():
            people.append(item.author)
    trailers = _CO_AUTHOR.findall(item.body) if isinstance(item, Commit) else []
    return {person.key for person in people} | {t.strip().casefold() for t in trailers}


def unreachable(case: Case) -> Iterator[Objection]:
    """GV106."""
    if not case.index.unreachable:
        return
    for citation, matches in case.resolved:
        known = len(matches) == 1 and matches[0].id in case.index.unreachable
        if known or (not matches and _is_unreachable(case, citation.evidence)):
            yield (
                "no longer in the history that was read; refresh the résumé",
                citation.evidence[:_SHOWN],
            )


def not_verbatim(case: Case) -> Iterator[Objection]:
    """GV108."""
    for cited in case.cited:
        if cited.citation.quote is None:
            continue
        if not cited.quote:
            yield "the quote is empty; copy words from the evidence", cited.citation.evidence
        elif not cited.is_verbatim:
            yield "the quote does not stand in the evidence, letter for letter", cited.quote
