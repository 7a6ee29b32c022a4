"""Sentences re-cited to neighbouring commits."""

from __future__ import annotations

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import EvidenceIndex
from pipeline.evaluate.neighbours import neighbours
from tests.evaluate.conftest import MakeClaim


def test_every_step_that_stays_in_the_pack(commits: list[Commit], make_claim: MakeClaim) -> None:
    """From the second of five commits there is one step back and three ahead."""
    claim = make_claim("Replaced redigo.", 1)
    found = list(neighbours([claim], commits, EvidenceIndex(commits)))
    assert [c.id for c in found] == ["c-1-1", "c-1+1", "c-1+2", "c-1+3"]
    assert [c.citations[0].evidence for c in found] == [commits[n].id for n in (0, 2, 3, 4)]


def test_identity_can_not_give_it_away(commits: list[Commit], make_claim: MakeClaim) -> None:
    """The neighbour, its day and its author belong to the phase; stale quotes are gone."""
    claim = make_claim("Replaced redigo.", 1)
    last = list(neighbours([claim], commits, EvidenceIndex(commits)))[-1]
    assert commits[4].id in last.phase.commits
    assert last.phase.until
    assert last.phase.until > commits[4].authored_at.date()
    assert last.citations[0].quote is None
    assert last.label == "unsupported"


def test_what_is_wrong_already_is_left_out(commits: list[Commit], make_claim: MakeClaim) -> None:
    """Unsupported sentences, and steps onto a commit that the claim cites, prove nothing."""
    index = EvidenceIndex(commits)
    wrong = make_claim("Replaced redigo.", 1, label="unsupported")
    assert not list(neighbours([wrong], commits, index))
    two = make_claim("Replaced redigo and cut the interval.", 0, 1)
    steps = [claim.id for claim in neighbours([two], commits, index)]
    assert steps == ["c-1+2", "c-1+3"]
