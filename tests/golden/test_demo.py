"""The résumés of the demonstration history are the expected ones, to the byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.cli import run

EXPECTED = Path(__file__).parent / "demo" / "expected"
RESUMES = {
    "resume": ("--person", "author@example.org"),
    "resume.zh": ("--person", "author@example.org", "--lang", "zh"),
    "second": ("--person", "second@example.org"),
}
STORIES = {
    "scheduler": ("time.Ticker", "cron", "Redis Streams"),
    "storage": ("SQLite", "MySQL", "TiDB"),
    "tracing": ("OpenTracing", "OpenTelemetry"),
    "resilience": ("hystrix-go", "breakers"),
    "transport": ("gorilla/mux", "gRPC"),
    "messaging": ("Kafka", "NATS"),
    "federation": ("kubefed", "Karmada"),
}


def compare(name: str, text: str, request: pytest.FixtureRequest) -> None:
    """Compare with the expected file, or write it where the flag asks for that."""
    path = EXPECTED / name
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def draft(demo: Path, out: Path, *options: str) -> None:
    """Draft a résumé of the demonstration history."""
    pulls = ("--pull-requests", str(demo / "pulls.json"))
    assert run(["draft", str(demo / "platform"), *pulls, *options, "--out", str(out)]) == 0


@pytest.mark.parametrize("name", sorted(RESUMES))
def test_resume_is_the_expected_one(name: str, demo: Path, request: pytest.FixtureRequest) -> None:
    """Markdown and JSON Resume are those that were last read and agreed to."""
    out = demo / name
    draft(demo, out, *RESUMES[name])
    compare(f"{name}.md", (out / "resume.md").read_text(encoding="utf-8"), request)
    compare(f"{name}.json", (out / "resume.json").read_text(encoding="utf-8"), request)


def test_phases_are_the_expected_ones(
    demo: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tracks, phases and transitions are those that were last read and agreed to."""
    pulls = ("--pull-requests", str(demo / "pulls.json"))
    person = ("--person", "author@example.org")
    assert run(["phases", str(demo / "platform"), *person, *pulls, "--format", "json"]) == 0
    compare("phases.json", capsys.readouterr().out, request)


@pytest.mark.parametrize("story", sorted(STORIES))
def test_story_is_told_in_order(story: str) -> None:
    """Each story's technologies stand in the phases as one chain, in the order of time."""
    phases = json.loads((EXPECTED / "phases.json").read_text(encoding="utf-8"))
    days = [
        next((step["end_date"] for step in phases["transitions"] if fits(step, old, new)), None)
        for old, new in pairwise(STORIES[story])
    ]
    assert None not in days
    assert days == sorted(days)


def fits(step: dict[str, object], old: str, new: str) -> bool:
    """Tell whether a transition leads from one technology to the other."""
    sides = (str(step["from"]).casefold(), str(step["to"]).casefold())
    return old.casefold() in sides[0] and new.casefold() in sides[1]


def test_same_bytes_under_any_hash_seed(demo: Path) -> None:
    """What is written depends on the history alone, not on the order of a set."""
    texts: list[list[bytes]] = []
    for seed in ("0", "4711"):
        out = demo / f"seed-{seed}"
        command = [sys.executable, "-m", "pipeline", "draft", str(demo / "platform")]
        command += ["--everyone", "--pull-requests", str(demo / "pulls.json"), "--out", str(out)]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(command, check=True, env=environment, capture_output=True)
        texts.append([path.read_bytes() for path in sorted(out.glob("*.*"))])
    assert texts[0] == texts[1]


def test_draft_passes_its_own_gate(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`verify` is green on what `draft` wrote."""
    draft(demo, demo / "verified", *RESUMES["resume"])
    assert run(["verify", str(demo / "verified" / "resume.md")]) == 0, capsys.readouterr().out
