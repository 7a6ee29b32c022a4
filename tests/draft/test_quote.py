"""Quotes are verbatim and short."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.draft.quote import LONGEST, piece


def test_short_span_is_quoted_whole() -> None:
    """A span of few words is its own quote."""
    assert piece("Add a lease to each task", "Added leases.") == "Add a lease to each task"


def test_piece_holds_what_is_told() -> None:
    """Of a long span that piece is quoted which shares most words with the sentence."""
    text = "word " * 60 + "tasks are lost on restart " + "more " * 60
    assert "tasks are lost on restart" in piece(text.strip(), "Tasks are lost on restart.")


@given(st.text(), st.text())
def test_piece_is_verbatim(text: str, told: str) -> None:
    """Whatever the text, the piece stands in it and is not longer than allowed."""
    found = piece(text, told)
    assert found in text
    assert len(found.split(" ")) <= LONGEST
