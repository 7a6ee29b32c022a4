"""Alterations that make a supported sentence wrong."""

from __future__ import annotations

import pytest

from pipeline import resources
from pipeline.domain.commit import Commit
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Language
from pipeline.evaluate.mutations import MUTATIONS, mutate
from tests.evaluate.conftest import MakeClaim


@pytest.mark.parametrize(
    ("kind", "text", "altered"),
    [
        ("digit changed", "Cut `v2` from 500 ms to 200 ms.", "Cut `v2` from 600 ms to 200 ms."),
        ("digit changed", "Took 9 steps.", "Took 8 steps."),
        ("digit changed", "Used http2 and `v2`.", None),
        ("digit changed", "Took above 90 s, then 7 s.", "Took above 90 s, then 8 s."),
        ("unit changed", "Cut it from 500 ms to 200 ms.", "Cut it from 500 s to 200 ms."),
        ("unit changed", "Touched 12 files.", "Touched 12 lines."),
        ("unit changed", "Cut `500 ms`.", None),
        ("direction swapped", "Moved from `a` to `b`.", "Moved from `b` to `a`."),
        ("direction swapped", "Replaced redigo with go-redis.", "Replaced go-redis with redigo."),
        ("direction swapped", "Fell from 900 ms to 140 ms.", "Fell from 140 ms to 900 ms."),
        ("direction swapped", "Replaced redigo with an own client.", None),
        ("direction swapped", "Ran in 0.2 s instead of 11 s.", None),
        ("direction swapped", "Kept going.", None),
        ("negation inserted", "The poller was slow.", "The poller was not slow."),
        ("negation inserted", "Replaced redigo.", "Never replaced redigo."),
        ("negation inserted", "It was not slow.", None),
        (
            "superlative inserted",
            "Cut the interval.",
            "Cut the interval for the first time across every service.",
        ),
    ],
)
def test_english_alterations(
    kind: str, text: str, altered: str | None, make_claim: MakeClaim
) -> None:
    """Each kind changes one thing, and leaves sentences alone that have no place for it."""
    found = MUTATIONS[kind].alter(make_claim(text, 0), EvidenceIndex([]))
    assert (found.text if found else None) == altered


@pytest.mark.parametrize(
    ("kind", "text", "altered"),
    [
        ("unit changed", "间隔缩短到 200 毫秒。", "间隔缩短到 200 秒。"),
        ("direction swapped", "从 redigo 迁移到 go-redis。", "从 go-redis 迁移到 redigo。"),
        ("negation inserted", "修复了监听器。", "并未修复了监听器。"),
        ("superlative inserted", "修复了监听器。", "修复了监听器,覆盖了所有服务。"),
    ],
)
def test_chinese_alterations(kind: str, text: str, altered: str, make_claim: MakeClaim) -> None:
    """Chinese sentences are altered in Chinese."""
    found = MUTATIONS[kind].alter(make_claim(text, 0, lang=Language.ZH), EvidenceIndex([]))
    assert found
    assert found.text == altered


def test_another_name_is_one_that_the_citation_lacks(
    commits: list[Commit], make_claim: MakeClaim
) -> None:
    """The swapped name is real code of the repository, but of another commit."""
    claim = make_claim("Cut the interval in `poller.go`.", 0)
    found = MUTATIONS["name swapped"].alter(claim, EvidenceIndex(commits))
    assert found
    assert found.text in {f"Cut the interval in `identifier{n}`." for n in (1, 2, 3, 4)}


def test_another_technology_is_of_the_same_kind(
    commits: list[Commit], make_claim: MakeClaim
) -> None:
    """Where no code is named, a technology gives way to another that does the same job."""
    found = MUTATIONS["name swapped"].alter(
        make_claim("Moved to Kafka.", 0), EvidenceIndex(commits)
    )
    assert found
    other = resources.technologies().by_name(found.text.removeprefix("Moved to ").rstrip("."))
    assert other
    assert other.name != "Kafka"
    assert other.kind == "messaging"
    plain = make_claim("Requests were dropped.", 0)
    assert MUTATIONS["name swapped"].alter(plain, EvidenceIndex(commits)) is None


def test_another_hash_is_of_the_same_phase(commits: list[Commit], make_claim: MakeClaim) -> None:
    """The swapped hash is one that the phase may cite; the quote stays."""
    claim = make_claim("Cut the interval.", 0)
    found = MUTATIONS["hash swapped"].alter(claim, EvidenceIndex(commits))
    assert found
    assert found.citations[0].evidence in {commits[1].id[:12], commits[2].id[:12]}
    assert found.citations[0].quote == claim.citations[0].quote


def test_only_supported_claims_are_altered_and_labelled(
    commits: list[Commit], make_claim: MakeClaim
) -> None:
    """What was wrong before proves nothing; what is made carries its kind."""
    index = EvidenceIndex(commits)
    claims = [
        make_claim("Cut the interval to 200 ms.", 0, name="a"),
        make_claim("Cut the interval to 300 ms.", 0, name="b", label="unsupported"),
    ]
    made = list(mutate(claims, index))
    assert {claim.id.split("~")[0] for claim in made} == {"a"}
    assert {claim.label for claim in made} == {"unsupported"}
    assert all(claim.error in MUTATIONS for claim in made)
    assert made == list(mutate(claims, index))
