"""The model writer: prompts in, lines out, answers kept."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

from pipeline.draft.model.answer import SCHEMA, lines_of
from pipeline.draft.model.cache import AnswerCache
from pipeline.draft.model.chat import Chat, Message
from pipeline.draft.model.packet import packet
from pipeline.draft.writer import Brief, Line, Usage


class ModelWriter:
    """Asks a language model for the lines of a phase.

    Args:
        chat: What answers.
        name: The model as the settings name it; part of what answers are kept by.
        parameters: What else decides an answer; part of it too.
        cache: Where answers are kept.
        budget: Characters of evidence that one prompt may hold.
    """

    def __init__(
        self,
        chat: Chat,
        name: str,
        parameters: Mapping[str, object],
        cache: AnswerCache,
        budget: int,
    ) -> None:
        self._chat = chat
        self._name = name
        self._parameters = dict(parameters)
        self._cache = cache
        self._budget = budget
        self._usage = Usage()
        self._lock = Lock()

    @property
    def usage(self) -> Usage:
        """Tell what has been used up so far, by all threads."""
        with self._lock:
            return self._usage

    def write(self, brief: Brief) -> tuple[Line, ...]:
        """Write the lines, or what stands in for the rejected ones.

        Raises:
            ModelError: No usable answer came.
        """
        values = packet(brief, self._budget)
        parts = ("system", "user", "repair") if brief.rejected else ("system", "user")
        messages = [
            Message("system" if part == "system" else "user", brief.prompt.render(part, values))
            for part in parts
        ]
        return self._lines(messages)

    def _lines(self, messages: list[Message]) -> tuple[Line, ...]:
        """Take the answer that was kept, or ask and keep what can be read."""
        key = self._key(messages)
        kept = self._cache.get(key)
        if kept is not None:
            self._count(Usage(cached=1))
            return lines_of(kept, self._name)
        answer = self._chat.ask(messages)
        self._count(
            Usage(calls=1, input_tokens=answer.input_tokens, output_tokens=answer.output_tokens)
        )
        lines = lines_of(answer, self._name)
        self._cache.put(key, answer)
        return lines

    def _key(self, messages: list[Message]) -> str:
        return AnswerCache.key(
            {
                "model": self._name,
                "parameters": self._parameters,
                "schema": SCHEMA,
                "messages": [[message.role, message.text] for message in messages],
            }
        )

    def _count(self, more: Usage) -> None:
        with self._lock:
            self._usage += more
