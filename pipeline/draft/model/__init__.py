"""The writer that asks a language model."""

from pipeline.draft.model.write import ModelWriter

__all__ = ["ModelWriter"]
