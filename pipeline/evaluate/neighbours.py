"""The neighbour test: a supported sentence cites a commit that lies next to the true one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence, EvidenceIndex
from pipeline.verify import Claim

REACH = 5
"""Commits before and after the true one, in the order of the packs, within the repository."""


def neighbours(
    claims: Sequence[Claim], evidence: Sequence[Evidence], index: EvidenceIndex
) -> Iterator[Claim]:
    """Give every supported claim with all its citations moved by the same step, for each step.

    Made as hard as it can be: quotes are dropped (a stale quote would be caught as such), and the
    phase is widened to the neighbour, its day and its author, so that identity proves nothing.
    A step that leaves the pack or lands on a commit that the claim cites is left out.
    """
    rows: dict[str, list[Commit]] = {}
    for item in evidence:
        if isinstance(item, Commit):
            rows.setdefault(item.repo, []).append(item)
    places = {c.id: (row, n) for row in rows.values() for n, c in enumerate(row)}
    for claim in claims:
        found = [index.matches(citation.evidence) for citation in claim.citations]
        ids = [hits[0].id for hits in found if len(hits) == 1 and hits[0].id in places]
        if claim.label != "supported" or not ids or len(ids) < len(found):
            continue
        for step in (*range(-REACH, 0), *range(1, REACH + 1)):
            moved = [_moved(*places[key], step) for key in ids]
            if all(commit and commit.id not in ids for commit in moved):
                yield _recite(claim, [commit for commit in moved if commit], step)


def _moved(row: Sequence[Commit], place: int, step: int) -> Commit | None:
    return row[place + step] if 0 <= place + step < len(row) else None


def _recite(claim: Claim, commits: Sequence[Commit], step: int) -> Claim:
    """Let the claim cite these commits instead, in a phase that holds them."""
    phase = claim.phase
    days = [commit.authored_at.date() for commit in commits]
    people = [identity.email for commit in commits for identity in commit.people]
    day = timedelta(days=1)
    widened = {
        "commits": tuple(dict.fromkeys((*phase.commits, *(commit.id for commit in commits)))),
        "people": tuple(dict.fromkeys((*phase.people, *people))) if phase.people else (),
        "since": phase.since and min(phase.since, *(d - day for d in days)),
        "until": phase.until and max(phase.until, *(d + day for d in days)),
    }
    citations = tuple(
        citation.model_copy(update={"evidence": commit.id, "quote": None})
        for citation, commit in zip(claim.citations, commits, strict=True)
    )
    changes = {
        "id": f"{claim.id}{step:+d}",
        "phase": phase.model_copy(update=widened),
        "citations": citations,
        "label": "unsupported",
        "error": "neighbour",
    }
    return claim.model_copy(update=changes)
