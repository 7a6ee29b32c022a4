"""What messages say of themselves: conventional types, and issues of known projects."""

from __future__ import annotations

import json

import pytest

from pipeline.artifacts import read_evidence, write_evidence
from pipeline.mine.message import Messages
from tests.mine.building import SETTINGS, Built, mined

KNOWN = SETTINGS.model_copy(update={"issues": ("KARMADA", "A2", "C+")})


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("feat: add retries", ("feat", None)),
        ("fix(scheduler): drop a tick", ("fix", "scheduler")),
        ("feat(api)!: rename", ("feat", "api")),
        ("Refactor: rename", ("refactor", None)),
        ("chore(deps-dev, ci): bump", ("chore", "deps-dev, ci")),
        ("scheduler: drop a tick", (None, None)),
        ("Allow styles: all of them", (None, None)),
        ("feat:no space", (None, None)),
        ("feat(): nothing", (None, None)),
        ("feature: no such type", (None, None)),
        ("a fix: late", (None, None)),
    ],
)
def test_conventional_subjects(subject: str, expected: tuple[str | None, str | None]) -> None:
    """Type and scope are told where the type is one of the list, and only at the beginning."""
    assert Messages(SETTINGS).conventional(subject) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KARMADA-287: sync", ("KARMADA-287",)),
        ("see (KARMADA-1), KARMADA-22. And KARMADA-1", ("KARMADA-1", "KARMADA-22")),
        ("A2-7 and C+-8", ("A2-7", "C+-8")),
        ("UTF-8, SHA-256, ISO-8601 and CVE-2024-1234", ()),
        ("XKARMADA-2 karmada-3 KARMADA-0 KARMADA-4x X-KARMADA-5", ()),
        ("KARMADA-2024-1234 and KARMADA-1.5", ()),
        ("升级KARMADA-9。", ("KARMADA-9",)),
    ],
)
def test_issues_of_known_projects(text: str, expected: tuple[str, ...]) -> None:
    """Issues are recognised by the keys of the settings alone, as whole words."""
    assert Messages(KNOWN).issues(text) == expected


def test_without_keys_there_are_no_issues() -> None:
    """Nothing is taken for an issue where no project is named."""
    assert Messages(SETTINGS).issues("KARMADA-287 UTF-8") == ()


def test_commits_carry_it(built: Built) -> None:
    """A commit tells its type, scope and issues, in evidence lines only where there are any."""
    built.commit("feat(sync): mirror clusters\n\nCloses KARMADA-287.", {"a": "1"})
    built.commit("Plain", {"a": "2"})
    first, second = mined(built.path, settings=KNOWN).commits
    assert (first.type, first.scope, first.issues) == ("feat", "sync", ("KARMADA-287",))
    line = json.loads(write_evidence(first))
    assert (line["type"], line["scope"], line["issues"]) == ("feat", "sync", ["KARMADA-287"])
    assert not {"type", "scope", "issues", "copies", "reverted_by"} & set(
        json.loads(write_evidence(second))
    )
    (back,) = read_evidence(write_evidence(first), "pack")
    assert back == first.model_copy(update={"imports": back.imports})
