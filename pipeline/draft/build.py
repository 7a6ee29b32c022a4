"""The one constructor of writers."""

from __future__ import annotations

from pathlib import Path

from pipeline.draft.extractive import ExtractiveWriter
from pipeline.draft.writer import Writer
from pipeline.errors import UsageError
from pipeline.settings import DraftSettings

EXTRACTIVE = "extractive"


def build_writer(settings: DraftSettings, cache: Path) -> Writer:  # noqa: ARG001 - for models
    """Build the writer that the settings name.

    Args:
        settings: Its name, language and limits.
        cache: Folder in which a language model's answers are kept.

    Raises:
        UsageError: There is no such writer.
    """
    if settings.writer == EXTRACTIVE:
        return ExtractiveWriter(settings.lang)
    raise UsageError("no such writer", where=settings.writer, todo="use extractive")
