"""The résumé as JSON Resume."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from pipeline.domain.timeline import Timeline
from pipeline.render import Template, render
from tests.render.sample import marked, timeline
from tests.render.strategies import timelines

SCHEMA = json.loads(Path(__file__).with_name("json_resume.schema.json").read_text("utf-8"))


def resume(told: Timeline) -> dict[str, Any]:
    """Render and read back."""
    loaded = json.loads(render(told, Template.JSON_RESUME))
    assert isinstance(loaded, dict)
    return loaded


def test_sample_validates() -> None:
    """The sample is valid JSON Resume."""
    jsonschema.Draft7Validator(SCHEMA).validate(resume(timeline()))


@settings(max_examples=50, deadline=None)
@given(timelines())
def test_any_timeline_validates(told: Timeline) -> None:
    """Whatever the repository says, the file is valid JSON Resume."""
    jsonschema.Draft7Validator(SCHEMA).validate(resume(told))


def test_every_highlight_has_its_evidence() -> None:
    """Beside each highlight stands what it rests on, in the same order."""
    for project in resume(timeline())["projects"]:
        assert len(project["highlights"]) == len(project["x-evidence"])
        for own in project["x-evidence"]:
            assert own["verified"]
            assert all(citation["id"] and citation["quote"] for citation in own["citations"])


def test_days() -> None:
    """The half-open window becomes first and last day."""
    scheduler = resume(timeline())["projects"][0]
    assert (scheduler["startDate"], scheduler["endDate"]) == ("2021-10-04", "2023-03-30")


def test_unproved_highlights_say_so() -> None:
    """A sentence that nobody proved is marked, also for readers who see highlights only."""
    highlights = [
        text for project in resume(marked())["projects"] for text in project["highlights"]
    ]
    assert "On call for the service, one week in four. (attested)" in highlights
    assert "It never failed. (unverified)" in highlights


@pytest.mark.parametrize("key", ["$schema", "basics", "projects", "meta"])
def test_keys(key: str) -> None:
    """The top level has the schema's keys and none besides."""
    assert key in resume(timeline())
    assert len(resume(timeline())) == 4


def test_counts_are_told() -> None:
    """What was read, left out and rejected is told under our own key."""
    own = resume(timeline())["meta"]["x-gitvitae"]
    assert own["commits"] == {
        "read": 212,
        "person": 96,
        "used": 11,
        "leftOut": {"by bots": 9, "merges": 14},
    }
    assert own["sentences"]["rejected"] == {"GV301": 2, "GV401": 4}
