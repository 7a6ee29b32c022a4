"""English verb forms."""

from __future__ import annotations

import pytest

from pipeline.draft.extractive import verb


@pytest.mark.parametrize(
    ("base", "past"),
    [
        ("add", "added"),
        ("use", "used"),
        ("apply", "applied"),
        ("deploy", "deployed"),
        ("drop", "dropped"),
        ("rewrite", "rewrote"),
        ("split", "split"),
        ("cleanup", "cleaned up"),
    ],
)
def test_past(base: str, past: str) -> None:
    """Regular and irregular verbs get their simple past."""
    assert verb.past(base) == past


@pytest.mark.parametrize("word", ["fix", "fixes", "fixed", "fixing", "Fix"])
def test_base(word: str) -> None:
    """Every form leads back to the verb."""
    assert verb.base(word) == "fix"


def test_base_of_no_verb() -> None:
    """A word that no deed begins with has no base."""
    assert verb.base("Redis") == ""
