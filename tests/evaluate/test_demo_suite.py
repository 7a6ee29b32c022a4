"""The suite that lies in the repository keeps the form that makes its figures mean something."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.text import normalize
from pipeline.evaluate import Suite, read_suite
from pipeline.evaluate.baselines import BASELINES
from pipeline.evaluate.thresholds import read_thresholds

EVALS = Path(__file__).resolve().parents[2] / "evals"
CLASSES = (
    "invented_hash wrong_commit foreign_commit number_changed unit_changed number_invented"
    " derived_wrong date_wrong entity_swapped role_swapped direction_reversed reason_invented"
    " outcome_invented abandon_reason_invented ownership_inflated superlative_or_scope negation"
    " merged_facts quote_not_verbatim padding tense_or_status smuggled_clause"
)


@pytest.fixture(scope="module")
def suite() -> Suite:
    """The demonstration suite."""
    return read_suite(EVALS / "suites" / "demo")


def test_both_sides_and_both_languages_are_there(suite: Suite) -> None:
    """Half is supported, a quarter of each half is Chinese."""
    counts = Counter((claim.label, claim.lang.value) for claim in suite.claims)
    assert counts["supported", "en"] + counts["supported", "zh"] == len(suite.claims) / 2
    assert counts["supported", "zh"] >= len(suite.claims) / 8
    assert counts["unsupported", "zh"] >= len(suite.claims) / 8


def test_every_class_of_error_is_there(suite: Suite) -> None:
    """All 22 classes have at least three sentences, and no other class exists."""
    counts = Counter(claim.error for claim in suite.claims if claim.label == "unsupported")
    assert set(counts) == set(CLASSES.split())
    assert min(counts.values()) >= 3
    assert all(claim.error is None for claim in suite.claims if claim.label == "supported")


def test_the_phases_lie_in_the_packs(suite: Suite) -> None:
    """Whatever a phase may cite is known; only invented hashes are not."""
    index = EvidenceIndex(suite.evidence)
    assert all(key in index for claim in suite.claims for key in claim.phase.commits)
    unknown = {
        claim.error
        for claim in suite.claims
        for citation in claim.citations
        if len(index.matches(citation.evidence)) != 1
    }
    assert unknown == {"invented_hash"}


def test_supported_sentences_pass_the_check_of_hash_and_quote(suite: Suite) -> None:
    """A label says supported only where at least the citation is sound."""
    index = EvidenceIndex(suite.evidence)
    check = BASELINES["+ quotes verbatim"]
    assert all(check(claim, index) for claim in suite.claims if claim.label == "supported")


def test_no_sentence_is_there_with_two_labels(suite: Suite) -> None:
    """The same words with the same citations can't be both supported and not."""
    labels: dict[object, set[object]] = {}
    for claim in suite.claims:
        key = (normalize(claim.text), claim.citations)
        labels.setdefault(key, set()).add(claim.label)
    assert all(len(found) == 1 for found in labels.values())


def test_the_suite_has_limits_of_its_own() -> None:
    """The limits name the suite, its size and both errors."""
    path = EVALS / "thresholds.toml"
    limits = read_thresholds(path.read_text(encoding="utf-8"), str(path))["demo"]
    assert (limits.claims or 0) >= 120
    assert limits.unsafe_accepts is not None
    assert limits.false_rejects is not None
