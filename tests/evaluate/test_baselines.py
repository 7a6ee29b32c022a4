"""The plain checks that the gate is measured against."""

from __future__ import annotations

import pytest

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import EvidenceIndex
from pipeline.evaluate.baselines import accept_all, hash_exists, nothing_new, quotes_verbatim
from tests.evaluate.conftest import MakeClaim


def test_each_check_asks_for_more(commits: list[Commit], make_claim: MakeClaim) -> None:
    """A sound claim passes all of them, and one without a citation only the first."""
    index = EvidenceIndex(commits)
    sound = make_claim("Cut the poll interval to 200 ms in `poller.go`.", 0)
    assert all(c(sound, index) for c in (accept_all, hash_exists, quotes_verbatim, nothing_new))
    bare = make_claim("Cut the poll interval.")
    assert accept_all(bare, index)
    assert not hash_exists(bare, index)


def test_a_commit_of_another_phase_is_seen(commits: list[Commit], make_claim: MakeClaim) -> None:
    """That a hash exists somewhere is not enough for the second check."""
    assert not hash_exists(make_claim("Closed the listener.", 3), EvidenceIndex(commits))


def test_a_changed_quote_is_seen(commits: list[Commit], make_claim: MakeClaim) -> None:
    """Quotes are compared verbatim; a missing one passes."""
    claim = make_claim("Cut the poll interval.", 0)
    wrong = claim.citations[0].model_copy(update={"quote": "Cut the poll intervals"})
    index = EvidenceIndex(commits)
    assert not quotes_verbatim(claim.model_copy(update={"citations": (wrong,)}), index)
    none = claim.citations[0].model_copy(update={"quote": None})
    assert quotes_verbatim(claim.model_copy(update={"citations": (none,)}), index)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("Cut the poll interval to 250 ms.", "no"),
        ("Cut the poll interval with Kafka.", "no"),
        ("Cut the poll interval in `ticker.go`.", "no"),
        ("Raised the poll interval from 200 ms to 500 ms.", "yes"),
        ("Cut the poll interval in part0.go in March 2022.", "no"),
    ],
)
def test_new_numbers_and_names_are_seen(
    text: str, accepted: str, commits: list[Commit], make_claim: MakeClaim
) -> None:
    """The last check sees what is new, and is blind to roles; a written month is new to it."""
    assert nothing_new(make_claim(text, 0), EvidenceIndex(commits)) is (accepted == "yes")
