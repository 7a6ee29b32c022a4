"""Deeds: what a subject says was done."""

from __future__ import annotations

import pytest

from pipeline.draft.extractive import deed, tidy


def told(subject: str) -> str:
    """Tell a subject; empty where it names no deed."""
    text, _ = tidy.headline(subject)
    found = deed.read(text)
    return found.told if found else ""


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("Add HTTP client", "Added an HTTP client"),
        ("[es][v2] Refactor the span reader", "Refactored the span reader"),
        ("feat(cli)!: support --json output (#12)", "Supported `--json` output"),
        (":sparkles: Adds a retry policy", "Added a retry policy"),
        (
            "Drop the `6.x` entry and delete `docker/x`",
            "Dropped the `6.x` entry and deleted `docker/x`",
        ),
        ("Do not skip indexing", "Stopped skipping indexing"),
        ("Lazily import netrc", "Lazily imported netrc"),
        ("This PR adds leases to tasks", "Added leases to tasks"),
        ("re-add the flag for debug", "Re-added the flag for debug"),
        ("refactor make_response add docs for it", "Refactored `make_response`"),
        ("Remove deprecated --jaeger.tags flag", "Removed the deprecated `--jaeger.tags` flag"),
        ("Drop the fork; Move to the official one", "Dropped the fork; moved to the official one"),
        ("Make sure error in query does not spread", "Made sure error in query does not spread"),
        ("store & compact: Show the blocks", "Showed the blocks"),
        ("receive,ruler: Reuse the pool", "Reused the pool"),
        ("refactor(store.go) handle the short case", "Handled the short case"),
        ("refactor remove the singleton", "Removed the singleton"),
        ("fix handle leak", "Fixed the handle leak"),
        ("Set `__module__ = 'x'` on all", "Set `__module__ = 'x'` on all"),
    ],
)
def test_deed_is_told(subject: str, sentence: str) -> None:
    """A deed is told in the past, whole, with its prefix taken off and its names set as code."""
    assert told(subject) == sentence


@pytest.mark.parametrize(
    "subject",
    [
        "Reports held the lock for 4 s",
        "Scaling workers out set off a storm of connections",
        "Test coverage rises from 83% to 91%",
        "Pool timeouts should be on the config",
        "Testing Suite on GitHub Actions",
        "Now request mint=0 should succeed",
        "Streaming multipart support is optional",
        "stream -> stream_bytes",
        "Cookie support",
        "Fix for redirects",
        "Add",
        "",
    ],
)
def test_no_deed(subject: str) -> None:
    """A noun that looks like a verb begins no deed."""
    assert told(subject) == ""


@pytest.mark.parametrize(
    ("subject", "heading"),
    [
        ("Move Closer from y to z", "Moving Closer from y to z"),
        ("Replace rs/xid with google/uuid", "`rs/xid` → `google/uuid`"),
        ("Use POST instead of GET for searches", "`GET` → `POST`"),
        ("Add retry policy", "Retry policy"),
        ("Add config, remove goveralls", "Adding config"),
        ("Add retry policy to client", "Adding retry policy to client"),
        ("Drop the `6.x` entry and delete `docker/x`", "Dropping the `6.x` entry"),
        ("Replace metrics with metrics", "Replacing metrics with metrics"),
        ("Simplify parsing, and log errors", "Simplifying parsing"),
    ],
)
def test_heading(subject: str, heading: str) -> None:
    """A heading names what replaced what, what was added, or the deed."""
    found = deed.read(subject)
    assert found is not None
    assert found.heading == heading
