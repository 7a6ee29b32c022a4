"""Evidence packs on disk."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pipeline.artifacts import digest, read_evidence, write_evidence
from pipeline.domain.commit import Commit, FileChange, Label
from pipeline.domain.metric import Metric
from pipeline.domain.person import Identity
from pipeline.domain.pull_request import PullRequest
from pipeline.errors import FormatError

DEV = Identity(name="Dev One", email="dev1@example.org")
WHEN = datetime(2022, 3, 22, 9, 30, tzinfo=UTC)
COMMIT = Commit(
    id="8a" * 20,
    repo="example/platform",
    subject="fix: 修复 drift",
    author=DEV,
    committer=DEV,
    authored_at=WHEN,
    committed_at=WHEN,
    files=(FileChange(path="a.go", added=1, deleted=None),),
)
KEYS = (
    "kind id repo subject body author committer authored_at committed_at parents pull_request"
    " files dependencies identifiers"
)


def test_a_commit_line_has_exactly_the_documented_keys() -> None:
    """Other programs read packs: keys and their order are a contract."""
    assert list(json.loads(write_evidence(COMMIT))) == KEYS.split()


def test_rare_keys_stand_only_where_they_say_something() -> None:
    """Labels decide verdicts, so a pack must not lose them."""
    labelled = COMMIT.model_copy(update={"labels": (Label.REVERTED,)})
    line = write_evidence(labelled)
    assert list(json.loads(line)) == [*KEYS.split(), "labels"]
    assert read_evidence(line, "x") == [labelled]


def test_census_is_written_but_changes_no_digest() -> None:
    """How much was read travels with the pack; a commit more makes no old phase stale."""
    counted = COMMIT.model_copy(update={"census": 5})
    line = write_evidence(counted)
    assert list(json.loads(line)) == [*KEYS.split(), "census"]
    assert read_evidence(line, "x") == [counted]
    assert digest(counted) == digest(COMMIT)


def test_every_kind_survives_the_round() -> None:
    """What is written reads back as the same evidence."""
    items = [
        COMMIT,
        PullRequest(id="example/platform#3", number=3, title="T", author=DEV, merged_at=WHEN),
        Metric(id="m", name="latency", unit="ms", before=Decimal("2.30"), after=Decimal(1)),
    ]
    text = "\n".join(write_evidence(item) for item in items) + "\n\n"
    assert read_evidence(text, "x") == items


def test_broken_lines_are_named_together() -> None:
    """One message tells every bad line by number, and which key is wrong."""
    good = write_evidence(COMMIT)
    bad = json.dumps({**json.loads(good), "authored_at": "soon"})
    text = "\n".join([good, "{", bad, '{"kind": "tree"}', "[]", "7", "[" * 100_000])
    with pytest.raises(FormatError) as caught:
        read_evidence(text, "x.packs.jsonl")
    message = str(caught.value)
    assert message.startswith("x.packs.jsonl: line 2: not JSON")
    assert "line 3: authored_at:" in message
    assert "line 4: kind:" in message
    assert "line 1" not in message
    assert "\n" not in message
    assert "and 1 more lines" in message
