"""The two errors under all settings, and the classes that say which rule should speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.evidence import EvidenceIndex
from pipeline.evaluate import read_suite
from pipeline.evaluate.classes import classes
from pipeline.evaluate.judged import judge
from pipeline.evaluate.rate import scores
from pipeline.evaluate.tradeoff import BOUND, SWEPT, Point, settings, tradeoff
from pipeline.settings import Policy, load
from pipeline.verify.page import rules

DEMO = Path(__file__).resolve().parents[2] / "evals" / "suites" / "demo"


@pytest.fixture(scope="module")
def swept() -> tuple[Point, ...]:
    """The demonstration suite's sentences, each fourth, under all settings."""
    return tradeoff(judge(*_asked(POLICY)), _asked(POLICY)[1], POLICY)


POLICY = load(environment={}).verify.model_copy(update={"ignore": ("GV107",)})


def _asked(policy: Policy) -> tuple[object, EvidenceIndex, Policy]:
    suite = read_suite(DEMO)
    return suite.claims[::4], EvidenceIndex(suite.evidence), policy


def test_every_setting_scores_what_the_gate_says_under_it(swept: tuple[Point, ...]) -> None:
    """The short way, by what was said before, gives what the long way gives."""
    suite = read_suite(DEMO)
    index = EvidenceIndex(suite.evidence)
    chosen = [s for n, s in enumerate(settings(POLICY)) if s.kind != "rule" or n % 5 == 0]
    found = {point.name: point.scores for point in swept}
    for setting in chosen[::3]:
        asked = judge(suite.claims[::4], index, setting.policy)
        assert scores(item.outcome for item in asked) == found[setting.name], setting.name


def test_no_threshold_of_the_policy_is_left_out() -> None:
    """Whoever gives the policy a threshold must let it be swept."""
    numbers = {name for name, kind in Policy.model_fields.items() if kind.annotation is float}
    assert set(SWEPT) == numbers
    assert {code for _, code in SWEPT.values()} <= {rule.code for rule in rules()}


def test_the_policy_in_force_stands_once_among_them(swept: tuple[Point, ...]) -> None:
    """A switched-off rule of the policy stays off, and is no setting of its own."""
    assert [point.name for point in swept if point.is_current] == [f"coverage {POLICY.coverage}"]
    assert "without GV107" not in {point.name for point in swept}
    assert {point.kind for point in swept} == {"threshold", "preset", "rule"}


def test_the_loosest_within_the_bound_is_marked(swept: tuple[Point, ...]) -> None:
    """Among the settings that let little enough through, none rejects less."""
    within = [p for p in swept if (p.scores.unsafe_accepts.share or 0) <= BOUND]
    marked = [point for point in swept if point.is_loosest]
    assert len(marked) == min(len(within), 1)
    for point in marked:
        least = min(p.scores.false_rejects.hits for p in within)
        assert point.scores.false_rejects.hits == least


def test_a_suite_with_few_unsafe_accepts_has_a_loosest_setting() -> None:
    """With nothing let through, the policy that rejects least is found."""
    suite = read_suite(DEMO)
    index = EvidenceIndex(suite.evidence)
    claims = [c for c in suite.claims if c.error in {None, "number_changed", "invented_hash"}]
    points = tradeoff(judge(claims, index, POLICY), index, POLICY)
    (loosest,) = [point for point in points if point.is_loosest]
    current = next(point for point in points if point.is_current)
    assert loosest.scores.false_rejects.hits <= current.scores.false_rejects.hits
    assert (loosest.scores.unsafe_accepts.share or 0) <= BOUND


def test_classes_name_rules_that_exist() -> None:
    """Each class names each rule once; every rule that reads sentences is named somewhere."""
    known = {rule.code for rule in rules()}
    named = [code for kind in classes().values() for code in kind.codes]
    assert set(named) <= known
    assert all(len(set(kind.codes)) == len(kind.codes) for kind in classes().values())
    assert known - set(named) == {"GV101", "GV107", "GV503", "GV504"}
