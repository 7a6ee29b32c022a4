"""Commits and sentences for the tests of the gate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence, EvidenceIndex
from pipeline.domain.narrative import Citation, Narrative, Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.domain.verdict import Finding
from pipeline.settings import load
from pipeline.verify import verify

ME, OTHER = "dev1@example.org", "dev2@example.org"


def commit(number: int, subject: str, body: str = "", **more: object) -> Commit:
    """Make a commit; a higher number is a day later. `author` is an address."""
    day = f"2022-12-{number % 28 + 1:02}T10:00:00Z"
    author = str(more.pop("author", ME))
    base = {
        "id": f"{number:040x}",
        "repo": "example/app",
        "author": {"name": author.partition("@")[0], "email": author},
        "authored_at": day,
        "committed_at": day,
        "subject": subject,
        "body": body,
    }
    return Commit.model_validate(base | more)


def codes(text: str, *cited: Evidence, **how: Any) -> set[str]:  # noqa: ANN401 - as findings has it
    """Judge a sentence as `findings` does, and give the codes alone."""
    return {finding.code for finding in findings(text, *cited, **how)}


def messages(text: str, *cited: Evidence, **how: Any) -> set[str]:  # noqa: ANN401 - as findings has it
    """Judge a sentence as `findings` does, and give the messages alone."""
    return {finding.message for finding in findings(text, *cited, **how)}


def findings(
    text: str,
    *cited: Evidence,
    slot: Slot = Slot.CHOICE,
    beside: Sequence[Evidence] = (),
    phase: Sequence[str] | None = None,
    days: tuple[date | None, date | None] = (None, None),
) -> tuple[Finding, ...]:
    """Judge a sentence that cites all of `cited`; `beside` is in the evidence set as well.

    `phase` are the ids of the phase, by default the cited ones; `days` its first day and the first
    after it.
    """
    citations = tuple(Citation(evidence=item.id) for item in cited)
    sentence = Sentence(id="s1", slot=slot, text=text, citations=citations)
    ids = tuple(phase if phase is not None else (item.id for item in cited))
    since, until = days
    bounds = Bounds(id="p1", commits=ids, people=(ME,), since=since, until=until)
    index = EvidenceIndex([*cited, *beside])
    narrative = Narrative(phase=bounds, sentences=(sentence,))
    return verify(narrative, index, load(environment={}).verify).verdicts[0].findings
