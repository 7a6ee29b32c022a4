"""The benchmark judges what it says it judges, and sees what grows too fast."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pipeline.domain.evidence import EvidenceIndex
from tests.verify import bench


def test_every_measure_is_taken() -> None:
    """Each line of the table is there, with both verdicts in it."""
    options = ["--claims", "40", "--commits", "150", "--size", "200"]
    result = CliRunner().invoke(bench.main, options)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    told = ("index 150 commits", "one sentence", "all 40 sentences", "growth, file", " supported")
    assert [word for word in told if word not in result.output] == []


def test_copies_are_sentences_of_their_own() -> None:
    """No text, id or evidence comes twice, and what was cited is still found."""
    claims, evidence = bench.copies(500, 278)
    assert (len(claims), len(evidence)) == (500, 278)
    assert len({claim.id for claim in claims}) == 500
    assert len({claim.text for claim in claims}) > 490  # some stand in the suite with two labels
    index = EvidenceIndex(evidence)
    assert len(index) == 278
    cited = [citation.evidence for claim in claims for citation in claim.citations]
    assert sum(len(index.matches(key)) == 1 for key in cited) > 0.9 * len(cited)


def test_growth_beyond_the_limit_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work with the square of the text is told, work with its length is not."""
    clock = [0.0]
    monkeypatch.setattr(bench, "process_time", lambda: clock[0])

    def spend(power: int) -> float:
        def work(text: str) -> None:
            clock[0] += len(text) ** power / 1000

        return bench._growth(work, "a", 1000)

    assert spend(1) == pytest.approx(4, rel=0.02)
    assert spend(2) > bench._GROWTH_LIMIT
