"""Edits that change nothing a sentence says."""

from __future__ import annotations

import pytest

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Language
from pipeline.evaluate.benign import BENIGN, unharmed
from tests.evaluate.conftest import MakeClaim


@pytest.mark.parametrize(
    ("kind", "text", "edited"),
    [
        ("number spelled out", "Retried 5 times.", "Retried five times."),
        ("number spelled out", "Used http2 in 0.5 seconds.", "Used http2 in 0.5 seconds."),
        ("number spelled out", "Took 5 ms.", "Took 5 ms."),
        ("digits ungrouped", "Took 12,000 ms, 3 times.", "Took 12000 ms, 3 times."),
        ("number in digits", "Retried five times.", "Retried 5 times."),
        ("number in digits", "Often told.", "Often told."),
        ("percent spelled out", "Cut it by 60%.", "Cut it by 60 percent."),
        ("month abbreviated", "In December 2022, cut it.", "In Dec 2022, cut it."),
        ("month abbreviated", "In May 2022, cut it.", "In May 2022, cut it."),
        ("thousands written short", "Took 80,000 tasks.", "Took 80k tasks."),
        ("thousands written short", "Took 80,000,000 tasks.", "Took 80,000,000 tasks."),
        ("white space doubled", "Cut it.", "  Cut  it.  "),
        ("narrow commas", "修复了，又改了。", "修复了, 又改了。"),
        ("code marks dropped", "Cut `poller.go`.", "Cut poller.go."),
        ("full stop dropped", "Cut it.", "Cut it"),
    ],
)
def test_the_form_changes_and_not_the_content(
    kind: str, text: str, edited: str, make_claim: MakeClaim
) -> None:
    """Each edit touches one thing, and nothing where there is no place for it."""
    assert BENIGN[kind](make_claim(text, 0), EvidenceIndex([])).text == edited


def test_other_languages_keep_their_digits(make_claim: MakeClaim) -> None:
    """English number words do not belong into a Chinese sentence."""
    claim = make_claim("重试 5 times。", 0, lang=Language.ZH)
    assert BENIGN["number spelled out"](claim, EvidenceIndex([])) == claim


def test_citations_change_their_form_only(commits: list[Commit], make_claim: MakeClaim) -> None:
    """Full ids, another order, no quote: the same evidence is cited."""
    claim = make_claim("Cut it.", 0, 1)
    index = EvidenceIndex(commits)
    edited = {c.error: [x.evidence for x in c.citations] for c in unharmed([claim], index)}
    assert edited["full hash"] == [commits[0].id, commits[1].id]
    assert edited["citations reversed"] == [c.evidence for c in claim.citations[::-1]]
    assert edited["quotes dropped"] == [c.evidence for c in claim.citations]
    assert "digits ungrouped" not in edited
    wrapped = BENIGN["quotes wrapped"](claim, index).citations
    assert all("\n" in (citation.quote or "") for citation in wrapped)
