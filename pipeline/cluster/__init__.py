"""History → transitions, tracks and phases. Pure: same history, same bytes."""

from pipeline.cluster.grouping import cluster

__all__ = ["cluster"]
