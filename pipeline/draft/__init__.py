"""Phase → narrative: the only room that knows a language model."""

from pipeline.draft.build import build_writer
from pipeline.draft.extractive import ExtractiveWriter
from pipeline.draft.narrate import draft
from pipeline.draft.prompt import Prompt, build_prompt
from pipeline.draft.writer import Brief, Line, Usage, Writer

__all__ = [
    "Brief",
    "ExtractiveWriter",
    "Line",
    "Prompt",
    "Usage",
    "Writer",
    "build_prompt",
    "build_writer",
    "draft",
]
