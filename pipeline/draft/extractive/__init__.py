"""The writer without a model: it composes sentences from the evidence's own words."""

from pipeline.draft.extractive.compose import ExtractiveWriter

__all__ = ["ExtractiveWriter"]
