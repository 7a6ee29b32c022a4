"""The one constructor of writers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.draft.extractive import ExtractiveWriter
from pipeline.draft.writer import Writer
from pipeline.errors import ModelError, UsageError
from pipeline.settings import DraftSettings

if TYPE_CHECKING:
    from pipeline.draft.model.chat import Chat

EXTRACTIVE = "extractive"
OPENAI_URL = "https://api.openai.com/v1"
_KEY = "OPENAI_API_KEY"
_ACCOUNT = ("OpenAI-Organization", "OpenAI-Project")
"""Headers that name the user's account, which the client reads from the environment."""
_DUMMY = "not-needed"
"""What a server on this machine gets for a key: never the real one."""


def build_writer(settings: DraftSettings, cache: Path) -> Writer:
    """Build the writer that the settings name: `extractive`, `MODEL` or `PROVIDER:MODEL`.

    A bare model name, and the provider `openai`, mean OpenAI or whatever speaks its language at
    `base_url`. Other providers need their own langchain package.

    Args:
        settings: Its name, language and limits.
        cache: Folder in which a language model's answers are kept.

    Raises:
        UsageError: There is no such writer.
        ModelError: The key is missing.
    """
    if settings.writer == EXTRACTIVE:
        return ExtractiveWriter(settings.lang)
    provider, colon, model = settings.writer.partition(":")
    if not colon or provider == "openai" or settings.base_url:
        name = model if provider == "openai" and colon else settings.writer
        return _openai(settings, name, cache)
    return _other(settings, provider, model, cache)


def _openai(settings: DraftSettings, model: str, cache: Path) -> Writer:
    from langchain_openai import ChatOpenAI  # noqa: PLC0415 - 1.3 s of start-up
    from pydantic import SecretStr  # noqa: PLC0415 - with its only user

    from pipeline.draft.model.answer import SCHEMA  # noqa: PLC0415 - with the model only
    from pipeline.draft.model.chat import LangchainChat, is_local  # noqa: PLC0415 - the same

    url = settings.base_url or OPENAI_URL
    local = is_local(url)
    limit = "max_tokens" if settings.base_url else "max_completion_tokens"
    form = {"name": "narrative", "strict": True, "schema": SCHEMA}
    chat = ChatOpenAI(
        model=model,
        base_url=url,
        api_key=SecretStr(_DUMMY if local else _key(url)),
        timeout=settings.timeout,
        use_responses_api=False,
        stream_usage=False,
        http_socket_options=(),  # else langchain's own transport passes the user's proxies by
        **(_private(settings.timeout) if local else {}),
    )
    extra: dict[str, object] = {
        "response_format": {"type": "json_schema", "json_schema": form},
        limit: settings.max_tokens,
    }
    return _writer(settings, LangchainChat(chat, f"{model} at {url}", extra), url, cache)


def _private(timeout: float) -> dict[str, Any]:
    """Keep proxies and the vendor's account out of calls to a server on this machine."""
    import httpx2  # noqa: PLC0415 - what openai speaks through

    def forget(request: httpx2.Request) -> None:
        for name in _ACCOUNT:
            request.headers.pop(name, None)

    client = httpx2.Client(trust_env=False, timeout=timeout, event_hooks={"request": [forget]})
    return {"http_client": client, "openai_proxy": ""}


def _other(settings: DraftSettings, provider: str, model: str, cache: Path) -> Writer:
    from langchain.chat_models import init_chat_model  # noqa: PLC0415 - 1.2 s of start-up

    from pipeline.draft.model.chat import LangchainChat  # noqa: PLC0415 - with the model only

    try:
        chat = init_chat_model(
            model,
            model_provider=provider,
            timeout=settings.timeout,
            max_tokens=settings.max_tokens,
        )
    except ImportError as error:
        raise UsageError(
            f"the provider {provider} needs a package that is not installed",
            where=settings.writer,
            todo=f"pip install langchain-{provider}",
        ) from error
    except ValueError as error:
        raise UsageError(
            "no such writer, or its key is missing",
            where=settings.writer,
            todo="use extractive, MODEL or PROVIDER:MODEL, and set the provider's key",
        ) from error
    return _writer(settings, LangchainChat(chat, settings.writer, {}), provider, cache)


def _writer(settings: DraftSettings, chat: Chat, place: str, cache: Path) -> Writer:
    from pipeline.draft.model import ModelWriter  # noqa: PLC0415 - with the model only
    from pipeline.draft.model.cache import AnswerCache  # noqa: PLC0415 - the same

    parameters = {"place": place, "max_tokens": settings.max_tokens}
    return ModelWriter(chat, settings.writer, parameters, AnswerCache(cache), settings.budget)


def _key(url: str) -> str:
    key = os.environ.get(_KEY, "")
    if not key:
        raise ModelError(
            "the key is missing", where=url, todo=f"set {_KEY}, or use --writer extractive"
        )
    return key
