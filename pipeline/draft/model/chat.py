"""The one edge to a language model, through langchain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from pipeline.draft.model.answer import Answer
from pipeline.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

LOCAL = frozenset(("localhost", "127.0.0.1", "::1", "0.0.0.0"))  # noqa: S104 - recognised, not bound


@dataclass(frozen=True)
class Message:
    """One message of a conversation: `system` or `user`, and its text."""

    role: str
    text: str


class Chat(Protocol):
    """Something that answers."""

    def ask(self, messages: Sequence[Message]) -> Answer:
        """Ask once.

        Raises:
            ModelError: No answer came.
        """
        ...


def is_local(base_url: str) -> bool:
    """Tell whether a server's address is on this machine."""
    return (urlsplit(base_url).hostname or "") in LOCAL


class LangchainChat:
    """Asks a langchain chat model.

    Args:
        model: The langchain model; its client alone repeats calls that fail.
        where: What error messages call it.
        extra: Fields of the request body beside model and messages.
    """

    def __init__(self, model: BaseChatModel, where: str, extra: dict[str, object]) -> None:
        self._model = model
        self._where = where
        self._extra = extra

    def ask(self, messages: Sequence[Message]) -> Answer:
        """Ask once, tracing switched off whatever the environment says.

        Raises:
            ModelError: The model can't be reached, turned the call down, or answered nonsense.
        """
        from langsmith import tracing_context  # noqa: PLC0415 - slow to import

        options: dict[str, Any] = {"extra_body": self._extra} if self._extra else {}
        try:
            with tracing_context(enabled=False):
                reply = self._model.invoke([(m.role, m.text) for m in messages], **options)
            return _read(reply)
        except Exception as error:  # vendors' clients share no base class
            raise _explained(error, self._where) from error


def _read(reply: BaseMessage) -> Answer:
    about, usage = reply.response_metadata, getattr(reply, "usage_metadata", None) or {}
    content = reply.content
    if not isinstance(content, str):
        content = "".join(part.get("text", "") for part in content if isinstance(part, dict))
    return Answer(
        text=content,
        finish=str(about.get("finish_reason") or about.get("stop_reason") or ""),
        refusal=str(reply.additional_kwargs.get("refusal") or ""),
        input_tokens=int(usage.get("input_tokens", 0)),
        output_tokens=int(usage.get("output_tokens", 0)),
    )


_STATUSES = {
    400: ("turned the request down", "check the model's name and what it supports"),
    401: ("does not accept the key", "set the right key"),
    403: ("does not allow this call", "check what the key may use"),
    404: ("knows no such model", "check draft.writer and draft.base_url"),
    413: ("finds the request too long", "lower draft.budget"),
    429: ("is out of quota or too busy", "wait, or check the account"),
}


def _explained(error: Exception, where: str) -> ModelError:
    """Say what went wrong by the kind of error, never by its text."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        what, todo = _STATUSES.get(status, (f"failed with HTTP {status}", "try again later"))
        return ModelError(f"the model's server {what}", where=where, todo=todo)
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "APITimeoutError" in kinds or "TimeoutError" in kinds:
        return ModelError(
            "the model did not answer in time", where=where, todo="raise draft.timeout"
        )
    if "APIConnectionError" in kinds or "ConnectError" in kinds or "ConnectionError" in kinds:
        return ModelError(
            "the model can't be reached", where=where, todo="check draft.base_url and the network"
        )
    return ModelError(
        "the model's server answered nonsense", where=where, todo="check draft.base_url"
    )
