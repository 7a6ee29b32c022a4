"""The demonstration history is what the story says, on every machine."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.golden.demo.build import ENVIRONMENT

TIP = "f4b541ed08b71986ba92efdcbc27c015acd13663"
"""Changes when a story does: mind the citations in the golden files, too."""


FACTS = {
    "scheduler": (
        *("5k tasks/day", "above 2.3 s", "tasks pile up", "SLA of 99%", "80k tasks/day"),
        *("12k tasks/day", "connection storm", "no retry", "at-least-once", "99.98%", "Kafka"),
        "three availability zones",
    ),
    "transport": ("concurrency bottleneck", "Python and Java"),
    "concurrency": ("lifecycle", "back-pressure"),
    "memory": ("10k small allocations", "about 200", "GC pressure"),
    "errors": ("alert by cause", "PAY_TIMEOUT", "0.1% over 5 min"),
    "modules": ("Imports were hidden", "copied our task type", "whole service"),
    "profiling": ("0.52 ms", "escaping to the heap"),
    "services": ("non-CRUD methods", "bounded contexts", "more than five"),
    "storage": ("offline", "compensated by hand", "distributed transactions"),
    "messaging": ("exactly-once", "cross-system atomicity", "idempotent"),
    "resilience": ("5,000 ms", "100 concurrent", "50%", "30,000 ms", "needed a restart"),
    "tracing": ("no standard context propagation", "cannot correlate metrics and logs"),
    "release": ("8 to 15 min", "4.2 min on average", "15 s", "0.995 over 30 min"),
    "failover": ("RTO is above 90 s", "RPO 0 is not guaranteed", "287 ms", "62% of the"),
    "federation": ("KARMADA-287", "83.6%", "91.2%"),
}
"""What the article tells of each track."""


def log(demo: Path, *arguments: str) -> list[str]:
    """Give the lines that `git log` prints."""
    command = ["git", "-C", str(demo / "platform"), "log", *arguments]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=True, text=True)
    return done.stdout.splitlines()


def test_same_ids_everywhere(demo: Path) -> None:
    """The tip has the recorded id, so every commit below it has its own, too."""
    assert log(demo, "-1", "--format=%H") == [TIP]


def test_size(demo: Path) -> None:
    """Three people and a bot made at least eighty commits in more than two years."""
    rows = log(demo, "--format=%ae %as")
    people = {row.split()[0] for row in rows}
    days = sorted(date.fromisoformat(row.split()[1]) for row in rows)
    assert len(rows) >= 80
    assert len({p for p in people if p.endswith("@example.org")}) == 3
    assert len({p for p in people if "bot" in p}) == 1
    assert (days[-1] - days[0]).days > 730


@pytest.mark.parametrize(
    "known",
    [
        "2022-12-05 refactor: replace cron/v3 with redis-streams scheduler",
        "2022-03-22 fix: reduce ticker drift via time.Now().Sub() correction",
        "2023-04-12 feat(cluster): basic kubefed v0.8.1 setup (single cluster)",
        "2023-08-29 chore(ci): add e2e test for service export/import across AWS/GCP",
        "2024-02-05 refactor(controlplane): migrate from kubefed to Karmada v1.4 with custom CRD sync",  # noqa: E501 - as in the article
    ],
)
def test_known_commits(demo: Path, known: str) -> None:
    """The commits that the article names stand there with their dates and subjects."""
    assert known in log(demo, "--format=%as %s")


def test_squash_keeps_the_known_subject(demo: Path) -> None:
    """The retry policy landed as a squash: its subject ends with the number."""
    rows = log(demo, "--format=%as %cn %s", "--grep=retry policy")
    assert rows == ["2022-09-18 GitHub feat: add retry policy for failed tasks (#15)"]


def test_merges_have_their_branch(demo: Path) -> None:
    """A merge's second parent leads to the branch's commits, and to no others."""
    merge = log(demo, "--merges", "--format=%H", "--grep=redis-streams")[0]
    subjects = log(demo, "--format=%s", f"{merge}^1..{merge}^2")
    assert subjects[0] == "refactor: replace cron/v3 with redis-streams scheduler"
    assert len(subjects) == 4


def test_export_names_true_merges(demo: Path) -> None:
    """Each merged pull request of the export names a commit that lands on the main line."""
    pulls = json.loads((demo / "pulls.json").read_text(encoding="utf-8"))
    landed = set(log(demo, "--first-parent", "--format=%H"))
    merged = [pull for pull in pulls if pull["state"] == "MERGED"]
    assert len(merged) >= 15
    assert {pull["mergeCommit"]["oid"] for pull in merged} <= landed
    numbers = [pull["number"] for pull in pulls]
    assert numbers == sorted(set(numbers), reverse=True)


@pytest.mark.parametrize("track", sorted(FACTS))
def test_facts_are_on_record(demo: Path, track: str) -> None:
    """Every figure and reason of the article stands in a message or a description."""
    pulls = json.loads((demo / "pulls.json").read_text(encoding="utf-8"))
    told = "\n".join(log(demo, "--format=%B") + [pull["body"] for pull in pulls])
    text = " ".join(told.split())
    assert [fact for fact in FACTS[track] if fact not in text] == []
