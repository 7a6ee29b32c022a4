"""The replacements that the demonstration history tells are found in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.cluster import cluster
from pipeline.domain.person import Identity, Person
from pipeline.domain.phase import Clustering
from pipeline.domain.scope import Scope
from pipeline.mine import ExportForge, GitRepository, mine

AUTHOR = Identity(name="Main Author", email="author@example.org")


@pytest.fixture(scope="module")
def found(demo: Path) -> Clustering:
    """Give the clustering of the main author's work."""
    rules = settings.load()
    scope = Scope(person=Person(name=AUTHOR.name, identities=(AUTHOR,)))
    with GitRepository(demo / "platform", rules.mine) as repository:
        history = mine(repository, ExportForge([demo / "pulls.json"]), scope)
    return cluster(history, rules.cluster)


@pytest.mark.parametrize(
    ("track", "origin", "target"),
    [
        ("Scheduler", "Ticker", "cron"),
        ("Scheduler", "cron", "Redis Streams"),
        ("Tracing", "OpenTracing", "OpenTelemetry"),
        ("Storage", "SQLite", "MySQL"),
        ("Storage", "MySQL", "TiDB"),
        ("Resilience", "hystrix-go", "hot-reloaded breakers"),
        ("Messaging", "Kafka", "NATS"),
        ("RPC", "gorilla/mux", "gRPC"),
        ("Profiling", "pprof", "Flame"),
        ("Orchestration", "KubeFed", "Karmada"),
        ("worker", "goroutine per task", "worker pool"),
        ("domain", "pkg/errors", "classified errors"),
    ],
)
def test_a_story_is_found(found: Clustering, track: str, origin: str, target: str) -> None:
    """Each decision of the story is one transition, in the track that people would look in."""
    titles = {item.id: item.title for item in found.tracks}
    told = [t for t in found.transitions if origin in t.origin and target in t.target]
    assert [titles[t.track] for t in told] == [track]


@pytest.mark.parametrize("origin", ["Ticker", "SQLite", "OpenTracing", "hystrix-go"])
def test_a_chain_begins_with_the_first_choice(found: Clustering, origin: str) -> None:
    """What was there before the first replacement has a phase that knows what replaced it."""
    (phase,) = [p for p in found.phases if origin in p.technology and p.transition is None]
    assert phase.ending is not None
    assert phase.replaced_by == phase.ending.target
    assert phase.candidates.abandonment


def test_what_was_measured_is_a_candidate_for_the_outcome(found: Clustering) -> None:
    """The commit that reports the retry success stands among the last scheduler's outcomes."""
    (phase,) = [p for p in found.phases if p.technology == "Redis Streams"]
    assert phase.candidates.outcome
    assert set(phase.candidates.outcome) <= set(phase.bounds.commits)


def test_reasons_stand_in_the_evidence(found: Clustering) -> None:
    """Some replacements give their reason, not all do, and each reason is in its own evidence."""
    reasons = [(t, t.reason) for t in found.transitions if t.reason]
    assert 0 < len(reasons) < len(found.transitions)
    assert all(reason.evidence in transition.evidence for transition, reason in reasons)


def test_own_work_without_a_technology_is_told(found: Clustering) -> None:
    """A measured improvement is a phase of its own though nothing was replaced."""
    assert any("sync.Pool" in phase.bounds.title for phase in found.phases)
