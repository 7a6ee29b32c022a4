"""What a writer is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from pipeline.domain.model import Model
from pipeline.domain.narrative import Slot
from pipeline.domain.phase import Phase
from pipeline.domain.span import Span
from pipeline.domain.verdict import Verdict
from pipeline.draft.prompt import Prompt
from pipeline.draft.sheet import Sheet


class Line(Model):
    """A sentence as a writer gives it: it cites spans by number and never types a hash."""

    slot: Slot
    text: str
    spans: tuple[str, ...]


class Usage(Model):
    """What drafting took from a language model."""

    calls: int = 0
    cached: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        """Add up."""
        return Usage(
            calls=self.calls + other.calls,
            cached=self.cached + other.cached,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
        )


@dataclass(frozen=True)
class Brief:
    """Everything that one narrative is written from.

    Args:
        phase: What is told.
        sheets: The evidence that may be cited, oldest first.
        prompt: The language, and the prompts for a language model.
        rejected: What the verifier turned down in the round before, with its findings.
    """

    phase: Phase
    sheets: tuple[Sheet, ...]
    prompt: Prompt
    rejected: tuple[Verdict, ...] = ()

    @cached_property
    def spans(self) -> dict[str, tuple[Sheet, Span]]:
        """Give each span by the name that it is cited by."""
        return {sheet.key(span): (sheet, span) for sheet in self.sheets for span in sheet.spans}


class Writer(Protocol):
    """Turns a brief into lines; an empty slot is a valid answer."""

    @property
    def usage(self) -> Usage:
        """Tell what has been used up so far."""
        ...

    def write(self, brief: Brief) -> tuple[Line, ...]:
        """Write the lines of one narrative.

        Raises:
            ModelError: A language model gave no usable answer.
        """
        ...
