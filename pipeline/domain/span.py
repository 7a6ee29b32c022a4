"""Numbered pieces of an evidence's text."""

from __future__ import annotations

from enum import StrEnum

from pipeline.domain.model import Model


class SpanKind(StrEnum):
    """Where in the evidence a span stands. The first four are prose, the rest is record."""

    SUBJECT = "subject"
    BODY = "body"
    TITLE = "title"
    DESCRIPTION = "description"
    DEPENDENCY = "dependency"
    FILE = "file"
    FIGURES = "figures"

    @property
    def is_prose(self) -> bool:
        """Tell whether a person wrote it as text."""
        return self in {SpanKind.SUBJECT, SpanKind.BODY, SpanKind.TITLE, SpanKind.DESCRIPTION}


class Span(Model):
    """A piece of one evidence: its number from 1, its kind and its text, verbatim.

    A prose span is one sentence or bullet; hard-wrapped lines are joined by one space.
    A dependency span reads `go.mod: - github.com/rs/xid v1.2.1` or `+`, or `old -> new`.
    A file span reads `internal/rdb/rdb.go +17 -43`; figures read `15 files, 214 added, 12 deleted`.
    """

    number: int
    kind: SpanKind
    text: str
