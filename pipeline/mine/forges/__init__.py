"""Pull requests from forges: what they tell, in the shapes in which each of them tells it."""

from pipeline.mine.forges.export import ExportForge

__all__ = ["ExportForge"]
