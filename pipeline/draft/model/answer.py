"""A model's answer, read with statuses of our own: libraries lose text at these edges."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.domain.narrative import Slot
from pipeline.draft.writer import Line
from pipeline.errors import ModelError

_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"^\s*```\w*\n(?P<inner>.*?)\n?```\s*$", re.DOTALL)


class Status(StrEnum):
    """How an answer ended."""

    OK = "ok"
    REFUSED = "refused"
    TRUNCATED = "truncated"
    FILTERED = "filtered"
    INVALID = "invalid"
    EMPTY = "empty"


_PROBLEMS = {
    Status.REFUSED: ("the model refused to answer", "try another model"),
    Status.TRUNCATED: ("the model's answer was cut off", "raise draft.max_tokens"),
    Status.FILTERED: ("the vendor's content filter stopped the answer", "try another model"),
    Status.INVALID: ("the model answered something else than was asked for", "try another model"),
    Status.EMPTY: ("the model answered nothing", "try another model"),
}


class Answer(BaseModel):
    """What came back: the text, how it ended, and what it took."""

    model_config = ConfigDict(frozen=True)

    text: str = ""
    finish: str = ""
    refusal: str = ""
    input_tokens: int = 0
    output_tokens: int = 0


class _Lines(BaseModel):
    """The wire form. It is kept plain: bounds belong to the verifier, not to a vendor's subset."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sentences: tuple[Line, ...]


SCHEMA: dict[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["sentences"],
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["slot", "text", "spans"],
                "properties": {
                    "slot": {"type": "string", "enum": [slot.value for slot in Slot]},
                    "text": {"type": "string"},
                    "spans": {"type": "array", "items": {"type": "string"}},
                },
            },
        }
    },
}


def status_of(answer: Answer) -> Status:
    """Say how an answer ended, before its text is read."""
    if answer.refusal:
        return Status.REFUSED
    if answer.finish == "length":
        return Status.TRUNCATED
    if answer.finish == "content_filter":
        return Status.FILTERED
    return Status.OK if answer.text.strip() else Status.EMPTY


def lines_of(answer: Answer, where: str) -> tuple[Line, ...]:
    """Read the lines of an answer.

    Raises:
        ModelError: It is refused, cut off, filtered, empty, or not in the form asked for.
    """
    status = status_of(answer)
    if status is Status.OK:
        try:
            return _Lines.model_validate_json(_bare(answer.text)).sentences
        except ValidationError:
            status = Status.INVALID
    what, todo = _PROBLEMS[status]
    raise ModelError(what, where=where, todo=todo)


def _bare(text: str) -> str:
    """Take off a thought and a fence."""
    rest = _THOUGHT.sub("", text, count=1)
    match = _FENCE.match(rest)
    return (match["inner"] if match else rest).strip()
